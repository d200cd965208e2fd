// A question back is worth its asker's time only where the readings give different answers: where all give one, that is the answer.
import type { Ports, ResultSet } from "../ports.ts";
import { compile } from "../semantic/compile/index.ts";
import type { Plan } from "../semantic/plan.ts";
import { execute } from "./execute.ts";
import type { Asked } from "./known-values.ts";
import { understand } from "./plan/index.ts";
import { readingOf, type Readable, type Reading, type Unread } from "./read-question.ts";
import { sameResult } from "./same-result.ts";

/** Milliseconds after which asking back is quicker than finding out whether it matters. */
const PATIENCE = 1_500;

/**
 * Runs every reading of a question back, as long as that is quick.
 * @returns the first reading where all of them gave the same rows; undefined where they differ, or where one asks on, can't be run is not the built-in planner's or takes long
 */
export async function readingThatAllShare(unread: Extract<Unread, { kind: "clarify" }>, readable: Readable, asked: Asked, ports: Ports): Promise<Reading | undefined> {
  const { term, choices } = unread.event;
  const plans = choices.flatMap(({ id }) => planWith(readable, { ...readable.resolve, [term]: id }) ?? []);
  const [first, ...others] = plans;
  if (!first || others.length === 0 || plans.length < choices.length) return undefined;
  const started = ports.now().getTime();
  const wanted = await rowsOf(first, readable, asked, ports);
  if (!wanted) return undefined;
  for (const plan of others) {
    if (ports.now().getTime() - started > PATIENCE) return undefined;
    const rows = await rowsOf(plan, readable, asked, ports);
    if (!rows || !sameResult(wanted, rows)) return undefined;
  }
  ports.log.event("readings.agree", { source: asked.source.id });
  return readingOf(first, "built-in", readable);
}

function planWith({ question, locale, lexicon, source, today, previous }: Readable, resolve: Record<string, string>): Plan | undefined {
  const understood = understand({ question, locale, lexicon, model: source.model, today, resolve, ...(previous ? { previous } : {}) });
  return understood.kind === "plan" ? understood.plan : undefined;
}

async function rowsOf(plan: Plan, { source, today }: Readable, asked: Asked, ports: Ports): Promise<ResultSet | undefined> {
  const compiled = compile(plan, source.model, today);
  const verdict = compiled.ok ? ports.guard(compiled.sql, source.policy, asked.principal.claims) : undefined;
  if (!verdict?.ok) return undefined;
  const outcome = await execute(asked.connector, verdict, asked.principal, source.limits, asked.signal).catch(() => undefined);
  return outcome?.ok && !outcome.result.truncated ? outcome.result : undefined;
}
