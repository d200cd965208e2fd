// A monotone trend: Theil–Sen slope, and Mann–Kendall with the variance that autocorrelated series have.
import { normalCdf } from "./distributions.ts";
import { correctedAutocorrelation, mean, median } from "./numbers.ts";
import { selectMedian, selectRank } from "./select.ts";

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
 * @param floor autocorrelation that series of this kind have: one short series may show less by chance
 */
export function testTrend(values: number[], floor = 0): Trend {
  const n = values.length;
  const slopes = pairwiseSlopes(values);
  const slope = selectMedian(slopes);
  const residuals = detrend(values, slope);
  const autocorrelation = Math.max(floor, correctedAutocorrelation(residuals));
  const inflation = (1 + autocorrelation) / (1 - autocorrelation);
  const deviation = Math.sqrt(kendallVariance(values) * inflation);
  const s = kendallS(values);
  const z = deviation === 0 ? 0 : (s - Math.sign(s)) / deviation;
  return { slope, ...slopeInterval(slopes, deviation), p: 2 * (1 - normalCdf(Math.abs(z))), n, autocorrelation, residuals };
}

/** What a Theil–Sen line leaves. */
export function residualsOf(values: number[]): number[] {
  return detrend(values, selectMedian(pairwiseSlopes(values)));
}

/** What a least-squares line leaves: quicker, and moved by outliers. */
export function lineResiduals(values: number[]): number[] {
  const n = values.length;
  const [centre, level] = [(n - 1) / 2, mean(values)];
  const slope = values.reduce((sum, value, index) => sum + (index - centre) * (value - level), 0) / ((n * (n * n - 1)) / 12);
  return values.map((value, index) => value - level - slope * (index - centre));
}

/** All (later − earlier) ÷ steps. Loops and a typed array: there are n² ÷ 2 of them. */
function pairwiseSlopes(values: number[]): Float64Array {
  const n = values.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) slopes[at++] = ((values[j] ?? 0) - (values[i] ?? 0)) / (j - i);
  return slopes;
}

function detrend(values: number[], slope: number): number[] {
  const level = median(values.map((value, index) => value - slope * index));
  return values.map((value, index) => value - level - slope * index);
}

/** Rises minus falls over all pairs. */
function kendallS(values: number[]): number {
  let s = 0;
  for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) s += Math.sign((values[j] ?? 0) - (values[i] ?? 0));
  return s;
}

/** Variance of S under no trend, with ties (Kendall 1975). */
function kendallVariance(values: number[]): number {
  const weight = (n: number): number => n * (n - 1) * (2 * n + 5);
  const ties = [...Map.groupBy(values, (value) => value).values()].reduce((sum, group) => sum + weight(group.length), 0);
  return (weight(values.length) - ties) / 18;
}

function slopeInterval(slopes: Float64Array, deviation: number): { low: number; high: number } {
  const half = 1.959964 * deviation;
  const at = (rank: number): number => selectRank(slopes, Math.min(slopes.length - 1, Math.max(0, Math.round(rank))));
  return { low: at((slopes.length - half) / 2 - 1), high: at((slopes.length + half) / 2) };
}
