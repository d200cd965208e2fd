// Lays one period over another: by months where both start on the same day of a month, else by days.
import { daysBetween } from "../calendar.ts";
import type { TimeRange } from "../plan.ts";
import { CannotCompile } from "./scope.ts";

/** SQL of a date moved from one range into the other. */
export function shiftOnto(date: string, from: TimeRange, to: TimeRange): string {
  if (!from.from || !to.from) throw new CannotCompile("periods without a start cannot be laid over each other");
  if (from.from.slice(8) === to.from.slice(8)) return `(${date} + INTERVAL '${monthsBetween(from.from, to.from)} months')::date`;
  return `(${date} + INTERVAL '${daysBetween(from.from, to.from)} days')::date`;
}

function monthsBetween(from: string, to: string): number {
  return 12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}
