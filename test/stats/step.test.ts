// The step test: a published series, its error on autocorrelated noise, and that lines are no steps.
import { describe, expect, it } from "vitest";
import { stepChance } from "../../worker/stats/step-chance.ts";
import { STEP_LENGTHS, STEP_LEVELS, STEP_NULLS, STEP_PHIS } from "../../worker/stats/step-nulls.ts";
import { largestStep, testStep } from "../../worker/stats/step.ts";
import { testTrend } from "../../worker/stats/trend.ts";
import { ar, normals, share } from "./noise.ts";

/** Yearly flow of the Nile at Aswan, 1871–1970, in 10⁸ m³ (Cobb 1978): it fell between 1898 and 1899. */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833,
  701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010,
  771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

describe("a step", () => {
  it("of the Nile came in 1899, from about 1,098 to 850", () => {
    const step = testStep(NILE);
    expect([NILE.length, step?.at, step?.before.toFixed(0), step?.after.toFixed(0), step?.beats]).toEqual([100, 28, "1098", "850", true]);
    expect(step?.p).toBeLessThan(0.001);
  });

  it("is the place with the largest two-sample t", () => {
    const values = [1, 2, 1, 2, 1, 2, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6];
    const [first, second] = [values.slice(0, 6), values.slice(6)];
    const squares = (part: number[]): number => part.reduce((sum, value) => sum + (value - part.reduce((a, b) => a + b) / part.length) ** 2, 0);
    const pooled = Math.sqrt((squares(first) + squares(second)) / 14);
    expect(largestStep(values)?.at).toBe(6);
    expect(largestStep(values)?.t).toBeCloseTo(4 / (pooled * Math.sqrt(1 / 6 + 1 / 10)), 9);
  });

  it("is looked for in nothing short or constant", () => {
    expect(testStep(NILE.slice(0, 15))).toBeUndefined();
    expect(testStep(Array.from({ length: 30 }, () => 4))).toBeUndefined();
  });

  it.each([[0, 0.04], [0.3, 0.06], [0.6, 0.1]])("of AR(%d) noise holds in at most %d", (phi, most) => {
    const next = normals(60 + Math.round(100 * phi));
    expect(share(500, () => { const step = testStep(ar(next, 30, phi)); return step !== undefined && step.p <= 0.05 && step.beats; })).toBeLessThanOrEqual(most);
  });

  it("is not what a line is, however steep", () => {
    const next = normals(71);
    for (const rise of [3, 6, 12]) expect(share(200, () => testStep(Array.from({ length: 40 }, (_, index) => next() + (rise * index) / 39))?.beats === true)).toBeLessThanOrEqual(0.08);
  });

  it("is not what a bend is", () => {
    const next = normals(74);
    const rising = () => Array.from({ length: 40 }, (_, index) => next() + Math.max(0, 12 - index) * 0.8);
    expect(share(200, () => testStep(rising())?.beats === true)).toBeLessThanOrEqual(0.1);
  });

  it("and a trend are less sure where series of their kind resemble themselves more", () => {
    const [step, unsure] = [testStep(NILE.slice(0, 60)), testStep(NILE.slice(0, 60), 0.7)];
    expect(unsure?.p).toBeGreaterThan(step?.p ?? 1);
    expect(testTrend(NILE, 0.6).p).toBeGreaterThan(testTrend(NILE).p);
    expect(testTrend(NILE, 0.01)).toEqual(testTrend(NILE));
  });

  it("of three deviations is found in 24 values at least 7 times in 10", () => {
    const next = normals(72);
    const found = share(300, () => { const step = testStep(Array.from({ length: 24 }, (_, index) => next() + (index < 10 ? 0 : 3))); return step !== undefined && step.p <= 0.05 && step.beats; });
    expect(found).toBeGreaterThanOrEqual(0.7);
  });
});

describe("its chance", () => {
  it("is the table's at its places, falls with t, and rises with autocorrelation", () => {
    STEP_LENGTHS.forEach((n, row) => STEP_PHIS.forEach((phi, column) => STEP_LEVELS.forEach((level, at) => {
      expect(stepChance(STEP_NULLS[row * STEP_PHIS.length + column]?.[at] ?? Number.NaN, n, phi)).toBeCloseTo(level, 9);
    })));
    expect(stepChance(4, 30, 0)).toBeLessThan(stepChance(4, 30, 0.5));
    expect(stepChance(5, 30, 0.3)).toBeLessThan(stepChance(4, 30, 0.3));
    expect([stepChance(0, 30, 0.3), stepChance(90, 30, 0.3)]).toEqual([1, 1e-9]);
  });

  it("holds between the table's places", () => {
    const next = normals(73);
    const wrong = share(1_500, () => stepChance(largestStep(ar(next, 40, 0.4))?.t ?? 0, 40, 0.4) <= 0.05);
    expect(wrong).toBeGreaterThan(0.035);
    expect(wrong).toBeLessThan(0.068);
  });
});
