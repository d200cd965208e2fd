// Pure date arithmetic on ISO dates (`YYYY-MM-DD`) in UTC: units, buckets, ranges and how they are said. No clock.
import type { Grain } from "../protocol.ts";
import type { Calendar } from "./model.ts";

type Weeks = Pick<Calendar, "weekStart" | "fiscalYearStart">;

const DAY = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS_IN: Record<Exclude<Grain, "day" | "week">, number> = { month: 1, quarter: 3, year: 12 };

const parse = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
const format = (date: Date): string => date.toISOString().slice(0, 10);

/** Whether a text is a date that exists. */
export function isIsoDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(parse(text).getTime()) && format(parse(text)) === text;
}

export function addDays(iso: string, days: number): string {
  return format(new Date(parse(iso).getTime() + days * DAY));
}

/** Adds months; a day that the new month lacks becomes its last day. */
export function addMonths(iso: string, months: number): string {
  const date = parse(iso);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  return format(new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), Math.min(date.getUTCDate(), last))));
}

export function addUnits(iso: string, grain: Grain, count: number): string {
  if (grain === "day") return addDays(iso, count);
  if (grain === "week") return addDays(iso, 7 * count);
  return addMonths(iso, MONTHS_IN[grain] * count);
}

/** First day of the unit that holds a day. Years and quarters follow the fiscal year. */
export function startOf(iso: string, grain: Grain, { weekStart, fiscalYearStart }: Weeks): string {
  if (grain === "day") return iso;
  if (grain === "week") return addDays(iso, -((parse(iso).getUTCDay() - (weekStart === "monday" ? 1 : 0) + 7) % 7));
  const first = `${iso.slice(0, 7)}-01`;
  if (grain === "month") return first;
  const monthsIn = (Number(iso.slice(5, 7)) - fiscalYearStart + 12) % MONTHS_IN[grain];
  return addMonths(first, -monthsIn);
}

/** First day after the unit that holds a day. */
export function endOf(iso: string, grain: Grain, calendar: Weeks): string {
  return addUnits(startOf(iso, grain, calendar), grain, 1);
}

/** Whether a bucket reaches beyond the last day that the data covers. */
export function isPartial(bucketStart: string, grain: Grain, asOf: string): boolean {
  return addUnits(bucketStart, grain, 1) > addDays(asOf, 1);
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((parse(to).getTime() - parse(from).getTime()) / DAY);
}

/** How a half-open range is said: "1998", "March 1998", "March – June 1997", "26 January – 25 July 2002", "since …", "before …". */
export function rangeLabel(from: string | undefined, to: string | undefined): string {
  if (!from) return to ? `before ${sayDay(to)}` : "all dates";
  if (!to) return `since ${sayStart(from)}`;
  const last = addDays(to, -1);
  if (from === last) return sayDay(from);
  if (isWholeYears(from, to)) return from.slice(0, 4) === last.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)} – ${last.slice(0, 4)}`;
  return from.endsWith("-01") && to.endsWith("-01") ? sayMonths(from, last) : sayDays(from, last);
}

function isWholeYears(from: string, to: string): boolean {
  return from.endsWith("-01-01") && to.endsWith("-01-01");
}

function sayStart(iso: string): string {
  return iso.endsWith("-01-01") ? iso.slice(0, 4) : sayDay(iso);
}

function sayMonths(from: string, last: string): string {
  if (from.slice(0, 7) === last.slice(0, 7)) return sayMonth(from);
  return from.slice(0, 4) === last.slice(0, 4) ? `${monthName(from)} – ${sayMonth(last)}` : `${sayMonth(from)} – ${sayMonth(last)}`;
}

function sayDays(from: string, last: string): string {
  const start = from.slice(0, 4) === last.slice(0, 4) ? `${Number(from.slice(8))} ${monthName(from)}` : sayDay(from);
  return `${start} – ${sayDay(last)}`;
}

const monthName = (iso: string): string => MONTHS[Number(iso.slice(5, 7)) - 1] ?? "";
const sayMonth = (iso: string): string => `${monthName(iso)} ${iso.slice(0, 4)}`;
const sayDay = (iso: string): string => `${Number(iso.slice(8))} ${sayMonth(iso)}`;
