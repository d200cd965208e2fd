// A plan in the form in which a model sends one, so that a re-bound plan passes through the same checks.
import type { PlainPlan, TimeRange } from "../../semantic/plan.ts";
import type { PlanReply } from "../model-plan/schema.ts";

export function replyOf(plan: PlainPlan): PlanReply {
  const { order } = plan;
  return {
    intent: plan.intent,
    table: plan.table,
    metrics: plan.metrics.map((one) => (one.kind === "metric" ? { metric: one.name, aggregate: null, column: null } : { metric: null, aggregate: one.function, column: one.column })),
    dimensions: plan.dimensions.map((one) => ({ column: one.column, grain: "grain" in one ? one.grain : null, cycle: "cycle" in one ? one.cycle : null })),
    filters: plan.filters.map(({ column, op, values, absent }) => ({ column, op, values: values.map(String), absent: absent ?? false })),
    segments: [...new Set(plan.filters.flatMap(({ segment }) => segment ?? []))],
    time: plan.time ? { column: plan.time.column, ranges: plan.time.ranges.map(rangeOf) } : null,
    previous: plan.previous ? rangeOf(plan.previous) : null,
    share: plan.share ?? false,
    having: (plan.having ?? []).map(({ metric, op, value }) => ({ metric, op, value })),
    order: order ? { by: order.by, index: order.by === "column" ? 0 : order.index, column: order.by === "column" ? order.column : null, direction: order.direction } : null,
    limit: plan.limit ?? null,
    columns: plan.columns ?? [],
    chart: plan.chart ?? null,
  };
}

const rangeOf = ({ from, to, label }: TimeRange): { from: string | null; to: string | null; label: string } => ({ from: from ?? null, to: to ?? null, label });
