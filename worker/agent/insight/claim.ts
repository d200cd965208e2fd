// A test that was made and the sentence it would be, with what claims of names and of time share.
import type { Insight } from "../../protocol.ts";
import { testOutliers } from "../../stats/outliers.ts";
import { outlierInsight } from "./claims.ts";
import type { Series } from "./facts.ts";

export const ALPHA = 0.05;

/** Its p is 1 where the effect is too small to matter: it was tested, and did not hold. */
export interface Claim { p: number; insight(this: void, q: number): Insight }

/** @param residuals takes out of the scaled values what is understood. @returns nothing below `least` points */
export function outlierClaim(series: Series, least: number, residuals: (scaled: number[]) => number[], locale: string): Claim[] {
  const n = series.points.length;
  if (n < least) return [];
  const look = testOutliers(series.points.map((point) => point.value), { alpha: ALPHA, most: Math.max(1, Math.floor(n / 10)) }, residuals);
  return [{ p: look.p, insight: (q) => outlierInsight(series, look, q, locale) }];
}
