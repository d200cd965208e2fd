// A chart that the question names: honoured where it can show the result truly, else replaced with one sentence why.
import type { ChartKind } from "../../protocol.ts";
import { build, type Drawing } from "./build.ts";
import { brokenBy } from "./constraints.ts";
import type { Shape } from "./shape.ts";

/** Kinds near to each asked one, best first. */
const NEAR: Partial<Record<ChartKind, ChartKind[]>> = {
  bar: ["bar", "bar-horizontal", "bar-grouped", "bar-stacked", "bar-diverging"],
  "bar-horizontal": ["bar-horizontal", "bar"], "bar-stacked": ["bar-stacked", "bar-grouped", "bar"], "bar-grouped": ["bar-grouped", "bar-stacked", "bar"],
  line: ["line", "line-multi"], "line-multi": ["line-multi", "line"], area: ["area", "line", "line-multi"],
};

/** The words for a kind in a sentence. */
const NAMES: Partial<Record<ChartKind, string>> = { "bar-horizontal": "bar chart", bar: "bar chart", "bar-stacked": "stacked bar chart", "bar-grouped": "grouped bar chart", line: "line chart", "line-multi": "line chart", area: "area chart", scatter: "scatter plot", histogram: "histogram", heatmap: "heat map", table: "table" };

/** Why a kind does not fit, for those constraints that a reader can make something of. */
const REASONS: Partial<Record<string, string>> = {
  "line-needs-order": "a line needs dates or another order along it", "time-needs-time": "it needs dates along it", "line-needs-three": "a line needs at least three points",
  "stacked-non-additive": "these values can't be added up", "stacked-negative": "negative values can't be stacked", "n-must-exceed-1": "there is only one row",
  "two-numbers": "it needs two numbers in each row", "raw-numbers-only": "it needs at least twenty single values of one number", "two-dimensions": "it needs values by two groups",
  "mixed-scale": "these numbers have different units or sizes", "too-many-cells": "there are too many cells",
};

/** @returns the drawing asked for; a note in its stead where it is not feasible; nothing where none was asked for */
export function askedChart(shape: Shape): { drawing?: Drawing; note?: string } {
  const kind = shape.named;
  if (!kind || shape.rows.length === 0) return {};
  for (const near of NEAR[kind] ?? [kind]) {
    const drawing = build(near, shape);
    if (drawing) return { drawing };
  }
  const reason = REASONS[brokenBy(kind, shape) ?? ""];
  return { note: `A ${NAMES[kind] ?? "chart of that kind"} can't show this result truly${reason ? `: ${reason}` : ""}, so here is the one that fits.` };
}
