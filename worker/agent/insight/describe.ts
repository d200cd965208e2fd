// Descriptive facts of a series: exact, without a test, without a claim beyond the rows shown.
import type { Grain, Insight } from "../../protocol.ts";
import { formatCell, formatChange, formatDifference, formatNumber, lowerFirst, prepositionOf } from "../format.ts";
import { binomialTail } from "../../stats/distributions.ts";
import { evenCounts } from "../../stats/groups.ts";
import type { Point, Series } from "./facts.ts";
import { fact, isCount } from "./sentence.ts";

/** Moves among which the last can be called the largest. */
const LEAST_MOVES = 8;
/** Part of the periods that must agree. */
const NEARLY_ALL = 0.9;

/** All facts that hold; the caller ranks. */
export function describeSeries(series: Series, locale: string): Insight[] {
  if (series.points.length < 2) return [];
  const rules = series.dimension.role === "time" ? [span, yearBefore, streak, lastChange, timeExtremes] : [dominance, gap, concentration, even, extremes];
  return rules.flatMap((rule) => rule(series, locale) ?? []);
}

const total = (points: Point[]): number => points.reduce((sum, point) => sum + point.value, 0);
const ranked = (points: Point[]): Point[] => points.toSorted((a, b) => b.value - a.value);
const isPart = ({ measure, whole, points }: Series): boolean => measure.additive === true && whole && points.every((point) => point.value >= 0) && total(points) > 0;

function sayers({ dimension, measure }: Series, locale: string) {
  return {
    at: (point: Point): string => formatCell(point.at, dimension, locale),
    value: (value: number): string => formatNumber(value, measure, locale),
    percent: (value: number): string => formatNumber(value, { format: "percent" }, locale),
    what: lowerFirst(measure.label),
    dimension: lowerFirst(dimension.label),
  };
}

/** The two ends; one that several share is none, and of a cut ranking both are unknown. */
function ends(series: Series, locale: string): { values: Record<string, string>; high: boolean; low: boolean } | undefined {
  const order = ranked(series.points);
  const [first, second] = order;
  const [beforeLast, last] = order.slice(-2);
  if (!series.whole || !first || !second || !beforeLast || !last || first.value === last.value) return undefined;
  const say = sayers(series, locale);
  const values = { highestAt: say.at(first), highest: say.value(first.value), lowestAt: say.at(last), lowest: say.value(last.value) };
  return { values, high: first.value > second.value, low: last.value < beforeLast.value };
}

function extremes(series: Series, locale: string): Insight | undefined {
  const found = ends(series, locale);
  if (!found?.high || !found.low) return undefined;
  return fact("extreme", "{highestAt} is highest at {highest}, {lowestAt} lowest at {lowest}.", found.values, 0.3);
}

function timeExtremes(series: Series, locale: string): Insight | undefined {
  const found = ends(series, locale);
  if (!found || (!found.high && !found.low)) return undefined;
  const { highestAt = "", highest = "", lowestAt = "", lowest = "" } = found.values;
  const when = prepositionOf(series.dimension);
  if (!found.low) return fact("extreme", `Highest ${when} {highestAt} at {highest}.`, { highestAt, highest }, 0.4);
  if (!found.high) return fact("extreme", `Lowest ${when} {lowestAt} at {lowest}.`, { lowestAt, lowest }, 0.4);
  return fact("extreme", `Highest ${when} {highestAt} at {highest}, lowest ${when} {lowestAt} at {lowest}.`, found.values, 0.4);
}

function dominance(series: Series, locale: string): Insight | undefined {
  const say = sayers(series, locale);
  const [first, second] = ranked(series.points);
  if (!first || !second || series.points.length < 3 || !isPart(series)) return undefined;
  const share = first.value / total(series.points);
  if (share < 0.4 || (share < 0.5 && first.value < 1.8 * second.value)) return undefined;
  return fact("dominance", "{name} makes up {share} of {what}.", { name: say.at(first), share: say.percent(share), what: say.what }, 0.5 + share / 2);
}

function gap(series: Series, locale: string): Insight | undefined {
  const say = sayers(series, locale);
  const [first, second] = ranked(series.points);
  if (!series.leads || !first || !second || series.points.length < 3 || second.value <= 0 || first.value < 1.25 * second.value || first.value < 10) return undefined;
  // Of two counts that chance could have exchanged, neither leads.
  if (isCount(series.measure) && 2 * binomialTail(first.value, first.value + second.value, 0.5) > 0.05) return undefined;
  const times = formatNumber(first.value / second.value, { format: "decimal" }, locale);
  return fact("rank-gap", "{name} leads with {value}, {times} times the next, {next} ({nextValue}).", { name: say.at(first), value: say.value(first.value), times, next: say.at(second), nextValue: say.value(second.value) }, 0.55);
}

