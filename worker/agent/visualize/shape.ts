// What a result looks like to the chart chooser: its dimensions, its measures and what is known of their values.
import type { Cell, ChartKind, ResultColumn } from "../../protocol.ts";
import type { Intent, Plan } from "../../semantic/plan.ts";
import { chartNamed, intentOf } from "./asked-words.ts";

export interface ChartInput {
  columns: ResultColumn[];
  rows: Cell[][];
  truncated: boolean;
  plan?: Plan;
  /** noun phrase of the plan */
  title: string;
  question: string;
  locale: string;
  /** the last day the data covers, ISO */
  today: string;
}

export interface Shape extends ChartInput {
  /** positions of columns that group, in order */
  dimensions: number[];
  measures: number[];
  /** distinct values of each dimension */
  distinct: number[];
  /** whether no two rows are of the same group: one mark for each */
  unique: boolean;
  /** whether the first measure may be summed and has no negative value */
  stackable: boolean;
  negative: boolean;
  intent: Intent | undefined;
  /** the chart that the question names */
  named: ChartKind | undefined;
  /** the rows are the top or the bottom of a ranking: in its order, whatever they are named by */
  ranked: boolean;
  /** the rows are counts that were made here (D6) */
  counted: boolean;
}

const DIMENSIONS: ReadonlySet<ResultColumn["role"]> = new Set(["time", "cyclic", "ordinal", "category"]);

/** Profiles a result. A column of repeated names alone becomes its counts. */
export function shapeOf(input: ChartInput): Shape {
  const counted = countedRows(input);
  const shape = profile(counted ?? input);
  return counted ? { ...shape, counted: true } : shape;
}

function profile(input: ChartInput): Shape {
  const { columns, rows, plan, question } = input;
  const positions = (test: (column: ResultColumn, index: number) => boolean): number[] => columns.flatMap((column, index) => (test(column, index) ? [index] : []));
  const measures = positions((column) => column.role === "measure");
  const dimensions = positions((column, index) => column.role !== "measure" && (DIMENSIONS.has(column.role) || isGrouped(plan, index)));
  const [first = -1] = measures;
  const negative = rows.some((row) => measures.some((at) => Number(row[at] ?? 0) < 0));
  const groups = rows.map((row) => JSON.stringify(dimensions.map((at) => row[at] ?? null)));
  return {
    ...input, dimensions, measures, negative, counted: false,
    distinct: dimensions.map((at) => new Set(rows.map((row) => row[at])).size),
    unique: new Set(groups).size === groups.length,
    stackable: columns[first]?.additive === true && !rows.some((row) => Number(row[first] ?? 0) < 0),
    ranked: plan?.limit !== undefined && plan.order?.by === "metric",
    intent: plan?.intent ?? intentOf(question),
    named: plan ? plan.chart : chartNamed(question),
  };
}

/** Columns that a plan groups by come first, whatever they hold: codes too. */
function isGrouped(plan: Plan | undefined, index: number): boolean {
  return plan !== undefined && plan.intent !== "list" && index < plan.dimensions.length;
}

/** D6: one column of names that repeat, and nothing else. */
function countedRows(input: ChartInput): ChartInput | undefined {
  const [column, ...more] = input.columns;
  if (!column || more.length > 0 || input.plan || input.truncated || (column.role !== "category" && column.role !== "ordinal" && column.role !== "cyclic")) return undefined;
  const counts = [...Map.groupBy(input.rows, (row) => row[0] ?? null)].map(([value, rows]): Cell[] => [value, rows.length]);
  if (counts.length === input.rows.length) return undefined;
  const count: ResultColumn = { name: "rows", label: "Rows", type: "number", role: "measure", format: "integer", additive: true };
  return { ...input, columns: [column, count], rows: counts.toSorted((a, b) => Number(b[1]) - Number(a[1])) };
}

/** The column at a position; positions come from the shape itself. */
export function columnAt({ columns }: Pick<ChartInput, "columns">, index: number | undefined): ResultColumn {
  const column = columns[index ?? -1];
  if (!column) throw new Error("a chart of a column that is not there");
  return column;
}

/** Whether two measures may share an axis: one unit, one format, sizes within a factor of 100. */
export function sameScale(shape: Shape, a: number, b: number): boolean {
  const [first, second] = [columnAt(shape, a), columnAt(shape, b)];
  if (first.unit !== second.unit || (first.format === "percent") !== (second.format === "percent") || (first.format === "currency") !== (second.format === "currency")) return false;
  const size = (at: number): number => shape.rows.reduce((sum, row) => sum + Math.abs(Number(row[at] ?? 0)), 0) || 1;
  const ratio = size(a) / size(b);
  return ratio < 100 && ratio > 0.01;
}

/** The dimension with this role, by position in the columns. */
export function dimensionOf(shape: Shape, ...roles: ResultColumn["role"][]): number | undefined {
  return shape.dimensions.find((at) => roles.includes(columnAt(shape, at).role));
}

/** Distinct values of a column. */
export function distinctOf(shape: Shape, at: number | undefined): number {
  return new Set(shape.rows.map((row) => row[at ?? -1] ?? null)).size;
}

/** A dimension whose values follow each other: dates, bands of years. */
export function isCalendar({ role, grain }: ResultColumn): boolean {
  return role === "time" || (role === "ordinal" && grain !== undefined);
}
