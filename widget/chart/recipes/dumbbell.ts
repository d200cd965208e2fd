// Two values of each place and the way between them.
import { axisY, dot, ruleY } from "@observablehq/plot";
import { fitText, textWidth, type Box, type Recipe } from "../drawing.ts";
import { niceScale } from "../nice-scale.ts";
import { seriesColor } from "../palette.ts";
import { render, TEXT, valueAxis } from "../plot-frame.ts";
import { pointText } from "../point-text.ts";
import type { Point } from "../shape.ts";

export const dumbbell: Recipe = (shape, room) => {
  const { places, series, measure, spec } = shape;
  const points = shape.points.filter(({ value }) => value !== null);
  const scale = niceScale(points.map(({ value }) => value ?? 0), room.width / 120, { zero: spec.y[0]?.zero === true });
  const names = places.map(({ label }) => fitText(label, Math.max(90, room.width * 0.36)));
  const ways = [...Map.groupBy(points, ({ at }) => at)].map(([at, pair]) => ({ at, ends: pair.map(({ value }) => value ?? 0) }));
  type Way = (typeof ways)[number];
  const frame = render({
    width: room.width, height: 40 + places.length * 30, marginLeft: Math.ceil(Math.max(...names.map(textWidth), 20)) + 14, marginRight: 18, marginTop: 6, marginBottom: 34,
    y: { type: "point", domain: places.map((_, index) => index), padding: 0.6, axis: null }, x: { domain: scale.domain, axis: null },
    marks: [
      ...valueAxis("x", scale, measure, room.format), axisY({ tickFormat: (index: number) => names[index] ?? "", tickSize: 0, tickPadding: 8, label: null, ...TEXT }),
      ruleY(ways, { y: ({ at }: Way) => at, x1: ({ ends }: Way) => Math.min(...ends), x2: ({ ends }: Way) => Math.max(...ends), stroke: "var(--_edge)", strokeWidth: 3 }),
      ...series.map((name, index) => dot(points.filter((point) => point.series === index), {
        x: ({ value }: Point) => value ?? 0, y: ({ at }: Point) => at, r: 6, stroke: seriesColor(index, name), strokeWidth: 2.5, fill: index === 0 ? "var(--_surface)" : seriesColor(index, name),
      })),
    ],
  });
  const boxes = points.map((point): Box => ({
    x: frame.x(point.value) - 8, y: frame.y(point.at) - 8, width: 16, height: 16, round: true, at: point.at, series: point.series, ...pointText(shape, point, room.format),
  }));
  return { svg: frame.svg, legend: series.map((name, index) => ({ name, color: seriesColor(index, name) })), boxes };
};
