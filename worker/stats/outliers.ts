// Outliers by the generalised extreme studentised deviate (Rosner 1983), on the scale where the bulk is roughly normal.
import { studentCdf, studentInverse } from "./distributions.ts";
import { mean, median, quantile, robustDeviation, standardDeviation } from "./numbers.ts";

export interface Outlier { index: number; statistic: number; critical: number }
export interface OutlierOptions { /** chance of any false flag in a clean normal sample */ alpha: number; /** most outliers looked for */ most: number }

/** Values below which nothing is called an outlier. */
export const OUTLIER_MINIMUM = 8;
/** Robust deviations from the rest that an outlier must be away, beyond passing the test. */
const DISTANCE = 4.5;
/** Kelly's skewness from which the upper tail is called long. */
const LONG_TAIL = 0.3;

/**
 * Generalised ESD: up to `most` outliers at once without masking each other.
 * @returns the outliers, most extreme first; empty for a constant sample
 */
export function generalizedEsd(values: number[], { alpha, most }: OutlierOptions): Outlier[] {
  const n = values.length;
  let rest = values.map((value, index) => ({ value, index }));
  const removed: Outlier[] = [];
  for (let i = 1; i <= most && rest.length > 2; i++) {
    const numbers = rest.map((entry) => entry.value);
    const deviation = standardDeviation(numbers);
    if (!(deviation > 0)) break;
    const centre = mean(numbers);
    const worst = rest.reduce((a, b) => (Math.abs(b.value - centre) > Math.abs(a.value - centre) ? b : a));
    removed.push({ index: worst.index, statistic: Math.abs(worst.value - centre) / deviation, critical: esdCritical(n, i, alpha) });
    rest = rest.filter((entry) => entry !== worst);
  }
  const last = removed.findLastIndex(({ statistic, critical }) => statistic > critical);
  return removed.slice(0, last + 1);
}

/** λᵢ of Rosner's test. */
export function esdCritical(n: number, i: number, alpha: number): number {
  const p = 1 - alpha / (2 * (n - i + 1));
  const t = studentInverse(p, n - i - 1);
  return ((n - i) * t) / Math.sqrt((n - i - 1 + t * t) * (n - i + 1));
}

/** The level at which a step of the test would just flag its value: λ solved for α. */
export function esdLevel({ statistic }: Outlier, n: number, i: number): number {
  const m = n - i + 1;
  const u = (statistic * statistic * m) / ((m - 1) * (m - 1));
  if (u >= 1) return 0;
  return Math.min(1, 2 * m * (1 - studentCdf(Math.sqrt((u * (m - 2)) / (1 - u)), m - 2)));
}

export interface OutlierLook {
  /** flagged values, most extreme first */
  outliers: Outlier[];
  /** the level at which the whole look would just flag any; 1 where nothing is far enough */
  p: number;
  /** where most of the rest would put the value at this place: 10th to 90th percentile */
  expected(this: void, index: number): { low: number; high: number };
}

/**
 * Outliers of a sample of unknown shape: small counts by Anscombe's square root, skewed values by their logarithm, else
 * as they are; then far from the rest as well. The scale is chosen before anything is taken out: what a trend leaves of a
 * skewed series is skewed too, and no longer looks it.
 * @param residualsOf takes out of the scaled values what is understood (a trend, a season)
 */
export function testOutliers(values: number[], options: OutlierOptions, residualsOf: (scaled: number[]) => number[] = (scaled) => scaled): OutlierLook {
  const plain = lookOn(scaleOf(values), values, options, residualsOf);
  const tail = plain.outliers.length > 0 ? shiftedLogarithm(values) : undefined;
  if (!tail) return plain;
  // A long tail above a floor looks like outliers on the plain scale: then they must be some on its own scale too.
  const own = lookOn(tail, values, options, residualsOf);
  const outliers = plain.outliers.filter(({ index }) => own.outliers.some((same) => same.index === index));
  return outliers.length > 0 ? { ...plain, outliers, p: Math.max(plain.p, own.p) } : NOTHING;
}

