// The decision table: read from the top, the first row that holds is the default chart. Ids are those of the specification's rows.
import type { ChartKind, ResultColumn } from "../../protocol.ts";
import type { Intent } from "../../semantic/plan.ts";
import { hasLongNames, isMeasuredOnce } from "./constraints.ts";
import { columnAt, dimensionOf, distinctOf, isCalendar, type Shape } from "./shape.ts";

export interface Rule { id: string; kind: ChartKind; when(this: void, shape: Shape): boolean }

const LYING = 7;
const DRAWN_ONE_BY_ONE = 30;

/** `dimensions`, `measures`: how many of each. */
const has = (shape: Shape, dimensions: number, measures: number): boolean => shape.dimensions.length === dimensions && shape.measures.length === measures;
const is = (shape: Shape, ...roles: ResultColumn["role"][]): boolean => dimensionOf(shape, ...roles) !== undefined;
const one = ({ rows }: Shape): boolean => rows.length === 1;
const asked = ({ intent }: Shape, ...intents: Intent[]): boolean => intent !== undefined && intents.includes(intent);
const listed = ({ plan }: Shape): boolean => plan?.intent === "list";
const alone = (shape: Shape): boolean => shape.dimensions.length === 1;
const measured = isMeasuredOnce;
const twoWay = (shape: Shape): boolean => shape.dimensions.length === 2 && measured(shape);
const compared = ({ plan }: Shape): boolean => plan?.previous !== undefined;
const many = (shape: Shape): boolean => (shape.distinct[0] ?? 0) > DRAWN_ONE_BY_ONE;

/** A calendar dimension: dates, or bands of years. */
const dated = (shape: Shape): boolean => !shape.ranked && shape.dimensions.some((at) => isCalendar(columnAt(shape, at)));
const periods = (shape: Shape): number => distinctOf(shape, shape.dimensions.find((at) => isCalendar(columnAt(shape, at))));
/** Values of the dimension that is not time. */
const lines = (shape: Shape): number => distinctOf(shape, shape.dimensions.find((at) => !isCalendar(columnAt(shape, at))));

export const RULES: Rule[] = [
  { id: "D0", kind: "empty", when: ({ rows }) => rows.length === 0 },
  { id: "D38", kind: "table", when: (shape) => listed(shape) && !one(shape) },
  { id: "D3", kind: "record", when: (shape) => one(shape) && (listed(shape) || shape.columns.length > 5) },
  { id: "D1", kind: "kpi", when: (shape) => one(shape) && shape.measures.length === 1 },
  { id: "D2", kind: "kpi-row", when: one },
  { id: "D3", kind: "record", when: one },
  { id: "D38", kind: "table", when: (shape) => asked(shape, "absent") },
  { id: "D5", kind: "histogram", when: (shape) => has(shape, 0, 1) && distinctOf(shape, shape.measures[0]) >= 10 },
  { id: "D6", kind: "bar-horizontal", when: (shape) => shape.counted && (shape.rows.length > LYING || hasLongNames(shape)) },
  { id: "D6", kind: "bar", when: ({ counted }) => counted },
  { id: "D23", kind: "scatter", when: (shape) => has(shape, 0, 2) && (shape.rows.length >= 10 || !shape.plan || asked(shape, "relation")) },
  { id: "D23", kind: "scatter", when: (shape) => has(shape, 1, 2) && isRaw(shape) },
  { id: "D9", kind: "line-multi", when: (shape) => dated(shape) && alone(shape) && compared(shape) && shape.rows.length >= 3 },
  { id: "D20", kind: "bar-grouped", when: (shape) => alone(shape) && compared(shape) },
  { id: "D20", kind: "dumbbell", when: (shape) => alone(shape) && compared(shape) },
  { id: "D7", kind: "bar", when: (shape) => dated(shape) && alone(shape) && measured(shape) && shape.rows.length < 3 },
  { id: "D8", kind: "line", when: (shape) => dated(shape) && alone(shape) && measured(shape) },
  { id: "D9", kind: "area", when: (shape) => dated(shape) && shape.dimensions.length === 2 && periods(shape) >= 3 && asked(shape, "share") },
  { id: "D11", kind: "heatmap", when: (shape) => dated(shape) && twoWay(shape) && lines(shape) > 20 },
  { id: "D9", kind: "line-multi", when: (shape) => dated(shape) && twoWay(shape) && periods(shape) >= 3 && lines(shape) <= 8 },
  { id: "D10", kind: "line-multi", when: (shape) => dated(shape) && twoWay(shape) && periods(shape) >= 3 },
  { id: "D12", kind: "line-multi", when: (shape) => dated(shape) && alone(shape) && shape.measures.length > 1 && shape.rows.length >= 3 },
  { id: "D12", kind: "panels", when: (shape) => dated(shape) && alone(shape) && shape.measures.length > 1 },
  { id: "D13", kind: "heatmap", when: (shape) => twoWay(shape) && is(shape, "cyclic") && shape.dimensions.every((at) => ["cyclic", "ordinal"].includes(columnAt(shape, at).role)) },
  { id: "D13", kind: "bar", when: (shape) => is(shape, "cyclic", "ordinal") && !shape.ranked && alone(shape) && measured(shape) && !shape.negative },
  { id: "D14", kind: "bar-diverging", when: (shape) => alone(shape) && measured(shape) && shape.negative },
  { id: "D16", kind: "table", when: (shape) => alone(shape) && (shape.distinct[0] ?? 0) > 200 },
  { id: "D17", kind: "bar-horizontal", when: (shape) => asked(shape, "share") && alone(shape) && measured(shape) && !many(shape) && (shape.rows.length > LYING || hasLongNames(shape)) },
  { id: "D17", kind: "bar", when: (shape) => asked(shape, "share") && alone(shape) && measured(shape) && !many(shape) },
  { id: "D15", kind: "bar-horizontal", when: (shape) => alone(shape) && measured(shape) && many(shape) },
  { id: "D14", kind: "bar-horizontal", when: (shape) => alone(shape) && measured(shape) && (shape.rows.length > LYING || hasLongNames(shape)) },
  { id: "D14", kind: "bar", when: (shape) => alone(shape) && measured(shape) },
  { id: "D18", kind: "bar-grouped", when: (shape) => twoWay(shape) && asked(shape, "compare") },
  { id: "D18", kind: "bar-stacked", when: (shape) => twoWay(shape) },
  { id: "D19", kind: "heatmap", when: (shape) => twoWay(shape) },
  { id: "D20", kind: "bar-grouped", when: (shape) => has(shape, 1, 2) },
  { id: "D20", kind: "dumbbell", when: (shape) => has(shape, 1, 2) },
  { id: "D21", kind: "scatter", when: (shape) => has(shape, 1, 2) && shape.rows.length >= 8 },
  { id: "D21", kind: "panels", when: (shape) => has(shape, 1, 2) },
  { id: "D22", kind: "table", when: (shape) => alone(shape) && shape.measures.length > 2 },
  { id: "D38", kind: "table", when: () => true },
];

/** Rows as they are, not groups: a name comes more than once, or a number comes first, as x does. */
function isRaw(shape: Shape): boolean {
  if (shape.plan && shape.intent !== "relation") return false;
  return !shape.unique || shape.columns[0]?.role === "measure";
}
