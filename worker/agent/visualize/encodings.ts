// Channels of a chart. Ordinal domains are always written out, in the order of the rows or of the calendar: the renderer would sort them.
import type { Cell, ChartEncoding, ResultColumn } from "../../protocol.ts";
import { columnAt, type Shape } from "./shape.ts";

/** A dimension on an axis; time is continuous, all else has its values in order. */
export function axisOf(shape: Shape, index: number, rows = shape.rows): ChartEncoding {
  const column = columnAt(shape, index);
  if (column.role === "time" && !shape.ranked) return { ...base(column, index), scale: "time" };
  return { ...base(column, index), scale: "ordinal", domain: domainOf(column, rows.map((row) => row[index] ?? null), shape.ranked) };
}

/** A dimension as colour or facet. */
export function seriesOf(shape: Shape, index: number, rows = shape.rows): ChartEncoding {
  return { ...axisOf(shape, index, rows), scale: "ordinal", domain: domainOf(columnAt(shape, index), rows.map((row) => row[index] ?? null)) };
}

/** A measure on an axis. @param zero whether the axis must hold zero: bars and areas always, lines where the data comes near it */
export function measureOf(shape: Shape, index: number, zero: boolean): ChartEncoding {
  return { ...base(columnAt(shape, index), index), scale: "linear", zero };
}

function base(column: ResultColumn, index: number): Pick<ChartEncoding, "index" | "label" | "unit" | "format" | "grain"> {
  return { index, label: column.label, ...(column.unit ? { unit: column.unit } : {}), ...(column.format ? { format: column.format } : {}), ...(column.grain ? { grain: column.grain } : {}) };
}

/** Declared order where there is one and no ranking was asked for, else the order of the rows; each value once, nothing last. */
function domainOf(column: ResultColumn, cells: Cell[], ranked = false): Cell[] {
  const present = [...new Set(cells)];
  if (ranked) return present;
  const declared = (column.order ?? []).filter((value) => present.includes(value) || column.role === "cyclic");
  const rest = present.filter((value) => value !== null && !declared.includes(value));
  return [...declared, ...(column.role === "time" ? rest.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) : rest), ...(present.includes(null) ? [null] : [])];
}

/** A line's axis starts at zero when its values come near it: below a quarter of the highest. */
export function lineHoldsZero(shape: Shape, index: number): boolean {
  const values = shape.rows.map((row) => row[index]).filter((cell) => typeof cell === "number");
  return values.length === 0 || Math.min(...values) < 0.25 * Math.max(...values);
}
