// Picks the chart of a result: the decision table, the chart asked for, what else would fit, and why.
import type { Cell, ChartKind, ChartSpec } from "../protocol.ts";
import { isPartial } from "../semantic/calendar.ts";
import { askedChart } from "./visualize/asked-chart.ts";
import { build, type Drawing } from "./visualize/build.ts";
import { neighbours, RULES } from "./visualize/rules.ts";
import { columnAt, shapeOf, type ChartInput, type Shape } from "./visualize/shape.ts";
import { descriptionOf, titleOf } from "./visualize/titles.ts";

export { inferColumns } from "./visualize/profile.ts";
export type { ChartInput } from "./visualize/shape.ts";

const ALTERNATIVES = 4;

/**
 * Chooses a chart. Pure: rules over the columns' meaning and the rows' shape, no model.
 * @returns the specification, complete enough to be only drawn, and which rules were tried
 */
export function chooseChart(input: ChartInput): { chart: ChartSpec; trace: string[] } {
  const shape = shapeOf(input);
  const { rule, drawing, trace } = firstThatHolds(shape);
  const asked = askedChart(shape);
  const chosen = asked.drawing ?? drawing;
  const partial = partialBuckets(shape);
  const notes = [...(asked.note ? [asked.note] : []), ...chosen.notes, ...partialNote(partial), ...truncatedNote(shape)];
  const chart: ChartSpec = {
    ...chosen, notes, rule: asked.drawing ? "D4" : rule, title: titleOf(shape, partial), description: descriptionOf(shape, chosen, partial),
    alternatives: alternativesTo(chosen.kind, shape), ...(partial.length > 0 ? { partial } : {}),
  };
  return { chart, trace: asked.drawing ? [...trace, `D4 ${chosen.kind}: asked for`] : trace };
}

/** A row may hold and its chart still not be feasible; then the next row is read. */
function firstThatHolds(shape: Shape): { rule: string; drawing: Drawing; trace: string[] } {
  const trace: string[] = [];
  for (const { id, kind, when } of RULES) {
    if (!when(shape)) continue;
    const drawing = build(kind, shape);
    trace.push(`${id} ${kind}: ${drawing ? "chosen" : "not feasible"}`);
    if (drawing) return { rule: id, drawing, trace };
  }
  return { rule: "D38", drawing: { kind: "table", columns: shape.columns, rows: shape.rows, y: [], notes: [] }, trace };
}

/** Only charts of the rows as they are: one that folds them otherwise would need other rows on the wire. */
function alternativesTo(kind: ChartKind, shape: Shape): ChartKind[] {
  const own = build(kind, shape);
  const sameRows = (other: ChartKind): boolean => {
    const drawing = build(other, shape);
    return drawing !== undefined && (other === "table" || (drawing.columns.length === own?.columns.length && drawing.rows.length === own.rows.length && drawing.y.length === own.y.length && drawing.series?.index === own.series?.index));
  };
  return neighbours(shape).filter((other) => other !== kind && sameRows(other)).slice(0, ALTERNATIVES);
}

/** Periods that the data does not cover to their end. */
function partialBuckets(shape: Shape): Cell[] {
  const at = shape.dimensions.find((index) => columnAt(shape, index).role === "time");
  if (at === undefined) return [];
  const { grain = "day" } = columnAt(shape, at);
  if (grain === "day") return [];
  return [...new Set(shape.rows.map((row) => row[at]))].filter((cell): cell is string => typeof cell === "string" && isPartial(cell, grain, shape.today));
}

function partialNote(partial: Cell[]): string[] {
  return partial.length > 0 ? ["The last period is not over in this data, so it is left out of comparisons."] : [];
}

function truncatedNote({ truncated, rows }: Shape): string[] {
  return truncated ? [`Only the first ${rows.length} rows are shown.`] : [];
}
