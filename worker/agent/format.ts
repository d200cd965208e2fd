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
  if (format === "percent") return numbers(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  // Only ISO 4217 codes are currencies to Intl; any other unit is written behind the number.
  if (format === "currency" && unit && /^[A-Z]{3}$/u.test(unit)) return formatMoney(value, unit, locale);
  const digits = format === "integer" || Math.abs(value) >= 1_000 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const number = numbers(locale, { maximumFractionDigits: Number.isInteger(value) ? 0 : digits }).format(value);
  if (unit === "percent" || unit === "%") return `${number}%`;
  return unit ? `${number} ${unit}` : number;
}

function formatMoney(value: number, currency: string, locale: string): string {
  const cents = Math.abs(value) < 100 && !Number.isInteger(value);
  return numbers(locale, { style: "currency", currency, minimumFractionDigits: cents ? 2 : 0, maximumFractionDigits: cents ? 2 : 0 }).format(value);
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

/** The first day of a bucket as the bucket is called: `2001`, `Q3 2001`, `Mar 2001`, `5 Mar 2001`. What is no date stays as it is. */
export function formatDate(iso: string, grain: Grain, locale: string): string {
  const date = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  if (Number.isNaN(date.getTime()) || !/^\d{4}-\d{2}-\d{2}/u.test(iso)) return iso;
  if (grain === "year") return iso.slice(0, 4);
  if (grain === "quarter") return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${iso.slice(0, 4)}`;
  return dates(locale, grain === "month").format(date);
}

/** The word before a bucket: "in 2001", "on 5 Mar 2001", "in the week of 5 Mar 2001". */
export function prepositionOf({ role, grain = "day" }: Pick<ResultColumn, "role" | "grain">): string {
  if (role !== "time" || (grain !== "day" && grain !== "week")) return "in";
  return grain === "day" ? "on" : "in the week of";
}

/** The month or the weekday of a day, by its whole name. */
export function formatPhase(iso: string, part: "month" | "weekday", locale: string): string {
  const phases = keep(madeDates, `${locale} ${part}`, () => new Intl.DateTimeFormat(known(locale), { [part]: "long", timeZone: "UTC", calendar: "gregory" }));
  return phases.format(new Date(`${iso}T00:00:00Z`));
}

/** A list as it is spoken. */
export function formatList(items: string[], locale: string): string {
  return keep(madeLists, locale, () => new Intl.ListFormat(known(locale), { type: "conjunction" })).format(items);
}

/** A label inside a sentence; `US states` and `SQL` keep their capitals. */
export function lowerFirst(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

// Making a formatter costs more than using it a hundred times, and an answer uses it that often.
const made = new Map<string, Intl.NumberFormat>();
const madeDates = new Map<string, Intl.DateTimeFormat>();
const madeLists = new Map<string, Intl.ListFormat>();
const MOST_KEPT = 200;

function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return keep(made, `${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(known(locale), options));
}

/** Dates of data are Gregorian, whatever calendar the locale prefers. */
function dates(locale: string, months: boolean): Intl.DateTimeFormat {
  const day = months ? {} : { day: "numeric" as const };
  return keep(madeDates, `${locale} ${months}`, () => new Intl.DateTimeFormat(known(locale), { ...day, month: "short", year: "numeric", timeZone: "UTC", calendar: "gregory" }));
}

function keep<T>(store: Map<string, T>, key: string, make: () => T): T {
  const found = store.get(key) ?? make();
  if (store.size >= MOST_KEPT) store.clear();
  store.set(key, found);
  return found;
}

/** A locale that Intl takes; English for what it would throw at. */
function known(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en";
  } catch {
    return "en";
  }
}
