// Plans of what is not there: "which airports had no strikes at night".
import type { PlanFilter } from "../../../semantic/plan.ts";
import type { ChosenTime } from "../choose-time.ts";
import { factTables, type Scan } from "../scan.ts";
import { chartOf, planOf, type Assembled, type Base } from "./base.ts";

export function absentPlan({ draft, model }: Scan, base: Base): Assembled {
  const from = draft.absentFrom ?? 0;
  const marked = base.filters.map((filter) => {
    const isAbsent = draft.filters.some((known) => known.column === filter.column && known.at >= from);
    return isAbsent ? { ...filter, absent: true } : filter;
  });
  const dated = marked.some((filter) => filter.absent) ? undefined : absentPeriod(base.time);
  const filters = [...marked, ...(dated ?? [])];
  // Where rows of several kinds could be missing, the question must name which.
  const named = base.head?.kind === "fact" || draft.measures.some((measure) => measure.table === base.table);
  // A month without rows is in no row: what is not there can't be listed from what is.
  if (base.dimensions.some((dimension) => "grain" in dimension || "cycle" in dimension)) return { problem: "I can't tell in which periods there was nothing" };
  if (!named && factTables(model).length > 1) return { problem: "I can't tell which rows are to be missing" };
  if (!filters.some((filter) => filter.absent) || base.dimensions.length !== 1 || draft.having.length > 0 || draft.extreme || draft.rank || base.time.previous) {
    return { problem: "I can only tell which groups have none of some kind of row" };
  }
  return { plan: planOf({ ...base, filters, ...(dated ? { time: {} } : {}) }, { intent: "absent", metrics: [], dimensions: base.dimensions, ...chartOf(draft) }) };
}

/** "No strikes in 2001": where nothing else is to be missing, the period is what no row may lie in. */
function absentPeriod({ time }: ChosenTime): PlanFilter[] | undefined {
  const [range, ...more] = time?.ranges ?? [];
  if (!time || !range || more.length > 0) return undefined;
  const ends = [...(range.from ? [{ op: ">=" as const, value: range.from }] : []), ...(range.to ? [{ op: "<" as const, value: range.to }] : [])];
  return ends.map(({ op, value }) => ({ column: time.column, op, values: [value], absent: true }));
}
