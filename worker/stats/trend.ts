// A monotone trend: Theil–Sen slope, and Mann–Kendall with the variance that autocorrelated series have.
import { normalCdf } from "./distributions.ts";
import { correctedAutocorrelation, median } from "./numbers.ts";

export interface Trend {
  /** change per step, the median of all pairwise slopes (Theil 1950, Sen 1968) */
  slope: number;
  /** 95 % interval of the slope, from the ranks of the pairwise slopes */
  low: number;
  high: number;
  /** two-sided */
  p: number;
  n: number;
  /** lag-1 autocorrelation of the residuals, corrected for bias; at .8 and above there is no stable trend to speak of */
  autocorrelation: number;
  residuals: number[];
}

/** Steps below which a trend is not tested. */
export const TREND_MINIMUM = 8;

/**
 * Tests values at equal steps.
 * The variance of Kendall's S is multiplied by (1 + r) ÷ (1 − r): the effective sample size of an AR(1) series
 * (Bayley & Hammersley 1946), with r of the detrended residuals.
 */
export function testTrend(values: number[]): Trend {
  const n = values.length;
  const slopes = pairwiseSlopes(values);
  const slope = median(slopes);
  const residuals = detrend(values, slope);
  const autocorrelation = correctedAutocorrelation(residuals);
  const inflation = (1 + autocorrelation) / (1 - autocorrelation);
  const deviation = Math.sqrt(kendallVariance(values) * inflation);
  const s = kendallS(values);
  const z = deviation === 0 ? 0 : (s - Math.sign(s)) / deviation;
  return { slope, ...slopeInterval(slopes, deviation), p: 2 * (1 - normalCdf(Math.abs(z))), n, autocorrelation, residuals };
}

/** All (later − earlier) ÷ steps. */
export function pairwiseSlopes(values: number[]): number[] {
  return values.flatMap((value, i) => values.slice(i + 1).map((later, j) => (later - value) / (j + 1)));
}

/** What a straight line of that slope leaves, around its median level. */
export function detrend(values: number[], slope: number): number[] {
  const level = median(values.map((value, index) => value - slope * index));
  return values.map((value, index) => value - level - slope * index);
}

/** Rises minus falls over all pairs. */
function kendallS(values: number[]): number {
  return values.reduce((sum, value, i) => sum + values.slice(i + 1).reduce((inner, later) => inner + Math.sign(later - value), 0), 0);
}

/** Variance of S under no trend, with ties (Kendall 1975). */
function kendallVariance(values: number[]): number {
  const weight = (n: number): number => n * (n - 1) * (2 * n + 5);
  const ties = [...Map.groupBy(values, (value) => value).values()].reduce((sum, group) => sum + weight(group.length), 0);
  return (weight(values.length) - ties) / 18;
}

function slopeInterval(slopes: number[], deviation: number): { low: number; high: number } {
  const sorted = slopes.toSorted((a, b) => a - b);
  const half = 1.959964 * deviation;
  const at = (rank: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
  return { low: at((sorted.length - half) / 2 - 1), high: at((sorted.length + half) / 2) };
}
