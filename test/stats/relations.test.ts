// Inverses, ranks, groups, seasons and correlation, held to jstat and to published tables.
import jStat from "jstat";
import { describe, expect, it } from "vitest";
import { spearman, spearmanOverTime } from "../../worker/stats/correlation.ts";
import { binomialInverse, binomialTail, chiSquareCdf, chiSquareInverse, normalCdf, normalInverse } from "../../worker/stats/distributions.ts";
import { evenCounts, kruskalWallis } from "../../worker/stats/groups.ts";
import { autocorrelation, correctedAutocorrelation, lagOneAutocorrelation, median, ranks } from "../../worker/stats/numbers.ts";
import { esdCritical, esdLevel, generalizedEsd, testOutliers } from "../../worker/stats/outliers.ts";
import { selectMedian, selectRank } from "../../worker/stats/select.ts";
import { deseasonalize, testSeason } from "../../worker/stats/season.ts";
import { seeded } from "../semantic/data.ts";
import { ar, normals, share } from "./noise.ts";

describe("inverses", () => {
  it("give back what the distribution gave", () => {
    for (const p of [1e-6, 0.01, 0.3, 0.5, 0.975, 0.999999]) {
      expect(normalCdf(normalInverse(p))).toBeCloseTo(p, 10);
      for (const df of [1, 2, 7, 40]) expect(chiSquareCdf(chiSquareInverse(p, df), df)).toBeCloseTo(p, 10);
    }
  });
  it("stand in every table", () => {
    expect([normalInverse(0.975), normalInverse(0.95), normalInverse(0.01)].map((z) => Number(z.toFixed(4)))).toEqual([1.96, 1.6449, -2.3263]);
    expect([[0.95, 1], [0.95, 10], [0.99, 3]].map(([p = 0, df = 1]) => Number(chiSquareInverse(p, df).toFixed(3)))).toEqual([3.841, 18.307, 11.345]);
  });
  it("agree with jstat", () => {
    for (const x of [0.1, 1, 3.84, 20, 90]) for (const df of [1, 4, 30]) expect(chiSquareCdf(x, df)).toBeCloseTo(jStat.chisquare.cdf(x, df), 8);
  });
  it("of a binomial is the least count with that chance", () => {
    for (const [p, n, chance] of [[0.5, 10, 0.5], [0.95, 100, 0.5], [0.025, 60, 0.1], [0.999, 7, 0.9]] as const) {
      const k = binomialInverse(p, n, chance);
      expect(1 - binomialTail(k + 1, n, chance)).toBeGreaterThanOrEqual(p);
      if (k > 0) expect(1 - binomialTail(k, n, chance)).toBeLessThan(p);
    }
  });
});

describe("Kruskal and Wallis", () => {
  it("is 7.2 for three groups that do not overlap", () => {
    const { h, p, df } = kruskalWallis([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
    expect([Number(h.toFixed(6)), Number(p.toFixed(6)), df]).toEqual([7.2, 0.027324, 2]);
  });
  it("shares ranks among ties, and sees nothing where all is equal or alone", () => {
    expect(ranks([10, 20, 10, 30])).toEqual([1.5, 3, 1.5, 4]);
    expect(kruskalWallis([[1, 1], [2, 2]]).h).toBeCloseTo(3, 10);
    expect([kruskalWallis([[5, 5], [5, 5]]).p, kruskalWallis([[1, 2, 3], []]).p]).toEqual([1, 1]);
  });
  it("is right about nothing as often as it says", () => {
    const next = normals(12);
    const wrong = share(600, () => kruskalWallis([0, 1, 2].map(() => Array.from({ length: 8 }, next))).p < 0.05);
    expect(wrong).toBeGreaterThan(0.02);
    expect(wrong).toBeLessThan(0.07);
  });
});

describe("even counts", () => {
  it("is Pearson's χ²: a die of 60 throws", () => {
    const { chi, p, df } = evenCounts([5, 8, 9, 8, 10, 20]);
    expect([Number(chi.toFixed(4)), Number(p.toFixed(4)), df]).toEqual([13.4, 0.0199, 5]);
  });
});

describe("Spearman", () => {
  it("is 1 − 6 Σd² ÷ n(n² − 1) without ties", () => {
    const [x, y] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 1, 4, 3, 7, 8, 6, 5, 10, 9]];
    const d = x.reduce((sum, value, index) => sum + (value - (y[index] ?? 0)) ** 2, 0);
    expect(spearman(x, y).rho).toBeCloseTo(1 - (6 * d) / (10 * 99), 12);
    expect(spearman(x, x.toReversed())).toMatchObject({ rho: -1, p: 0 });
  });
  it("counts fewer pairs where both series follow themselves", () => {
    const slow = Array.from({ length: 40 }, (_, index) => Math.sin(index / 6));
    const next = normals(2);
    expect(spearmanOverTime(slow, slow.map((value) => value + 0.1 * next())).effective).toBeLessThan(15);
    const white = Array.from({ length: 40 }, next);
    expect(spearmanOverTime(white, Array.from({ length: 40 }, next)).effective).toBeGreaterThan(30);
  });
  it.each([0, 0.3, 0.6])("of two unrelated series, AR(%d), is rarely called a relation; over independent pairs it would be", (phi) => {
    const next = normals(40 + 10 * phi);
    const pairs = Array.from({ length: 600 }, () => [ar(next, 40, phi), ar(next, 40, phi)] as const);
    expect(pairs.filter(([a, b]) => spearmanOverTime(a, b).p < 0.05).length / 600).toBeLessThanOrEqual(0.065);
    if (phi === 0.6) expect(pairs.filter(([a, b]) => spearman(a, b).p < 0.05).length / 600).toBeGreaterThan(0.1);
  });
});

