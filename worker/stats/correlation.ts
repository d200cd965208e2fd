// Whether two numbers move together: Spearman's rank correlation.
import { studentCdf } from "./distributions.ts";
import { mean } from "./numbers.ts";

/** Pairs below which a relation is not tested. */
export const CORRELATION_MINIMUM = 20;

/** Spearman's ρ, and its two-sided p by the t approximation (good from about 10 pairs on). */
export function spearman(xs: number[], ys: number[]): { rho: number; p: number; n: number } {
  const n = Math.min(xs.length, ys.length);
  const rho = pearson(ranks(xs.slice(0, n)), ranks(ys.slice(0, n)));
  if (Math.abs(rho) >= 1) return { rho, p: 0, n };
  const t = rho * Math.sqrt((n - 2) / (1 - rho * rho));
  return { rho, p: 2 * (1 - studentCdf(Math.abs(t), n - 2)), n };
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: number[]): number[] {
  const order = values.map((_value, index) => index).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranked = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let at = start; at <= end; at++) ranked[order[at] ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranked;
}

function pearson(xs: number[], ys: number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const product = xs.reduce((sum, x, index) => sum + (x - mx) * ((ys[index] ?? my) - my), 0);
  const spread = Math.sqrt(xs.reduce((sum, x) => sum + (x - mx) ** 2, 0) * ys.reduce((sum, y) => sum + (y - my) ** 2, 0));
  return spread === 0 ? 0 : product / spread;
}
