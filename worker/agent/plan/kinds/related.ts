// Plans of things that other rows lead to, or do not: "customers without orders in 2024".
import { findColumn, findTable, timeRef } from "../../../semantic/lookup.ts";
import type { SemanticModel } from "../../../semantic/model.ts";
import type { Plan, PlanFilter, PlanMetric, PlanRelated } from "../../../semantic/plan.ts";
import { chooseTime, placeTime } from "../choose-time.ts";
import type { Related } from "../draft.ts";
import { mergeFilters } from "../merge-filters.ts";
import { countMetric, reaches, type Scan } from "../scan.ts";
import { chartOf, type Assembled } from "./base.ts";

/** What was said before the other rows is of the things themselves; periods after them are theirs. */
export function relatedPlan(scan: Scan, related: Related): Assembled {
  const { draft, model } = scan;
  const [measure, ...more] = draft.measures;
  const table = draft.head?.table ?? measure?.table ?? "";
  const count = countOf(model, table);
  const unused = draft.extreme ?? draft.rank ?? draft.ambiguous ?? draft.having[0] ?? draft.orderBy ?? draft.recent ?? draft.previous ?? draft.share ?? draft.per ?? draft.series ?? draft.skip ?? draft.anyOf[0];
  if (more.length > 0 || unused !== undefined || !count || draft.relation || draft.distribution || draft.trend || draft.compare) return { problem: "rows that are there or not can't be combined with the rest" };
  if (draft.head && draft.dimensions.length > 0) return { problem: "a list can't be grouped" };
  const own = filtersOn(scan, table, related, "own");
  const theirs = filtersOn(scan, related.table, related, "theirs");
  if ("problem" in own) return own;
  if ("problem" in theirs) return theirs;
  const far = draft.filters.find((filter) => !reaches(model, table, filter.column) && !reaches(model, related.table, filter.column));
  if (far) return { problem: `${findColumn(model, far.column)?.column.label ?? far.column} belongs to neither` };
  const dated = datesOf(scan, table, related);
  if ("problem" in dated) return dated;
  const dimensions = placeTime(scan, table, draft.dimensions);
  if (!dimensions || dimensions.some((dimension) => !reaches(model, table, dimension.column))) return { problem: "they can't be grouped like that" };
  const other: PlanRelated = { table: related.table, exists: related.exists, filters: theirs.filters, ...(dated.theirs ? { time: dated.theirs } : {}) };
  const shared = { table, dimensions, filters: own.filters, related: [other], ...(dated.own ? { time: dated.own } : {}), ...chartOf(draft) };
  if (draft.head && !draft.countRows) return { plan: { ...shared, intent: "list", metrics: [] } };
  return { plan: { ...shared, intent: dimensions.length > 0 ? "breakdown" : "value", metrics: [count] } };
}

function countOf(model: SemanticModel, table: string): PlanMetric | undefined {
  const [key] = findTable(model, table)?.primaryKey ?? [];
  const name = countMetric(model, table);
  return name ? { kind: "metric", name } : key === undefined ? undefined : { kind: "aggregate", function: "count", column: `${table}.${key}` };
}

/** Their filters stand after them and are not of the things themselves. */
function filtersOn({ draft, model }: Scan, table: string, related: Related, whose: "own" | "theirs"): { filters: PlanFilter[] } | { problem: string } {
  const isTheirs = (filter: PlanFilter & { at: number }): boolean => filter.at > related.at && filter.column.startsWith(`${related.table}.`);
  const kept = draft.filters.filter((filter) => {
    const theirs = isTheirs(filter) || !reaches(model, draft.head?.table ?? draft.measures[0]?.table ?? "", filter.column);
    return (whose === "theirs" ? theirs : !theirs) && reaches(model, table, filter.column);
  });
  return mergeFilters(kept);
}

function datesOf(scan: Scan, table: string, related: Related): { own?: NonNullable<Plan["time"]>; theirs?: NonNullable<Plan["time"]> } | { problem: string } {
  const before = scan.draft.ranges.filter((range) => related.ranges.includes(range));
  const after = scan.draft.ranges.filter((range) => !related.ranges.includes(range));
  const [own, theirs] = [chooseTime(scan, table, before), chooseTime(scan, related.table, after)];
  if ("problem" in own) return own;
  if ("problem" in theirs) return theirs;
  if (after.length > 1) return { problem: "I can't tell whether that is to hold in each of these periods or in any of them" };
  if (own.previous ?? theirs.previous) return { problem: "there is nothing to compare" };
  return { ...(own.time && timeRef(scan.model, table) ? { own: own.time } : {}), ...(theirs.time ? { theirs: theirs.time } : {}) };
}
