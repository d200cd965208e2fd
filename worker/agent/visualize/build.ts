// One builder a chart kind: the encodings of a result drawn that way, or nothing where a constraint forbids it.
import type { ChartEncoding, ChartKind, ChartSpec } from "../../protocol.ts";
import { brokenBy, sharedMeasures } from "./constraints.ts";
import { axisOf, lineHoldsZero, measureOf, seriesOf } from "./encodings.ts";
import { foldCategories, foldMeasures, type Folded } from "./fold.ts";
import { columnAt, distinctOf, isCalendar, shapeOf, type Shape } from "./shape.ts";

/** What differs between kinds. */
export type Drawing = Pick<ChartSpec, "kind" | "columns" | "rows" | "y" | "notes"> & { x?: ChartEncoding; series?: ChartEncoding };
type Builder = (shape: Shape) => Drawing | undefined;

/** Values of a category drawn one by one; the rest is folded. */
const MOST_BARS = 30;
/** Names side by side that can be read. */
const MOST_COLUMNS = 12;
const FOLDED_BARS = 20;
const MOST_LINES = 8;
const FOLDED_LINES = 7;
const MOST_COLOURS = 8;

/** Draws a result as one kind. @returns undefined where the kind cannot show it truly */
export function build(kind: ChartKind, shape: Shape): Drawing | undefined {
  return brokenBy(kind, shape) ? undefined : BUILDERS[kind](shape);
}

const plain = (kind: ChartKind): Builder => (shape) => ({ kind, columns: shape.columns, rows: shape.rows, y: [], notes: [] });

const BUILDERS: Record<ChartKind, Builder> = {
  empty: plain("empty"),
  table: plain("table"),
  record: plain("record"),
  kpi: (shape) => ({ ...draw("kpi", shape), y: shape.measures.slice(0, 1).map((at) => measureOf(shape, at, false)) }),
  "kpi-row": (shape) => ({ ...draw("kpi-row", shape), y: shape.measures.map((at) => measureOf(shape, at, false)) }),
  bar: (shape) => bars("bar", shape),
  "bar-horizontal": (shape) => bars("bar-horizontal", shape),
  "bar-diverging": (shape) => bars("bar-diverging", shape),
  line: (shape) => oneMeasure("line", shape, lineHoldsZero(shape, drawnMeasure(shape))),
  area: (shape) => (shape.dimensions.length === 2 ? lines("area", shape) : oneMeasure("area", shape, true)),
  "line-multi": (shape) => (shape.dimensions.length === 2 ? lines("line-multi", shape) : measuresSideBySide("line-multi", shape, false)),
  "bar-stacked": (shape) => twoDimensions("bar-stacked", shape, 12, 6),
  "bar-grouped": (shape) => (shape.dimensions.length === 1 ? measuresSideBySide("bar-grouped", shape, true) : twoDimensions("bar-grouped", shape, 12, 4)),
  dumbbell: (shape) => measuresSideBySide("dumbbell", shape, false),
  heatmap,
  panels: (shape) => ({ ...draw("panels", shape), x: axisOf(shape, shape.dimensions[0] ?? 0), y: shape.measures.map((at) => measureOf(shape, at, true)) }),
  histogram: (shape) => ({ ...draw("histogram", shape), x: measureOf(shape, shape.measures[0] ?? 0, false) }),
  scatter,
};

function draw(kind: ChartKind, { columns, rows }: Folded, notes: string[] = []): Drawing {
  return { kind, columns, rows, y: [], notes };
}

/** The share where a share was asked for, else the first measure. */
function drawnMeasure({ measures, plan }: Shape): number {
  return (plan?.share && plan.intent === "share" ? measures[1] : measures[0]) ?? 0;
}

/** Bars of one measure over one dimension; a long tail of names is folded. */
function bars(kind: ChartKind, shape: Shape): Drawing {
  const [dimension = 0] = shape.dimensions;
  const named = !["time", "cyclic", "ordinal"].includes(columnAt(shape, dimension).role);
  const folded: Folded = named && (shape.distinct[0] ?? 0) > MOST_BARS ? foldCategories(shape, dimension, drawnMeasure(shape), FOLDED_BARS) : shape;
  const inner: Shape = { ...shape, ...folded };
  return { ...draw(kind, folded, folded.note ? [folded.note] : []), x: axisOf(inner, dimension), y: [measureOf(inner, drawnMeasure(shape), true)] };
}

