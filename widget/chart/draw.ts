// From a chart spec to a drawing: the second lazy step, because only here Plot is needed.
import type { ChartKind, ChartSpec } from "../../worker/protocol.ts";
import type { Drawing, Recipe, Room } from "./drawing.ts";
import { bars } from "./recipes/bars.ts";
import { dumbbell } from "./recipes/dumbbell.ts";
import { heatmap } from "./recipes/heatmap.ts";
import { histogram } from "./recipes/histogram.ts";
import { lines } from "./recipes/lines.ts";
import { panels } from "./recipes/panels.ts";
import { scatter } from "./recipes/scatter.ts";
import { readShape } from "./shape.ts";

const RECIPES: Partial<Record<ChartKind, Recipe>> = {
  bar: bars("plain", false), "bar-horizontal": bars("plain", true), "bar-grouped": bars("grouped", false), "bar-stacked": bars("stacked", false),
  "bar-diverging": bars("diverging", true), line: lines(false), "line-multi": lines(false), area: lines(true),
  histogram, scatter, heatmap, dumbbell, panels,
};

/**
 * Draws a spec as one of its kinds.
 * @returns `undefined` for kinds that are no drawing, and for a spec without a value that could be drawn
 */
export function draw(spec: ChartSpec, kind: ChartKind, room: Room): Drawing | undefined {
  const recipe = RECIPES[kind];
  if (!recipe || spec.rows.length === 0) return undefined;
  const shape = readShape(spec, room.format);
  if (shape.points.every(({ value }) => value === null)) return undefined;
  return recipe(shape, room);
}
