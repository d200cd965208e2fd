// Picks the chart of a result: the decision table, the chart asked for, what else would fit, and why.
import { CHART_KINDS, type Cell, type ChartKind, type ChartSpec } from "../protocol.ts";
import { isOpen } from "./period.ts";
import { askedChart } from "./visualize/asked-chart.ts";
import { build, type Drawing } from "./visualize/build.ts";
import { brokenBy, penaltiesOf } from "./visualize/constraints.ts";
import { RULES } from "./visualize/rules.ts";
import { columnAt, dimensionOf, shapeOf, type ChartInput, type Shape } from "./visualize/shape.ts";
import { descriptionOf, titleOf } from "./visualize/titles.ts";

export { inferColumns } from "./visualize/profile.ts";
export type { ChartInput } from "./visualize/shape.ts";

const ALTERNATIVES = 4;
/** What a table is marked down for: what is worse than that is not offered. */
const WORST = 12;
/** Kinds that say nothing of several rows, or all of them. */
const NO_ALTERNATIVE: ReadonlySet<ChartKind> = new Set(["empty", "kpi", "kpi-row"]);

/**
 * Chooses a chart. Pure: rules over the columns' meaning and the rows' shape, no model.
 * @returns the specification, complete enough to be only drawn, and the trace: rows of the decision table that held,
 * then what each other kind broke or was marked down for
 */
export function chooseChart(input: ChartInput): { chart: ChartSpec; trace: string[] } {
  const shape = shapeOf(input);
  const { rule, drawing, trace } = firstThatHolds(shape);
  const asked = askedChart(shape);
  const chosen = asked.drawing ?? drawing;
  const others = ranked(chosen, shape);
  const partial = partialBuckets(shape);
  const chart: ChartSpec = {
    ...chosen, rule: asked.drawing ? "D4" : rule, title: titleOf(shape, partial), description: descriptionOf(shape, chosen, partial),
    notes: [...(asked.note ? [asked.note] : []), ...chosen.notes, ...notesOf(shape, chosen, partial)],
    alternatives: others.kinds, ...(partial.length > 0 ? { partial } : {}),
  };
  return { chart, trace: [...trace, ...(asked.drawing ? [`D4 ${chosen.kind}: asked for`] : []), ...others.trace] };
}

/** A row may hold and its chart still break a constraint; then the next row is read. */
function firstThatHolds(shape: Shape): { rule: string; drawing: Drawing; trace: string[] } {
  const trace: string[] = [];
  for (const rule of RULES) {
    if (!rule.when(shape)) continue;
    const drawing = build(rule.kind, shape);
    trace.push(`${rule.id} ${rule.kind}: ${drawing ? "chosen" : (brokenBy(rule.kind, shape) ?? "too many values")}`);
    if (drawing) return { rule: rule.id, drawing, trace };
  }
  return { rule: "D38", drawing: { kind: "table", columns: shape.columns, rows: shape.rows, y: [], notes: [] }, trace };
}

/** What else fits, best first. Only charts of the same rows and channels: any other would need other rows on the wire. */
function ranked(chosen: Drawing, shape: Shape): { kinds: ChartKind[]; trace: string[] } {
  const kinds = shape.rows.length === 0 ? [] : CHART_KINDS.filter((kind) => kind !== chosen.kind && !NO_ALTERNATIVE.has(kind));
  const drawn = kinds.flatMap((kind) => build(kind, shape) ?? []);
  const scored = drawn.map((drawing) => ({ kind: drawing.kind, fits: sameRows(drawing, chosen), ...penaltiesOf(drawing, shape) })).toSorted((a, b) => a.points - b.points);
  const broken = kinds.flatMap((kind) => brokenBy(kind, shape) ?? []);
  return {
    kinds: scored.filter(({ fits, points }) => fits && points <= WORST).map(({ kind }) => kind).slice(0, ALTERNATIVES),
    trace: [...scored.map(({ kind, points, ids }) => `${kind}: −${points}${ids.length > 0 ? ` (${ids.join(", ")})` : ""}`), ...(broken.length > 0 ? [`refused by: ${[...new Set(broken)].join(", ")}`] : [])],
  };
}

function sameRows(other: Drawing, chosen: Drawing): boolean {
  if (other.kind === "table" || other.kind === "record") return true;
  return other.columns.length === chosen.columns.length && other.rows.length === chosen.rows.length && other.y.length === chosen.y.length && other.series?.index === chosen.series?.index && other.x?.index === chosen.x?.index;
}

/** Periods that the data does not cover to their end. */
function partialBuckets(shape: Shape): Cell[] {
  const at = dimensionOf(shape, "time");
  if (at === undefined) return [];
  return [...new Set(shape.rows.map((row) => row[at] ?? null))].filter((cell) => isOpen(cell, columnAt(shape, at), shape.today));
}

function notesOf(shape: Shape, drawing: Drawing, partial: Cell[]): string[] {
  const time = drawing.x?.scale === "time" ? drawing.x.index : undefined;
  const undated = time === undefined ? 0 : drawing.rows.filter((row) => row[time] === null).length;
  return [
    ...(partial.length > 0 ? ["The last period is not over in this data, so it is left out of comparisons."] : []),
    ...(shape.truncated ? [`Only the first ${shape.rows.length} rows are shown.`] : []),
    ...(undated > 0 ? [`${undated} ${undated === 1 ? "row has" : "rows have"} no date and can't be drawn.`] : []),
    ...emptyNote(shape, drawing),
  ];
}

/** Half the marks missing is something to know before looking. */
function emptyNote({ rows }: Shape, { y: [value], columns }: Drawing): string[] {
  const at = value && columns[value.index] ? value.index : undefined;
  if (at === undefined || rows.length < 4) return [];
  const empty = rows.filter((row) => (row[at] ?? null) === null).length;
  return empty > rows.length / 2 ? [`${empty} of ${rows.length} rows have no ${value?.label.toLowerCase() ?? "value"}.`] : [];
}
