// The direct answer in one sentence: the number that was asked for, exactly, in the reader's format.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { quantile } from "../../stats/numbers.ts";
import { formatCell, formatChange, formatDifference, formatNumber, lowerFirst } from "../format.ts";
import { measuresOf, seriesOf, type InsightInput } from "./facts.ts";
import { overTime, ranking } from "./headline-series.ts";
import { countOf, extremeOf, nameOf, periodOf, valueOf } from "./phrases.ts";

/** @returns one sentence, never empty */
export function headlineOf(input: InsightInput): string {
  const { rows, plan, labels } = input;
  if (rows.length === 0) return `Nothing found: ${lowerFirst(labels.title)}${periodOf(input)}.`;
  if (plan?.intent === "list") return listHeadline(input);
  if (plan?.intent === "absent") return `${countOf(rows.length, input)} ${lowerFirst(labels.title)}${periodOf(input)}.`;
  if (rows.length === 1) return oneRow(input, rows[0] ?? []);
  if (plan?.intent === "distribution" && input.columns.length === 1) return spread(input);
  if (plan?.intent === "relation" && input.columns.length === 2) return `${countOf(rows.length, input)} rows have both ${input.columns.map((column) => lowerFirst(column.label)).join(" and ")}${periodOf(input)}.`;
  if (plan?.previous) return compared(input);
  const series = seriesOf(input);
  if (series && series.points.length > 0) return series.dimension.role === "time" && !(plan?.limit && plan.order?.by === "metric") ? overTime(series, input) : ranking(series, input);
  return crossed(input);
}

/** Where the middle half of a distribution lies. */
function spread(input: InsightInput): string {
  const [column] = input.columns;
  const values = input.rows.flatMap((row) => (typeof row[0] === "number" ? [row[0]] : []));
  if (values.length === 0) return `${column?.label ?? "The value"}: no data${periodOf(input)}.`;
  const say = (p: number): string => formatNumber(quantile(values, p), column ?? {}, input.locale);
  return `${column?.label ?? "The value"}: half of ${countOf(values.length, input)} values lie between ${say(0.25)} and ${say(0.75)}; the median is ${say(0.5)}${periodOf(input)}.`;
}

/** The largest cell of two dimensions, or how many rows there are. */
function crossed(input: InsightInput): string {
  const { columns, rows, labels, locale, truncated, plan } = input;
  const [at = -1] = measuresOf(input);
  const measure = columns[at];
  const numbers = rows.filter((row) => typeof row[at] === "number");
  const groups = new Set(rows.map((row) => JSON.stringify(columns.flatMap((column, index) => (column.role === "measure" ? [] : [row[index] ?? null])))));
  if (!measure || numbers.length === 0 || groups.size < rows.length) return `${labels.title}${periodOf(input)}: ${countOf(rows.length, input)} rows.`;
  const top = numbers.reduce((a, b) => (Number(b[at]) > Number(a[at]) ? b : a));
  const names = columns.flatMap((column, index) => (column.role === "measure" ? [] : [nameOf(top[index], column, locale)]));
  const total = numbers.reduce((sum, row) => sum + Number(row[at]), 0);
  const whole = plan && measure.additive && !columns.some((column) => column.role === "time") && !truncated && !plan?.limit && total > 0 && numbers.every((row) => Number(row[at]) >= 0);
  const share = whole ? ` of ${formatNumber(total, measure, locale)} (${formatNumber(Number(top[at]) / total, { format: "percent" }, locale)})` : "";
  return `${names.join(" / ")} has the ${extremeOf(measure, false)}: ${formatNumber(Number(top[at]), measure, locale)}${share}${periodOf(input)}.`;
}

function listHeadline(input: InsightInput): string {
  const { rows, columns, truncated, plan, labels, locale } = input;
  const what = lowerFirst(labels.title.replace(/^List of /u, ""));
  const order = plan?.order?.by === "column" ? plan.order : undefined;
  const at = columns.findIndex((column) => order?.column.endsWith(`.${column.name}`));
  const sorted = columns[at];
  if (order && sorted && sorted.type === "number") return orderedHeadline(rows, at, sorted, order.direction, what, locale);
  if (order && sorted?.type === "date" && plan?.limit === rows.length) return `The ${order.direction === "desc" ? "latest" : "earliest"} ${rows.length} ${what}.`;
  if (rows.length === 1) return `${what.charAt(0).toUpperCase()}${what.slice(1)} found: 1.`;
  const cut = truncated || (plan?.limit ?? 100) <= rows.length;
  return cut ? `The first ${countOf(rows.length, input)} ${what}.` : `${countOf(rows.length, input)} ${what}.`;
}

