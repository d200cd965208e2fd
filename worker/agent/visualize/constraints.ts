// What a chart may never do, and what it should rather not: hard constraints and penalties, each by its name.
import type { ChartKind } from "../../protocol.ts";
import type { Drawing } from "./build.ts";
import { columnAt, dimensionOf, distinctOf, isCalendar, sameScale, type Shape } from "./shape.ts";

export interface Constraint { id: string; kinds: readonly ChartKind[]; broken(this: void, shape: Shape): boolean }
export interface Penalty { id: string; points: number; applies(this: void, drawing: Drawing, shape: Shape): boolean }

const BARS = ["bar", "bar-horizontal", "bar-diverging"] as const;
const TWO_WAY = ["bar-stacked", "heatmap"] as const;
const PAIRED = ["line-multi", "bar-grouped", "dumbbell"] as const;
const PER_GROUP = [...BARS, ...TWO_WAY, ...PAIRED, "line", "area", "panels"] as const;
const DRAWN = [...PER_GROUP, "histogram", "scatter"] as const;

const MOST_BARS = 200;
const MOST_DATED_BARS = 60;
const MOST_CELLS = 400;
const MOST_POINTS = 10_000;
const MOST_LYING_PANELS = 20;
/** Names longer than this do not stand side by side. */
export const LONG_NAME = 12;

export const HARD: Constraint[] = [
  { id: "one-row-only", kinds: ["kpi", "kpi-row", "record"], broken: ({ rows }) => rows.length !== 1 },
  { id: "two-to-four-numbers", kinds: ["kpi-row"], broken: ({ measures }) => measures.length < 2 || measures.length > 4 },
  { id: "needs-a-number", kinds: [...DRAWN, "kpi"], broken: ({ measures }) => measures.length === 0 },
  { id: "n-must-exceed-1", kinds: DRAWN, broken: ({ rows }) => rows.length < 2 },
  { id: "one-dimension", kinds: [...BARS, "line", "dumbbell", "panels"], broken: ({ dimensions }) => dimensions.length !== 1 },
  { id: "two-dimensions", kinds: TWO_WAY, broken: ({ dimensions }) => dimensions.length !== 2 },
  { id: "one-or-two-dimensions", kinds: ["bar-grouped", "line-multi", "area"], broken: ({ dimensions }) => dimensions.length < 1 || dimensions.length > 2 },
  { id: "one-mark-per-group", kinds: PER_GROUP, broken: ({ unique }) => !unique },
  { id: "one-measure", kinds: [...BARS, ...TWO_WAY, "line", "area"], broken: (shape) => !isMeasuredOnce(shape) },
  { id: "line-needs-order", kinds: ["line"], broken: (shape) => !isOrdered(shape) },
  { id: "time-needs-time", kinds: ["line-multi", "area"], broken: ({ dimensions, ...shape }) => !dimensions.some((at) => isCalendar(columnAt(shape, at))) },
  { id: "line-needs-three", kinds: ["line", "area"], broken: ({ rows }) => rows.length < 3 },
  { id: "stacked-non-additive", kinds: ["bar-stacked", "area"], broken: (shape) => columnAt(shape, shape.measures[0]).additive !== true },
  { id: "stacked-negative", kinds: ["bar-stacked", "area"], broken: ({ stackable }) => !stackable },
  { id: "diverging-needs-negatives", kinds: ["bar-diverging"], broken: ({ negative }) => !negative },
  { id: "mixed-scale", kinds: PAIRED, broken: (shape) => shape.dimensions.length === 1 && !sharedMeasures(shape) },
  { id: "names-only", kinds: ["dumbbell"], broken: (shape) => dimensionOf(shape, "category", "key", "attribute", "geo") === undefined },
  { id: "too-many-pairs", kinds: ["dumbbell"], broken: ({ rows }) => rows.length > 30 },
  { id: "too-many-groups", kinds: ["bar-grouped"], broken: ({ rows, dimensions }) => dimensions.length === 1 && rows.length > 6 },
  { id: "two-to-four-panels", kinds: ["panels"], broken: ({ measures, plan }) => measures.length < 2 || measures.length > 4 || plan?.previous !== undefined },
  { id: "too-many-names", kinds: ["panels"], broken: (shape) => dimensionOf(shape, "time") === undefined && shape.rows.length > MOST_LYING_PANELS },
  { id: "too-many-bars", kinds: BARS, broken: ({ rows }) => rows.length > MOST_BARS },
  { id: "too-many-dated-bars", kinds: BARS, broken: (shape) => dimensionOf(shape, "time") !== undefined && shape.rows.length > MOST_DATED_BARS },
  { id: "too-many-cells", kinds: ["heatmap"], broken: ({ distinct: [a = 0, b = 0] }) => a * b > MOST_CELLS },
  { id: "raw-numbers-only", kinds: ["histogram"], broken: ({ dimensions, measures, rows }) => dimensions.length > 0 || measures.length !== 1 || rows.length < 20 },
  { id: "two-numbers", kinds: ["scatter"], broken: ({ measures, plan }) => measures.length < 2 || measures.length > 3 || plan?.previous !== undefined || plan?.share === true },
  { id: "points-of-names", kinds: ["scatter"], broken: (shape) => shape.dimensions.length > 1 || dimensionOf(shape, "time", "cyclic") !== undefined },
  { id: "too-few-or-many-points", kinds: ["scatter"], broken: ({ rows }) => rows.length < 3 || rows.length > MOST_POINTS },
];

