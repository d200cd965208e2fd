// Lines over time or over places in order: gaps stay gaps, a running period is dashed, series are named at their ends.
import { areaY, axisX, dot, lineY, ruleY, text, type Markish } from "@observablehq/plot";
import { fitText, NARROW, textWidth, type Box, type Drawing, type Recipe } from "../drawing.ts";
import { spread } from "../spread.ts";
import { niceScale } from "../nice-scale.ts";
import { seriesColor, seriesDash } from "../palette.ts";
import { placeTicks } from "../place-ticks.ts";
import { axisWidth, nameAbove, render, SOFT_TEXT, TEXT, valueAxis } from "../plot-frame.ts";
import { pointText } from "../point-text.ts";
import type { Point, Shape } from "../shape.ts";

/** Dots on the line up to this many points. */
const DOTTED = 36;

interface Track { name: string; index: number; color: string; /** one point for each place */ points: (Point & { base: number; top: number | null })[] }

/** A recipe for lines; with `filled` the space under them too, stacked when there are several. */
export function lines(filled: boolean): Recipe {
  return (shape, room) => {
    const tracks = tracksOf(shape, filled);
    const values = tracks.flatMap(({ points }) => points.flatMap(({ top, value }) => (value === null ? [] : (top ?? value))));
    const scale = niceScale(values, 4, { zero: filled || shape.measure.zero === true, whole: shape.measure.format !== "percent" && values.every(Number.isInteger) });
    const height = room.width < NARROW ? 240 : 300;
    const margins = { marginTop: 34, marginBottom: 42, marginLeft: axisWidth(scale, shape.measure, room.format) };
    const named = tracks.length > 1 ? endLabels(tracks, scale.domain, height - 76, room.width) : undefined;
    const marginRight = named ? named.width + 14 : 18;
    const step = (room.width - margins.marginLeft - marginRight) / Math.max(1, shape.places.length - 1);
    const frame = render({
      width: room.width, height, ...margins, marginRight,
      x: { type: "linear", domain: [0, Math.max(1, shape.places.length - 1)], axis: null }, y: { domain: scale.domain, axis: null },
      marks: [
        ...valueAxis("y", scale, shape.measure, room.format), nameAbove(shape.measure, margins.marginLeft), axisX(placeTicks(shape, step, room)),
        scale.domain[0] <= 0 ? ruleY([0], { stroke: "var(--_edge)" }) : null,
        ...tracks.flatMap((track) => trackMarks(track, filled, tracks.length)),
        ...(named?.labels ?? []).map(({ name, y, color }) => text([0], { ...TEXT, x: () => shape.places.length - 1, y: () => y, dx: 10, textAnchor: "start", fontWeight: 600, fill: color, text: () => name })),
        ...(tracks.length === 1 ? lastValue(tracks, shape, room.format.short) : []),
      ],
    });
    const boxes = tracks.flatMap(({ points }) => points.filter(({ value }) => value !== null).map((point): Box => ({
      x: frame.x(point.at) - 6, y: frame.y(point.top ?? 0) - 6, width: 12, height: 12, round: true, at: point.at, series: point.series, ...pointText(shape, point, room.format),
    })));
    const legend = tracks.length > 1 && !named ? tracks.map(({ name, index, color }) => ({ name, color, dash: seriesDash(index) })) : [];
    return { svg: frame.svg, legend, boxes } satisfies Drawing;
  };
}

/** Every series with one point for every place; stacked ones rest on those before. */
function tracksOf(shape: Shape, filled: boolean): Track[] {
  const heights = shape.places.map(() => 0);
  return shape.series.map((name, index) => {
    const mine = new Map(shape.points.filter((point) => point.series === index).map((point) => [point.at, point]));
    const points = shape.places.map((_, at) => {
      const point = mine.get(at) ?? { at, series: index, value: null, partial: false, row: [] };
      const base = filled ? (heights[at] ?? 0) : 0;
      if (filled) heights[at] = base + (point.value ?? 0);
      return { ...point, base, top: point.value === null ? null : base + point.value };
    });
    return { name, index, color: seriesColor(index, name), points };
  });
}

type Spot = Track["points"][number];
const at = ({ at: place }: Spot) => place;
const top = (spot: Spot) => spot.top ?? Number.NaN;

function trackMarks({ points, index, color }: Track, filled: boolean, count: number): Markish[] {
  const whole = points.map((point) => (point.partial ? { ...point, top: null } : point));
  const running = points.filter((point, place) => point.partial || points[place + 1]?.partial);
  const alone = points.filter((point, place) => point.top !== null && (points.length <= DOTTED && count <= 4 ? true : (points[place - 1]?.top ?? null) === null && (points[place + 1]?.top ?? null) === null));
  const line = { x: at, y: top, stroke: color, strokeWidth: 2.25, strokeLinejoin: "round" as const };
  return [
    filled ? areaY(points, { x: at, y1: ({ base }: Spot) => base, y2: top, fill: color, fillOpacity: count > 1 ? 0.55 : 0.16 }) : null,
    lineY(whole, { ...line, ...(seriesDash(index) && !filled ? { strokeDasharray: seriesDash(index) } : {}) }),
    running.length > 1 ? lineY(running, { ...line, strokeDasharray: "3 4" }) : null,
    dot(alone.filter(({ partial }) => !partial), { x: at, y: top, r: 3, fill: color }),
    dot(alone.filter(({ partial }) => partial), { x: at, y: top, r: 3, fill: "var(--_surface)", stroke: color, strokeWidth: 1.5 }),
  ];
}

/** Names at the ends of the lines, moved apart; `undefined` when there is no room, so that a legend says them. */
function endLabels(tracks: Track[], [low, high]: [number, number], height: number, width: number): { width: number; labels: { name: string; y: number; color: string }[] } | undefined {
  if (width < NARROW || tracks.length * 15 > height) return undefined;
  const most = Math.min(width * 0.28, Math.max(...tracks.map(({ name }) => textWidth(name) + 6)));
  const ends = tracks.map(({ points }) => points.findLast((point) => point.top !== null)?.top ?? low);
  const pixels = spread(ends.map((value) => ((value - low) / (high - low)) * height), 15, height);
  return { width: most, labels: tracks.map(({ name, color }, index) => ({ name: fitText(name, most), color, y: low + ((pixels[index] ?? 0) / height) * (high - low) })) };
}

function lastValue([track]: Track[], { measure, places }: Shape, short: (value: number, meaning: Shape["measure"]) => string): Markish[] {
  const last = track?.points.findLast(({ value }) => value !== null);
  if (!last || last.at < places.length - 1) return [];
  const before = track?.points.findLast(({ value, at: place }) => value !== null && place < last.at)?.value ?? 0;
  return [text([last], { ...TEXT, ...(last.partial ? SOFT_TEXT : {}), x: at, y: top, dy: before > (last.value ?? 0) ? 13 : -11, textAnchor: "end", dx: 8, fontWeight: 600, text: ({ value }: Spot) => short(value ?? 0, measure) })];
}
