// The title states the finding, the description says what the chart is made of; both only from the rows shown.
import type { Cell } from "../../protocol.ts";
import { formatCell, formatNumber } from "../format.ts";
import type { Drawing } from "./build.ts";
import { columnAt, type Shape } from "./shape.ts";

const KINDS: Partial<Record<Drawing["kind"], string>> = {
  bar: "Bar chart", "bar-horizontal": "Bar chart", "bar-diverging": "Bar chart around zero", "bar-grouped": "Grouped bar chart", "bar-stacked": "Stacked bar chart", line: "Line chart", "line-multi": "Line chart with several lines",
  area: "Area chart", histogram: "Histogram", scatter: "Scatter plot", heatmap: "Heat map", dumbbell: "Dot pairs", panels: "Small charts over one axis", table: "Table", kpi: "One number", "kpi-row": "A few numbers", record: "One record", empty: "No rows",
};

interface Extremes { highest: string; highestAt: string; lowest: string; lowestAt: string; first: string; firstAt: string; last: string; lastAt: string; share: string | undefined }

/** The finding in one line; the plan's own phrase where the rows hold none. */
export function titleOf(shape: Shape, partial: Cell[]): string {
  const extremes = isListing(shape) ? undefined : extremesOf(shape, partial);
  if (!extremes || shape.rows.length < 2) return shape.title;
  const time = shape.dimensions.length === 1 && columnAt(shape, shape.dimensions[0]).role === "time";
  if (time) return `${shape.title}: highest in ${extremes.highestAt} at ${extremes.highest}`;
  return `${shape.title}: ${extremes.highestAt} is highest at ${extremes.highest}${extremes.share ? ` (${extremes.share})` : ""}`;
}

/** What the chart shows, its range, and where its ends are: levels 1 to 3 of Lundgard & Satyanarayan (2021). */
export function descriptionOf(shape: Shape, drawing: Drawing, partial: Cell[]): string {
  const made = `${KINDS[drawing.kind] ?? "Chart"} of ${shape.title}, ${shape.rows.length} ${shape.rows.length === 1 ? "row" : "rows"}.`;
  const extremes = isListing(shape) ? undefined : extremesOf(shape, partial);
  if (!extremes || shape.rows.length < 2) return made;
  const range = `From ${extremes.lowest} (${extremes.lowestAt}) to ${extremes.highest} (${extremes.highestAt}).`;
  const time = shape.dimensions.some((at) => columnAt(shape, at).role === "time");
  return time ? `${made} ${range} It starts at ${extremes.first} in ${extremes.firstAt} and ends at ${extremes.last} in ${extremes.lastAt}.` : `${made} ${range}`;
}

/** Rows as they are have no finding of their own. */
function isListing({ plan }: Shape): boolean {
  return plan?.intent === "list" || plan?.intent === "absent";
}

function extremesOf(shape: Shape, partial: Cell[]): Extremes | undefined {
  const [measure] = shape.measures;
  if (measure === undefined || shape.dimensions.length === 0) return undefined;
  const rows = shape.rows.filter((row) => typeof row[measure] === "number" && !partial.includes(row[shape.dimensions[0] ?? 0] ?? null));
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last || rows.length < 2) return undefined;
  const value = (row: Cell[]): number => Number(row[measure]);
  const highest = rows.reduce((a, b) => (value(b) > value(a) ? b : a));
  const lowest = rows.reduce((a, b) => (value(b) < value(a) ? b : a));
  const say = (row: Cell[]): string => formatCell(row[measure], columnAt(shape, measure), shape.locale);
  const at = (row: Cell[]): string => shape.dimensions.map((dimension) => formatCell(row[dimension], columnAt(shape, dimension), shape.locale)).join(" / ");
  return { highest: say(highest), highestAt: at(highest), lowest: say(lowest), lowestAt: at(lowest), first: say(first), firstAt: at(first), last: say(last), lastAt: at(last), share: shareOf(shape, rows, value(highest), value) };
}

/** Only where the rows are the whole and add up. */
function shareOf(shape: Shape, rows: Cell[][], highest: number, value: (row: Cell[]) => number): string | undefined {
  const total = rows.reduce((sum, row) => sum + value(row), 0);
  if (!shape.stackable || shape.truncated || shape.plan?.limit || total <= 0) return undefined;
  return formatNumber(highest / total, { format: "percent" }, shape.locale);
}
