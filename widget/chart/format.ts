// Values as a reader writes them: numbers with their unit, dates by their grain, in the reader's locale.
import type { Cell, CyclePart, Grain, ResultColumn } from "../../worker/protocol.ts";
import type { Strings } from "../locales/en.ts";
import { parseTime } from "./parse-time.ts";

/** What a value means; a `ResultColumn` and a `ChartEncoding` over it both fit. */
export interface Meaning {
  type?: ResultColumn["type"] | undefined;
  unit?: string | undefined;
  format?: ResultColumn["format"] | undefined;
  grain?: Grain | undefined;
  cycle?: CyclePart | undefined;
}

export interface Formatter {
  locale: string;
  strings: Strings;
  /** the whole value, with its unit */
  full: (value: Cell | undefined, meaning: Meaning) => string;
  /** the whole value; its unit stands elsewhere, except money and percent */
  bare: (value: Cell | undefined, meaning: Meaning) => string;
  /** few characters, for axes and bar ends */
  short: (value: number, meaning: Meaning) => string;
}

/** From this size on, axis numbers are written as 10K, 2.5M. */
const COMPACT = 10_000;

export function createFormatter(locale: string, strings: Strings): Formatter {
  const bare = (value: Cell | undefined, meaning: Meaning): string => {
    if (value === null || value === undefined) return "–";
    if (typeof value === "boolean") return value ? strings.yes : strings.no;
    const time = isTime(meaning) ? parseTime(value) : undefined;
    if (time) return timeText(time, meaning, locale);
    if (typeof value === "number") return numberText(value, meaning, locale);
    return cycleText(value, meaning.cycle, locale);
  };
  return {
    locale, strings, bare,
    full: (value, meaning) => withUnit(bare(value, meaning), value, meaning),
    short: (value, meaning) => numberText(value, meaning, locale, Math.abs(value) >= COMPACT),
  };
}

export function isTime({ type, grain }: Meaning): boolean {
  return type === "date" || type === "timestamp" || grain !== undefined;
}

/** ISO 4217 codes have three capitals; any other unit is written behind the number. */
export function isMoney({ unit, format }: Meaning): boolean {
  return unit !== undefined && /^[A-Z]{3}$/u.test(unit) && format !== "percent";
}

function withUnit(text: string, value: Cell | undefined, meaning: Meaning): string {
  const { unit, format } = meaning;
  if (!unit || typeof value !== "number" || format === "percent" || isMoney(meaning)) return text;
  return unit === "percent" ? `${text}\u00a0%` : `${text}\u00a0${unit}`;
}

function numberText(value: number, meaning: Meaning, locale: string, compact = false): string {
  if (meaning.format === "plain") return String(value);
  if (meaning.format === "percent") return value.toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 });
  const size = compact ? { notation: "compact" as const, maximumFractionDigits: 1 } : {};
  if (isMoney(meaning)) {
    const cents = Number.isInteger(value) || Math.abs(value) >= 1_000 || compact ? 0 : 2;
    return value.toLocaleString(locale, { style: "currency", currency: meaning.unit, minimumFractionDigits: cents, maximumFractionDigits: compact ? 1 : cents, ...size });
  }
  const digits = meaning.format === "integer" ? 0 : Math.abs(value) < 1 ? 3 : Math.abs(value) < 1_000 ? 2 : 1;
  return value.toLocaleString(locale, { maximumFractionDigits: digits, ...size });
}

function timeText(date: Date, { type, grain }: Meaning, locale: string): string {
  const write = (options: Intl.DateTimeFormatOptions) => date.toLocaleString(locale, { timeZone: "UTC", ...options });
  switch (grain) {
    case "year": return write({ year: "numeric" });
    case "quarter": return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${write({ year: "numeric" })}`;
    case "month": return write({ month: "short", year: "numeric" });
    default: return write(type === "timestamp" && !grain ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium" });
  }
}

/** The Worker names weekdays and months in English; a reader sees their own names. */
function cycleText(value: string, cycle: CyclePart | undefined, locale: string): string {
  if (cycle !== "weekday" && cycle !== "month-of-year") return value;
  const [count, options] = cycle === "weekday" ? [7, { weekday: "long" } as const] : [12, { month: "long" } as const];
  // 1 January 2001 was a Monday.
  const days = Array.from({ length: count }, (_, index) => new Date(cycle === "weekday" ? Date.UTC(2001, 0, index + 1) : Date.UTC(2001, index, 1)));
  const named = (day: Date, language: string) => day.toLocaleString(language, { timeZone: "UTC", ...options });
  const day = days.find((each) => named(each, "en") === value);
  return day ? named(day, locale) : value;
}

/** A column's or axis's name with its unit, where the values themselves do not show it. */
export function axisLabel({ label, unit, ...rest }: Meaning & { label: string }): string {
  return unit && !isMoney({ unit, ...rest }) && rest.format !== "percent" && unit !== label ? `${label} (${unit === "percent" ? "%" : unit})` : label;
}
