// What is made of the groups of a plan: their average, their change along a calendar, a place beyond the first.
import { findMetric } from "../../../semantic/lookup.ts";
import type { Plan, PlanMetric } from "../../../semantic/plan.ts";
import { placeTime } from "../choose-time.ts";
import type { Scan } from "../scan.ts";
import { sameDimension, type Assembled } from "./base.ts";

/** Adds what the question makes of its groups, or says why it does not fit. */
export function foldGroups(scan: Scan, plan: Plan): Assembled {
  const { draft, model } = scan;
  const adds = (metric: PlanMetric): boolean => (metric.kind === "metric" ? (findMetric(model, metric.name)?.additive ?? false) : metric.function === "sum");
  if (draft.skip !== undefined) return placed(scan, plan);
  if (draft.per) {
    const [dimension] = placeTime(scan, plan.table, [draft.per.dimension]) ?? [];
    const fits = !plan.having && !plan.share && !plan.previous && plan.limitWithin === undefined && draft.series === undefined;
    if (!dimension || !fits || !plan.metrics.every(adds)) return { problem: "I can't take that average over groups" };
    const dimensions = plan.dimensions.filter((known) => !sameDimension(known, dimension));
    return { plan: { ...plan, intent: dimensions.length > 0 ? plan.intent : "value", dimensions, per: { dimension, function: draft.per.function } } };
  }
  if (!draft.series) return { plan };
  const [calendar, ...more] = plan.dimensions;
  const isCalendar = calendar !== undefined && "grain" in calendar && more.length === 0;
  if (!isCalendar || plan.having || plan.share || plan.previous || plan.limit !== undefined || (plan.order && plan.order.by !== "dimension")) return { problem: "it needs one calendar to go by, such as “by month”" };
  if (draft.series === "running" && !plan.metrics.every(adds)) return { problem: "that number does not add up over time" };
  return { plan: { ...plan, series: draft.series } };
}

/** One place alone, counted from the top of the ranking. */
function placed({ draft }: Scan, plan: Plan): Assembled {
  if (plan.order?.by !== "metric" || plan.limit === undefined || plan.limitWithin !== undefined || draft.head?.count !== undefined || draft.rank?.limit !== undefined || draft.per || draft.series) return { problem: "I can't tell what comes first" };
  return { plan: { ...plan, skip: draft.skip ?? 0, limit: 1 } };
}
