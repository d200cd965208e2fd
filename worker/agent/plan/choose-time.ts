// From the times that were named to the plan's range, comparison and time dimensions.
import { addUnits, daysBetween } from "../../semantic/calendar.ts";
import { findTable, isDatedByYear, isYear, timeRef } from "../../semantic/lookup.ts";
import type { Grain } from "../../protocol.ts";
import type { ColumnRef } from "../../semantic/model.ts";
import type { PlanDimension, PlanTime, TimeRange } from "../../semantic/plan.ts";
import { rangeOf } from "./ranges.ts";
import { ask, TIME, type Scan } from "./scan.ts";

export interface ChosenTime { time?: PlanTime; previous?: TimeRange; dimension?: PlanDimension }

/** @returns what the ranges mean on the table's time column, or a problem in words */
export function chooseTime(scan: Scan, table: string, ranges: TimeRange[]): ChosenTime | { problem: string } {
  const { draft } = scan;
  if (ranges.length === 0) return draft.previous === undefined ? {} : { problem: "a comparison needs a period to compare" };
  const column = dateOf(scan, table);
  if (!column) return { problem: "there is no date to go by" };
  if (isDatedByYear(scan.model, column) && ranges.some((range) => [range.from, range.to].some((end) => end !== undefined && !end.endsWith("-01-01")))) return { problem: "that is known by year only" };
  const { asOf } = scan.model.calendar;
  if (asOf !== "now" && ranges.every((range) => range.from !== undefined && range.from > scan.today)) return { problem: `the data ends on ${asOf}` };
  const versus = draft.versusRanges === true || ((draft.compare ?? false) && ranges.length > 1);
  const sorted = ranges.toSorted((a, b) => (a.from ?? "").localeCompare(b.from ?? ""));
  if (overlap(sorted)) return { problem: "the periods overlap" };
  if (draft.previous !== undefined) return withPrevious(draft.previous, column, sorted);
  if (!versus) return { time: { column, ranges: sorted } };
  if (sorted.length === 2 && sorted[0] && sorted[1]) return { time: { column, ranges: [sorted[1]] }, previous: sorted[0] };
  return { time: { column, ranges: sorted }, dimension: { column, grain: grainOf(sorted) } };
}

/** The date of the rows; asked where a word before the period says that something else happened then. */
function dateOf(scan: Scan, table: string): ColumnRef | undefined {
  const usual = timeRef(scan.model, table);
  const { happened, dateColumn } = scan.draft;
  if (dateColumn?.startsWith(`${table}.`)) return dateColumn;
  const dates = (findTable(scan.model, table)?.columns ?? []).filter((column) => (/^(?:date|timestamp)/u.test(column.type) || isYear(column)) && !column.hidden && !happened?.others.includes(`${table}.${column.name}`)).map((column) => ({ id: `${table}.${column.name}` as const, label: column.label }));
  if (!usual || happened?.table !== table || dates.length < 2) return usual;
  const choices = dates.toSorted((one, other) => Number(other.id === usual) - Number(one.id === usual));
  const chosen = ask(scan, happened.word, `“${happened.word}” by which date?`, choices);
  return choices.find(({ id }) => id === chosen)?.id ?? usual;
}

const overlap = (sorted: TimeRange[]): boolean => sorted.slice(1).some((range, index) => (sorted[index]?.to ?? "9999") > (range.from ?? ""));

function withPrevious(kind: "year" | "period" | TimeRange, column: ColumnRef, ranges: TimeRange[]): ChosenTime | { problem: string } {
  const [range] = ranges;
  if (ranges.length !== 1 || !range?.from || !range.to) return { problem: "a comparison needs one period to compare" };
  const { from, to } = range;
  const previous = typeof kind === "object" ? kind : kind === "year" ? rangeOf(addUnits(from, "year", -1), addUnits(to, "year", -1)) : periodBefore(from, to);
  return { time: { column, ranges: [range] }, previous };
}

/** The period of the same length that ends where this one starts: by months where both ends fall on the same day of a month. */
function periodBefore(from: string, to: string): TimeRange {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (from.slice(8) === to.slice(8) && months > 0) return rangeOf(addUnits(from, "month", -months), from);
  return rangeOf(addUnits(from, "day", -daysBetween(from, to)), from);
}

function grainOf(ranges: TimeRange[]): Grain {
  const days = ranges.map((range) => (range.from && range.to ? daysBetween(range.from, range.to) : 0));
  return Math.min(...days) >= 365 ? "year" : Math.min(...days) >= 89 ? "quarter" : "month";
}

/** A grain for "over time": about ten to sixty points. */
export function trendGrain(ranges: TimeRange[], today?: string): Grain {
  const [range] = ranges;
  const to = range?.to ?? today;
  if (ranges.length !== 1 || !range?.from || !to) return "year";
  const days = daysBetween(range.from, to);
  if (days <= 62) return "day";
  return days <= 5 * 366 ? "month" : "year";
}

/** Puts the table's own time column where only time was said. */
export function placeTime(scan: Scan, table: string, dimensions: PlanDimension[]): PlanDimension[] | undefined {
  const { dateColumn } = scan.draft;
  const column = dateColumn?.startsWith(`${table}.`) ? dateColumn : timeRef(scan.model, table);
  if (!column && dimensions.some((dimension) => dimension.column === TIME)) return undefined;
  const byYear = column !== undefined && isDatedByYear(scan.model, column);
  if (byYear && dimensions.some((dimension) => dimension.column === TIME && ("grain" in dimension ? dimension.grain !== "year" : "cycle" in dimension))) return undefined;
  return dimensions.map((dimension) => (dimension.column === TIME && column ? { ...dimension, column } : dimension));
}

/** "which month had the most": a month of one year, or a month of every year? Asked unless the period is one year at most. */
export function cycleOrGrain(scan: Scan, dimension: PlanDimension, ranges: TimeRange[]): PlanDimension {
  if (!("grain" in dimension)) return dimension;
  const [range] = ranges;
  const isShort = ranges.length === 1 && range?.from !== undefined && range.to !== undefined && daysBetween(range.from, range.to) <= 366;
  const cycle = dimension.grain === "month" ? "month-of-year" : dimension.grain === "day" ? "weekday" : dimension.grain === "quarter" ? "quarter-of-year" : undefined;
  if (!cycle || (isShort && cycle !== "weekday")) return dimension;
  const named = { "month-of-year": "month of the year, over all years", weekday: "day of the week", "quarter-of-year": "quarter of the year, over all years" }[cycle];
  const chosen = ask(scan, dimension.grain, `Which kind of ${dimension.grain} do you mean?`, [
    { id: "grain", label: dimension.grain === "day" ? "a single date" : `a single ${dimension.grain} of one year` }, { id: "cycle", label: `the ${named}` },
  ]);
  return chosen === "cycle" ? { column: dimension.column, cycle } : dimension;
}
