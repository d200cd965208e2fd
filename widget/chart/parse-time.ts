// Dates of the wire as moments in UTC, and steps along their calendar.
import type { Cell, Grain } from "../../worker/protocol.ts";

/**
 * Reads `2001`, `2001-07`, `2001-07-25`, ISO timestamps, `2001-Q3` and `2001-W07`.
 * @returns `undefined` for anything else; never a guess
 */
export function parseTime(cell: Cell): Date | undefined {
  const text = typeof cell === "number" && Number.isInteger(cell) && cell >= 1000 && cell <= 2999 ? String(cell) : cell;
  if (typeof text !== "string") return undefined;
  const quarter = /^(\d{4})-?Q([1-4])$/u.exec(text);
  if (quarter) return new Date(Date.UTC(Number(quarter[1]), (Number(quarter[2]) - 1) * 3, 1));
  const week = /^(\d{4})-?W(\d{2})$/u.exec(text);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  if (!/^\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?$/u.test(text)) return undefined;
  const date = new Date(/[T ]/u.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/u.test(text) ? `${text.replace(" ", "T")}Z` : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The Monday of an ISO week: week 1 holds 4 January. */
function isoWeek(year: number, week: number): Date {
  const fourth = new Date(Date.UTC(year, 0, 4));
  return new Date(Date.UTC(year, 0, 4 - ((fourth.getUTCDay() + 6) % 7) + (week - 1) * 7));
}

const MONTHS: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

/** The period `count` grains later. */
export function addGrain(date: Date, grain: Grain, count = 1): Date {
  const months = MONTHS[grain];
  const next = new Date(date);
  if (months) next.setUTCMonth(next.getUTCMonth() + months * count);
  else next.setUTCDate(next.getUTCDate() + (grain === "week" ? 7 : 1) * count);
  return next;
}

/** All periods from the first to the last given one; the given ones alone when that would be too many. */
export function everyPeriod(dates: readonly Date[], grain: Grain | undefined, most = 2_000): Date[] {
  const sorted = [...new Set(dates.map(Number))].sort((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!grain || first === undefined || last === undefined) return sorted.map((time) => new Date(time));
  const all = new Set(sorted);
  for (let at = new Date(first); Number(at) < last && all.size < most; at = addGrain(at, grain)) all.add(Number(at));
  return [...all].sort((a, b) => a - b).map((time) => new Date(time));
}

/** Steps between ticks, in units of the grain, that a calendar reader expects. */
const STEPS: Record<Grain, number[]> = { day: [1, 2, 7, 14, 28], week: [1, 2, 4, 13, 26, 52], month: [1, 2, 3, 6, 12, 24, 60, 120], quarter: [1, 2, 4, 8, 20, 40], year: [1, 2, 5, 10, 20, 50] };

/** At most `most` of the periods, evenly spaced and, for months and longer, aligned to the calendar. */
export function timeTicks(periods: readonly Date[], grain: Grain, most: number): Date[] {
  const steps = STEPS[grain];
  const step = steps.find((each) => periods.length / each <= most) ?? Math.ceil(periods.length / most);
  const months = MONTHS[grain];
  const place = (date: Date, index: number) => (months ? (date.getUTCFullYear() * 12 + date.getUTCMonth()) / months : index);
  return periods.filter((date, index) => Math.floor(place(date, index)) % step === 0);
}

/** A tick's text: the year on a second line where it changes. */
export function tickText(date: Date, index: number, grain: Grain, locale: string): string {
  const write = (options: Intl.DateTimeFormatOptions) => date.toLocaleString(locale, { timeZone: "UTC", ...options });
  const year = write({ year: "numeric" });
  if (grain === "year") return year;
  const month = date.getUTCMonth();
  const name = grain === "quarter" ? `Q${Math.floor(month / 3) + 1}` : write(grain === "month" ? { month: "short" } : { day: "numeric", month: "short" });
  return index === 0 || (month === 0 && date.getUTCDate() < 8) ? `${name}\n${year}` : name;
}
