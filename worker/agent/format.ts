// Cells as people read them: numbers with their unit, dates by their grain, in the reader's locale.
import type { Cell, Grain, ResultColumn } from "../protocol.ts";

const NOTHING = "(none)";

/** A cell in words. @returns `(none)` for null */
export function formatCell(cell: Cell | undefined, column: ResultColumn, locale: string): string {
  if (cell === null || cell === undefined) return NOTHING;
  if (typeof cell === "boolean") return cell ? "Yes" : "No";
  if (typeof cell === "number") return formatNumber(cell, column, locale);
  return column.type === "date" || column.type === "timestamp" ? formatDate(cell, column.grain ?? "day", locale) : cell;
}

/** A number by the column's format; fractions of one are shown as percent where the column says so. */
export function formatNumber(value: number, { format, unit }: Pick<ResultColumn, "format" | "unit">, locale: string): string {
  if (format === "plain") return String(value);
  if (format === "percent") return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  if (format === "currency" && unit) return new Intl.NumberFormat(locale, { style: "currency", currency: unit, minimumFractionDigits: 0, maximumFractionDigits: Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0 }).format(value);
  const digits = format === "integer" || Math.abs(value) >= 1_000 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: Number.isInteger(value) ? 0 : digits }).format(value);
  return unit && unit !== "percent" ? `${number} ${unit}` : number;
}

/** A signed difference, with its sign always shown. */
export function formatChange(value: number, column: Pick<ResultColumn, "format" | "unit">, locale: string): string {
  return `${value > 0 ? "+" : value < 0 ? "−" : "±"}${formatNumber(Math.abs(value), column, locale)}`;
}

/** A signed difference of two values of a column; differences of percentages are points. */
export function formatDifference(value: number, column: Pick<ResultColumn, "format" | "unit">, locale: string): string {
  if (column.format !== "percent") return formatChange(value, column, locale);
  return `${formatChange(100 * value, { format: "decimal" }, locale)} pts`;
}

/** The first day of a bucket as the bucket is called: `2001`, `Q3 2001`, `Mar 2001`, `5 Mar 2001`. */
export function formatDate(iso: string, grain: Grain, locale: string): string {
  const date = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  if (Number.isNaN(date.getTime())) return iso;
  if (grain === "year") return iso.slice(0, 4);
  if (grain === "quarter") return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${iso.slice(0, 4)}`;
  const day = grain === "month" ? {} : { day: "numeric" as const };
  return new Intl.DateTimeFormat(locale, { ...day, month: "short", year: "numeric", timeZone: "UTC" }).format(date);
}

/** A list as it is spoken. */
export function formatList(items: string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}
