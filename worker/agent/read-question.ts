// From a question to a reading, cheapest tier first: approved plans, the built-in planner, kept plans, the model planner, the SQL agent.
import type { LanguageModel, Ports, Source } from "../ports.ts";
import type { AskEvent, PlanPart, Tier } from "../protocol.ts";
import type { Lexicon } from "../semantic/lexicon.ts";
import type { Plan, Understood } from "../semantic/plan.ts";
import { describePlan, headingOf, titleOf } from "../semantic/words.ts";
import { planWithModel } from "./model-plan/plan-with-model.ts";
import { writeSql } from "./model-sql/write-sql.ts";
import { findKept, findVerified } from "./plan-cache/find-plan.ts";
import { understand } from "./plan/index.ts";

/** A question with all it is read against. */
export interface Readable {
  question: string;
  lexicon: Lexicon;
  source: Source;
  today: string;
  previous: Plan | undefined;
  resolve: Record<string, string>;
  locale: string;
}

/** What will be computed: a plan that compiles, or the draft of a statement where only SQL can say it. */
export interface Reading { kind: "read"; tier: Tier; words: string; /** what is measured, by what */ title: string; /** the title with filters and period */ heading: string; parts: PlanPart[]; plan?: Plan; draft?: string }
export type Unread = { kind: "clarify"; event: Extract<AskEvent, { type: "clarify" }> } | Declined;
interface Declined { kind: "cannot"; event: Extract<AskEvent, { type: "cannot" }> }

/** Reads the question; never guesses: a reading, a question back, or an honest no. */
export async function readQuestion(readable: Readable, ports: Ports, signal?: AbortSignal): Promise<Reading | Unread> {
  const { question, lexicon, source, today, previous, resolve, locale } = readable;
  const verified = findVerified(readable);
  if (verified) return readingOf(verified, "verified", readable);
  const understood = understand({ question, locale, lexicon, model: source.model, today, resolve, ...(previous ? { previous } : {}) });
  if (understood.kind === "plan") return readingOf(understood.plan, "built-in", readable);
  if (understood.kind === "clarify") return clarifyOf(understood);
  const kept = await findKept(readable, ports);
  if (kept) return readingOf(kept, "plan-cache", readable);
  return ports.model ? askModel(understood, readable, ports, ports.model, signal) : cannotOf(understood.message, understood.missing, readable, ports);
}

/** Questions offered where one can't be answered. */
const OFFERED = 3;
const MODEL_DOWN = "The language model that might have helped is not answering right now.";

async function askModel(understood: Extract<Understood, { kind: "unknown" }>, readable: Readable, ports: Ports, model: LanguageModel, signal?: AbortSignal): Promise<Reading | Unread> {
  const cannot = (message: string): Promise<Declined> => cannotOf(message, understood.missing, readable, ports);
  const down = async (): Promise<Unread> => {
    const { event } = await cannot(`${understood.message} ${MODEL_DOWN}`);
    return { kind: "cannot", event: { ...event, degraded: ["model"] } };
  };
  const outcome = await planWithModel(readable, model, ports, signal);
  switch (outcome.kind) {
    case "plan":
      return readingOf(outcome.plan, "model-plan", readable);
    case "clarify":
      return clarifyOf(outcome);
    case "sql":
      return (await draftWithModel(readable, model, ports, signal)) ?? down();
    case "cannot":
      return cannot(outcome.message);
    case "failed":
      return down();
  }
}

/** A statement by the SQL agent; `undefined` where it wrote none. */
async function draftWithModel(readable: Readable, model: LanguageModel, ports: Ports, signal?: AbortSignal): Promise<Reading | undefined> {
  const written = await writeSql(readable, model, { ports }, signal);
  if (!written.ok) return undefined;
  return { kind: "read", tier: "model-sql", words: written.reading, title: written.reading, heading: written.reading, parts: [], draft: written.sql };
}

/** A plan with the words that say all of it. */
export function readingOf(plan: Plan, tier: Tier, { source, locale }: Readable): Reading {
  return { kind: "read", tier, plan, title: titleOf(plan, source.model), heading: headingOf(plan, source.model, locale), ...describePlan(plan, source.model, { locale }) };
}

function clarifyOf({ message, term, choices }: { message: string; term: string; choices: { id: string; label: string }[] }): Unread {
  return { kind: "clarify", event: { type: "clarify", message, term, choices } };
}

async function cannotOf(message: string, missing: string[], { question, source }: Readable, ports: Ports): Promise<Declined> {
  return { kind: "cannot", event: { type: "cannot", message, missing, suggestions: await nearest(question, source, ports) } };
}

/** Known questions nearest to the one asked; the model's own suggestions where the search is down or new to this version. */
async function nearest(question: string, { id, model }: Source, ports: Ports): Promise<string[]> {
  const known = [...model.suggestions, ...model.verified.map((verified) => verified.question)];
  const namespace = `${id}:${model.version}`;
  try {
    const found = await ports.similar.find(namespace, question, OFFERED);
    if (found.length > 0) return found.map((entry) => entry.question);
    await ports.similar.index(namespace, known);
  } catch {
    ports.log.event("similar.failed", { source: id });
  }
  return known.slice(0, OFFERED);
}
