// Plans that list things with what is known of them: "active merchants", "list all customers in Texas".
import { findTable } from "../../../semantic/lookup.ts";
import { chooseTime } from "../choose-time.ts";
import { mergeFilters } from "../merge-filters.ts";
import { countMetric, reaches, type Scan } from "../scan.ts";
import { chartOf, type Assembled } from "./base.ts";

/** Rows of the head's own table; a number before it says how many. */
export function thingsPlan(scan: Scan): Assembled {
  const { draft, model } = scan;
  const table = draft.head?.table ?? "";
  const merged = mergeFilters(draft.filters);
  if ("problem" in merged) return merged;
  const anyOf = draft.anyOf.map((group) => group.filters);
  const far = [...merged.filters, ...anyOf.flat()].find(({ column }) => !reaches(model, table, column));
  if (far) return { problem: `${findTable(model, table)?.plural ?? table} can't be told by ${far.column.slice(far.column.indexOf(".") + 1)}` };
  const time = chooseTime(scan, table, draft.ranges);
  if ("problem" in time) return time;
  if (time.previous || draft.skip !== undefined) return { problem: "a list of things can't be combined with the rest" };
  const counted = countMetric(model, table);
  if (draft.countRows && counted) {
    return { plan: { intent: "value", table, metrics: [{ kind: "metric", name: counted }], dimensions: [], filters: merged.filters, ...(anyOf.length > 0 ? { anyOf } : {}), ...(time.time ? { time: time.time } : {}), ...chartOf(draft) } };
  }
  const columns = draft.columns ?? findTable(model, table)?.display;
  const { count } = draft.head ?? {};
  return {
    plan: {
      intent: "list", table, metrics: [], dimensions: [], filters: merged.filters, ...(anyOf.length > 0 ? { anyOf } : {}), ...(time.time ? { time: time.time } : {}),
      ...(columns ? { columns } : {}), ...(count === undefined ? {} : { limit: count }), ...chartOf(draft),
    },
  };
}
