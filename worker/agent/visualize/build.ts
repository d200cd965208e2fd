// One builder a chart kind: the encodings of a result drawn that way, or nothing where that would mislead.
import type { ChartEncoding, ChartKind, ChartSpec } from "../../protocol.ts";
import { axisOf, lineHoldsZero, measureOf, seriesOf } from "./encodings.ts";
import { foldCategories, foldMeasures, type Folded } from "./fold.ts";
import { columnAt, sameScale, shapeOf, type Shape } from "./shape.ts";

/** What differs between kinds. */
export type Drawing = Pick<ChartSpec, "kind" | "columns" | "rows" | "y" | "notes"> & { x?: ChartEncoding; series?: ChartEncoding };
type Builder = (shape: Shape) => Drawing | undefined;

/** Values of a category drawn one by one; the rest is folded. */
const MOST_BARS = 30;
const FOLDED_BARS = 20;
const MOST_LINES = 8;
const FOLDED_LINES = 7;
const MOST_CELLS = 400;
const MOST_POINTS = 10_000;

/** Draws a result as one kind. @returns undefined where the kind cannot show it truly */
export function build(kind: ChartKind, shape: Shape): Drawing | undefined {
  return BUILDERS[kind](shape);
}

const plain = (kind: ChartKind): Builder => (shape) => ({ kind, columns: shape.columns, rows: shape.rows, y: [], notes: [] });

const BUILDERS: Record<ChartKind, Builder> = {
  empty: plain("empty"),
  table: plain("table"),
  record: (shape) => (shape.rows.length === 1 ? plain("record")(shape) : undefined),
  kpi: (shape) => (shape.rows.length === 1 && shape.measures.length > 0 ? { ...draw("kpi", shape), y: shape.measures.slice(0, 1).map((at) => measureOf(shape, at, false)) } : undefined),
  "kpi-row": (shape) => (shape.rows.length === 1 && shape.measures.length > 1 && shape.measures.length <= 4 ? { ...draw("kpi-row", shape), y: shape.measures.map((at) => measureOf(shape, at, false)) } : undefined),
  bar: (shape) => bars("bar", shape),
  "bar-horizontal": (shape) => bars("bar-horizontal", shape),
  "bar-diverging": (shape) => (shape.negative ? bars("bar-diverging", shape) : undefined),
  line: (shape) => (isLinear(shape) ? oneMeasure("line", shape, lineHoldsZero(shape, shape.measures[0] ?? 0)) : undefined),
  area: (shape) => (isLinear(shape) && shape.stackable ? oneMeasure("area", shape, true) : undefined),
  "line-multi": lines,
  "bar-stacked": (shape) => (shape.stackable ? twoDimensions("bar-stacked", shape, 12, 6) : undefined),
  "bar-grouped": (shape) => (shape.dimensions.length === 1 && shape.measures.length >= 2 ? measuresSideBySide("bar-grouped", shape, 6) : twoDimensions("bar-grouped", shape, 12, 4)),
  dumbbell: (shape) => (shape.dimensions.length === 1 && shape.measures.length >= 2 && columnAt(shape, shape.dimensions[0]).role === "category" ? measuresSideBySide("dumbbell", shape, MOST_BARS) : undefined),
  heatmap,
  panels,
  histogram: (shape) => (shape.dimensions.length === 0 && shape.measures.length === 1 && shape.rows.length >= 20 ? { ...draw("histogram", shape), x: measureOf(shape, shape.measures[0] ?? 0, false) } : undefined),
  scatter,
};

function draw(kind: ChartKind, { columns, rows }: Folded, notes: string[] = []): Drawing {
  return { kind, columns, rows, y: [], notes };
}

/** Bars of one measure over one dimension that is not a long series of dates. */
function bars(kind: ChartKind, shape: Shape): Drawing | undefined {
  const [dimension] = shape.dimensions;
  const [measure] = shape.measures;
  if (dimension === undefined || measure === undefined || !isSingle(shape) || shape.rows.length > 200) return undefined;
  const column = columnAt(shape, dimension);
  if (column.role === "time" && shape.rows.length > 60) return undefined;
  const folded = column.role === "category" && (shape.distinct[0] ?? 0) > MOST_BARS ? foldCategories(shape, dimension, measure, FOLDED_BARS) : { columns: shape.columns, rows: shape.rows };
  const inner: Shape = { ...shape, ...folded };
  return { ...draw(kind, folded, folded.note ? [folded.note] : []), x: axisOf(inner, dimension), y: [measureOf(inner, measure, true)] };
}

/** One dimension and one measure to draw; a share beside its measure shows the same. */
function isSingle({ dimensions, measures, plan }: Shape): boolean {
  return dimensions.length === 1 && (measures.length === 1 || (plan?.share === true && measures.length === 2));
}

/** A line needs an order along x: time, or six and more steps of a declared order. */
function isLinear(shape: Shape): boolean {
  const [dimension] = shape.dimensions;
  if (dimension === undefined || !isSingle(shape)) return false;
  const { role } = columnAt(shape, dimension);
  return shape.rows.length >= 3 && (role === "time" || ((role === "cyclic" || role === "ordinal") && shape.rows.length >= 6));
}

