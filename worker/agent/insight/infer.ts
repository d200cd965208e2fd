// Inferential claims: a trend, values that stand out. Each has a least sample, a test, an effect gate, and a corrected p.
import type { Insight } from "../../protocol.ts";
import { holm } from "../../stats/multiplicity.ts";
import { median, quantile, robustDeviation, standardDeviation } from "../../stats/numbers.ts";
import { findOutliers, OUTLIER_MINIMUM } from "../../stats/outliers.ts";
import { testTrend, TREND_MINIMUM, type Trend } from "../../stats/trend.ts";
import { formatCell, formatNumber } from "../format.ts";
import type { Series } from "./facts.ts";
import { fill } from "./sentence.ts";

const ALPHA = 0.05;
/** From here on, neighbours say too much of each other for a trend to mean anything. */
const DRIFTING = 0.8;
/** Points from which an outlier in time is looked for. */
const OUTLIER_IN_TIME = 12;

interface Claim { p: number; insight(q: number): Insight }

/**
 * Tests the series that was asked for, if all of it is there: the top of a ranking says nothing of the rest. Its tests are one family, corrected after Holm.
 * @returns what held, and how many patterns were tested
 */
export function inferFromSeries(series: Series, locale: string): { items: Insight[]; checked: number } {
  if (!series.whole) return { items: [], checked: 0 };
  const time = series.dimension.role === "time";
  const trend = time && series.points.length >= TREND_MINIMUM && isRegular(series) ? testTrend(series.points.map((point) => point.value)) : undefined;
  const tests = [...(trend ? [trendClaim(trend, series, locale)] : []), ...outlierTests(series, trend, locale)];
  const corrected = holm(tests.map((test) => test.p));
  const items = tests.flatMap((test, index) => ((corrected[index] ?? 1) <= ALPHA ? [test.insight(corrected[index] ?? 1)] : []));
  return { items, checked: tests.length };
}

/** Every period is there: a test over steps needs equal ones. */
function isRegular({ missing }: Series): boolean {
  return missing === 0;
}

/** A trend that fails its effect gate keeps a p of 1: it was tested, and did not hold. */
function trendClaim(trend: Trend, series: Series, locale: string): Claim {
  const { measure, dimension, points } = series;
  const spread = robustDeviation(trend.residuals) || standardDeviation(trend.residuals);
  const rise = Math.abs(trend.slope) * (trend.n - 1);
  const matters = rise >= spread && rise >= 0.05 * Math.abs(median(points.map((point) => point.value))) && trend.autocorrelation < DRIFTING && Math.sign(trend.low) === Math.sign(trend.high);
  const number = (value: number): string => formatNumber(Math.abs(value), measure.format === "integer" ? { ...measure, format: "decimal" } : measure, locale);
  const [low, high] = [trend.low, trend.high].map(Math.abs).toSorted((a, b) => a - b);
  const unit = dimension.grain ?? "step";
  const values = { what: measure.label, slope: number(trend.slope), low: number(low ?? 0), high: number(high ?? 0), n: String(trend.n), unit };
  const text = fill(`{what} tended to ${trend.slope > 0 ? "rise" : "fall"} by about {slope} per {unit} over {n} {unit}s (between {low} and {high}).`, values);
  return {
    p: matters ? trend.p : 1,
    insight: (q) => ({ type: "trend", class: "inferential", text, values, test: { name: "Mann-Kendall, effective sample size", n: trend.n, statistic: trend.slope, p: trend.p, q }, score: 0.9 }),
  };
}

/** In time the residuals of the trend are judged, else the values themselves. The whole look is one test at level α. */
function outlierTests(series: Series, trend: Trend | undefined, locale: string): Claim[] {
  const { points } = series;
  const time = series.dimension.role === "time";
  if (points.length < (time ? OUTLIER_IN_TIME : OUTLIER_MINIMUM) || series.dimension.role === "cyclic") return [];
  const values = points.map((point) => point.value);
  const judged = time && trend ? trend.residuals : values;
  const found = findOutliers(judged, { alpha: ALPHA / 2, most: Math.max(1, Math.floor(points.length / 10)) });
  const [worst] = found;
  const rest = judged.filter((_value, index) => !found.some((outlier) => outlier.index === index));
  return [{ p: worst ? ALPHA / 2 : 1, insight: (q) => outlierInsight(series, worst?.index ?? 0, expected(rest, worst?.index ?? 0, values, judged), q, worst?.statistic ?? 0, locale) }];
}

/** Where the bulk of the rest would put the value at this place. */
function expected(rest: number[], index: number, values: number[], judged: number[]): { low: number; high: number } {
  const shift = (values[index] ?? 0) - (judged[index] ?? 0);
  return { low: quantile(rest, 0.1) + shift, high: quantile(rest, 0.9) + shift };
}

function outlierInsight({ dimension, measure, points }: Series, index: number, usual: { low: number; high: number }, q: number, statistic: number, locale: string): Insight {
  const point = points[index] ?? { at: null, value: 0 };
  const number = (value: number): string => formatNumber(measure.format === "integer" ? Math.round(value) : value, measure, locale);
  const floor = points.every(({ value }) => value >= 0) ? Math.max(0, usual.low) : usual.low;
  const values = { at: formatCell(point.at, dimension, locale), value: number(point.value), low: number(floor), high: number(usual.high) };
  const direction = point.value > usual.high ? "high" : "low";
  const template = dimension.role === "time" ? `{at} is unusually ${direction} at {value}; most periods would be expected between {low} and {high}.` : `{at} stands out at {value}; most others are between {low} and {high}.`;
  return { type: "outlier", class: "inferential", text: fill(template, values), values, test: { name: "generalized ESD", n: points.length, statistic, p: ALPHA / 2, q }, score: 0.85 };
}
