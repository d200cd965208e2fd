// The period before a period, for "compared with the previous year".
import { addUnits, daysBetween, rangeLabel } from "../../semantic/calendar.ts";
import type { TimeRange } from "../../semantic/plan.ts";

export type Shift = "year" | "period";

/** @returns the same months a year earlier, or the period of the same length that ends where this one begins */
export function shiftRange({ from, to }: TimeRange, by: Shift): TimeRange | undefined {
  if (!from || !to) return undefined;
  const start = by === "year" ? addUnits(from, "year", -1) : startBefore(from, to);
  const end = by === "year" ? addUnits(to, "year", -1) : from;
  return { from: start, to: end, label: rangeLabel(start, end) };
}

/** Counted in months where both ends fall on the same day of a month. */
function startBefore(from: string, to: string): string {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return from.slice(8) === to.slice(8) && months > 0 ? addUnits(from, "month", -months) : addUnits(from, "day", -daysBetween(from, to));
}
