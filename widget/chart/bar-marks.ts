// The marks of bars: one for each colour and lane, and the values at their ends.
import { barX, barY, text, type Markish } from "@observablehq/plot";
import { textWidth, type Room } from "./drawing.ts";
import type { NiceScale } from "./nice-scale.ts";
import { seriesColor } from "./palette.ts";
import { BAND_PADDING, TEXT } from "./plot-frame.ts";
import type { BarMode, Segment } from "./segments.ts";
import type { Shape } from "./shape.ts";

export interface Bars {
  shape: Shape;
  room: Room;
  mode: BarMode;
  segments: Segment[];
  scale: NiceScale;
  /** lying */
  flat: boolean;
  /** pixels from one place to the next */
  step: number;
  labelled: boolean;
}

/** A single series has one colour; the rest group is grey; a diverging bar has one by its sign. */
export function barColor({ mode, shape }: Pick<Bars, "mode" | "shape">, { point, value }: Segment): string {
  if (mode === "diverging") return seriesColor(value < 0 ? 1 : 0);
  if (mode === "plain") return seriesColor(0, shape.places[point.at]?.label);
  return seriesColor(point.series, shape.series[point.series]);
}

const at = ({ point }: Segment) => point.at;

export function barMarks(bars: Bars): Markish[] {
  const groups = Map.groupBy(bars.segments, (each) => `${each.lane} ${barColor(bars, each)} ${each.point.partial}`);
  return [...groups.values()].map((data) => barMark(bars, data));
}

function barMark(bars: Bars, data: Segment[]): Markish {
  const { mode, shape, step, flat } = bars;
  const [first] = data;
  const lanes = mode === "grouped" ? shape.series.length : 1;
  const wide = (step * (1 - BAND_PADDING)) / lanes;
  const lane = first?.lane ?? 0;
  const before = lane * wide + (lane > 0 ? 1 : 0);
  const after = (lanes - 1 - lane) * wide;
  const color = first ? barColor(bars, first) : "";
  const edge = mode === "stacked" ? { stroke: "var(--_surface)", strokeWidth: 1 } : {};
  const partial = first?.point.partial ? { fillOpacity: 0.35, stroke: color, strokeWidth: 1.5, strokeDasharray: "4 3" } : {};
  const look = { fill: color, rx: mode === "stacked" ? 0 : 2, ...edge, ...partial };
  const ends = { from: (each: Segment) => each.from, to: (each: Segment) => each.to };
  return flat
    ? barX(data, { ...look, y: at, x1: ends.from, x2: ends.to, insetTop: before, insetBottom: after })
    : barY(data, { ...look, x: at, y1: ends.from, y2: ends.to, insetLeft: before, insetRight: after });
}

/** Values at the ends of the bars, left out where they would run into each other. */
export function barTexts(bars: Bars): Markish[] {
  const { shape, room, mode, step, flat, segments } = bars;
  const write = ({ value }: Segment) => room.format.short(value, shape.measure);
  const lanes = mode === "grouped" ? shape.series.length : 1;
  const wide = (step * (1 - BAND_PADDING)) / lanes;
  const fits = flat || segments.every((each) => textWidth(write(each)) <= step / lanes);
  if (!bars.labelled || !fits) return [];
  return [...Map.groupBy(segments, ({ lane, value }) => `${lane} ${value < 0}`).values()].map((data) => {
    const [first] = data;
    const sign = (first?.value ?? 0) < 0 ? -1 : 1;
    const aside = ((first?.lane ?? 0) - (lanes - 1) / 2) * wide;
    return flat
      ? text(data, { ...TEXT, y: at, x: (each: Segment) => each.to, dx: 6 * sign, dy: aside, textAnchor: sign < 0 ? "end" : "start", text: write })
      : text(data, { ...TEXT, x: at, y: (each: Segment) => each.to, dx: aside, dy: -9 * sign, text: write });
  });
}

