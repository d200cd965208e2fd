// Other numbers in the place of those measured, and their share of the total.
import { findMetric } from "../../semantic/lookup.ts";
import type { ColumnRef, Condition, Metric, SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanMetric } from "../../semantic/plan.ts";
import { isFixed, without, type Offer } from "./offer.ts";

/** Numbers offered in one list. */
const MOST = 24;

/** Metrics of the model first, then aggregates of columns. Limits on a number stay with it, so such plans keep theirs. */
export function measureOffers(plan: Plan, model: SemanticModel): Offer[] {
  if (isFixed(plan) || plan.metrics.length === 0 || plan.having || plan.series) return [];
  const fits = plan.share ? (metric: PlanMetric) => isAdditive(metric, model) : () => true;
  const others = candidates(plan, model).filter((metric) => fits(metric) && !(plan.metrics.length === 1 && idOf(metric) === idOf(plan.metrics[0])));
  return others.slice(0, MOST).map((metric) => ({ change: "replace", chip: "metric-0", id: idOf(metric), plan: withMetric(plan, metric) }));
}

/** "As a share of the total", on and off. */
export function shareOffers(plan: Plan, model: SemanticModel): Offer[] {
  if (isFixed(plan)) return [];
  if (plan.dimensions.length === 0) return plan.share ? [{ change: "remove", chip: "metric-1", id: "", plan: { ...without(plan, "share"), filters: plan.filters.map(({ whole: _whole, ...filter }) => filter) } }] : [];
  if (plan.share) return [{ change: "remove", chip: "metric-1", id: "", plan: without(plan, "share") }];
  const fits = plan.metrics.length > 0 && !plan.previous && !plan.having && !plan.series && plan.metrics.every((metric) => isAdditive(metric, model));
  return fits ? [{ change: "add", chip: "metric-1", id: "share", plan: { ...plan, share: true } }] : [];
}

function candidates({ table, filters }: Plan, model: SemanticModel): PlanMetric[] {
  const named = model.metrics.filter((metric) => metric.table === table && !settles(metric, filters, model)).map((metric): PlanMetric => ({ kind: "metric", name: metric.name }));
  const columns = model.tables.find(({ name }) => name === table)?.columns.filter(({ hidden }) => !hidden) ?? [];
  const taken = columns.flatMap((column) => (column.aggregates ?? []).map((name): PlanMetric => ({ kind: "aggregate", function: name, column: `${table}.${column.name}` as ColumnRef })));
  return [...named, ...taken];
}

/** A number that says itself which rows it counts says nothing among rows chosen by the same column. */
function settles(metric: Metric, filters: Condition[], model: SemanticModel): boolean {
  const parts = metric.ratio ? [metric.ratio.numerator, metric.ratio.denominator].map((name) => findMetric(model, name)) : [metric];
  return parts.some((part) => part?.filters?.some(({ column }) => filters.some((filter) => filter.column === column)));
}

function isAdditive(metric: PlanMetric, model: SemanticModel): boolean {
  return metric.kind === "metric" ? findMetric(model, metric.name)?.additive === true : metric.function === "sum" || metric.function === "count";
}

function withMetric(plan: Plan, metric: PlanMetric): Plan {
  const order = plan.order?.by === "metric" ? { order: { ...plan.order, index: 0 } } : {};
  return { ...plan, metrics: [metric], ...order };
}

const idOf = (metric: PlanMetric | undefined): string => (metric?.kind === "aggregate" ? `${metric.function}:${metric.column}` : `metric:${metric?.name ?? ""}`);
