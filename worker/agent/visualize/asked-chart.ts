// A chart that the question names: honoured where it can show the result truly, else replaced with one sentence why.
import type { ChartKind } from "../../protocol.ts";
import { build, type Drawing } from "./build.ts";
import type { Shape } from "./shape.ts";

/** Kinds near to each asked one, best first. */
const NEAR: Partial<Record<ChartKind, ChartKind[]>> = {
  bar: ["bar", "bar-horizontal", "bar-grouped", "bar-stacked", "bar-diverging"],
  "bar-horizontal": ["bar-horizontal", "bar"], "bar-stacked": ["bar-stacked", "bar-grouped", "bar"], "bar-grouped": ["bar-grouped", "bar-stacked", "bar"],
  line: ["line", "line-multi"], "line-multi": ["line-multi", "line"], area: ["area", "line", "line-multi"],
};

/** The words for a kind in a sentence. */
const NAMES: Partial<Record<ChartKind, string>> = { "bar-horizontal": "bar chart", bar: "bar chart", "bar-stacked": "stacked bar chart", "bar-grouped": "grouped bar chart", line: "line chart", "line-multi": "line chart", area: "area chart", scatter: "scatter plot", histogram: "histogram", heatmap: "heat map", table: "table" };

/** @returns the drawing asked for; a note in its stead where it is not feasible; nothing where none was asked for */
export function askedChart(shape: Shape): { drawing?: Drawing; note?: string } {
  const kind = shape.plan?.chart;
  if (!kind || shape.rows.length === 0) return {};
  for (const near of NEAR[kind] ?? [kind]) {
    const drawing = build(near, shape);
    if (drawing) return { drawing };
  }
  return { note: `A ${NAMES[kind] ?? "chart of that kind"} can't show this result truly, so here is the one that fits.` };
}
