// Folded copies of a result: the tail as "Other", several measures as one long column.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { formatNumber } from "../format.ts";
import { columnAt, type Shape } from "./shape.ts";

export interface Folded { columns: ResultColumn[]; rows: Cell[][]; note?: string }

export const OTHER = "Other";

/**
 * Keeps `keep` categories: the first ones where an order was asked for, else the largest. The rest becomes "Other"
 * where it adds up and all of it is there, and is left out where not.
 */
export function foldCategories(shape: Shape, dimension: number, measure: number, keep: number): Folded {
  const totals = totalsOf(shape, dimension, measure);
  const asked = shape.plan?.order !== undefined && shape.dimensions.length === 1;
  const ordered = asked ? [...totals] : [...totals].toSorted((a, b) => b[1] - a[1]);
  const kept = new Set(ordered.slice(0, keep).map(([value]) => value));
  const rest = totals.size - kept.size;
  if (rest <= 0) return { columns: shape.columns, rows: shape.rows };
  const shown = shape.rows.filter((row) => kept.has(row[dimension] ?? null));
  const label = columnAt(shape, dimension).label.toLowerCase();
  if (!shape.stackable || shape.truncated || shape.plan?.limit) return { columns: shape.columns, rows: shown, note: `The ${kept.size} ${asked ? "first" : "largest"} of ${totals.size} values of ${label} are shown.` };
  const share = shape.plan ? restShare(totals, kept) : undefined;
  const part = share === undefined ? "" : `, ${formatNumber(share, { format: "percent" }, shape.locale)} of all`;
  return { columns: shape.columns, rows: [...shown, ...otherRows(shape, dimension, kept, rest)], note: `"${OTHER}" sums up ${rest} more values of ${label}${part}.` };
}

function totalsOf({ rows }: Shape, dimension: number, measure: number): Map<Cell, number> {
  const totals = new Map<Cell, number>();
  for (const row of rows) totals.set(row[dimension] ?? null, (totals.get(row[dimension] ?? null) ?? 0) + Number(row[measure] ?? 0));
  return totals;
}

function restShare(totals: Map<Cell, number>, kept: Set<Cell>): number | undefined {
  const all = [...totals.values()].reduce((sum, value) => sum + value, 0);
  const rest = [...totals].reduce((sum, [value, total]) => (kept.has(value) ? sum : sum + total), 0);
  return all > 0 ? rest / all : undefined;
}

/** One row for the rest, or one for each value of the other dimensions. Only what adds up is summed. */
function otherRows({ rows, columns, dimensions }: Shape, dimension: number, kept: Set<Cell>, rest: number): Cell[][] {
  const others = dimensions.filter((at) => at !== dimension);
  const tail = Map.groupBy(rows.filter((row) => !kept.has(row[dimension] ?? null)), (row) => JSON.stringify(others.map((at) => row[at])));
  const cell = (members: Cell[][], column: ResultColumn, at: number): Cell => {
    if (at === dimension) return `${OTHER} (${rest} more)`;
    if (others.includes(at)) return members[0]?.[at] ?? null;
    return column.role === "measure" && column.additive ? members.reduce((sum, row) => sum + Number(row[at] ?? 0), 0) : null;
  };
  return [...tail.values()].map((members) => columns.map((column, at) => cell(members, column, at)));
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
