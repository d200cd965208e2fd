// Outliers by the generalised extreme studentised deviate (Rosner 1983), on the scale where the bulk is roughly normal.
import { studentCdf, studentInverse } from "./distributions.ts";
import { mean, median, quantile, robustDeviation, standardDeviation } from "./numbers.ts";

export interface Outlier { index: number; statistic: number; critical: number }
export interface OutlierOptions { /** chance of any false flag in a clean normal sample */ alpha: number; /** most outliers looked for */ most: number }

/** Values below which nothing is called an outlier. */
export const OUTLIER_MINIMUM = 8;
/** Robust deviations from the rest that an outlier must be away, beyond passing the test. */
const DISTANCE = 4.5;

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

/**
 * Outliers of a sample of unknown shape: small counts by Anscombe's square root, skewed positive values by their
 * logarithm, else as they are; then far from the rest as well.
 * @returns the flagged values, most extreme first, and the level at which the whole look would just flag any
 */
export function testOutliers(values: number[], options: OutlierOptions): { outliers: Outlier[]; p: number } {
  const nothing = { outliers: [], p: 1 };
  if (values.length < OUTLIER_MINIMUM) return nothing;
  const scaled = values.map(scaleOf(values));
  // Where most values are one and the same there is no bulk to stand out from.
  if (robustDeviation(scaled) === 0) return nothing;
  const flagged = generalizedEsd(scaled, options);
  const rest = scaled.filter((_value, index) => !flagged.some((outlier) => outlier.index === index));
  const spread = robustDeviation(rest) || standardDeviation(rest);
  const far = flagged.filter(({ index }) => Math.abs((scaled[index] ?? 0) - median(rest)) > DISTANCE * spread);
  if (far.length === 0) return nothing;
  return { outliers: far, p: Math.min(...flagged.map((outlier, index) => esdLevel(outlier, values.length, index + 1))) };
}

export function findOutliers(values: number[], options: OutlierOptions): Outlier[] {
  return testOutliers(values, options).outliers;
}

function scaleOf(values: number[]): (value: number) => number {
  const counts = values.every((value) => Number.isInteger(value) && value >= 0);
  if (counts && median(values) < 30) return (value) => 2 * Math.sqrt(value + 3 / 8);
  const positive = values.every((value) => value > 0);
  return positive && isSkewed(values) ? Math.log : (value) => value;
}

/** Bowley's quartile skewness, or a long upper tail. */
function isSkewed(values: number[]): boolean {
  const [low, middle, high] = [quantile(values, 0.25), median(values), quantile(values, 0.75)];
  const bowley = high === low ? 0 : (high + low - 2 * middle) / (high - low);
  return bowley > 0.2 || mean(values) > 1.3 * middle;
}
