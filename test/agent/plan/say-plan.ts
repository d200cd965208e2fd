// A plan on one line, so that a table of questions and plans can be read by eye and compared whole.
import type { Plan, PlanDimension, PlanFilter, PlanMetric, TimeRange, Understood } from "../../../worker/semantic/plan.ts";

/** `rank cost by airports.name top 5 of 1 | airports.state in Texas | 2001-01-01..2002-01-01`; every part of a plan shows. */
export function sayPlan(plan: Plan): string {
  const head = [
    plan.intent,
    plan.metrics.map(sayMetric).join(" + ") || `of ${plan.table}`,
    plan.dimensions.length > 0 ? `by ${plan.dimensions.map(sayDimension).join(", ")}` : "",
    plan.intent === "relation" || plan.intent === "distribution" ? (plan.columns ?? []).join(" ~ ") : "",
    sayOrder(plan),
    plan.limit === undefined ? "" : `limit ${plan.limit}`,
    plan.skip ? `after ${plan.skip}` : "",
    plan.limitWithin === undefined ? "" : `within ${plan.limitWithin}`,
    plan.per ? `${plan.per.function} per ${sayDimension(plan.per.dimension)}` : "",
    plan.series ?? "",
    plan.cohort ? `cohort ${plan.cohort.key}:${plan.cohort.grain}` : "",
    plan.share ? "share" : "",
    plan.chart ? `as ${plan.chart}` : "",
  ];
  const having = (plan.having ?? []).map(({ metric, op, value, average }) => `having ${plan.metrics.length > 0 ? metric : "?"} ${op} ${average ? "average" : value}`);
  const either = (plan.anyOf ?? []).map((filters) => filters.map(sayFilter).join(" or "));
  const related = (plan.related ?? []).map(({ table, exists, filters, time }) => `${exists ? "with" : "without"} ${[table, ...filters.map(sayFilter), ...(time?.ranges ?? []).map(sayRange)].join(" & ")}`);
  const time = plan.time ? [plan.time.ranges.map(sayRange).join(" or ")] : [];
  const previous = plan.previous ? [`vs ${sayRange(plan.previous)}`] : [];
  return [head.filter(Boolean).join(" "), ...plan.filters.map(sayFilter), ...either, ...related, ...having, ...time, ...previous].join(" | ");
}

/** A plan as above, `ask term: choice choice`, or `unknown: missing words`. */
export function sayUnderstood(understood: Understood): string {
  if (understood.kind === "plan") return sayPlan(understood.plan);
  if (understood.kind === "clarify") return `ask ${understood.term}: ${understood.choices.map((choice) => choice.id).join(" ")}`;
  return `unknown: ${understood.missing.join(" ")}`.trimEnd();
}

const sayMetric = (metric: PlanMetric): string => (metric.kind === "metric" ? metric.name : `${metric.at === undefined ? metric.function : `p${metric.at * 100}`} ${metric.column}`);
const sayRange = ({ from = "", to = "" }: TimeRange): string => `${from}..${to}`;

function sayDimension(dimension: PlanDimension): string {
  if ("grain" in dimension) return `${dimension.column}:${dimension.grain}`;
  return "cycle" in dimension ? `${dimension.column}~${dimension.cycle}` : dimension.column;
}

function sayFilter({ column, op, values, segment, absent, part, average, cycle }: PlanFilter): string {
  return `${absent ? "never " : ""}${part ? "part " : ""}${column}${cycle ? `~${cycle}` : ""} ${op} ${average ? "average" : values.join(", ")}${segment ? ` (${segment})` : ""}`;
}

function sayOrder({ order }: Plan): string {
  if (!order) return "";
  return `${order.by === "column" ? order.column : `${order.by} ${order.index}`} ${order.direction}`;
}
