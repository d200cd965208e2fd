// Two numbers of each row against each other.
import { axisX, dot, gridX } from "@observablehq/plot";
import type { Box, Recipe } from "../drawing.ts";
import { meaningOf, type Point, type Shape } from "../shape.ts";
import { axisLabel } from "../format.ts";
import { niceScale } from "../nice-scale.ts";
import { seriesColor } from "../palette.ts";
import { axisWidth, nameAbove, render, SOFT_TEXT, valueAxis } from "../plot-frame.ts";

export const scatter: Recipe = (shape, room) => {
  const { spec, category, measure, series } = shape;
  const points = shape.points.filter(({ value, across }) => value !== null && across !== undefined);
  const [across, up] = [niceScale(points.map((point) => point.across ?? 0), room.width / 110, { zero: category.zero === true }), niceScale(points.map(({ value }) => value ?? 0), 5, { zero: measure.zero === true })];
  const many = points.length > 150;
  const frame = render({
    width: room.width, height: 340, marginLeft: axisWidth(up, measure, room.format), marginRight: 16, marginTop: 34, marginBottom: 46,
    x: { domain: across.domain, axis: null }, y: { domain: up.domain, axis: null },
    marks: [
      gridX({ ticks: across.ticks, stroke: "var(--_line)", strokeOpacity: 1 }), ...valueAxis("y", up, measure, room.format), nameAbove(measure, axisWidth(up, measure, room.format)),
      axisX({ ticks: across.ticks, tickSize: 0, tickPadding: 8, tickFormat: (value: number) => room.format.short(value, category), label: axisLabel(category), labelAnchor: "center", labelArrow: "none", ...SOFT_TEXT }),
      ...series.map((name, index) => dot(points.filter((point) => point.series === index), {
        x: ({ across: x }: Point) => x ?? 0, y: ({ value }: Point) => value ?? 0, r: many ? 2.5 : 4, fill: seriesColor(index, name), fillOpacity: many ? 0.45 : 0.75,
      })),
    ],
  });
  const boxes = points.map((point, at): Box => ({
    x: frame.x(point.across) - 6, y: frame.y(point.value) - 6, width: 12, height: 12, round: true, at, series: 0, title: nameOf(shape, point, room.format.bare),
    text: `${category.label}: ${room.format.full(point.across, category)}, ${measure.label}: ${room.format.full(point.value, measure)}`,
  }));
  const legend = spec.series ? series.map((name, index) => ({ name, color: seriesColor(index, name) })) : [];
  return { svg: frame.svg, legend, boxes };
};

/** What a dot is called: the first column that names things, else its series. */
function nameOf({ spec, series }: Shape, { row, series: of }: Point, bare: (value: Point["row"][number] | undefined, meaning: object) => string): string {
  const naming = spec.columns.findIndex(({ role }) => role === "category" || role === "key" || role === "attribute" || role === "geo" || role === "time");
  const column = spec.columns[naming];
  if (column && naming !== spec.series?.index) return bare(row[naming], column);
  return spec.series ? (series[of] ?? "") : meaningOf({ index: 0, label: "", scale: "linear" }, spec).label;
}
