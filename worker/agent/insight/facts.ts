// The rows as insights read them: one measure over one dimension, complete periods apart from the one that is not over.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { daysBetween } from "../../semantic/calendar.ts";
import type { Plan } from "../../semantic/plan.ts";
import { isOpen, periodStart } from "../period.ts";

export interface InsightInput {
  columns: ResultColumn[];
  rows: Cell[][];
  truncated: boolean;
  plan?: Plan;
  locale: string;
  /** the last day the data covers, ISO */
  today: string;
  /** `title`: noun phrase of the plan */
  labels: { title: string };
}

export interface Point { at: Cell; value: number }

/** One measure over one dimension. */
export interface Series {
  dimension: ResultColumn;
  measure: ResultColumn;
  /** rows with a number, incomplete last period left out */
  points: Point[];
  /** rows without a number */
  missing: number;
  /** periods between the first and the last that have no row */
  gaps: number;
  partial: boolean;
  /** all groups are there: nothing was cut, ranked away or filtered by its number */
  whole: boolean;
  /** the highest of the rows is the highest of all */
  leads: boolean;
  /** a measure beside the one that was asked for first */
  other?: true;
  /** one of several series of a result: what it is of, as its group is called */
  group?: { column: ResultColumn; value: Cell };
}

const DIMENSIONS: ReadonlySet<ResultColumn["role"]> = new Set(["time", "cyclic", "ordinal", "category"]);
/** Groups of a second dimension that are looked at one by one. */
const MOST_GROUPS = 20;

export function dimensionsOf({ columns, plan }: InsightInput): number[] {
  const grouped = plan && plan.intent !== "list" ? plan.dimensions.length : 0;
  return columns.flatMap((column, index) => (column.role !== "measure" && (DIMENSIONS.has(column.role) || index < grouped) ? [index] : []));
}

export function measuresOf({ columns }: InsightInput): number[] {
  return columns.flatMap((column, index) => (column.role === "measure" ? [index] : []));
}

/** The series that was asked for: the first measure over the only dimension. Undefined where the result is none. */
export function seriesOf(input: InsightInput): Series | undefined {
  const [dimensionAt, ...more] = dimensionsOf(input);
  const [measureAt] = measuresOf(input);
  if (dimensionAt === undefined || measureAt === undefined || more.length > 0 || input.plan?.intent === "list") return undefined;
  const groups = new Set(input.rows.map((row) => row[dimensionAt] ?? null));
  return groups.size === input.rows.length ? seriesAt(input, input.rows, dimensionAt, measureAt) : undefined;
}

/** What else the result holds over time: its other measures, or the groups of its second dimension. */
export function otherSeries(input: InsightInput): Series[] {
  if (input.plan?.previous || input.plan?.intent === "list" || input.truncated) return [];
  const dimensions = dimensionsOf(input);
  const measures = measuresOf(input);
  const timeAt = dimensions.find((at) => input.columns[at]?.role === "time");
  const [measureAt] = measures;
  if (dimensions.length === 1) return measures.slice(1).filter((at) => !isShare(input, at)).flatMap((at) => (seriesOf(input) ? otherMeasure(seriesAt(input, input.rows, dimensions[0] ?? 0, at)) : []));
  if (dimensions.length !== 2 || timeAt === undefined || measureAt === undefined) return [];
  return groupSeries(input, timeAt, dimensions.find((at) => at !== timeAt) ?? 0, measureAt);
}

/** Sums over each group of a result by two dimensions; time is summed over, not summed by. */
export function totalsOf(input: InsightInput): Series[] {
  const dimensions = dimensionsOf(input);
  const [measureAt = -1] = measuresOf(input);
  const measure = input.columns[measureAt];
  if (dimensions.length !== 2 || !measure?.additive || !input.plan || input.truncated || input.plan.limit || input.plan.having || input.plan.previous) return [];
  return dimensions.flatMap((at) => {
    const dimension = input.columns[at];
    if (!dimension || dimension.role === "time") return [];
    const groups = Map.groupBy(input.rows, (row) => row[at] ?? null);
    const points = [...groups].map(([value, rows]) => ({ at: value, value: rows.reduce((sum, row) => sum + Number(row[measureAt] ?? 0), 0) }));
    return [{ dimension, measure, points, missing: 0, gaps: 0, partial: false, whole: true, leads: true }];
  });
}