/** "Highest speed: 320 kn", "10 strikes, highest cost first: from $780,010 to $2,000". */
function orderedHeadline(rows: Cell[][], at: number, column: ResultColumn, direction: "asc" | "desc", what: string, locale: string): string {
  const first = formatCell(rows[0]?.[at], column, locale);
  const end = `${direction === "desc" ? "highest" : "lowest"} ${lowerFirst(column.label)}`;
  if (rows.length === 1) return `${end.charAt(0).toUpperCase()}${end.slice(1)}: ${first}.`;
  const known = rows.filter((row) => row[at] !== null);
  const without = rows.length - known.length;
  const rest = without > 0 ? ` (${without} without)` : "";
  return `${rows.length} ${what}, ${end} first: from ${first} to ${formatCell(known.at(-1)?.[at], column, locale)}${rest}.`;
}

function oneRow(input: InsightInput, row: Cell[]): string {
  const { columns, locale, plan } = input;
  const measures = measuresOf(input);
  const names = columns.flatMap((column, index) => (column.role === "measure" ? [] : [nameOf(row[index], column, locale)]));
  const [first] = measures;
  const column = columns[first ?? -1];
  if (first === undefined || !column) return `${names.join(", ")}.`;
  if (plan?.previous) return `${changeOf(row, columns, measures, locale)}.`;
  if (plan?.share && measures.length === 3) return `${shareOf(row, columns, measures, locale)}${periodOf(input)}.`;
  if (names.length > 0 && plan?.limit === 1 && plan.order?.by === "metric") return `${names.join(", ")} has the ${extremeOf(column, plan.order.direction === "asc")}: ${formatCell(row[first], column, locale)}${periodOf(input)}.`;
  const said = measures.map((at) => valueOf(row[at], columns[at] ?? column, locale)).join("; ");
  return names.length > 0 ? `${names.join(", ")}: ${said}${periodOf(input)}.` : `${said}${periodOf(input)}.`;
}

/** "38.2% of strikes: 830 of 2,171". */
function shareOf(row: Cell[], columns: ResultColumn[], [share = 0, part = 1, whole = 2]: number[], locale: string): string {
  const say = (at: number): string => formatNumber(Number(row[at] ?? 0), columns[at] ?? {}, locale);
  return row[share] === null ? "There is nothing to take a share of" : `${say(share)} of ${lowerFirst(columns[part]?.label ?? "")}: ${say(part)} of ${say(whole)}`;
}

/** "Strikes, 1998: 190; strikes, 1997: 172. Change: +18 (+10.5%)". */
function changeOf(row: Cell[], columns: ResultColumn[], [now = 0, then = 1, change = 2, rate = 3]: number[], locale: string): string {
  const [current, before] = [columns[now], columns[then]];
  if (!current || !before || row[now] === null || row[then] === null) return `${current?.label ?? "Value"}: no data to compare`;
  const percent = typeof row[rate] === "number" && Math.abs(Number(row[then])) >= 10 && current.format !== "percent" ? ` (${formatChange(row[rate], { format: "percent" }, locale)})` : "";
  return `${current.label}: ${formatCell(row[now], current, locale)}; ${lowerFirst(before.label)}: ${formatCell(row[then], before, locale)}. Change: ${formatDifference(Number(row[change] ?? 0), current, locale)}${percent}`;
}

/** What does not add up has no total: the group that is highest now, and what it was. */
function highestNow({ columns, rows, locale }: InsightInput, [nowAt = 0, thenAt = 1]: number[], now: ResultColumn, then: ResultColumn): string {
  const numbers = rows.filter((row) => typeof row[nowAt] === "number");
  const [first] = numbers.toSorted((a, b) => Number(b[nowAt]) - Number(a[nowAt]));
  if (!first) return `${now.label}: no data.`;
  const names = columns.flatMap((column, index) => (column.role === "measure" ? [] : [nameOf(first[index], column, locale)]));
  return `${now.label}: ${names.join(" / ")} is highest at ${formatCell(first[nowAt], now, locale)}; ${lowerFirst(then.label)}: ${first[thenAt] === null ? "no data" : formatCell(first[thenAt], then, locale)}.`;
}

/** The sums of both periods where they add up. */
function compared(input: InsightInput): string {
  const { columns, rows, locale, labels, truncated, plan } = input;
  const measures = measuresOf(input);
  const [now, then] = [columns[measures[0] ?? -1], columns[measures[1] ?? -1]];
  if (!now || !then) return `${labels.title}: ${countOf(rows.length, input)} rows.`;
  if (!now.additive || truncated || plan?.limit) return highestNow(input, measures, now, then);
  const sum = (at: number): number => rows.reduce((total, row) => total + Number(row[at] ?? 0), 0);
  const [current, before] = [sum(measures[0] ?? 0), sum(measures[1] ?? 0)];
  const rate = before >= 10 ? ` (${formatChange((current - before) / before, { format: "percent" }, locale)})` : "";
  return `${now.label}: ${formatNumber(current, now, locale)}; ${lowerFirst(then.label)}: ${formatNumber(before, then, locale)}. Change: ${formatChange(current - before, now, locale)}${rate}.`;
}
