// The direct answer of one measure over one dimension: who leads, when it was highest, or that all are the same.
import { formatCell, formatList, formatNumber, lowerFirst, prepositionOf } from "../format.ts";
import type { InsightInput, Point, Series } from "./facts.ts";
import { countOf, extremeOf, nameOf, periodOf, valueOf } from "./phrases.ts";

/** Names told apart when several share the highest value. */
const TIED = 3;

export function overTime(series: Series, input: InsightInput): string {
  const { measure, dimension, points, whole } = series;
  const { locale } = input;
  const equal = allEqual(series, input);
  if (equal) return equal;
  const { named, value } = leaders(series, false, input);
  const peak = `highest ${named ? `${prepositionOf(dimension)} ${named}` : `in ${countOf(leading(points, false).length, input)} ${dimension.grain ?? "period"}s`} at ${value}`;
  if (!measure.additive || !whole) return `${measure.label} over time${periodOf(input)}: ${peak}.`;
  const at = input.columns.indexOf(measure);
  const all = input.rows.reduce((sum, row) => sum + Number(row[at] ?? 0), 0);
  return `${valueOf(all, measure, locale)} in all${periodOf(input)}; ${peak}.`;
}

export function ranking(series: Series, input: InsightInput): string {
  const { measure, dimension, points } = series;
  const { locale, plan } = input;
  const equal = allEqual(series, input);
  if (equal) return equal;
  const lowest = plan?.order?.by === "metric" && plan.order.direction === "asc" && plan.limit !== undefined;
  const { named, first, value } = leaders(series, lowest, input);
  const tied = leading(points, lowest).length;
  const what = extremeOf(measure, lowest);
  if (named === undefined) return `${scopeOf(input)}${countOf(tied, input)} of ${countOf(points.length, input)} share the ${what}: ${value} each${periodOf(input)}.`;
  if (tied > 1) return `${scopeOf(input)}${named} share the ${what}: ${value} each${periodOf(input)}.`;
  const share = shareText(series, first, locale);
  const second = points.filter(({ at }) => at !== null && at !== first.at).toSorted((a, b) => (lowest ? a.value - b.value : b.value - a.value))[0];
  const runnerUp = second && !share ? `, then ${nameOf(second.at, dimension, locale)} with ${formatNumber(second.value, measure, locale)}` : "";
  return `${scopeOf(input)}${named} has the ${what}: ${value}${share}${runnerUp}${periodOf(input)}.`;
}

/** The best points; what belongs to no group leads only where nothing else is there. */
function leading(points: Point[], lowest: boolean): Point[] {
  const named = points.some(({ at }) => at !== null) ? points.filter(({ at }) => at !== null) : points;
  const values = named.map(({ value }) => value);
  const best = lowest ? Math.min(...values) : Math.max(...values);
  return named.filter(({ value }) => value === best);
}

function leaders({ points, dimension, measure }: Series, lowest: boolean, { locale }: InsightInput): { named: string | undefined; first: Point; value: string } {
  const best = leading(points, lowest);
  const [first = { at: null, value: 0 }] = best;
  const named = best.length > TIED ? undefined : formatList(best.map(({ at }) => nameOf(at, dimension, locale)), locale);
  return { named, first, value: formatNumber(first.value, measure, locale) };
}

function shareText({ measure, points, whole }: Series, first: Point, locale: string): string {
  const total = points.reduce((sum, point) => sum + point.value, 0);
  if (!measure.additive || !whole || total <= 0 || points.some((point) => point.value < 0)) return "";
  return ` of ${formatNumber(total, measure, locale)} (${formatNumber(first.value / total, { format: "percent" }, locale)})`;
}

/** Nothing stands out where all are the same, zero or not. */
function allEqual({ points, measure, dimension }: Series, input: InsightInput): string | undefined {
  const [first, ...rest] = points;
  if (!first || rest.length === 0 || rest.some(({ value }) => value !== first.value)) return undefined;
  const group = dimension.role === "time" ? `${dimension.grain ?? "period"}s` : `values of ${lowerFirst(dimension.label)}`;
  return `${measure.label}: ${formatCell(first.value, measure, input.locale)} for each of ${countOf(points.length, input)} ${group}${periodOf(input)}.`;
}

/** Where the rows are not the whole, a superlative holds for those shown alone. */
function scopeOf(input: InsightInput): string {
  const { truncated, plan, rows } = input;
  return truncated || (plan?.limit !== undefined && plan.order?.by === "dimension") ? `Of the ${countOf(rows.length, input)} rows shown, ` : "";
}
