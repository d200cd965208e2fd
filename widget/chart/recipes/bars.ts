// Bars, standing or lying: plain, grouped, stacked, diverging.
import { axisX, axisY, ruleX, ruleY, type PlotOptions } from "@observablehq/plot";
import { fitText, NARROW, textWidth, type Box, type Drawing, type LegendItem, type Recipe, type Room } from "../drawing.ts";
import { axisLabel } from "../format.ts";
import { niceScale } from "../nice-scale.ts";
import { seriesColor } from "../palette.ts";
import { axisWidth, BAND_PADDING, nameAbove, render, TEXT, valueAxis, type Frame } from "../plot-frame.ts";
import { placeTicks } from "../place-ticks.ts";
import { barMarks, barTexts, type Bars } from "../bar-marks.ts";
import { segmentsOf, type BarMode, type Segment } from "../segments.ts";
import type { Shape } from "../shape.ts";
import { pointText } from "../point-text.ts";

/** Values are written at the bars up to this many. */
const LABELLED = 12;

/** A recipe for bars; standing ones lie down where their names would not fit side by side. */
export function bars(mode: BarMode, lying: boolean): Recipe {
  return (shape, room) => {
    const segments = segmentsOf(shape, mode);
    const whole = shape.measure.format !== "percent" && segments.every(({ value }) => Number.isInteger(value));
    const flat = lying || mustLie(shape, room);
    const scale = niceScale(segments.flatMap(({ from, to }) => [from, to]), flat ? room.width / 120 : 4, { zero: true, whole });
    const drawn: Bars = { shape, room, mode, segments, scale, flat, step: 0, labelled: mode !== "stacked" && segments.length <= LABELLED };
    return flat ? lyingBars(drawn) : standingBars(drawn);
  };
}

function mustLie({ timed, places, category }: Shape, { width }: Room): boolean {
  if (timed || category.cycle === "hour") return false;
  const longest = Math.max(...places.map(({ label }) => textWidth(label)));
  return (longest + (width < NARROW ? 6 : 14)) * places.length > width - 60;
}

function standingBars(bars: Bars): Drawing {
  const { shape, room, scale } = bars;
  const marginLeft = axisWidth(scale, shape.measure, room.format);
  const step = (room.width - marginLeft - 8) / (shape.places.length + BAND_PADDING);
  const drawn = { ...bars, step };
  const options: PlotOptions = {
    width: room.width, height: room.width < NARROW ? 250 : 300, marginLeft, marginRight: 8, marginTop: 34, marginBottom: shape.timed ? 42 : 30,
    x: { ...band(shape), axis: null }, y: { domain: scale.domain, axis: null },
    marks: [...valueAxis("y", scale, shape.measure, room.format), nameAbove(shape.measure, marginLeft), axisX(placeTicks(shape, step, room)), ...barMarks(drawn), ruleY([0], { stroke: "var(--_edge)" }), ...barTexts(drawn)],
  };
  return finish(drawn, render(options));
}

function lyingBars(bars: Bars): Drawing {
  const { shape, room, scale, mode, segments } = bars;
  const step = mode === "grouped" ? 14 * shape.series.length + 12 : shape.places.length > 15 ? 24 : 34;
  const names = shape.places.map(({ label }) => fitText(label, Math.max(90, room.width * 0.36)));
  const ends = bars.labelled ? Math.max(...segments.map(({ value }) => textWidth(room.format.short(value, shape.measure)))) : 0;
  const height = Math.round(54 + (shape.places.length + BAND_PADDING) * step);
  const options: PlotOptions = {
    width: room.width, height, marginLeft: Math.ceil(Math.max(...names.map(textWidth), 20)) + 14, marginRight: Math.ceil(ends) + 14, marginTop: 6, marginBottom: 48,
    y: { ...band(shape), axis: null }, x: { domain: scale.domain, axis: null },
    marks: [
      ...valueAxis("x", scale, shape.measure, room.format, axisLabel(shape.measure)), axisY({ tickFormat: (index: number) => names[index] ?? "", tickSize: 0, tickPadding: 8, label: null, ...TEXT }),
      ...barMarks({ ...bars, step }), ruleX([0], { stroke: "var(--_edge)" }), ...barTexts({ ...bars, step }),
    ],
  };
  return finish({ ...bars, step }, render(options));
}

function band({ places }: Shape): NonNullable<PlotOptions["x"]> {
  return { type: "band", domain: places.map((_, index) => index), padding: BAND_PADDING, round: false };
}

function finish(bars: Bars, frame: Frame): Drawing {
  const { shape, room, mode, segments } = bars;
  const many = shape.series.length > 1 && mode !== "plain";
  const legend: LegendItem[] = many ? shape.series.map((name, index) => ({ name, color: seriesColor(index, name) })) : [];
  const boxes = segments.map((each): Box => ({ ...boxOf(bars, frame, each), at: each.point.at, series: each.point.series, ...pointText(shape, each.point, room.format) }));
  return { svg: frame.svg, legend, boxes };
}

function boxOf({ flat, mode, shape }: Bars, frame: Frame, { point, from, to, lane }: Segment): Pick<Box, "x" | "y" | "width" | "height"> {
  const thick = frame.band / (mode === "grouped" ? shape.series.length : 1);
  const across = (flat ? frame.y : frame.x)(point.at) + lane * thick;
  const [start, end] = [from, to].map(flat ? frame.x : frame.y).sort((a, b) => a - b) as [number, number];
  return flat ? { x: start, y: across, width: end - start, height: thick } : { x: across, y: start, width: thick, height: end - start };
}