const NOTHING: OutlierLook = { outliers: [], p: 1, expected: () => ({ low: Number.NaN, high: Number.NaN }) };

function lookOn(scale: Scale, values: number[], options: OutlierOptions, residualsOf: (scaled: number[]) => number[]): OutlierLook {
  const scaled = values.map(scale.to);
  const residuals = residualsOf(scaled);
  // Where most values are one and the same there is no bulk to stand out from.
  if (values.length < OUTLIER_MINIMUM || robustDeviation(scaled) === 0 || robustDeviation(residuals) === 0) return NOTHING;
  const flagged = generalizedEsd(residuals, options);
  const rest = residuals.filter((_value, index) => !flagged.some((outlier) => outlier.index === index));
  const spread = robustDeviation(rest) || standardDeviation(rest);
  const far = flagged.filter(({ index }) => Math.abs((residuals[index] ?? 0) - median(rest)) > DISTANCE * spread);
  if (far.length === 0) return NOTHING;
  const at = (index: number, part: number): number => scale.from((scaled[index] ?? 0) - (residuals[index] ?? 0) + quantile(rest, part));
  return {
    outliers: far, p: Math.min(...flagged.map((outlier, index) => esdLevel(outlier, values.length, index + 1))),
    expected: (index) => ({ low: at(index, 0.1), high: at(index, 0.9) }),
  };
}

export function findOutliers(values: number[], options: OutlierOptions): Outlier[] {
  return testOutliers(values, options).outliers;
}

interface Scale { to(this: void, value: number): number; from(this: void, scaled: number): number }

function scaleOf(values: number[]): Scale {
  const positive = values.every((value) => value >= 0);
  // Small counts spread as wide as their own size; wider ones are skewed like money is.
  const counts = positive && values.every(Number.isInteger) && median(values) < 30 && robustDeviation(values) ** 2 < 3 * median(values);
  if (counts) return { to: (value) => 2 * Math.sqrt(value + 3 / 8), from: (scaled) => Math.max(0, (Math.max(0, scaled) / 2) ** 2 - 3 / 8) };
  return positive && isSkewed(values) ? logarithm(values) : { to: (value) => value, from: (scaled) => scaled };
}

/** Zeros among skewed values (a month without a cost) get a place below the rest, not at minus infinity. */
function logarithm(values: number[]): Scale {
  return logarithmAbove(values.includes(0) ? -median(values.filter((value) => value > 0)) / 10 : 0);
}

function logarithmAbove(floor: number): Scale {
  return { to: (value) => Math.log(value - floor), from: (scaled) => Math.exp(scaled) + floor };
}

/**
 * The logarithm above a floor from which the outer tenths are as far from the middle, by ratio.
 * @returns undefined where the upper tenth is not clearly further away than the lower (Kelly's skewness)
 */
function shiftedLogarithm(values: number[]): Scale | undefined {
  const [low, middle, high] = [quantile(values, 0.1), median(values), quantile(values, 0.9)];
  const kelly = high === low ? 0 : (high + low - 2 * middle) / (high - low);
  if (kelly < LONG_TAIL) return undefined;
  const least = Math.min(...values);
  return logarithmAbove(Math.min((low * high - middle * middle) / (high + low - 2 * middle), least - 0.5 * (middle - least)));
}

/** Bowley's quartile skewness, a long upper tail, or a spread that symmetry would carry below zero. */
function isSkewed(values: number[]): boolean {
  const [low, middle, high] = [quantile(values, 0.25), median(values), quantile(values, 0.75)];
  if (!(middle > 0)) return false;
  const bowley = high === low ? 0 : (high + low - 2 * middle) / (high - low);
  return bowley > 0.2 || mean(values) > 1.3 * middle || robustDeviation(values) > 0.5 * middle;
}
