// Checks a question and a plan that a person approves: what is kept compiles, and is found by its own question.
import * as z from "zod";
import type { Source } from "../ports.ts";
import { CHART_KINDS } from "../protocol.ts";
import { compile } from "../semantic/compile/index.ts";
import type { VerifiedQuery } from "../semantic/model.ts";
import { isPlain, type Plan } from "../semantic/plan.ts";
import { checkPlan } from "./model-plan/check-plan.ts";
import { findVerified } from "./plan-cache/find-plan.ts";
import { replyOf } from "./plan-cache/plan-reply.ts";
import { lexiconOfPlan } from "./strip-literals.ts";
import { todayOf } from "./today.ts";

const ref = z.string().max(130).regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/u);
const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const op = z.enum(["in", "not-in", "=", "<>", "<", "<=", ">", ">=", "between", "is-null", "is-not-null", "contains"]);
const range = z.strictObject({ from: z.string().optional(), to: z.string().optional(), label: z.string().max(200) });
const index = z.int().min(0);
const direction = z.enum(["asc", "desc"]);
const few = 20;

/** A plan as it is written in a semantic model. */
const planShape = z.strictObject({
  intent: z.enum(["value", "breakdown", "trend", "rank", "share", "compare", "relation", "distribution", "list", "absent"]),
  table: z.string().max(64),
  metrics: z.array(z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("metric"), name: z.string().max(64) }),
    z.strictObject({ kind: z.literal("aggregate"), function: z.enum(["count", "sum", "avg", "median", "min", "max", "count-distinct"]), column: ref }),
  ])).max(few),
  dimensions: z.array(z.union([
    z.strictObject({ column: ref, grain: z.enum(["day", "week", "month", "quarter", "year"]) }),
    z.strictObject({ column: ref, cycle: z.enum(["weekday", "month-of-year", "hour", "quarter-of-year"]) }),
    z.strictObject({ column: ref }),
  ])).max(few),
  filters: z.array(z.strictObject({ column: ref, op, values: z.array(scalar).max(200), segment: z.string().optional(), whole: z.boolean().optional(), absent: z.boolean().optional() })).max(few),
  time: z.strictObject({ column: ref, ranges: z.array(range).min(1).max(few) }).optional(),
  previous: range.optional(),
  share: z.boolean().optional(),
  having: z.array(z.strictObject({ metric: index, op: z.enum(["<", "<=", ">", ">=", "="]), value: z.number() })).max(few).optional(),
  order: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("metric"), index, direction }), z.strictObject({ by: z.literal("dimension"), index, direction }), z.strictObject({ by: z.literal("column"), column: ref, direction }),
  ]).optional(),
  limit: z.int().min(1).max(10_000).optional(),
  columns: z.array(ref).max(50).optional(),
  chart: z.enum(CHART_KINDS).optional(),
});

export type CheckedQuery = { ok: true; query: VerifiedQuery } | { ok: false; problem: string };

/**
 * @param source as the vendor wrote it
 * @param now of the approval: relative dates of the question are those of this day
 */
export function checkVerified({ question, plan }: { question: string; plan: unknown }, by: string, source: Source, now: Date): CheckedQuery {
  const parsed = planShape.safeParse(plan);
  if (!parsed.success) return { ok: false, problem: `The plan is malformed: check ${[...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "plan"))].join(", ")}.` };
  const query: VerifiedQuery = { question, plan: JSON.parse(JSON.stringify(parsed.data)) as Plan, by, at: now.toISOString() };
  if (!isPlain(query.plan)) return { ok: false, problem: "This kind of plan can't be approved." };
  const checked = checkPlan(replyOf(query.plan), source.model, storedValue(query.plan));
  if (!checked.ok) return { ok: false, problem: `The plan does not fit the model: ${checked.problem}.` };
  const compiled = compile(query.plan, source.model);
  if (!compiled.ok) return { ok: false, problem: `The plan can't be computed: ${compiled.problem}.` };
  if (!isFound(query, source, now)) return { ok: false, problem: "The question does not lead to the plan: its dates must be said in the question." };
  return { ok: true, query };
}

/** A person of the vendor says which values there are: no tenant's data is asked. */
function storedValue(plan: Plan): (column: string, text: string) => string | number | boolean | undefined {
  return (column, text) => plan.filters.filter((filter) => filter.column === column).flatMap(({ values }) => values).find((value) => String(value) === text);
}

function isFound(query: VerifiedQuery, source: Source, now: Date): boolean {
  const model = { ...source.model, verified: [query] };
  const readable = { question: query.question, lexicon: lexiconOfPlan(model, query.plan.filters), source: { ...source, model }, today: todayOf(model.calendar, now), previous: undefined, resolve: {}, locale: "en" };
  return findVerified(readable) !== undefined;
}
