// Half-open date ranges by year, month and day, each with the label it is said by.
import { addDays, isIsoDate, rangeLabel } from "../../semantic/calendar.ts";
import type { TimeRange } from "../../semantic/plan.ts";

export const yearOf = (date: string): number => Number(date.slice(0, 4));
export const monthOf = (date: string): number => Number(date.slice(5, 7));

const pad = (number: number, width: number): string => String(number).padStart(width, "0");
const MONTHS = "January February March April May June July August September October November December".split(" ");
export const monthName = (month: number): string => MONTHS[month - 1] ?? "";

/** First day of a month; months past December run on into the next years. */
export function firstOf(year: number, month: number): string {
  const months = year * 12 + month - 1;
  return `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1, 2)}-01`;
}

/** A range `[from, to)` with its own label. */
export function rangeOf(from: string, to: string): TimeRange {
  return { from, to, label: rangeLabel(from, to) };
}

/** Whole years, the last included. */
export function yearRange(first: number, last = first): TimeRange {
  return rangeOf(firstOf(first, 1), firstOf(last + 1, 1));
}

export function monthRange(year: number, month: number, count = 1): TimeRange {
  return rangeOf(firstOf(year, month), firstOf(year, month + count));
}

/** One day, or undefined where there is no such day: 31 June. */
export function dayRange(year: number, month: number, day: number): TimeRange | undefined {
  const from = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isIsoDate(from) ? rangeOf(from, addDays(from, 1)) : undefined;
}
