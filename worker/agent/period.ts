// Calendar buckets in the spellings that databases give them: dates, `2001`, `2001-07`, `2001-Q3`, `2001-W07`.
import type { Cell, Grain, ResultColumn } from "../protocol.ts";
import { isPartial } from "../semantic/calendar.ts";

const DAY = 86_400_000;

/** The first day of a bucket, ISO. @returns undefined for what is no bucket; never a guess */
export function periodStart(cell: Cell | undefined): string | undefined {
  const text = String(cell ?? "");
  const quarter = /^(\d{4})-?Q([1-4])$/u.exec(text);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01`;
  const week = /^(\d{4})-?W([0-5]\d)$/u.exec(text);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  if (/^[12]\d{3}$/u.test(text)) return `${text}-01-01`;
  if (/^[12]\d{3}-(0[1-9]|1[0-2])$/u.test(text)) return `${text}-01`;
  return /^\d{4}-\d{2}-\d{2}($|[T ])/u.test(text) ? text.slice(0, 10) : undefined;
}

/** The Monday of an ISO week: week 1 holds 4 January. */
function isoWeek(year: number, week: number): string {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
  return new Date(monday + (week - 1) * 7 * DAY).toISOString().slice(0, 10);
}

/** The grain that all spellings show; else the coarsest bucket that all dates are starts of. @returns undefined where one is no date */
export function grainOf(cells: Cell[]): Grain | undefined {
  const texts = cells.map(String);
  const starts = cells.map(periodStart);
  if (texts.length === 0 || starts.includes(undefined)) return undefined;
  if (texts.every((text) => /^\d{4}$/u.test(text))) return "year";
  if (texts.every((text) => text.includes("Q"))) return "quarter";
  if (texts.every((text) => text.includes("W"))) return "week";
  if (texts.every((text) => /^\d{4}-\d{2}$/u.test(text))) return "month";
  return grainOfDays(starts.map(String));
}

function grainOfDays(days: string[]): Grain {
  if (new Set(days).size < 2) return "day";
  if (days.every((day) => day.endsWith("-01-01"))) return "year";
  if (days.every((day) => /-(01|04|07|10)-01$/u.test(day))) return "quarter";
  return days.every((day) => day.endsWith("-01")) ? "month" : "day";
}

/** Whether a bucket reaches beyond the last day the data covers. Days are never partial. */
export function isOpen(cell: Cell | undefined, { role, grain = "day" }: ResultColumn, today: string): boolean {
  const start = role === "time" && grain !== "day" ? periodStart(cell) : undefined;
  // No bucket is longer than a year: most rows are settled by their year alone.
  return start !== undefined && Number(start.slice(0, 4)) + 1 >= Number(today.slice(0, 4)) && isPartial(start, grain, today);
}
