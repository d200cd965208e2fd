// Counts a use of the approved question that gave a plan, for whoever keeps approved questions up; a failing count costs a line in the log.
import type { Ports } from "../ports.ts";
import type { VerifiedQuery } from "../semantic/model.ts";
import type { Plan } from "../semantic/plan.ts";
import { findVerified } from "./plan-cache/find-plan.ts";
import type { Readable } from "./read-question.ts";

/** Never throws. */
export async function countVerified(plan: Plan, readable: Readable, ports: Pick<Ports, "learning" | "log">): Promise<void> {
  const used = whichVerified(plan, readable);
  if (!used || !ports.learning) return;
  try {
    await ports.learning.verified.used(readable.source.id, used.question);
  } catch {
    ports.log.event("verified.count_failed", { source: readable.source.id });
  }
}

/** The approved question with a plan of this shape; of several, the one that this question matches. */
function whichVerified(plan: Plan, readable: Readable): VerifiedQuery | undefined {
  const { source } = readable;
  const alike = source.model.verified.filter((query) => shapeOf(query.plan) === shapeOf(plan));
  if (alike.length < 2) return alike[0];
  return alike.find((query) => findVerified({ ...readable, source: { ...source, model: { ...source.model, verified: [query] } } }));
}

/** All of a plan but its literals. */
function shapeOf({ intent, table, metrics, dimensions, filters, time, order, columns }: Plan): string {
  return JSON.stringify([intent, table, metrics, dimensions, filters.map(({ column, op }) => [column, op]), time?.column ?? null, order ?? null, columns ?? []]);
}