function otherMeasure(series: Series | undefined): Series[] {
  return series ? [{ ...series, other: true }] : [];
}

/** A share moves with its measure; it says nothing of its own. */
function isShare({ plan, columns }: InsightInput, at: number): boolean {
  return plan?.share === true && columns[at]?.format === "percent";
}

function groupSeries(input: InsightInput, timeAt: number, groupAt: number, measureAt: number): Series[] {
  const column = input.columns[groupAt];
  const groups = Map.groupBy(input.rows, (row) => row[groupAt] ?? null);
  if (!column || groups.size > MOST_GROUPS) return [];
  const periods = [...new Set(input.rows.map((row) => row[timeAt] ?? null))].toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
  return [...groups].flatMap(([value, rows]) => {
    const series = seriesAt(input, filledRows(input, rows, periods, timeAt, measureAt), timeAt, measureAt);
    return series ? [{ ...series, group: { column, value } }] : [];
  });
}

/** A group without a row in a period had nothing to count or add up there: 0, where a plan says that the number adds up. */
function filledRows({ plan, columns }: InsightInput, rows: Cell[][], periods: Cell[], timeAt: number, measureAt: number): Cell[][] {
  if (!plan || plan.limit || plan.having || !columns[measureAt]?.additive) return rows;
  const found = new Map(rows.map((row) => [row[timeAt] ?? null, row]));
  return periods.map((period) => found.get(period) ?? columns.map((_column, at) => (at === timeAt ? period : at === measureAt ? 0 : null)));
}

function seriesAt({ columns, truncated, plan, today }: InsightInput, rows: Cell[][], dimensionAt: number, measureAt: number): Series | undefined {
  const dimension = columns[dimensionAt];
  const measure = columns[measureAt];
  if (!dimension || !measure) return undefined;
  const complete = inOrder(rows, dimensionAt, dimension).filter((row) => !isOpen(row[dimensionAt], dimension, today));
  const points = complete.flatMap((row) => (typeof row[measureAt] === "number" ? [{ at: row[dimensionAt] ?? null, value: row[measureAt] }] : []));
  return {
    dimension, measure, points, missing: complete.length - points.length, gaps: gapsIn(complete.map((row) => row[dimensionAt]), dimension), partial: complete.length < rows.length,
    whole: isWhole(truncated, plan, dimension), leads: !truncated && plan !== undefined && !plan.having && (!plan.limit || (plan.order?.by === "metric" && plan.order.direction === "desc")),
  };
}

/** Whether a statement without a plan left groups out, nobody knows; a run of dates stands for itself. */
function isWhole(truncated: boolean, plan: Plan | undefined, { role }: ResultColumn): boolean {
  return !truncated && (plan ? !plan.limit && !plan.having : role === "time");
}

/** Time runs forward, whatever order the rows are in; a row without a date is at no place in it. */
function inOrder(rows: Cell[][], at: number, { role }: ResultColumn): Cell[][] {
  if (role !== "time") return rows;
  const start = (row: Cell[]): string => periodStart(row[at]) ?? "";
  return rows.filter((row) => row[at] !== null).toSorted((a, b) => (start(a) < start(b) ? -1 : 1));
}

function gapsIn(cells: (Cell | undefined)[], { role, grain = "day" }: ResultColumn): number {
  const starts = role === "time" ? cells.flatMap((cell) => periodStart(cell) ?? []) : [];
  return starts.slice(1).reduce((sum, start, index) => sum + stepsBetween(starts[index] ?? start, start, grain) - 1, 0);
}

/** Steps of a grain from one period to a later one. */
function stepsBetween(from: string, to: string, grain: NonNullable<ResultColumn["grain"]>): number {
  if (grain === "day" || grain === "week") return Math.max(1, Math.round(daysBetween(from, to) / (grain === "week" ? 7 : 1)));
  const months = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return Math.max(1, Math.round((months(to) - months(from)) / (grain === "year" ? 12 : grain === "quarter" ? 3 : 1)));
}
