// The axis of places: as many names or dates as there is room for.
import type { AxisXOptions } from "@observablehq/plot";
import { fitText, textWidth, type Room } from "./drawing.ts";
import { tickText, timeTicks } from "./parse-time.ts";
import { SOFT_TEXT, TEXT } from "./plot-frame.ts";
import type { Shape } from "./shape.ts";

/** Options of an x axis over the indexes of places. @param step pixels from one place to the next */
export function placeTicks({ places, timed, category }: Shape, step: number, { format }: Room): AxisXOptions {
  const look = { tickSize: 0, tickPadding: 8, label: null };
  if (timed) {
    const grain = category.grain ?? "day";
    const periods = places.map(({ time }) => time ?? new Date(0));
    const ticks = timeTicks(periods, grain, Math.max(2, Math.floor((step * places.length) / 56))).map((date) => periods.indexOf(date));
    return { ...look, ...SOFT_TEXT, ticks, tickFormat: (index: number, order: number) => tickText(periods[index] ?? new Date(0), order, grain, format.locale), lineAnchor: "top" };
  }
  const longest = Math.max(...places.map(({ label }) => textWidth(label)), 1);
  const every = Math.max(1, Math.ceil(Math.min(longest, 60) / step));
  return { ...look, ...TEXT, ticks: places.map((_, index) => index).filter((index) => index % every === 0), tickFormat: (index: number) => fitText(places[index]?.label ?? "", step * every + 4) };
}
