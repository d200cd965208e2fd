// The direct answer in one sentence: the number that was asked for, exactly, in the reader's format.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { rangeLabel } from "../../semantic/calendar.ts";
import { quantile } from "../../stats/numbers.ts";
import { formatCell, formatChange, formatDifference, formatNumber } from "../format.ts";
import { seriesOf, type InsightInput, type Series } from "./facts.ts";

/** @returns one sentence, never empty */
export function headlineOf(input: InsightInput): string {
  const { rows, plan, labels } = input;
  if (rows.length === 0) return `Nothing found: ${lower(labels.title)}${period(input)}.`;
  if (plan?.intent === "list") return listHeadline(input);
  if (plan?.intent === "absent") return `${rows.length} ${lower(labels.title)}${period(input)}.`;
  if (rows.length === 1) return oneRow(input, rows[0] ?? []);
  if (plan?.intent === "distribution" && input.columns.length === 1) return spread(input);
  if (plan?.intent === "relation" && input.columns.length === 2) return `${count(rows.length, input)} rows have both ${input.columns.map((column) => lower(column.label)).join(" and ")}${period(input)}.`;
  if (plan?.previous) return compared(input);
  const series = seriesOf(input);
  if (series && series.points.length > 0) return series.dimension.role === "time" ? overTime(series, input) : ranking(series, input);
  return crossed(input);
}

const count = (value: number, { locale }: InsightInput): string => formatNumber(value, { format: "integer" }, locale);

/** Where the middle half of a distribution lies. */
function spread(input: InsightInput): string {
  const [column] = input.columns;
  const values = input.rows.map((row) => Number(row[0]));
  const say = (p: number): string => formatNumber(quantile(values, p), column ?? {}, input.locale);
  return `${column?.label ?? "The value"}: half of ${count(values.length, input)} values lie between ${say(0.25)} and ${say(0.75)}; the median is ${say(0.5)}${period(input)}.`;
}

/** The largest cell of two dimensions. */
function crossed(input: InsightInput): string {
  const { columns, rows, labels, locale, truncated, plan } = input;
  const at = columns.findIndex((column) => column.role === "measure");
  const measure = columns[at];
  const numbers = rows.filter((row) => typeof row[at] === "number");
  if (!measure || numbers.length === 0) return `${labels.title}${period(input)}: ${count(rows.length, input)} rows.`;
  const top = numbers.reduce((a, b) => (Number(b[at]) > Number(a[at]) ? b : a));
  const names = columns.flatMap((column, index) => (column.role === "measure" ? [] : [formatCell(top[index], column, locale)]));
  const total = numbers.reduce((sum, row) => sum + Number(row[at]), 0);
  const whole = measure.additive && !truncated && !plan?.limit && total > 0 && numbers.every((row) => Number(row[at]) >= 0);
  const share = whole ? ` of ${formatNumber(total, measure, locale)} (${formatNumber(Number(top[at]) / total, { format: "percent" }, locale)})` : "";
  return `${names.join(" / ")} has the ${extreme(measure, false)}: ${formatNumber(Number(top[at]), measure, locale)}${share}${period(input)}.`;
}

/** "most strikes", "highest total cost". */
function extreme(measure: ResultColumn, lowest: boolean): string {
  const counts = isCount(measure);
  return `${lowest ? (counts ? "fewest" : "lowest") : counts ? "most" : "highest"} ${lower(measure.label)}`;
}

