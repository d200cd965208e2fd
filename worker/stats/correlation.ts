// Whether two numbers move together: Spearman's rank correlation, for rows that are independent and for series that are not.
import { studentCdf } from "./distributions.ts";
import { autocorrelation, mean, ranks } from "./numbers.ts";

export interface Correlation { rho: number; p: number; n: number; /** pairs that n dependent ones are worth */ effective: number }

/** Pairs below which a relation is not tested. */
export const CORRELATION_MINIMUM = 20;
/** Steps below which a relation of two series is not tested. */
export const SERIES_MINIMUM = 16;
const LAGS = 5;

/** Spearman's ρ of independent pairs, and its two-sided p by the t approximation (good from about 10 pairs on). */
export function spearman(xs: number[], ys: number[]): Correlation {
  const n = Math.min(xs.length, ys.length);
  const rho = pearson(ranks(xs.slice(0, n)), ranks(ys.slice(0, n)));
  return { rho, n, effective: n, p: pOf(rho, n) };
}

/**
 * Spearman's ρ of two series at equal steps. Two series that each follow themselves move together by chance more often
 * than n pairs would: n* = n ÷ (1 + 2 Σ (1 − k/n) r(k) r′(k)), the smaller of that over five lags and of its closed
 * form for AR(1), n (1 − r r′) ÷ (1 + r r′) (Bayley & Hammersley 1946; Pyper & Peterman 1998).
 */
export function spearmanOverTime(xs: number[], ys: number[]): Correlation {
  const { rho, n } = spearman(xs, ys);
  const [a, b] = [ranks(xs.slice(0, n)), ranks(ys.slice(0, n))];
  // An estimated autocorrelation is too small by about (1 + 3r) ÷ n (Kendall 1954).
  const r = (series: number[], lag: number): number => Math.min(0.99, autocorrelation(series, lag) + (1 + 3 * Math.max(0, autocorrelation(series, lag))) / n);
  const products = Array.from({ length: Math.min(LAGS, n - 2) }, (_, index) => (1 - (index + 1) / n) * r(a, index + 1) * r(b, index + 1));
  const first = Math.max(0, r(a, 1) * r(b, 1));
  const inflation = Math.max(1, 1 + 2 * products.reduce((sum, product) => sum + product, 0), (1 + first) / (1 - first));
  const effective = Math.max(3, n / inflation);
  return { rho, n, effective, p: pOf(rho, effective) };
}

function pOf(rho: number, n: number): number {
  if (n <= 2) return 1;
  if (Math.abs(rho) >= 1) return 0;
  const t = rho * Math.sqrt((n - 2) / (1 - rho * rho));
  return 2 * (1 - studentCdf(Math.abs(t), n - 2));
}

function pearson(xs: number[], ys: number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const product = xs.reduce((sum, x, index) => sum + (x - mx) * ((ys[index] ?? my) - my), 0);
  const spread = Math.sqrt(xs.reduce((sum, x) => sum + (x - mx) ** 2, 0) * ys.reduce((sum, y) => sum + (y - my) ** 2, 0));
  return spread === 0 ? 0 : product / spread;
}