function oneMeasure(kind: ChartKind, shape: Shape, zero: boolean): Drawing {
  return { ...draw(kind, shape), x: axisOf(shape, shape.dimensions[0] ?? 0), y: [measureOf(shape, drawnMeasure(shape), zero)] };
}

/** One line or layer for each value of the other dimension; the largest by name, the rest folded. */
function lines(kind: "line-multi" | "area", shape: Shape): Drawing | undefined {
  const time = shape.dimensions.find((at) => isCalendar(columnAt(shape, at)));
  const other = shape.dimensions.find((at) => at !== time);
  const [measure] = shape.measures;
  if (time === undefined || other === undefined || measure === undefined || distinctOf(shape, time) < 3) return undefined;
  const folded: Folded = distinctOf(shape, other) > MOST_LINES ? foldCategories(shape, other, measure, FOLDED_LINES) : shape;
  const inner: Shape = { ...shape, ...folded };
  const zero = kind === "area" || lineHoldsZero(inner, measure);
  return { ...draw(kind, folded, folded.note ? [folded.note] : []), x: axisOf(inner, time), y: [measureOf(inner, measure, zero)], series: seriesOf(inner, other) };
}

function measuresSideBySide(kind: ChartKind, shape: Shape, zero: boolean): Drawing | undefined {
  const measures = sharedMeasures(shape);
  if (!measures) return undefined;
  const folded = foldMeasures(shape, measures, columnAt(shape, measures[0]).label.replace(/,.*$/u, ""));
  const inner = shapeOf({ ...shape, ...folded });
  const width = folded.columns.length;
  return { ...draw(kind, folded), x: axisOf(inner, 0), y: [measureOf(inner, width - 1, zero || lineHoldsZero(inner, width - 1))], series: seriesOf(inner, width - 2) };
}

/** The dimension with more values goes on the axis; time always does. */
function crossed(shape: Shape): { axis: number; other: number } {
  const [a = 0, b = 1] = shape.dimensions;
  const [countA = 0, countB = 0] = shape.distinct;
  const first = isCalendar(columnAt(shape, a)) || (!isCalendar(columnAt(shape, b)) && countA >= countB);
  return first ? { axis: a, other: b } : { axis: b, other: a };
}

function twoDimensions(kind: ChartKind, shape: Shape, mostOnAxis: number, mostSeries: number): Drawing | undefined {
  const { axis, other } = crossed(shape);
  if (distinctOf(shape, other) > mostSeries || distinctOf(shape, axis) > (isCalendar(columnAt(shape, axis)) ? 2 * mostOnAxis : mostOnAxis)) return undefined;
  return { ...draw(kind, shape), x: seriesOf(shape, axis), y: [measureOf(shape, shape.measures[0] ?? 0, true)], series: seriesOf(shape, other) };
}

/** Many names go down the side, where they can be read, and their tail is folded; time always runs along the bottom. */
function heatmap(shape: Shape): Drawing {
  const { axis, other } = crossed(shape);
  const measure = shape.measures[0] ?? 0;
  const tall = !isCalendar(columnAt(shape, axis)) && distinctOf(shape, axis) > MOST_COLUMNS;
  const folded = tall ? foldCategories(shape, axis, measure, FOLDED_BARS) : { columns: shape.columns, rows: shape.rows };
  const inner: Shape = { ...shape, ...folded };
  const [x, series] = tall ? [other, axis] : [axis, other];
  return { ...draw("heatmap", folded, folded.note ? [folded.note] : []), x: seriesOf(inner, x), y: [measureOf(inner, measure, false)], series: seriesOf(inner, series) };
}

/** Two numbers against each other, coloured by the names where these are few. */
function scatter(shape: Shape): Drawing {
  const [x = 0, y = 1] = shape.measures;
  const [name] = shape.dimensions;
  const coloured = name !== undefined && distinctOf(shape, name) <= MOST_COLOURS;
  return { ...draw("scatter", shape), x: measureOf(shape, x, false), y: [measureOf(shape, y, false)], ...(coloured ? { series: seriesOf(shape, name) } : {}) };
}
