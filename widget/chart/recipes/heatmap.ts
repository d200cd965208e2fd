// A value for every pair of two groups, as the strength of one colour; two colours around zero when signs mix.
import { axisX, axisY, cell, text } from "@observablehq/plot";
import type { ChartEncoding } from "../../../worker/protocol.ts";
import { fitText, textWidth, type Box, type Recipe } from "../drawing.ts";
import { placeTicks } from "../place-ticks.ts";
import { render, TEXT } from "../plot-frame.ts";
import { readShape, type Point, type Shape } from "../shape.ts";

/** Values are written in the cells up to this many. */
const LABELLED = 60;

export const heatmap: Recipe = (given, room) => {
  const shape = asPairs(given, room.format);
  const { places, series, measure } = shape;
  const points = shape.points.filter(({ value }) => value !== null);
  const sizes = points.map(({ value }) => Math.abs(value ?? 0));
  const most = Math.max(...sizes, 0) || 1;
  const strength = ({ value }: Point) => Math.round(8 + (Math.abs(value ?? 0) / most) * 92);
  const fill = (point: Point) => `color-mix(in oklab, var(${(point.value ?? 0) < 0 ? "--_c2" : "--_c1"}) ${strength(point)}%, var(--_surface))`;
  const names = series.map((name) => fitText(name, Math.max(80, room.width * 0.28)));
  const marginLeft = Math.ceil(Math.max(...names.map(textWidth), 10)) + 14;
  const step = (room.width - marginLeft - 8) / places.length;
  const write = ({ value }: Point) => room.format.short(value ?? 0, measure);
  const labelled = points.length <= LABELLED && points.every((point) => textWidth(write(point)) < step - 4);
  const frame = render({
    width: room.width, height: 54 + series.length * 32, marginLeft, marginRight: 8, marginTop: 6, marginBottom: 44,
    x: { type: "band", domain: places.map((_, index) => index), padding: 0.04, round: false, axis: null }, y: { type: "band", domain: series.map((_, index) => index), padding: 0.06, round: false, axis: null },
    marks: [
      axisX(placeTicks(shape, step, room)), axisY({ tickFormat: (index: number) => names[index] ?? "", tickSize: 0, tickPadding: 8, label: null, ...TEXT }),
      cell(points, { x: ({ at }: Point) => at, y: (point: Point) => point.series, rx: 3, fill: { value: fill, scale: null } }),
      labelled ? text(points, { ...TEXT, x: ({ at }: Point) => at, y: (point: Point) => point.series, text: write, fill: { value: (point: Point) => (strength(point) > 50 ? "var(--_surface)" : "var(--_ink)"), scale: null } }) : null,
    ],
  });
  const height = (frame.y(1) - frame.y(0)) * 0.94 || 28;
  const boxes = points.map((point): Box => ({
    x: frame.x(point.at), y: frame.y(point.series), width: frame.band, height, at: point.at, series: point.series,
    title: `${places[point.at]?.label ?? ""}, ${series[point.series] ?? ""}`, text: room.format.full(point.value, measure),
  }));
  const values = points.map(({ value }) => value ?? 0);
  return { svg: frame.svg, legend: [], boxes, ramp: [room.format.short(Math.min(...values), measure), room.format.short(Math.max(...values), measure)] };
};

/** Some specs put the second group on y and the value after it; to this recipe the second group is the series. */
function asPairs(shape: Shape, format: Parameters<typeof readShape>[1]): Shape {
  const { spec } = shape;
  const [rows, ...rest] = spec.y;
  const value: ChartEncoding | undefined = rest[0] ?? (spec.series?.scale === "linear" ? spec.series : undefined);
  if (!rows || rows.scale === "linear" || !value) return shape;
  return readShape({ ...spec, y: [value], series: rows }, format);
}
