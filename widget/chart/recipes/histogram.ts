// How values are spread: bars that touch, over the bins of the spec.
import { axisX, rectY, ruleY } from "@observablehq/plot";
import type { Cell } from "../../../worker/protocol.ts";
import { textWidth, type Box, type Recipe } from "../drawing.ts";
import { axisLabel } from "../format.ts";
import { niceScale } from "../nice-scale.ts";
import { axisWidth, nameAbove, render, SOFT_TEXT, valueAxis } from "../plot-frame.ts";
import { encodings, meaningOf, numberOf, type Shape } from "../shape.ts";
import { bars } from "./bars.ts";

interface Bin { low: number; high: number; count: number }

export const histogram: Recipe = (shape, room) => {
  const bins = binsOf(shape);
  // Bins that come as texts ("10–19") are places like any other.
  if (bins.length === 0) return bars("plain", false)(shape, room);
  const { spec, category, measure } = shape;
  const scale = niceScale(bins.map(({ count }) => count), 4, { zero: true, whole: true });
  const edges = [...new Set(bins.flatMap(({ low, high }) => [low, high]))].sort((a, b) => a - b);
  const widest = Math.max(...edges.map((edge) => textWidth(room.format.short(edge, category)))) + 12;
  const every = Math.max(1, Math.ceil((edges.length * widest) / (room.width - 60)));
  const counted = spec.y.length === 0 ? { label: room.format.strings.count } : measure;
  const frame = render({
    width: room.width, height: 280, marginLeft: axisWidth(scale, counted, room.format), marginRight: 16, marginTop: 34, marginBottom: 46,
    x: { domain: [edges[0] ?? 0, edges.at(-1) ?? 1], axis: null }, y: { domain: scale.domain, axis: null },
    marks: [
      ...valueAxis("y", scale, counted, room.format), nameAbove(counted, axisWidth(scale, counted, room.format)),
      axisX({ ticks: edges.filter((_, index) => index % every === 0), tickFormat: (edge: number) => room.format.short(edge, category), label: axisLabel(category), labelAnchor: "center", labelArrow: "none", tickSize: 4, ...SOFT_TEXT }),
      rectY(bins, { x1: ({ low }: Bin) => low, x2: ({ high }: Bin) => high, y: ({ count }: Bin) => count, fill: "var(--_c1)", insetLeft: 0.5, insetRight: 0.5 }),
      ruleY([0], { stroke: "var(--_edge)" }),
    ],
  });
  const boxes = bins.map(({ low, high, count }, at): Box => ({
    x: frame.x(low), y: frame.y(count), width: frame.x(high) - frame.x(low), height: frame.y(0) - frame.y(count), at, series: 0,
    title: `${room.format.short(low, category)} – ${room.format.short(high, category)}`, text: room.format.full(count, counted),
  }));
  return { svg: frame.svg, legend: [], boxes };
};

/** Bins as the rows give them: low, perhaps high, count. Without a high end each reaches to the next. */
function binsOf({ spec }: Shape): Bin[] {
  const { category, values } = encodings(spec);
  const [value = category] = values;
  if (spec.y.length === 0 || value.index === category.index) return binned(spec.rows.flatMap((row) => numberOf(row[category.index]) ?? []));
  const end = spec.columns.findIndex(({ type }, index) => type === "number" && index !== category.index && index !== value.index && meaningOf(category, spec).unit === spec.columns[index]?.unit);
  const number = (row: readonly Cell[], index: number) => numberOf(row[index]);
  const rows = spec.rows.flatMap((row) => {
    const [low, high, count] = [number(row, category.index), number(row, end), number(row, value.index)];
    return low === null || count === null ? [] : [{ low, high, count }];
  }).sort((a, b) => a.low - b.low);
  return rows.map(({ low, high, count }, index) => ({ low, high: high ?? rows[index + 1]?.low ?? low + ((low - (rows[index - 1]?.low ?? low - 1)) || 1), count }));
}

/** Raw values counted into 7 to 20 bins with round edges. */
function binned(values: readonly number[]): Bin[] {
  const { ticks } = niceScale(values, Math.min(20, Math.max(7, Math.ceil(Math.sqrt(values.length)))));
  return ticks.slice(0, -1).map((low, index) => {
    const high = ticks[index + 1] ?? low;
    const last = index === ticks.length - 2;
    return { low, high, count: values.filter((value) => value >= low && (value < high || (last && value === high))).length };
  });
}
