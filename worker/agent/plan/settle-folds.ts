// What "on average", "growth" and "per" are of: settled once the rest of the question is known, and before it becomes a plan.
import { findColumn, findMetric } from "../../semantic/lookup.ts";
import type { Draft, Measure } from "./draft.ts";
import { ask, TIME, type Scan } from "./scan.ts";

/** @returns a problem where the question does not tell */
export function settleFolds(scan: Scan): { problem: string } | undefined {
  return settleAverage(scan) ?? settleGrowth(scan);
}

/** "how many strikes per month on average": over the months; "what does one cost on average": over the rows. */
function settleAverage({ draft, model }: Scan): { problem: string } | undefined {
  if (!draft.onAverage || draft.per) return undefined;
  const [only = draft.extreme?.measure, ...more] = draft.measures;
  const unclear = { problem: "I can't tell what the average is of" };
  if (!only || more.length > 0 || only.function) return unclear;
  if (draft.each && !("cycle" in draft.each) && only.metric !== undefined && findMetric(model, only.metric)?.additive && (only.noun ?? only.counted ?? !averages(only, model))) {
    draft.dimensions = draft.dimensions.filter((dimension) => dimension !== draft.each);
    draft.per = { dimension: draft.each, function: "avg" };
    return undefined;
  }
  if (only.noun || only.counted || !averages(only, model)) return unclear;
  const { metric: _metric, ...rest } = only;
  draft.measures = [{ ...rest, function: "avg" }];
  return undefined;
}

const averages = ({ column }: Measure, model: Scan["model"]): boolean => column !== undefined && (findColumn(model, column)?.column.aggregates?.includes("avg") ?? false);

/** Growth is from one period to the next, or between two that are named. */
function settleGrowth(scan: Scan): { problem: string } | undefined {
  const { draft } = scan;
  if (!draft.growth || draft.series) return undefined;
  if (draft.previous === "year" && draft.ranges.length === 0) return yearByYear(draft);
  if (isCompared(draft)) return undefined;
  const steps = draft.trend || draft.dimensions.some((dimension) => "grain" in dimension);
  if (steps) {
    draft.series = "change";
    return undefined;
  }
  const [range] = draft.ranges;
  const bounded = draft.ranges.length === 1 && range?.from !== undefined && range.to !== undefined;
  if (!bounded && draft.dimensions.length > 0) return { problem: "growth needs two periods, such as “from 2023 to 2024”" };
  const grains = draft.dimensions.length > 0 ? [] : (["year", "quarter", "month"] as const).map((grain) => ({ id: grain, label: `from ${grain} to ${grain}` }));
  const chosen = ask(scan, "growth", "Growth between what?", [...(bounded ? [{ id: "before", label: `${range.label} compared with the period before` }] : []), ...grains]);
  const grain = grains.find(({ id }) => id === (chosen ?? (bounded ? "before" : "year")))?.id;
  if (grain) {
    draft.dimensions.push({ column: TIME, grain });
    draft.series = "change";
  } else if (bounded) draft.previous = "period";
  return undefined;
}

/** "year over year growth", where no period is named. */
function yearByYear(draft: Draft): { problem: string } | undefined {
  if (draft.dimensions.some((dimension) => !("grain" in dimension) || dimension.grain !== "year")) return { problem: "growth needs two periods, such as “from 2023 to 2024”" };
  delete draft.previous;
  draft.dimensions = [{ column: TIME, grain: "year" }];
  draft.series = "change";
  return undefined;
}

const isCompared = ({ previous, versusRanges, ranges }: Draft): boolean => previous !== undefined || versusRanges === true || ranges.length > 1;
