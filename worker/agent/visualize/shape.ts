// What a result looks like to the chart chooser: its dimensions, its measures and what is known of their values.
import type { Cell, ResultColumn } from "../../protocol.ts";
import type { Plan } from "../../semantic/plan.ts";

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
  /** whether the first measure may be summed and has no negative value */
  stackable: boolean;
  negative: boolean;
}

const DIMENSIONS: ReadonlySet<ResultColumn["role"]> = new Set(["time", "cyclic", "ordinal", "category"]);

/** Profiles a result. */
export function shapeOf(input: ChartInput): Shape {
  const positions = (test: (column: ResultColumn) => boolean): number[] => input.columns.flatMap((column, index) => (test(column) ? [index] : []));
  const measures = positions((column) => column.role === "measure");
  const dimensions = positions((column) => DIMENSIONS.has(column.role));
  const [first = -1] = measures;
  const negative = input.rows.some((row) => measures.some((at) => Number(row[at] ?? 0) < 0));
  return {
    ...input, dimensions, measures, negative,
    distinct: dimensions.map((at) => new Set(input.rows.map((row) => row[at])).size),
    stackable: input.columns[first]?.additive === true && !input.rows.some((row) => Number(row[first] ?? 0) < 0),
  };
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
  if (first.unit !== second.unit || first.format !== second.format) return false;
  const size = (at: number): number => shape.rows.reduce((sum, row) => sum + Math.abs(Number(row[at] ?? 0)), 0) || 1;
  const ratio = size(a) / size(b);
  return ratio < 100 && ratio > 0.01;
}