/** A number of things, as its label names them. */
function isCount({ format, unit, additive }: ResultColumn): boolean {
  return format === "integer" && !unit && additive === true;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The period asked for, in resolved dates. */
function period({ plan }: InsightInput): string {
  const ranges = (plan?.time?.ranges ?? []).map((range) => rangeLabel(range.from, range.to));
  return ranges.length > 0 ? ` (${ranges.join(" and ")})` : "";
}

function listHeadline(input: InsightInput): string {
  const { rows, columns, truncated, plan, labels, locale } = input;
  const what = lower(labels.title.replace(/^List of /u, ""));
  const order = plan?.order?.by === "column" ? plan.order : undefined;
  const at = columns.findIndex((column) => order?.column.endsWith(`.${column.name}`));
  const sorted = columns[at];
  if (order && sorted && sorted.type === "number") return orderedHeadline(rows, at, sorted, order.direction, what, locale);
  if (order && sorted?.type === "date" && plan?.limit === rows.length) return `The ${order.direction === "desc" ? "latest" : "earliest"} ${rows.length} ${what}.`;
  const cut = truncated || (plan?.limit ?? 100) <= rows.length;
  return cut ? `The first ${rows.length} ${what}.` : `${rows.length} ${what}.`;
}

/** "Highest speed: 320 kn", "10 strikes, highest cost first: from $780,010 to $2,000". */
function orderedHeadline(rows: Cell[][], at: number, column: ResultColumn, direction: "asc" | "desc", what: string, locale: string): string {
  const first = formatCell(rows[0]?.[at], column, locale);
  const end = `${direction === "desc" ? "highest" : "lowest"} ${lower(column.label)}`;
  if (rows.length === 1) return `${end.charAt(0).toUpperCase()}${end.slice(1)}: ${first}.`;
  return `${rows.length} ${what}, ${end} first: from ${first} to ${formatCell(rows.at(-1)?.[at], column, locale)}.`;
}

/** "2,171 strikes", "Total cost: $2,194,024". */
function valueOf(cell: Cell | undefined, column: ResultColumn, locale: string): string {
  const value = cell === null || cell === undefined ? "no data" : formatCell(cell, column, locale);
  return isCount(column) ? `${value} ${lower(column.label)}` : `${column.label}: ${value}`;
}

function oneRow(input: InsightInput, row: Cell[]): string {
  const { columns, locale, plan } = input;
  const measures = columns.flatMap((column, index) => (column.role === "measure" ? [index] : []));
  const names = columns.flatMap((column, index) => (column.role === "measure" ? [] : [formatCell(row[index], column, locale)]));
  const [first] = measures;
  const column = columns[first ?? -1];
  if (first === undefined || !column) return `${names.join(", ")}.`;
  if (plan?.previous) return `${changeOf(row, columns, measures, locale)}.`;
  if (plan?.share && measures.length === 3) return `${shareOf(row, columns, measures, locale)}${period(input)}.`;
  if (names.length > 0 && plan?.limit === 1 && plan.order?.by === "metric") return `${names.join(", ")} has the ${extreme(column, plan.order.direction === "asc")}: ${formatCell(row[first], column, locale)}${period(input)}.`;
  const said = measures.map((at) => valueOf(row[at], columns[at] ?? column, locale)).join("; ");
  return names.length > 0 ? `${names.join(", ")}: ${said}${period(input)}.` : `${said}${period(input)}.`;
}

/** "38.2% of strikes: 830 of 2,171". */
function shareOf(row: Cell[], columns: ResultColumn[], [share = 0, part = 1, whole = 2]: number[], locale: string): string {
  const say = (at: number): string => formatNumber(Number(row[at] ?? 0), columns[at] ?? {}, locale);
  return row[share] === null ? "There is nothing to take a share of" : `${say(share)} of ${lower(columns[part]?.label ?? "")}: ${say(part)} of ${say(whole)}`;
}

/** "Strikes, 1998: 190, against 172 in 1997: +18 (+10.5%)". */
function changeOf(row: Cell[], columns: ResultColumn[], [now = 0, then = 1, change = 2, rate = 3]: number[], locale: string): string {
  const [current, before] = [columns[now], columns[then]];
  if (!current || !before || row[now] === null || row[then] === null) return `${current?.label ?? "Value"}: no data to compare`;
  const percent = typeof row[rate] === "number" && Math.abs(Number(row[then])) >= 10 && current.format !== "percent" ? ` (${formatChange(row[rate], { format: "percent" }, locale)})` : "";
  return `${current.label}: ${formatCell(row[now], current, locale)}; ${lower(before.label)}: ${formatCell(row[then], before, locale)}. Change: ${formatDifference(Number(row[change] ?? 0), current, locale)}${percent}`;
}

/** The sums of both periods where they add up. */
function compared({ columns, rows, locale, labels }: InsightInput): string {
  const measures = columns.flatMap((column, index) => (column.role === "measure" ? [index] : []));
  const [now, then] = [columns[measures[0] ?? -1], columns[measures[1] ?? -1]];
  if (!now || !then || !now.additive) return `${labels.title}: ${rows.length} rows, both periods side by side.`;
  const sum = (at: number): number => rows.reduce((total, row) => total + Number(row[at] ?? 0), 0);
  const [current, before] = [sum(measures[0] ?? 0), sum(measures[1] ?? 0)];
  const rate = before >= 10 ? ` (${formatChange((current - before) / before, { format: "percent" }, locale)})` : "";
  return `${now.label}: ${formatNumber(current, now, locale)}; ${lower(then.label)}: ${formatNumber(before, then, locale)}. Change: ${formatChange(current - before, now, locale)}${rate}.`;
}

function overTime({ measure, dimension, points }: Series, input: InsightInput): string {
  const { locale } = input;
  const highest = points.reduce((a, b) => (b.value > a.value ? b : a));
  const peak = `highest in ${formatCell(highest.at, dimension, locale)} at ${formatNumber(highest.value, measure, locale)}`;
  if (!measure.additive) return `${measure.label} over time${period(input)}: ${peak}.`;
  const at = input.columns.indexOf(measure);
  const all = input.rows.reduce((sum, row) => sum + Number(row[at] ?? 0), 0);
  return `${valueOf(all, measure, locale)} in all${period(input)}; ${peak}.`;
}

function ranking({ measure, dimension, points, whole }: Series, input: InsightInput): string {
  const { locale, plan } = input;
  const order = points.toSorted((a, b) => b.value - a.value);
  const lowestFirst = plan?.order?.direction === "asc" && plan.limit !== undefined;
  const [first, second] = lowestFirst ? order.toReversed() : order;
  if (!first) return `${measure.label}: no data.`;
  const name = formatCell(first.at, dimension, locale);
  const value = formatNumber(first.value, measure, locale);
  const total = points.reduce((sum, point) => sum + point.value, 0);
  const share = measure.additive && whole && total > 0 && points.every((point) => point.value >= 0) ? ` of ${formatNumber(total, measure, locale)} (${formatNumber(first.value / total, { format: "percent" }, locale)})` : "";
  const runnerUp = second && !share ? `, then ${formatCell(second.at, dimension, locale)} with ${formatNumber(second.value, measure, locale)}` : "";
  return `${name} has the ${extreme(measure, lowestFirst)}: ${value}${share}${runnerUp}${period(input)}.`;
}
