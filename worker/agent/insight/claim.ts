// A test that was made and the sentence it would be, with what claims of names and of time share.
import type { Insight } from "../../protocol.ts";
import { testOutliers } from "../../stats/outliers.ts";
import { outlierInsight } from "./claims.ts";
import type { Series } from "./facts.ts";

export const ALPHA = 0.05;
/** Times its critical value at which an outlier is as far out as any. */
const FULL_OUTLIER = 1.5;

/** Its p is 1 where the effect is too small to matter: it was tested, and did not hold. `effect`: 0 barely seen, 1 as large as can be told apart. */
export interface Claim { p: number; effect: number; /** part of the whole that it is about */ impact?: number; insight(this: void, q: number): Insight }

/** An effect on 0–1 from its size in deviations or the like, and the size that is as good as any larger. */
export function effectOf(size: number, full: number): number {
  return Number.isFinite(size) ? Math.min(1, Math.abs(size) / full) : 1;
}

/**
 * What is worth saying first: claims on much of the whole, with a large effect, on what was asked.
 * @param relevance 1 for what was asked for, less for the rest. @returns 0–1
 */
export function scoreOf({ effect, impact = 1 }: Pick<Claim, "effect" | "impact">, relevance: number): number {
  return 0.4 * impact + 0.4 * effect + 0.2 * relevance;
}

/** @param residuals takes out of the scaled values what is understood. @returns nothing below `least` points */
export function outlierClaim(series: Series, least: number, residuals: (scaled: number[]) => number[], locale: string): Claim[] {
  const n = series.points.length;
  if (n < least) return [];
  const look = testOutliers(series.points.map((point) => point.value), { alpha: ALPHA, most: Math.max(1, Math.floor(n / 10)) }, residuals);
  const [worst] = look.outliers;
  return [{ p: look.p, effect: worst ? effectOf(worst.statistic / worst.critical, FULL_OUTLIER) : 0, insight: (q) => outlierInsight(series, look, q, locale) }];
}
