// The plan cache in the chain: approved plans of the model, then plans that earlier questions left; what is kept, and what is forgotten.
import type { Ports } from "../../ports.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Plan } from "../../semantic/plan.ts";
import type { Readable } from "../read-question.ts";
import { matchSkeleton } from "./match.ts";
import { signatureOf, skeletonOf, type Against, type Skeleton } from "./skeleton.ts";
import { makeTemplate, readTemplate } from "./template.ts";
import { matchVerified } from "./verified.ts";

export type FoundPlan = { plan: Plan; tier: "verified" | "plan-cache" };

/** Templates looked at for one question. Equal skeletons are nearest, so more would only be others. */
const LOOKED_AT = 5;

/** A plan that a person approved for this question, literals aside. No I/O. */
export function findVerified(readable: Readable): Plan | undefined {
  if (readable.source.model.verified.length === 0 || hasChoices(readable)) return undefined;
  return matchVerified(standsAlone(readable), readable.question, againstOf(readable));
}

/** A plan that a model made for an equal question, of any tenant, bound to this asker's literals. A store that fails has nothing. */
export async function findKept(readable: Readable, ports: Pick<Ports, "plans" | "log">): Promise<Plan | undefined> {
  const skeleton = standsAlone(readable);
  if (!skeleton || skeleton.strangers.length > 0) return undefined;
  try {
    const stored = await ports.plans.candidates(namespaceOf(readable), signatureOf(skeleton.chunks), LOOKED_AT);
    return firstMatch(stored, skeleton, readable);
  } catch {
    ports.log.event("plans.failed", { source: readable.source.id, degraded: true });
    return undefined;
  }
}

function firstMatch(stored: unknown[], skeleton: Skeleton, readable: Readable): Plan | undefined {
  for (const one of stored) {
    const template = readTemplate(one);
    const match = template && matchSkeleton(skeleton, template, againstOf(readable));
    if (match && "plan" in match) return match.plan;
  }
  return undefined;
}

/** Keeps a model's plan after it ran. A plan that leaned on the conversation or on an earlier choice is not the question's alone. */
export async function keepPlan(plan: Plan, readable: Readable, ports: Pick<Ports, "plans" | "log">): Promise<void> {
  const template = readable.previous || hasChoices(readable) ? undefined : makeTemplate(readable.question, plan, againstOf(readable));
  if (!template) return;
  try {
    await ports.plans.keep(namespaceOf(readable), signatureOf(template.chunks), template);
  } catch {
    ports.log.event("plans.failed", { source: readable.source.id, degraded: true });
  }
}

/** Forgets what is kept for a question: somebody said that its answer was wrong. */
export async function forgetPlan(readable: Pick<Readable, "question" | "lexicon" | "source" | "today">, ports: Pick<Ports, "plans" | "log">): Promise<void> {
  const skeleton = skeletonOf(readable.question, againstOf(readable));
  if ("problem" in skeleton) return;
  try {
    await ports.plans.forget(namespaceOf(readable), signatureOf(skeleton.chunks));
  } catch {
    ports.log.event("plans.failed", { source: readable.source.id, degraded: true });
  }
}

/** A question that is understood without the conversation, and without choices made before. */
function standsAlone(readable: Readable): Skeleton | undefined {
  if (hasChoices(readable)) return undefined;
  const skeleton = skeletonOf(readable.question, againstOf(readable));
  return "problem" in skeleton || (readable.previous && !skeleton.whole) ? undefined : skeleton;
}

const hasChoices = ({ resolve }: Readable): boolean => Object.keys(resolve).length > 0;
const againstOf = ({ lexicon, source, today }: Pick<Readable, "lexicon" | "source" | "today">): Against => ({ lexicon, model: source.model, today });

/** A new version of the model starts with nothing, and so do askers who see another part of it: the same words may mean less to them. */
const namespaceOf = ({ source }: Pick<Readable, "source">): string => JSON.stringify([source.id, source.model.version, fingerprint(source.model)]);

/** Names what of a model can be seen (FNV-1a, 32 bits). It only keeps plans apart; what may be read is checked for every plan. */
function fingerprint({ tables, metrics, segments }: SemanticModel): string {
  const seen = [tables.map(({ name, columns }) => [name, columns.map((column) => [column.name, column.dimension, column.aggregates ?? [], column.values?.mode ?? ""])]), metrics.map(({ name }) => name), segments.map(({ name }) => name)];
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(seen)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16);
}
