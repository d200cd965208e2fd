// Plans of one share: "what share of strikes caused damage".
import type { PlanFilter } from "../../../semantic/plan.ts";
import { findColumn } from "../../../semantic/lookup.ts";
import { filterWords } from "../../../semantic/words.ts";
import { metricOf } from "../choose-measures.ts";
import { ask, type Scan } from "../scan.ts";
import { chartOf, planOf, type Assembled, type Base } from "./base.ts";

/** The filters are the part; more than one would leave open what the whole is. */
export function sharePlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const [measure] = base.measures;
  const metric = measure && metricOf(scan, measure);
  const parts = new Set(base.filters.map((filter) => filter.column));
  if (!metric || base.measures.length > 1 || draft.head || draft.extreme || base.time.previous) return { problem: "I can't tell which share is meant" };
  if (parts.size === 0) return { problem: "the share of what is not said" };
  const filters = parts.size === 1 ? base.filters : partAndWhole(scan, base.filters);
  if (!filters) return { problem: "I can't tell which condition is the part and which the whole" };
  return { plan: planOf({ ...base, filters }, { intent: "share", metrics: [metric], dimensions: [], share: true, ...chartOf(draft) }) };
}

/** "What share of strikes at night had damage": of two conditions either may be the part, or both; the asker says which. */
function partAndWhole(scan: Scan, filters: PlanFilter[]): PlanFilter[] | undefined {
  const [first, second, ...more] = [...new Set(filters.map((filter) => filter.column))];
  if (!first || !second || more.length > 0) return undefined;
  const say = (column: string): string => filters.filter((filter) => filter.column === column).map((filter) => filterWords(filter, scan.model, "en")).join(", ");
  const chosen = ask(scan, "share", "Which share do you mean?", [
    { id: "second", label: `${say(second)}, among ${say(first)}` }, { id: "first", label: `${say(first)}, among ${say(second)}` }, { id: "both", label: `${say(first)} and ${say(second)}, among all` },
  ]);
  const whole = chosen === "second" ? first : chosen === "first" ? second : undefined;
  return filters.map((filter) => (filter.column === whole ? { ...filter, whole: true } : filter));
}

/** "Share of damaging strikes by airport": of each airport's own strikes, or of all damaging ones? */
export function shareWithin(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const [measure] = base.measures;
  const metric = measure && metricOf(scan, measure);
  const unused = draft.extreme ?? draft.rank ?? draft.ambiguous ?? draft.having[0] ?? draft.orderBy ?? base.time.previous;
  if (!metric || base.measures.length > 1 || unused !== undefined || new Set(base.filters.map((filter) => filter.column)).size > 1) return { problem: "I can't tell which condition is the part and which the whole" };
  const [group] = base.dimensions;
  const part = [...new Set(base.filters.map((filter) => filterWords(filter, scan.model, "en")))].join(", ");
  const name = (group && !("grain" in group) && !("cycle" in group) ? findColumn(scan.model, group.column)?.column.label : undefined) ?? "group";
  const chosen = ask(scan, "share", "Which share do you mean?", [{ id: "within", label: `of each ${name}: how much of it is ${part}` }, { id: "total", label: `of the whole (${part}): how much each ${name} has` }]);
  if (chosen === "total") return { plan: planOf(base, { intent: "share", metrics: [metric], dimensions: base.dimensions, share: true, ...chartOf(draft) }) };
  return { plan: planOf({ ...base, filters: base.filters.map((filter) => ({ ...filter, part: true })) }, { intent: "share", metrics: [metric], dimensions: base.dimensions, ...chartOf(draft) }) };
}
