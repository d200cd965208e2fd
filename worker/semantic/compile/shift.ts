// Lays one period over another: by months where both start on the same day of a month, else by days.
import { daysBetween } from "../calendar.ts";
import type { PlanDimension, TimeRange } from "../plan.ts";
import { CannotCompile } from "./scope.ts";

/** SQL of a date moved from one range into the other. */
export function shiftOnto(date: string, from: TimeRange, to: TimeRange): string {
  if (!from.from || !to.from) throw new CannotCompile("periods without a start cannot be laid over each other");
  if (from.from.slice(8) === to.from.slice(8)) return `(${date} + INTERVAL '${monthsBetween(from.from, to.from)} months')::date`;
  return `(${date} + INTERVAL '${daysBetween(from.from, to.from)} days')::date`;
}

/** Days and weeks of one period have no place in another whose length or weekdays differ: rows would fall together or apart. */
export function requireSameSteps(dimensions: PlanDimension[], from: TimeRange, to: TimeRange): void {
  const grains = dimensions.flatMap((dimension) => ("grain" in dimension ? [dimension.grain] : []));
  const byDay = grains.includes("day");
  const byWeek = grains.includes("week");
  if (!byDay && !byWeek) return;
  const lengths = [from, to].map((range) => (range.from && range.to ? daysBetween(range.from, range.to) : Number.NaN));
  if (lengths[0] !== lengths[1]) throw new CannotCompile(`periods of different length cannot be compared by ${byDay ? "day" : "week"}`);
  if (byWeek && daysBetween(from.from ?? "", to.from ?? "") % 7 !== 0) throw new CannotCompile("the weeks of the two periods do not begin on the same days");
}

function monthsBetween(from: string, to: string): number {
  return 12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}
