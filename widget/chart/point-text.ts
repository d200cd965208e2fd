// A value in words: what the tooltip shows and the screen reader says.
import type { Formatter } from "./format.ts";
import type { Point, Shape } from "./shape.ts";

export interface PointText { title: string; text: string }

/** @returns the place as title; series, value with unit, and whether the period is still running as text */
export function pointText({ places, series, measure }: Pick<Shape, "places" | "series" | "measure">, { at, series: of, value, partial }: Point, format: Formatter): PointText {
  const shown = format.full(value, measure);
  const named = series.length > 1 ? `${series[of] ?? ""}: ${shown}` : shown;
  return { title: places[at]?.label ?? "", text: partial ? `${named} (${format.strings.ongoing})` : named };
}
