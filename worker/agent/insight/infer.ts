// Inferential claims: what returns, what tends to move, what stands out. Each has a least sample, a test, an effect gate, and a corrected p.
import type { Insight } from "../../protocol.ts";
import { benjaminiHochberg, holm } from "../../stats/multiplicity.ts";
import { OUTLIER_MINIMUM } from "../../stats/outliers.ts";
import { ALPHA, outlierClaim, scoreOf, type Claim } from "./claim.ts";
import type { Series } from "./facts.ts";
import { claimsInTime, sharedAutocorrelation } from "./time-claims.ts";

/** Pairwise slopes grow with the square of the points: beyond this a test would cost more than the rest of an answer. */
export const MOST_POINTS = 500;

/**
 * Tests the series that was asked for, if all of it is there: the top of a ranking says nothing of the rest. Its tests
 * are one family, corrected after Holm.
 * @returns what held, and how many patterns were tested
 */
export function inferFromSeries(series: Series, locale: string): { items: Insight[]; checked: number } {
  return held(claimsOf(series, locale), holm, 1);
}

/**
 * Tests whatever else the result holds: one family over all, corrected after Benjamini and Hochberg.
 * @param asked the series that was asked for, if there is one. @param more claims of other kinds
 */
export function inferFromOthers(others: Series[], asked: Series | undefined, more: Claim[], locale: string): { items: Insight[]; checked: number } {
  // Series over the same periods are much alike: what each is too short to show, all together do.
  const floor = sharedAutocorrelation([...(asked ? [asked] : []), ...others]
    .filter((series) => series.dimension.role === "time" && isRegular(series) && series.points.length <= MOST_POINTS));
  const all = others.reduce((sum, series) => sum + weightOf(series), 0);
  const claims = others.flatMap((series) => claimsOf(series, locale, floor).map((claim): Claim => ({ ...claim, impact: all > 0 ? weightOf(series) / all : 0.5 })));
  return held([...claims, ...more], benjaminiHochberg, 0.5);
}

/** What a group adds to the whole; 0 for what does not add up. */
function weightOf({ measure, group, points }: Series): number {
  return group && measure.additive ? points.reduce((sum, { value }) => sum + Math.max(0, value), 0) : 0;
}

function held(claims: Claim[], correct: (ps: number[]) => number[], relevance: number): { items: Insight[]; checked: number } {
  const corrected = correct(claims.map(({ p }) => p));
  const items = claims.flatMap((claim, index) => ((corrected[index] ?? 1) <= ALPHA ? [{ ...claim.insight(corrected[index] ?? 1), score: scoreOf(claim, relevance) }] : []));
  return { items, checked: claims.length };
}

function claimsOf(series: Series, locale: string, floor = 0): Claim[] {
  if (!series.whole || series.points.length > MOST_POINTS || new Set(series.points.map(({ value }) => value)).size < 3) return [];
  if (series.dimension.role === "time") return isRegular(series) ? claimsInTime(series, locale, floor) : [];
  return series.dimension.role === "cyclic" ? [] : outlierClaim(series, OUTLIER_MINIMUM, (values) => values, locale);
}

/** Every period is there: a test over steps needs equal ones. */
export function isRegular({ missing, gaps }: Series): boolean {
  return missing === 0 && gaps === 0;
}
