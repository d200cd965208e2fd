// The day a relative date counts from: the last day a closed data set covers, or today in the source's time zone.
import type { Calendar } from "../semantic/model.ts";

/** @returns an ISO date, `YYYY-MM-DD` */
export function todayOf(calendar: Calendar, now: Date): string {
  if (calendar.asOf !== "now") return calendar.asOf;
  return new Intl.DateTimeFormat("en-CA", { timeZone: calendar.timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}
