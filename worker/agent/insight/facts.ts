// The rows as insights read them: one measure over one dimension, complete periods apart from the one that is not over.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { isPartial } from "../../semantic/calendar.ts";
import type { Plan } from "../../semantic/plan.ts";

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
  partial: boolean;
  /** all groups are there: nothing was cut, ranked away or filtered by its number */
  whole: boolean;
}

const DIMENSIONS: ReadonlySet<ResultColumn["role"]> = new Set(["time", "cyclic", "ordinal", "category"]);

/** The series that was asked for; undefined where the result is none. */
export function seriesOf({ columns, rows, truncated, plan, today }: InsightInput): Series | undefined {
  const dimensions = columns.flatMap((column, index) => (DIMENSIONS.has(column.role) ? [index] : []));
  const [dimensionAt] = dimensions;
  const measureAt = columns.findIndex((column) => column.role === "measure");
  const dimension = columns[dimensionAt ?? -1];
  const measure = columns[measureAt];
  if (dimensions.length !== 1 || dimensionAt === undefined || !dimension || !measure || plan?.intent === "list") return undefined;
  const complete = rows.filter((row) => !isOpen(row[dimensionAt], dimension, today));
  const points = complete.flatMap((row) => (typeof row[measureAt] === "number" ? [{ at: row[dimensionAt] ?? null, value: row[measureAt] }] : []));
  return { dimension, measure, points, missing: complete.length - points.length, partial: complete.length < rows.length, whole: !truncated && !plan?.limit && !plan?.having };
}

function isOpen(cell: Cell | undefined, { role, grain = "day" }: ResultColumn, today: string): boolean {
  return role === "time" && grain !== "day" && typeof cell === "string" && isPartial(cell, grain, today);
}
