// A value in words: what the tooltip shows and the screen reader says.
import type { Formatter } from "./format.ts";
import type { Drill } from "./drawing.ts";
import { isRest } from "./palette.ts";
import { encodings, type Point, type Shape } from "./shape.ts";

export interface PointText { title: string; text: string; drill?: Drill }

type Read = Pick<Shape, "places" | "series" | "measure" | "spec">;

/** @returns the place as title; series, value with unit, and whether the period is still running as text */
export function pointText(shape: Read, point: Point, format: Formatter): PointText {
  const { places, series, measure } = shape;
  const { at, series: of, value, partial } = point;
  const shown = format.full(value, measure);
  const named = series.length > 1 ? `${series[of] ?? ""}: ${shown}` : shown;
  const title = places[at]?.label ?? "";
  const drill = drillOf(shape, point, title);
  return { title, text: partial ? `${named} (${format.strings.ongoing})` : named, ...(drill ? { drill } : {}) };
}

/** A number on an axis and the folded group are no value whose rows could be asked for. */
function drillOf({ spec }: Read, { row }: Point, label: string): Drill | undefined {
  const { category } = encodings(spec);
  const value = row[category.index];
  const column = spec.columns[category.index]?.name;
  if (value === undefined || !column || category.scale === "linear" || isRest(String(value))) return undefined;
  return { column, value, label };
}
