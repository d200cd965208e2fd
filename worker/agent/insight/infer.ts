// Inferential claims: what returns, what tends to move, what stands out. Each has a least sample, a test, an effect gate, and a corrected p.
import type { Grain, Insight } from "../../protocol.ts";
import { benjaminiHochberg, holm } from "../../stats/multiplicity.ts";
import { median, robustDeviation, standardDeviation } from "../../stats/numbers.ts";
import { OUTLIER_MINIMUM, testOutliers, type OutlierLook } from "../../stats/outliers.ts";
import { deseasonalize, testSeason } from "../../stats/season.ts";
import { residualsOf, testTrend, TREND_MINIMUM, type Trend } from "../../stats/trend.ts";
import type { Series } from "./facts.ts";
import { outlierInsight, seasonInsight, trendInsight } from "./claims.ts";

const ALPHA = 0.05;
/** A season is only said when it is this sure, and then taken out before a trend is looked for. */
const SEASON_ALPHA = 0.01;
/** From here on, neighbours say too much of each other for a trend to mean anything. */
const DRIFTING = 0.8;
/** Points from which an outlier in time is looked for. */
const OUTLIER_IN_TIME = 12;
const CYCLE: Partial<Record<Grain, number>> = { day: 7, month: 12, quarter: 4 };
/** Pairwise slopes grow with the square of the points: beyond this a test would cost more than the rest of an answer. */
const MOST_POINTS = 500;

/** A test that was made: its p (1 where the effect is too small to matter), and the sentence it would be. */
export interface Claim { p: number; alpha: number; insight(this: void, q: number): Insight }

/**
 * Tests the series that was asked for, if all of it is there: the top of a ranking says nothing of the rest. Its tests
 * are one family, corrected after Holm.
 * @returns what held, and how many patterns were tested
 */
export function inferFromSeries(series: Series, locale: string): { items: Insight[]; checked: number } {
  return held(claimsOf(series, locale), holm);
}

/** Tests whatever else the result holds: one family over all, corrected after Benjamini and Hochberg. @param more claims of other kinds */
export function inferFromOthers(others: Series[], more: Claim[], locale: string): { items: Insight[]; checked: number } {
  const { items, checked } = held([...others.flatMap((series) => claimsOf(series, locale)), ...more], benjaminiHochberg);
  // What was not asked for stands behind what was.
  return { items: items.map((item) => ({ ...item, score: 0.9 * item.score })), checked };
}

function held(claims: Claim[], correct: (ps: number[]) => number[]): { items: Insight[]; checked: number } {
  const corrected = correct(claims.map(({ p }) => p));
  const items = claims.flatMap((claim, index) => ((corrected[index] ?? 1) <= claim.alpha ? [claim.insight(corrected[index] ?? 1)] : []));
  return { items, checked: claims.length };
}

function claimsOf(series: Series, locale: string): Claim[] {
  if (!series.whole || series.points.length > MOST_POINTS || new Set(series.points.map(({ value }) => value)).size < 3) return [];
  if (series.dimension.role === "time") return isRegular(series) ? claimsInTime(series, locale) : [];
  return series.dimension.role === "cyclic" ? [] : outlierClaim(series, OUTLIER_MINIMUM, (values) => values, locale);
}

/** Every period is there: a test over steps needs equal ones. */
function isRegular({ missing, gaps }: Series): boolean {
  return missing === 0 && gaps === 0;
}

/** First the season, then the trend of what it leaves, then what stands out from both. */
function claimsInTime(series: Series, locale: string): Claim[] {
  const values = series.points.map((point) => point.value);
  if (values.length < TREND_MINIMUM) return [];
  const period = CYCLE[series.dimension.grain ?? "day"] ?? 0;
  const season = testSeason(values, period);
  const seasonal = season !== undefined && season.p <= SEASON_ALPHA && season.effect >= 1;
  const trend = testTrend(seasonal ? deseasonalize(values, season) : values);
  const residuals = (scaled: number[]): number[] => {
    if (scaled.every((value, index) => value === values[index])) return trend.residuals;
    const own = seasonal ? testSeason(scaled, period) : undefined;
    return residualsOf(own ? deseasonalize(scaled, own) : scaled);
  };
  return [
    ...(season ? [{ p: seasonal ? season.p : 1, alpha: ALPHA, insight: (q: number) => seasonInsight(series, season, q, locale) }] : []),
    { p: matters(trend, values) ? trend.p : 1, alpha: ALPHA, insight: (q: number) => trendInsight(series, trend, q, locale) },
    ...outlierClaim(series, OUTLIER_IN_TIME, residuals, locale),
  ];
}

/** A trend that fails its effect gate keeps a p of 1: it was tested, and did not hold. */
function matters(trend: Trend, values: number[]): boolean {
  const spread = robustDeviation(trend.residuals) || standardDeviation(trend.residuals);
  const rise = Math.abs(trend.slope) * (trend.n - 1);
  return rise >= spread && rise >= 0.05 * Math.abs(median(values)) && trend.autocorrelation < DRIFTING && Math.sign(trend.low) === Math.sign(trend.high);
}

function outlierClaim(series: Series, least: number, residuals: (scaled: number[]) => number[], locale: string): Claim[] {
  const n = series.points.length;
  if (n < least) return [];
  const look: OutlierLook = testOutliers(series.points.map((point) => point.value), { alpha: ALPHA, most: Math.max(1, Math.floor(n / 10)) }, residuals);
  return [{ p: look.p, alpha: ALPHA, insight: (q) => outlierInsight(series, look, q, locale) }];
}

