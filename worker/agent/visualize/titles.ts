// The title states the finding, the description says what the chart is made of; both only from the rows shown.
import type { Cell } from "../../protocol.ts";
import { formatCell, formatList, formatNumber, prepositionOf } from "../format.ts";
import type { Drawing } from "./build.ts";
import { columnAt, type Shape } from "./shape.ts";

const KINDS: Record<Drawing["kind"], string> = {
  bar: "Bar chart", "bar-horizontal": "Bar chart", "bar-diverging": "Bar chart around zero", "bar-grouped": "Grouped bar chart", "bar-stacked": "Stacked bar chart", line: "Line chart", "line-multi": "Line chart with several lines",
  area: "Area chart", histogram: "Histogram", scatter: "Scatter plot", heatmap: "Heat map", dumbbell: "Dot pairs", panels: "Small charts over one axis", table: "Table", kpi: "One number", "kpi-row": "A few numbers", record: "One record", empty: "No rows",
};
/** Names told apart when several share the highest value. */
const TIED = 3;

interface Extremes { highest: string; highestAt: string; ties: number; lowest: string; lowestAt: string; first: string; firstAt: string; last: string; lastAt: string; equal: boolean; share: string | undefined }

/** The finding in one line; the plan's own phrase where the rows hold none. */
export function titleOf(shape: Shape, partial: Cell[]): string {
  const extremes = extremesOf(shape, partial);
  if (!extremes) return shape.title;
  if (extremes.equal) return `${shape.title}: all equal at ${extremes.highest}`;
  const time = shape.dimensions.length === 1 && columnAt(shape, shape.dimensions[0]).role === "time";
  const at = `${extremes.highest}${extremes.share && extremes.ties === 1 ? ` (${extremes.share})` : ""}`;
  if (isBottom(shape)) return `${shape.title}: ${extremes.lowestAt} is lowest at ${extremes.lowest}`;
  if (extremes.ties > TIED && time && !shape.ranked) return `${shape.title}: highest in ${extremes.ties} ${columnAt(shape, shape.dimensions[0]).grain ?? "period"}s at ${extremes.highest}`;
  if (extremes.ties > TIED) return `${shape.title}: ${extremes.ties} share the highest, ${extremes.highest}`;
  if (time && !shape.ranked) return `${shape.title}: highest ${prepositionOf(columnAt(shape, shape.dimensions[0]))} ${extremes.highestAt} at ${extremes.highest}`;
  return `${shape.title}: ${extremes.highestAt} ${extremes.ties > 1 ? "are" : "is"} highest at ${at}`;
}

/** What the chart shows, its range, and where its ends are: levels 1 to 3 of Lundgard & Satyanarayan (2021). */
export function descriptionOf(shape: Shape, drawing: Drawing, partial: Cell[]): string {
  const made = `${KINDS[drawing.kind]} of ${shape.title}, ${shape.rows.length} ${shape.rows.length === 1 ? "row" : "rows"}.`;
  const extremes = extremesOf(shape, partial);
  if (!extremes) return made;
  if (extremes.equal) return `${made} All values are ${extremes.highest}.`;
  const range = `From ${extremes.lowest} (${extremes.lowestAt}) to ${extremes.highest} (${extremes.highestAt}).`;
  const time = shape.dimensions.some((at) => columnAt(shape, at).role === "time");
  return time ? `${made} ${range} It starts at ${extremes.first} (${extremes.firstAt}) and ends at ${extremes.last} (${extremes.lastAt}).` : `${made} ${range}`;
}

/** The fewest were asked for: the highest of them says nothing. */
function isBottom({ ranked, plan }: Shape): boolean {
  return ranked && plan?.order?.direction === "asc";
}

function extremesOf(shape: Shape, partial: Cell[]): Extremes | undefined {
  const [measure] = shape.measures;
  // Rows as they are have no finding of their own.
  if (shape.plan?.intent === "list" || shape.plan?.intent === "absent" || !shape.unique) return undefined;
  if (measure === undefined || shape.dimensions.length === 0) return undefined;
  const open = new Set(partial);
  const numbers = shape.rows.filter((row) => typeof row[measure] === "number" && !shape.dimensions.some((at) => open.has(row[at] ?? null)));
  // What belongs to no group leads only where nothing else is there.
  const named = numbers.filter((row) => shape.dimensions.every((at) => row[at] !== null));
  const rows = named.length > 1 ? named : numbers;
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last || rows.length < 2) return undefined;
  const value = (row: Cell[]): number => Number(row[measure]);
  const lowest = rows.reduce((a, b) => (value(b) < value(a) ? b : a));
  const top = Math.max(...rows.map(value));
  const highest = rows.filter((row) => value(row) === top);
  const say = (cell: Cell | undefined): string => formatCell(cell, columnAt(shape, measure), shape.locale);
  const at = (row: Cell[]): string => shape.dimensions.map((dimension) => formatCell(row[dimension], columnAt(shape, dimension), shape.locale)).join(" / ");
  return {
    highest: say(top), highestAt: formatList(highest.slice(0, TIED).map(at), shape.locale), ties: highest.length, lowest: say(lowest[measure]), lowestAt: at(lowest),
    first: say(first[measure]), firstAt: at(first), last: say(last[measure]), lastAt: at(last), equal: value(lowest) === top, share: shareOf(shape, numbers, top, value),
  };
}

/** Only where the rows are the whole and add up. */
function shareOf(shape: Shape, rows: Cell[][], highest: number, value: (row: Cell[]) => number): string | undefined {
  const total = rows.reduce((sum, row) => sum + value(row), 0);
  // A period is part of no whole that a reader has in mind.
  if (shape.dimensions.some((at) => columnAt(shape, at).role === "time")) return undefined;
  // Whether a statement without a plan left rows out, nobody knows.
  if (!shape.plan || !shape.stackable || shape.truncated || shape.plan.limit || shape.plan.having || total <= 0) return undefined;
  return formatNumber(highest / total, { format: "percent" }, shape.locale);
}