function concentration(series: Series, locale: string): Insight | undefined {
  if (series.points.length < 8 || !isPart(series)) return undefined;
  const say = sayers(series, locale);
  const goal = 0.8 * total(series.points);
  let sum = 0;
  const needed = ranked(series.points).findIndex((point) => (sum += point.value) >= goal) + 1;
  if (needed / series.points.length > 0.3) return undefined;
  return fact("concentration", "{needed} of {all} values of {dimension} account for {share} of {what}.", { needed: String(needed), all: String(series.points.length), dimension: say.dimension, share: say.percent(sum / total(series.points)), what: say.what }, 0.6);
}

function even(series: Series, locale: string): Insight | undefined {
  const order = ranked(series.points);
  const [first] = order;
  const last = order.at(-1);
  if (!first || !last || order.length < 4 || last.value < 5 || !isPart(series)) return undefined;
  // Up to twice as much may still be chance, if these are counts.
  const ratio = first.value / last.value;
  const chance = isCount(series.measure) && ratio <= 2 && evenCounts(order.map((point) => point.value)).p >= 0.05;
  if (ratio > 1.5 && !chance) return undefined;
  const say = sayers(series, locale);
  return fact("evenness", `{what} ${isCount(series.measure) ? "are" : "is"} spread about evenly across {dimension}: from {low} to {high}.`, { what: series.measure.label, dimension: say.dimension, low: say.value(last.value), high: say.value(first.value) }, 0.5);
}

function span(series: Series, locale: string): Insight | undefined {
  const say = sayers(series, locale);
  const [first] = series.points;
  const last = series.points.at(-1);
  if (!first || !last || first.value === last.value) return undefined;
  const verb = last.value > first.value ? "rose" : "fell";
  return fact("span", `{what} ${verb} from {first} in {firstAt} to {last} in {lastAt}.`, { what: series.measure.label, first: say.value(first.value), firstAt: say.at(first), last: say.value(last.value), lastAt: say.at(last) }, 0.35);
}

/** Steps in a year, where years can be compared step by step. */
const YEAR: Partial<Record<Grain, number>> = { month: 12, quarter: 4 };

/** Almost every period above the same one a year before, or below: true of smooth series too, of which no trend is claimed. */
function yearBefore(series: Series, locale: string): Insight | undefined {
  const { points, dimension, measure, gaps, missing } = series;
  const period = YEAR[dimension.grain ?? "day"];
  if (!period || points.length < 2 * period || gaps + missing > 0) return undefined;
  const moves = points.slice(period).map(({ value }, index) => Math.sign(value - (points[index]?.value ?? value)));
  const [more, less] = [1, -1].map((sign) => moves.filter((move) => move === sign).length) as [number, number];
  if (Math.max(more, less) < NEARLY_ALL * moves.length) return undefined;
  const count = (value: number): string => formatNumber(value, { format: "integer" }, locale);
  return fact("year-before", `In {k} of {n} {unit}s, {what} came to ${more > less ? "more" : "less"} than a year before.`, { k: count(Math.max(more, less)), n: count(moves.length), unit: dimension.grain ?? "period", what: lowerFirst(measure.label) }, 0.62);
}

/** The longest run up to the newest period. */
function streak(series: Series, locale: string): Insight | undefined {
  const { points } = series;
  const say = sayers(series, locale);
  const steps = points.slice(1).map((point, index) => Math.sign(point.value - (points[index]?.value ?? point.value)));
  const direction = steps.at(-1) ?? 0;
  const broken = steps.findLastIndex((step) => step !== direction);
  const length = steps.length - 1 - broken;
  if (direction === 0 || points.length < 6 || length < 5 || length < 0.6 * steps.length) return undefined;
  return fact("streak", `{what} ${direction > 0 ? "rose" : "fell"} in each of the last {length} {unit}s.`, { what: series.measure.label, length: String(length), unit: series.dimension.grain ?? say.dimension }, 0.6);
}

/** Sums by one of two dimensions: who leads, and how much of all that is. */
export function describeTotals(series: Series, locale: string): Insight[] {
  return [dominance, gap].flatMap((rule) => rule(series, locale) ?? []);
}

/** The newest complete period against the one before. No percentage of a small base or one below zero. */
function lastChange(series: Series, locale: string): Insight | undefined {
  const say = sayers(series, locale);
  const [before, last] = series.points.slice(-2);
  if (!before || !last || before.value === last.value || series.points.length < 3) return undefined;
  const change = last.value - before.value;
  const base = before.value;
  const rate = base >= 10 && series.measure.format !== "percent" ? ` (${formatChange(change / base, { format: "percent" }, locale)})` : "";
  const values = { at: say.at(last), value: say.value(last.value), change: `${formatDifference(change, series.measure, locale)}${rate}`, beforeAt: say.at(before) };
  const past = series.points.slice(1).map((point, index) => Math.abs(point.value - (series.points[index]?.value ?? point.value)));
  const isLargest = past.length > LEAST_MOVES && past.slice(0, -1).every((move) => move < Math.abs(change));
  if (!isLargest) return fact("period-change", "{at} came to {value}, {change} against {beforeAt}.", values, 0.45);
  return fact("period-change", "{at} came to {value}, {change} against {beforeAt}: the largest move of {moves}.", { ...values, moves: formatNumber(past.length, { format: "integer" }, locale) }, 0.56);
}
