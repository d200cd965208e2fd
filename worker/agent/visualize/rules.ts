// The decision table: read from the top, the first row that holds is the default chart. Ids are those of the specification's rows.
import type { ChartKind } from "../../protocol.ts";
import { columnAt, type Shape } from "./shape.ts";

export interface Rule { id: string; kind: ChartKind; when(shape: Shape): boolean }

const LONG_LABEL = 12;

const count = (shape: Shape, dimensions: number, measures: number): boolean => shape.dimensions.length === dimensions && shape.measures.length === measures;
const roles = (shape: Shape): string[] => shape.dimensions.map((at) => columnAt(shape, at).role);
const isTime = (shape: Shape): boolean => roles(shape).includes("time");
const isOrdered = (shape: Shape): boolean => roles(shape).some((role) => role === "cyclic" || role === "ordinal");
const one = (shape: Shape): boolean => shape.rows.length === 1;
const asked = (shape: Shape, ...intents: string[]): boolean => shape.plan !== undefined && intents.includes(shape.plan.intent);
/** A share beside its measure shows the same thing twice: the chart draws one of them. */
const measured = (shape: Shape): boolean => shape.measures.length === 1 || (shape.plan?.share === true && shape.measures.length === 2);

export const RULES: Rule[] = [
  { id: "D0", kind: "empty", when: (shape) => shape.rows.length === 0 },
  { id: "D38", kind: "table", when: (shape) => asked(shape, "list") && !one(shape) },
  { id: "D3", kind: "record", when: (shape) => one(shape) && (asked(shape, "list") || shape.columns.length > 5) },
  { id: "D1", kind: "kpi", when: (shape) => one(shape) && shape.measures.length === 1 },
  { id: "D2", kind: "kpi-row", when: (shape) => one(shape) && shape.measures.length > 1 },
  { id: "D3", kind: "record", when: one },
  { id: "D38", kind: "table", when: (shape) => asked(shape, "absent") },
  { id: "D5", kind: "histogram", when: (shape) => count(shape, 0, 1) && isSpread(shape) },
  { id: "D23", kind: "scatter", when: (shape) => count(shape, 0, 2) && shape.rows.length >= 10 },
  { id: "D9", kind: "line-multi", when: (shape) => isTime(shape) && shape.dimensions.length === 1 && shape.plan?.previous !== undefined && shape.rows.length >= 3 },
  { id: "D20", kind: "bar-grouped", when: (shape) => shape.dimensions.length === 1 && shape.plan?.previous !== undefined && shape.rows.length <= 6 },
  { id: "D20", kind: "dumbbell", when: (shape) => shape.dimensions.length === 1 && shape.plan?.previous !== undefined },
  { id: "D7", kind: "bar", when: (shape) => isTime(shape) && shape.dimensions.length === 1 && measured(shape) && shape.rows.length < 3 },
  { id: "D8", kind: "line", when: (shape) => isTime(shape) && shape.dimensions.length === 1 && measured(shape) },
  { id: "D9", kind: "line-multi", when: (shape) => isTime(shape) && count(shape, 2, 1) && (shape.distinct[0] ?? 0) >= 3 },
  { id: "D12", kind: "line-multi", when: (shape) => isTime(shape) && shape.dimensions.length === 1 && shape.measures.length > 1 && shape.rows.length >= 3 },
  { id: "D12", kind: "panels", when: (shape) => isTime(shape) && shape.dimensions.length === 1 && shape.measures.length > 1 },
  { id: "D13", kind: "bar", when: (shape) => isOrdered(shape) && shape.dimensions.length === 1 && measured(shape) && !shape.negative },
  { id: "D14", kind: "bar-diverging", when: (shape) => shape.dimensions.length === 1 && measured(shape) && shape.negative },
  { id: "D16", kind: "table", when: (shape) => shape.dimensions.length === 1 && (shape.distinct[0] ?? 0) > 200 },
  { id: "D14", kind: "bar-horizontal", when: (shape) => shape.dimensions.length === 1 && measured(shape) && (shape.rows.length > 7 || hasLongLabels(shape)) },
  { id: "D14", kind: "bar", when: (shape) => shape.dimensions.length === 1 && measured(shape) },
  { id: "D18", kind: "bar-grouped", when: (shape) => count(shape, 2, 1) && asked(shape, "compare") },
  { id: "D18", kind: "bar-stacked", when: (shape) => count(shape, 2, 1) && shape.stackable },
  { id: "D19", kind: "heatmap", when: (shape) => count(shape, 2, 1) },
  { id: "D20", kind: "bar-grouped", when: (shape) => count(shape, 1, 2) },
  { id: "D21", kind: "panels", when: (shape) => count(shape, 1, 2) },
  { id: "D38", kind: "table", when: () => true },
];

function hasLongLabels({ rows, dimensions: [at = 0] }: Shape): boolean {
  return rows.some((row) => String(row[at] ?? "").length > LONG_LABEL);
}

/** A histogram of a few distinct numbers would be a bar chart with holes. */
function isSpread({ rows, measures: [at = 0] }: Shape): boolean {
  return rows.length >= 20 && new Set(rows.map((row) => row[at])).size >= 10;
}

/** Charts a reader may switch to, best first, by what the result is made of. */
export function neighbours(shape: Shape): ChartKind[] {
  if (shape.rows.length <= 1) return ["record", "table"];
  if (shape.dimensions.length === 1 && isTime(shape)) return ["line", "line-multi", "bar", "area", "panels", "table"];
  if (shape.dimensions.length === 1) return ["bar", "bar-horizontal", "line", "bar-grouped", "dumbbell", "panels", "table"];
  if (shape.dimensions.length === 2) return isTime(shape) ? ["line-multi", "bar-stacked", "heatmap", "table"] : ["bar-stacked", "bar-grouped", "heatmap", "table"];
  return ["histogram", "scatter", "table"];
}