describe("autocorrelation", () => {
  it("returns after a cycle", () => {
    const wave = Array.from({ length: 48 }, (_, index) => Math.sin((2 * Math.PI * index) / 12));
    expect(autocorrelation(wave, 12)).toBeGreaterThan(0.7);
    expect(autocorrelation(wave, 6)).toBeLessThan(-0.7);
  });
  it("is corrected upwards, and stays below 1", () => {
    const rising = [1, 2, 2, 3, 4, 4, 5, 6, 6, 7];
    expect(correctedAutocorrelation(rising)).toBeGreaterThan(lagOneAutocorrelation(rising));
    expect(correctedAutocorrelation(Array.from({ length: 30 }, (_, index) => index))).toBeLessThanOrEqual(0.99);
    expect(correctedAutocorrelation([1, -1, 1, -1, 1, -1])).toBe(0);
  });
});

describe("selection", () => {
  it("finds what sorting would put there, ties and all", () => {
    const random = seeded(3);
    for (let run = 0; run < 200; run++) {
      const values = Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.floor(random() * 20));
      const sorted = values.toSorted((a, b) => a - b);
      const rank = Math.floor(random() * values.length);
      expect(selectRank(Float64Array.from(values), rank)).toBe(sorted[rank]);
      expect(selectMedian(Float64Array.from(values))).toBe(median(values));
    }
  });
});

describe("a season", () => {
  const wave = (index: number): number => 10 * Math.sin((2 * Math.PI * index) / 12);
  it("is found, measured and taken out, trend or not", () => {
    const next = normals(8);
    const values = Array.from({ length: 60 }, (_, index) => 100 + 0.5 * index + wave(index) + next());
    const season = testSeason(values, 12);
    expect(season?.p).toBeLessThan(1e-4);
    expect(season?.effect).toBeGreaterThan(8);
    expect(season?.profile.indexOf(Math.max(...(season?.profile ?? [])))).toBe(3);
    const left = season ? deseasonalize(values, season) : [];
    expect(Math.abs(autocorrelation(left.map((value, index) => value - 0.5 * index), 6))).toBeLessThan(0.5);
  });
  it("must return as well as differ: one value larger than all waves together hides it", () => {
    const next = normals(8);
    const values = Array.from({ length: 60 }, (_, index) => wave(index) + next());
    const spiked = values.map((value, index) => (index === 30 ? 400 : value));
    expect(testSeason(values, 12)?.p).toBeLessThan(0.001);
    expect(testSeason(spiked, 12)).toMatchObject({ p: 1 });
    expect(testSeason(spiked, 12)?.h).toBeGreaterThan(chiSquareInverse(0.99, 11));
  });
  it("is not looked for in less than three cycles", () => expect(testSeason(Array.from({ length: 35 }, (_, index) => wave(index)), 12)).toBeUndefined());
  it.each([0, 0.3, 0.6])("is rarely seen in noise, AR(%d)", (phi) => {
    const next = normals(90 + 10 * phi);
    expect(share(500, () => (testSeason(ar(next, 48, phi), 12)?.p ?? 1) <= 0.01)).toBeLessThanOrEqual(0.02);
  });
});

describe("the level of an outlier", () => {
  it("is α exactly where the statistic is critical", () => {
    for (const [n, i] of [[20, 1], [54, 3], [12, 1]] as const) expect(esdLevel({ index: 0, statistic: esdCritical(n, i, 0.03), critical: 0 }, n, i)).toBeCloseTo(0.03, 8);
  });
  it("is below α for what is flagged and 1 for what is not far enough", () => {
    const values = [...Array.from({ length: 20 }, (_, index) => 50 + (index % 5)), 90];
    expect(testOutliers(values, { alpha: 0.05, most: 2 })).toMatchObject({ outliers: [{ index: 20 }] });
    expect(testOutliers(values, { alpha: 0.05, most: 2 }).p).toBeLessThan(1e-4);
    expect(testOutliers(values.slice(0, 20), { alpha: 0.05, most: 2 })).toMatchObject({ outliers: [], p: 1 });
    expect(esdLevel({ index: 0, statistic: 99, critical: 0 }, 5, 1)).toBe(0);
    expect(generalizedEsd(values, { alpha: 0.05, most: 2 })[0]?.index).toBe(20);
  });
});
