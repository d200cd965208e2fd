// Facts of two periods side by side: which groups make up the change, and which went the other way. Exact, no test, no cause.
import type { Cell, Insight, ResultColumn } from "../../protocol.ts";
import { formatCell, formatChange, formatDifference, formatNumber } from "../format.ts";
import { dimensionsOf, measuresOf, type InsightInput } from "./facts.ts";
import { fact } from "./sentence.ts";

/** Smaller parts of a change are not worth a sentence. */
const LEAST_PART = 0.1;

interface Move { at: Cell; now: number; before: number; change: number }

/** @returns facts of a comparison by one dimension; nothing for other results */
export function describeComparison(input: InsightInput): Insight[] {
  const { columns, rows, plan, truncated, locale } = input;
  const [dimensionAt, ...more] = dimensionsOf(input);
  const [now = -1, before = -1] = measuresOf(input);
  const [dimension, measure] = [columns[dimensionAt ?? -1], columns[now]];
  if (!plan?.previous || dimensionAt === undefined || more.length > 0 || !dimension || !measure) return [];
  const moves = rows.flatMap((row): Move[] => (typeof row[now] === "number" && typeof row[before] === "number" ? [{ at: row[dimensionAt] ?? null, now: row[now], before: row[before], change: row[now] - row[before] }] : []));
  const whole = measure.additive === true && !truncated && !plan.limit && !plan.having;
  return (whole ? [part, against] : [most]).flatMap((rule) => rule(moves, dimension, measure, locale) ?? []);
}

const sum = (moves: Move[]): number => moves.reduce((total, { change }) => total + change, 0);
const largest = (moves: Move[]): Move | undefined => moves.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];

/** The largest part of the change, in its direction. */
function part(moves: Move[], dimension: ResultColumn, measure: ResultColumn, locale: string): Insight | undefined {
  const total = sum(moves);
  const top = largest(moves.filter(({ change }) => Math.sign(change) === Math.sign(total)));
  if (!top || total === 0 || moves.length < 2 || top.change / total < LEAST_PART) return undefined;
  const values = { name: formatCell(top.at, dimension, locale), change: formatChange(top.change, measure, locale), total: formatChange(total, measure, locale) };
  return fact("contribution", `{name} ${total > 0 ? "rose" : "fell"} most: {change}; all together: {total}.`, values, 0.7);
}

/** The largest move against the direction of all. */
function against(moves: Move[], dimension: ResultColumn, measure: ResultColumn, locale: string): Insight | undefined {
  const total = sum(moves);
  const other = largest(moves.filter(({ change }) => change !== 0 && Math.sign(change) !== Math.sign(total)));
  if (!other || total === 0 || Math.abs(other.change) < LEAST_PART * Math.abs(total)) return undefined;
  return fact("counter-move", `{name} went the other way and ${other.change > 0 ? "rose" : "fell"} most: {change}.`, { name: formatCell(other.at, dimension, locale), change: formatChange(other.change, measure, locale) }, 0.6);
}

/** Of what does not add up, only the largest single move. */
function most(moves: Move[], dimension: ResultColumn, measure: ResultColumn, locale: string): Insight | undefined {
  const top = largest(moves);
  if (!top || top.change === 0 || moves.length < 2) return undefined;
  const values = { name: formatCell(top.at, dimension, locale), before: formatNumber(top.before, measure, locale), now: formatNumber(top.now, measure, locale), change: formatDifference(top.change, measure, locale) };
  return fact("largest-move", "{name} moved most: from {before} to {now} ({change}).", values, 0.6);
}