/** The first constraint that a kind would break, by its id. */
export function brokenBy(kind: ChartKind, shape: Shape): string | undefined {
  return HARD.find(({ kinds, broken }) => kinds.includes(kind) && broken(shape))?.id;
}

export const PENALTIES: Penalty[] = [
  { id: "drops-dimension", points: 25, applies: ({ kind, series }, { dimensions }) => kind !== "table" && dimensions.length === 2 && !series },
  { id: "time-not-on-x", points: 20, applies: ({ kind }, shape) => (kind === "bar-horizontal" || kind === "dumbbell") && dimensionOf(shape, "time") !== undefined },
  { id: "drops-measure", points: 15, applies: ({ kind, y, series }, { measures }) => kind !== "table" && y.length < measures.length && !series },
  { id: "table-when-chart", points: 12, applies: ({ kind }) => kind === "table" },
  { id: "line-over-few", points: 10, applies: ({ kind }, { rows, ...shape }) => kind === "line" && rows.length < 8 && dimensionOf({ rows, ...shape }, "time") === undefined },
  { id: "long-names-standing", points: 8, applies: ({ kind }, shape) => kind === "bar" && (shape.rows.length > 7 || hasLongNames(shape)) },
  { id: "bars-for-a-series", points: 6, applies: ({ kind }, shape) => kind === "bar" && dimensionOf(shape, "time") !== undefined && shape.rows.length > 12 },
  { id: "filled-from-zero", points: 5, applies: ({ kind }) => kind === "area" },
  { id: "sizes-as-colours", points: 5, applies: ({ kind }) => kind === "heatmap" },
  { id: "short-names-lying", points: 4, applies: ({ kind }, shape) => kind === "bar-horizontal" && shape.rows.length <= 7 && !hasLongNames(shape) },
  { id: "folds-a-tail", points: 3, applies: ({ rows }, shape) => rows.length < shape.rows.length },
];

/** What speaks against a drawing, with the sum of the points. */
export function penaltiesOf(drawing: Drawing, shape: Shape): { points: number; ids: string[] } {
  const applied = PENALTIES.filter(({ applies }) => applies(drawing, shape));
  return { points: applied.reduce((sum, { points }) => sum + points, 0), ids: applied.map(({ id }) => id) };
}

export function hasLongNames({ rows, dimensions: [at = 0] }: Shape): boolean {
  return rows.some((row) => String(row[at] ?? "").length > LONG_NAME);
}

/** One measure to draw; a share beside its measure shows the same. */
export function isMeasuredOnce({ measures, plan }: Shape): boolean {
  return measures.length === 1 || (plan?.share === true && measures.length === 2);
}

/** Time, bands of years, or six and more steps of a cycle or a declared order. */
function isOrdered(shape: Shape): boolean {
  if (shape.ranked) return false;
  const { role } = columnAt(shape, shape.dimensions[0]);
  return isCalendar(columnAt(shape, shape.dimensions[0])) || ((role === "cyclic" || role === "ordinal") && distinctOf(shape, shape.dimensions[0]) >= 6);
}

/** Measures that may share an axis: one number in two periods, however far apart; else all where they are of one scale. */
export function sharedMeasures(shape: Shape): number[] | undefined {
  if (shape.plan?.previous) return shape.measures.length >= 2 ? shape.measures.slice(0, 2) : undefined;
  const [first, ...rest] = shape.measures;
  return first !== undefined && rest.length > 0 && rest.every((at) => sameScale(shape, first, at)) ? shape.measures : undefined;
}
