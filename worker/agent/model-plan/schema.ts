// The JSON schema of a model's plan, in the strict subset that structured outputs accept, and the zod twin that checks the reply.
import * as z from "zod";
import { CHART_KINDS } from "../../protocol.ts";

const intents = ["value", "breakdown", "trend", "rank", "share", "compare", "relation", "distribution", "list", "absent"] as const;
const ops = ["in", "not-in", "=", "<>", "<", "<=", ">", ">=", "between", "is-null", "is-not-null", "contains"] as const;
const aggregates = ["count", "sum", "avg", "median", "min", "max", "count-distinct"] as const;

const range = z.strictObject({ from: z.string().nullable(), to: z.string().nullable(), label: z.string() });

const planReply = z.strictObject({
  intent: z.enum(intents),
  table: z.string(),
  metrics: z.array(z.strictObject({ metric: z.string().nullable(), aggregate: z.enum(aggregates).nullable(), column: z.string().nullable() })),
  dimensions: z.array(
    z.strictObject({
      column: z.string(),
      grain: z.enum(["day", "week", "month", "quarter", "year"]).nullable(),
      cycle: z.enum(["weekday", "month-of-year", "hour", "quarter-of-year"]).nullable(),
    }),
  ),
  filters: z.array(z.strictObject({ column: z.string(), op: z.enum(ops), values: z.array(z.string()), absent: z.boolean() })),
  segments: z.array(z.string()),
  time: z.strictObject({ column: z.string(), ranges: z.array(range) }).nullable(),
  previous: range.nullable(),
  share: z.boolean(),
  having: z.array(z.strictObject({ metric: z.number().int(), op: z.enum(["<", "<=", ">", ">=", "="]), value: z.number() })),
  order: z.strictObject({ by: z.enum(["metric", "dimension", "column"]), index: z.number().int(), column: z.string().nullable(), direction: z.enum(["asc", "desc"]) }).nullable(),
  limit: z.number().int().nullable(),
  columns: z.array(z.string()),
  chart: z.enum(CHART_KINDS).nullable(),
});

export const plannerReply = z.strictObject({
  kind: z.enum(["plan", "clarify", "sql", "cannot"]),
  /** what is asked back, what is missing, or the reading in plain words */
  message: z.string(),
  /** for clarify: the word or phrase that has several readings */
  term: z.string().nullable(),
  choices: z.array(z.string()),
  plan: planReply.nullable(),
});

export type PlannerReply = z.infer<typeof plannerReply>;
export type PlanReply = z.infer<typeof planReply>;

/** JSON schema for `response_format`. */
export const PLANNER_SCHEMA = z.toJSONSchema(plannerReply, { target: "draft-7" }) as Record<string, unknown>;
