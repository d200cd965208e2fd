// "The average of small and large ones": each on its own, or both together? A sum of both is the same either way.
import { findColumn, findMetric } from "../../semantic/lookup.ts";
import { filterWords } from "../../semantic/words.ts";
import type { Draft, Measure } from "./draft.ts";
import { ask, type Scan } from "./scan.ts";

/** Groups by what was listed with "and", where the values are all there are or the asker wants them apart. */
export function settleApart(scan: Scan): void {
  const { draft } = scan;
  const listed = draft.filters.find((filter) => filter.listed && filter.op === "in" && !draft.dimensions.some((dimension) => dimension.column === filter.column));
  if (!listed || draft.share !== undefined || draft.compare || draft.list || draft.absentFrom !== undefined) return;
  const mixes = draft.measures.some((measure) => !addsUp(scan, measure));
  const isAll = isWhole(scan, listed);
  if (!isAll && !mixes) return;
  const apart = isAll ? "apart" : ask(scan, "together", `${filterWords(listed, scan.model, "en")}: together, or each on its own?`, [{ id: "together", label: "together" }, { id: "apart", label: "each on its own" }]);
  if (apart === "apart") draft.dimensions.push({ column: listed.column });
}

function addsUp({ model }: Scan, { metric, function: fn }: Measure): boolean {
  if (fn) return fn === "sum" || fn === "count";
  return metric === undefined || findMetric(model, metric)?.additive === true;
}

/** Every value of a list that is complete: nothing is left out, so telling them apart is all it can mean. */
function isWhole({ model }: Scan, { column, values }: Draft["filters"][number]): boolean {
  const known = findColumn(model, column)?.column.values;
  return known?.mode === "list" && known.list.length === values.length && known.list.length > 1;
}
