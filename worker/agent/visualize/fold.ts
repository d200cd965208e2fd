// Folded copies of a result: the tail as "Other", several measures as one long column.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { columnAt, type Shape } from "./shape.ts";

export interface Folded { columns: ResultColumn[]; rows: Cell[][]; note?: string }

export const OTHER = "Other";

/** Keeps the `keep` largest categories; the rest becomes "Other" where it adds up, and is left out where it does not. */
export function foldCategories(shape: Shape, dimension: number, measure: number, keep: number): Folded {
  const totals = new Map<Cell, number>();
  for (const row of shape.rows) totals.set(row[dimension] ?? null, (totals.get(row[dimension] ?? null) ?? 0) + Number(row[measure] ?? 0));
  const largest = [...totals].toSorted((a, b) => b[1] - a[1]).map(([value]) => value);
  const kept = new Set(largest.slice(0, keep));
  const rest = totals.size - kept.size;
  if (rest <= 0) return { columns: shape.columns, rows: shape.rows };
  const shown = shape.rows.filter((row) => kept.has(row[dimension] ?? null));
  const label = columnAt(shape, dimension).label.toLowerCase();
  if (!shape.stackable || shape.truncated) return { columns: shape.columns, rows: shown, note: `The ${kept.size} largest of ${totals.size} values of ${label} are shown.` };
  return { columns: shape.columns, rows: [...shown, ...otherRows(shape, dimension, measure, kept, rest)], note: `"${OTHER}" sums up ${rest} more values of ${label}.` };
}

/** One row for the rest, or one for each value of the other dimensions. */
function otherRows({ rows, columns, dimensions }: Shape, dimension: number, measure: number, kept: Set<Cell>, rest: number): Cell[][] {
  const others = dimensions.filter((at) => at !== dimension);
  const tail = Map.groupBy(rows.filter((row) => !kept.has(row[dimension] ?? null)), (row) => JSON.stringify(others.map((at) => row[at])));
  return [...tail.values()].map((members) =>
    columns.map((_column, at) => (at === dimension ? `${OTHER} (${rest} more)` : at === measure ? members.reduce((sum, row) => sum + Number(row[measure] ?? 0), 0) : others.includes(at) ? (members[0]?.[at] ?? null) : null)),
  );
}

/** Measures side by side as (…dimensions, series, value); all share the first one's unit. */
export function foldMeasures(shape: Shape, measures: number[], label: string): Folded {
  const first = columnAt(shape, measures[0]);
  const dimensions = shape.dimensions.map((at) => columnAt(shape, at));
  const series: ResultColumn = { name: "series", label: "Series", type: "string", role: "category" };
  const value: ResultColumn = { ...first, name: "value", label };
  const rows = shape.rows.flatMap((row) => measures.map((at) => [...shape.dimensions.map((dimension) => row[dimension] ?? null), columnAt(shape, at).label, row[at] ?? null]));
  return { columns: [...dimensions, series, value], rows };
}
