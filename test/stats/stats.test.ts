// Held to jstat (a development dependency) and to published values.
import jStat from "jstat";
import { describe, expect, it } from "vitest";
import { binomialTail, incompleteBeta, lnGamma, normalCdf, studentCdf, studentInverse } from "../../worker/stats/distributions.ts";
import { benjaminiHochberg, holm } from "../../worker/stats/multiplicity.ts";
import { lagOneAutocorrelation, median, quantile, robustDeviation, standardDeviation } from "../../worker/stats/numbers.ts";
import { esdCritical, findOutliers, generalizedEsd } from "../../worker/stats/outliers.ts";
import { testTrend } from "../../worker/stats/trend.ts";

const grid = [-6, -3.2, -1.959964, -1, -0.3, 0, 0.1, 0.7, 1.5, 1.8, 2.4, 4, 7];

describe("distributions agree with jstat", () => {
  it.each(grid)("at %d", (x) => {
    expect(normalCdf(x)).toBeCloseTo(jStat.normal.cdf(x, 0, 1), 7);
    for (const df of [1, 2, 5, 12, 30, 200]) expect(studentCdf(x, df)).toBeCloseTo(jStat.studentt.cdf(x, df), 7);
  });

  it("inverts Student's t", () => {
    for (const df of [3, 10, 52]) for (const p of [0.001, 0.025, 0.5, 0.9, 0.9995]) expect(studentCdf(studentInverse(p, df), df)).toBeCloseTo(p, 10);
    expect(studentInverse(0.975, 10)).toBeCloseTo(2.228139, 5);
  });

  it("has the tails of the normal right far out", () => {
    expect(normalCdf(-5)).toBeCloseTo(2.8665157e-7, 12);
    expect(2 * (1 - normalCdf(1.959963985))).toBeCloseTo(0.05, 8);
  });

  it("has beta, gamma and binomial right", () => {
    for (const [x, a, b] of [[0.2, 2, 3], [0.9, 0.5, 0.5], [0.01, 10, 1], [0.5, 50, 60]] as const) expect(incompleteBeta(x, a, b)).toBeCloseTo(jStat.ibeta(x, a, b), 7);
    for (const x of [0.1, 0.5, 1, 2.5, 10, 170]) expect(lnGamma(x)).toBeCloseTo(jStat.gammaln(x), 8);
    expect(binomialTail(60, 100, 0.5)).toBeCloseTo(1 - jStat.binomial.cdf(59, 100, 0.5), 7);
    expect([binomialTail(0, 10, 0.5), binomialTail(11, 10, 0.5)]).toEqual([1, 0]);
  });
});

describe("order statistics", () => {
  it("interpolate as type 7 does", () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(median([3, 1, 2])).toBe(2);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.13809, 5);
    expect(robustDeviation([1, 1, 2, 2, 4, 6, 900])).toBeCloseTo(1.4826, 9);
  });
  it("see that a series follows itself", () => {
    expect(lagOneAutocorrelation([1, 2, 3, 4, 5, 6, 7, 8])).toBeGreaterThan(0.5);
    expect(lagOneAutocorrelation([1, -1, 1, -1, 1, -1])).toBeLessThan(-0.5);
    expect(lagOneAutocorrelation([5, 5, 5])).toBe(0);
  });
});

/** Rosner's own example (1983), as in the NIST/SEMATECH e-Handbook, section 1.3.5.17.3. */
const ROSNER = [
  -0.25, 0.68, 0.94, 1.15, 1.2, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.7, 1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.1,
  2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.4, 2.47, 2.54, 2.62, 2.64, 2.9, 2.92, 2.92, 2.93, 3.21, 3.26, 3.3, 3.59, 3.68, 4.3, 4.64, 5.34, 5.42, 6.01,
];

describe("generalised ESD", () => {
  it("finds the three outliers of Rosner's example, with his statistics and critical values", () => {
    const found = generalizedEsd(ROSNER, { alpha: 0.05, most: 10 });
    expect(found.map(({ index }) => ROSNER[index])).toEqual([6.01, 5.42, 5.34]);
    expect(found.map(({ statistic }) => Number(statistic.toFixed(3)))).toEqual([3.119, 2.943, 3.179]);
    expect(found.map(({ critical }) => Number(critical.toFixed(3)))).toEqual([3.159, 3.151, 3.144]);
    expect(esdCritical(54, 10, 0.05)).toBeCloseTo(3.085, 2);
  });

  it("finds nothing in a constant or a tiny sample", () => {
    expect(generalizedEsd([5, 5, 5, 5, 5, 5, 5, 5, 5], { alpha: 0.05, most: 2 })).toEqual([]);
    expect(findOutliers([1, 2, 100], { alpha: 0.05, most: 1 })).toEqual([]);
  });

  it("says nothing where most values are the same: a lone sum among zeros is no outlier", () => {
    expect(findOutliers([0, 0, 0, 130, 0, 0, 0, 0, 0, 0, 0, 0], { alpha: 0.05, most: 1 })).toEqual([]);
  });

  it("takes skewed values on their logarithm: a long tail is no anomaly, ten times the largest is", () => {
    const tail = Array.from({ length: 40 }, (_, index) => Math.exp(index / 8));
    expect(findOutliers(tail, { alpha: 0.05, most: 4 })).toEqual([]);
    const spiked = [...Array.from({ length: 40 }, (_, index) => Math.exp((index % 7) / 8)), 100_000];
    expect(findOutliers(spiked, { alpha: 0.05, most: 4 }).map(({ index }) => index)).toEqual([40]);
  });
});

describe("trend", () => {
  it("gives the slope and certainty of a straight line with a little noise", () => {
    const trend = testTrend(Array.from({ length: 24 }, (_, index) => 10 + 2 * index + (index % 3) - 1));
    expect(trend.slope).toBeCloseTo(2, 1);
    expect(trend.p).toBeLessThan(0.001);
    expect([trend.low <= trend.slope, trend.high >= trend.slope]).toEqual([true, true]);
  });

  it("is Mann and Kendall's where nothing follows itself: S = 45, var = 10·9·25 ÷ 18, z = 44 ÷ √125", () => {
    const trend = testTrend(Array.from({ length: 10 }, (_, index) => index + (index % 2) * 0.4));
    expect(trend.autocorrelation).toBe(0);
    expect(trend.p).toBeCloseTo(2 * (1 - normalCdf(44 / Math.sqrt(125))), 12);
  });

  it("is less sure of a series that follows itself than of one that does not", () => {
    const rise = [1, 2, 3, 4, 6, 7, 7, 8, 4, 3, 2, 4, 6, 8, 9, 10, 11, 12, 9, 8];
    const shuffled = [1, 4, 2, 6, 3, 7, 4, 7, 3, 8, 2, 8, 4, 9, 6, 10, 8, 11, 9, 12];
    expect(testTrend(rise).autocorrelation).toBeGreaterThan(testTrend(shuffled).autocorrelation);
  });

  it("sees none in a constant series", () => expect(testTrend(Array.from({ length: 10 }, () => 3))).toMatchObject({ slope: 0, p: 1 }));
});

describe("many tests at once", () => {
  it("are corrected as published", () => {
    const ps = [0.01, 0.04, 0.03, 0.005];
    expect(holm(ps).map((p) => Number(p.toFixed(4)))).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(benjaminiHochberg(ps).map((p) => Number(p.toFixed(4)))).toEqual([0.02, 0.04, 0.04, 0.02]);
    expect([holm([]), benjaminiHochberg([0.5])]).toEqual([[], [0.5]]);
  });
});