function oneMeasure(kind: ChartKind, shape: Shape, zero: boolean): Drawing {
  const [dimension = 0] = shape.dimensions;
  const [measure = 0] = shape.measures;
  return { ...draw(kind, shape), x: axisOf(shape, dimension), y: [measureOf(shape, measure, zero)] };
}

/** One line for each value of the other dimension, or for each measure of one scale. */
function lines(shape: Shape): Drawing | undefined {
  const time = shape.dimensions.find((at) => columnAt(shape, at).role === "time");
  if (time === undefined) return undefined;
  const other = shape.dimensions.find((at) => at !== time);
  if (other === undefined) return measureLines(shape);
  const [measure] = shape.measures;
  if (measure === undefined || shape.dimensions.length > 2) return undefined;
  const many = new Set(shape.rows.map((row) => row[other])).size > MOST_LINES;
  const folded = many ? foldCategories(shape, other, measure, FOLDED_LINES) : { columns: shape.columns, rows: shape.rows };
  const inner: Shape = { ...shape, ...folded };
  return { ...draw("line-multi", folded, folded.note ? [folded.note] : []), x: axisOf(inner, time), y: [measureOf(inner, measure, lineHoldsZero(inner, measure))], series: seriesOf(inner, other) };
}

function measureLines(shape: Shape): Drawing | undefined {
  const shared = sharedMeasures(shape);
  return shared && shape.rows.length >= 2 ? foldedMeasures("line-multi", shape, shared, false) : undefined;
}

function measuresSideBySide(kind: ChartKind, shape: Shape, most: number): Drawing | undefined {
  const shared = sharedMeasures(shape);
  return shared && shape.rows.length <= most ? foldedMeasures(kind, shape, shared, kind !== "dumbbell") : undefined;
}

/** Measures that may share an axis: this period and the other of a comparison, else all where they are of one scale. */
function sharedMeasures(shape: Shape): number[] | undefined {
  const candidates = shape.plan?.previous ? shape.measures.slice(0, 2) : shape.measures;
  const [first, ...rest] = candidates;
  return first !== undefined && rest.length > 0 && rest.every((at) => sameScale(shape, first, at)) ? candidates : undefined;
}

function foldedMeasures(kind: ChartKind, shape: Shape, measures: number[], zero: boolean): Drawing {
  const folded = foldMeasures(shape, measures, columnAt(shape, measures[0]).label.replace(/,.*$/u, ""));
  const inner = shapeOf({ ...shape, ...folded });
  const width = folded.columns.length;
  return { ...draw(kind, folded), x: axisOf(inner, 0), y: [measureOf(inner, width - 1, zero || lineHoldsZero(inner, width - 1))], series: seriesOf(inner, width - 2) };
}

/** The dimension with more values goes on the axis; time always does. */
function crossed(shape: Shape): { axis: number; other: number; axisCount: number; otherCount: number; measure: number } | undefined {
  const [a, b] = shape.dimensions;
  const [measure] = shape.measures;
  if (a === undefined || b === undefined || measure === undefined || shape.dimensions.length > 2) return undefined;
  const [countA = 0, countB = 0] = shape.distinct;
  const first = columnAt(shape, a).role === "time" || (columnAt(shape, b).role !== "time" && countA >= countB);
  return first ? { axis: a, other: b, axisCount: countA, otherCount: countB, measure } : { axis: b, other: a, axisCount: countB, otherCount: countA, measure };
}

function twoDimensions(kind: ChartKind, shape: Shape, mostOnAxis: number, mostSeries: number): Drawing | undefined {
  const cross = crossed(shape);
  if (!cross || cross.otherCount > mostSeries || cross.axisCount > (columnAt(shape, cross.axis).role === "time" ? 24 : mostOnAxis)) return undefined;
  const axis = seriesOf(shape, cross.axis);
  return { ...draw(kind, shape), x: axis, y: [measureOf(shape, cross.measure, true)], series: seriesOf(shape, cross.other) };
}

function heatmap(shape: Shape): Drawing | undefined {
  const cross = crossed(shape);
  if (!cross || cross.axisCount * cross.otherCount > MOST_CELLS) return undefined;
  return { ...draw("heatmap", shape), x: seriesOf(shape, cross.axis), y: [measureOf(shape, cross.measure, false)], series: seriesOf(shape, cross.other) };
}

/** One panel a measure, all over the same axis: measures of different units never share one. */
function panels(shape: Shape): Drawing | undefined {
  const [dimension] = shape.dimensions;
  if (dimension === undefined || shape.dimensions.length > 1 || shape.measures.length < 2 || shape.measures.length > 4 || shape.plan?.previous) return undefined;
  if (columnAt(shape, dimension).role === "category" && shape.rows.length > FOLDED_BARS) return undefined;
  return { ...draw("panels", shape), x: axisOf(shape, dimension), y: shape.measures.map((at) => measureOf(shape, at, true)) };
}

function scatter(shape: Shape): Drawing | undefined {
  const [x, y] = shape.measures;
  if (x === undefined || y === undefined || shape.measures.length > 3 || shape.plan?.previous || shape.rows.length < 8 || shape.rows.length > MOST_POINTS) return undefined;
  if (shape.dimensions.length > 1 || (shape.dimensions.length === 1 && columnAt(shape, shape.dimensions[0]).role !== "category")) return undefined;
  return { ...draw("scatter", shape), x: measureOf(shape, x, false), y: [measureOf(shape, y, false)] };
}
