// What all kinds of plan are assembled from, and the parts they share.
import type { Plan, PlanDimension, PlanFilter, PlanMetric } from "../../../semantic/plan.ts";
import { findMetric } from "../../../semantic/lookup.ts";
import type { ChosenTime } from "../choose-time.ts";
import type { Draft, Head, Measure } from "../draft.ts";
import type { Scan } from "../scan.ts";

export type Assembled = { plan: Plan } | { problem: string };

/** What was read, brought to one table. */
export interface Base { table: string; head: Head | undefined; measures: Measure[]; filters: PlanFilter[]; anyOf: PlanFilter[][]; time: ChosenTime; dimensions: PlanDimension[] }

export const sameDimension = (one: PlanDimension, other: PlanDimension): boolean => JSON.stringify(one) === JSON.stringify(other);
export const sameMetric = (one: PlanMetric, other: PlanMetric): boolean => JSON.stringify(one) === JSON.stringify(other);
export const distinct = (metrics: PlanMetric[]): PlanMetric[] => metrics.filter((metric, index) => metrics.findIndex((other) => sameMetric(other, metric)) === index);

export function planOf(base: Base, rest: Omit<Plan, "table" | "filters" | "anyOf" | "time" | "previous">): Plan {
  return { ...rest, table: base.table, filters: base.filters, ...(base.anyOf.length > 0 ? { anyOf: base.anyOf } : {}), ...(base.time.time ? { time: base.time.time } : {}), ...(base.time.previous ? { previous: base.time.previous } : {}) };
}

/** Whether a metric is a ratio whose part is chosen by this column. */
export function settles(model: Scan["model"], name: string, column: PlanFilter["column"]): boolean {
  const metric = findMetric(model, name);
  const part = metric?.ratio && findMetric(model, metric.ratio.numerator);
  return part?.filters?.some((filter) => filter.column === column) ?? false;
}

export function chartOf(draft: Draft): Pick<Plan, "chart"> {
  return draft.chart ? { chart: draft.chart } : {};
}
