import { describe, expect, it } from "vitest";
import { compareProportions, explainRatio, explainVolume, type MemberRatio } from "../../worker/stats/explain-ratio.ts";
import { explainChange, homogeneity, type MemberChange } from "../../worker/stats/explain-change.ts";
import { pick, seeded } from "../semantic/data.ts";
import { poisson, share } from "./noise.ts";

const rows = (...numbers: [string, number, number][]): MemberChange<string>[] => numbers.map(([member, before, after]) => ({ member, before, after }));
const ratios = (...numbers: [string, number, number, number, number][]): MemberRatio<string>[] =>
  numbers.map(([member, part0, whole0, part1, whole1]) => ({ member, before: { part: part0, whole: whole0 }, after: { part: part1, whole: whole1 } }));

/** Two years of three channels: online fell, the rest stayed. */
const channel = { dimension: "channel", rows: rows(["online", 500, 300], ["shop", 300, 305], ["phone", 200, 195]) };
const region = { dimension: "region", rows: rows(["north", 520, 416], ["south", 480, 384]) };
const total = { before: 1_000, after: 800 };

describe("a change of a sum", () => {
  it("is made of its members, the one that moved first", () => {
    const { change, rate, leading } = explainChange(total, [channel]);
    expect([change, rate]).toEqual([-200, -0.2]);
    expect(leading).toEqual([{ dimension: "channel", member: "online", before: 500, after: 300, change: -200, share: 1, size: 0.5 }]);
  });

  it("is told by the dimension in which few members took part, not by the one in which all moved alike", () => {
    const { dimensions, leading } = explainChange(total, [region, channel]);
    expect(dimensions.map(({ dimension }) => dimension)).toEqual(["channel", "region"]);
    expect(dimensions[1]?.strength).toBeCloseTo(0, 12);
    expect(leading[0]).toMatchObject({ member: "online" });
  });

  it("adds up along each dimension, and says what no row shows", () => {
    const random = seeded(3);
    for (let run = 0; run < 50; run++) {
      const made = Array.from({ length: 2 + Math.floor(20 * random()) }, (_, index) => ({ member: `m${index}`, before: Math.round(200 * random()), after: Math.round(200 * random()) }));
      const missing = pick(random, [0, 0, 17, -40]);
      const sums = { before: made.reduce((sum, row) => sum + row.before, 0), after: made.reduce((sum, row) => sum + row.after, 0) + missing };
      const [explained] = explainChange(sums, [{ dimension: "d", rows: made }]).dimensions;
      const told = (explained?.contributions ?? []).reduce((sum, one) => sum + one.change, 0);
      expect(told + (explained?.unexplained ?? 0)).toBeCloseTo(sums.after - sums.before, 9);
      expect(explained?.unexplained).toBe(missing);
      expect(explained?.strength).toBeLessThanOrEqual(1);
    }
  });

  it("names what came and what went, and what moved against the whole", () => {
    const { leading, against } = explainChange({ before: 100, after: 150 }, [{ dimension: "d", rows: rows(["new", 0, 60], ["old", 20, 0], ["rest", 80, 90]) }]);
    expect(leading.map(({ member, state }) => [member, state])).toEqual([["new", "new"], ["rest", undefined]]);
    expect(against).toMatchObject([{ member: "old", state: "gone", change: -20, share: -0.4 }]);
  });

  it("gives no shares of a change that is none, and no percentage of a small or missing base", () => {
    const still = explainChange({ before: 1_000, after: 1_005 }, [{ dimension: "d", rows: rows(["a", 500, 700], ["b", 500, 305]) }]);
    expect([still.leading, still.dimensions[0]?.contributions[0]?.share, still.dimensions[0]?.contributions[0]?.change]).toEqual([[], undefined, 200]);
    expect(explainChange({ before: 4, after: 9 }, [])).not.toHaveProperty("rate");
    const fresh = explainChange({ before: 0, after: 9 }, [{ dimension: "d", rows: rows(["a", 0, 9], ["b", 0, 0]) }]);
    expect(fresh.leading).toEqual([{ dimension: "d", member: "a", before: 0, after: 9, change: 9, share: 1, state: "new" }]);
  });

  it("takes the direction of a negative base from its size", () => expect(explainChange({ before: -100, after: -50 }, []).rate).toBe(0.5));

  it("tells at most two members of each dimension, and none of a dimension with one member", () => {
    const alone = { dimension: "alone", rows: rows(["only", 1_000, 800]) };
    const many = { dimension: "many", rows: rows(["a", 200, 150], ["b", 200, 150], ["c", 200, 150], ["d", 400, 350]) };
    expect(explainChange(total, [alone, many]).leading.map(({ dimension }) => dimension)).toEqual(["many", "many"]);
  });

  it("of counts, holds the members' differences against chance", () => {
    const random = seeded(12);
    const noise = () => Array.from({ length: 8 }, (_, index) => ({ member: `m${index}`, before: poisson(random, 40), after: poisson(random, 30) }));
    const told = (made: MemberChange<string>[]): boolean => {
      const sums = { before: made.reduce((sum, row) => sum + row.before, 0), after: made.reduce((sum, row) => sum + row.after, 0) };
      return explainChange(sums, [{ dimension: "a", rows: made }], { counts: true }).leading.length > 0;
    };
    expect(share(400, () => told(noise()))).toBeLessThanOrEqual(0.08);
    expect(share(200, () => told(noise().map((row) => (row.member === "m3" ? { ...row, after: poisson(random, 5) } : row))))).toBeGreaterThanOrEqual(0.9);
  });

  it("compares two mixes as the published test does", () => {
    // By hand: χ² = Σ (o − e)² ÷ e of [[10, 20], [30, 20]] is 5.3333, p = .0209. Too few of each prove nothing.
    expect(homogeneity([{ before: 10, after: 20 }, { before: 30, after: 20 }])).toBeCloseTo(0.02092, 4);
    expect(homogeneity([{ before: 1, after: 2 }, { before: 3, after: 1 }])).toBe(1);
  });
});

describe("a change of a ratio", () => {
  it("is its mix and its rate, exactly, and turns its sign when the periods are exchanged", () => {
    const random = seeded(5);
    const number = (): number => Math.floor(100 * random());
    for (let run = 0; run < 100; run++) {
      const made = Array.from({ length: 2 + Math.floor(6 * random()) }, (_, index): MemberRatio<string> => ({ member: `m${index}`, before: { part: number(), whole: number() * pick(random, [0, 1, 1]) }, after: { part: number(), whole: 1 + number() } }))
        .map((row) => (row.before.whole === 0 ? { ...row, before: { part: 0, whole: 0 } } : row));
      const [told] = explainRatio([{ dimension: "d", rows: made }]);
      const [back] = explainRatio([{ dimension: "d", rows: made.map(({ member, before, after }) => ({ member, before: after, after: before })) }]);
      if (!told || !back) continue;
      expect(told.mix + told.rate).toBeCloseTo(told.change, 9);
      expect(told.contributions.reduce((sum, one) => sum + one.change, 0)).toBeCloseTo(told.change, 9);
      expect([back.mix + told.mix, back.rate + told.rate].map((sum) => Math.abs(sum) < 1e-9)).toEqual([true, true]);
    }
  });

  it("is all mix where no group changed, all rate where no weight did", () => {
    const [mix] = explainRatio([{ dimension: "d", rows: ratios(["a", 50, 100, 25, 50], ["b", 10, 100, 15, 150]) }]);
    expect(mix?.rate).toBe(0);
    expect(mix?.mix).toBeCloseTo(-0.1, 12);
    const [rate] = explainRatio([{ dimension: "d", rows: ratios(["a", 50, 100, 60, 100], ["b", 10, 100, 20, 100]) }]);
    expect(rate?.mix).toBeCloseTo(0, 12);
    expect(rate?.rate).toBeCloseTo(0.1, 12);
  });

  it("finds a whole that moved against its groups", () => {
    // Kidney stones (Charig et al. 1986), the two treatments as two periods: worse in all, better within both sizes.
    const rows = ratios(["small", 234, 270, 81, 87], ["large", 55, 80, 192, 263]);
    const [told] = explainRatio([{ dimension: "size", rows }], { counts: true });
    expect([told?.before, told?.after].map((value) => value?.toFixed(2))).toEqual(["0.83", "0.78"]);
    expect(told?.reversal).toEqual({ against: 2, groups: 2, weight: 1, sure: 0 });
    expect(explainRatio([{ dimension: "size", rows: ratios(["small", 23_400, 27_000, 8_100, 8_700], ["large", 5_500, 8_000, 19_200, 26_300]) }], { counts: true })[0]?.reversal?.sure).toBe(2);
    expect(explainRatio([{ dimension: "d", rows: ratios(["a", 50, 100, 60, 100], ["b", 10, 100, 20, 100]) }])[0]).not.toHaveProperty("reversal");
  });

  it("prefers the dimension whose groups moved apart", () => {
    const alike = { dimension: "alike", rows: ratios(["a", 50, 100, 60, 100], ["b", 50, 100, 60, 100]) };
    const apart = { dimension: "apart", rows: ratios(["x", 50, 100, 70, 100], ["y", 50, 100, 50, 100]) };
    expect(explainRatio([alike, apart]).map(({ dimension }) => dimension)).toEqual(["apart", "alike"]);
  });

  it("leaves out what has nothing to divide by", () => expect(explainRatio([{ dimension: "d", rows: ratios(["a", 0, 0, 5, 10]) }])).toEqual([]));

  it("compares two proportions as published", () => {
    // 15 of 100 against 30 of 100: z = 2.5400, p = .0111 (pooled).
    expect(compareProportions({ part: 15, whole: 100 }, { part: 30, whole: 100 })).toBeCloseTo(0.01108, 4);
    expect(compareProportions({ part: 0, whole: 10 }, { part: 0, whole: 10 })).toBe(1);
  });
});

describe("a change of a sum of many", () => {
  it("is volume, mix and rate, exactly", () => {
    const random = seeded(8);
    for (let run = 0; run < 50; run++) {
      const made = ratios(...(["a", "b", "c"] as const).map((name): [string, number, number, number, number] => [name, 1_000 * random(), 1 + 50 * random(), 1_000 * random(), 1 + 50 * random()]));
      const told = explainVolume(made);
      expect((told?.volume ?? 0) + (told?.mix ?? 0) + (told?.rate ?? 0)).toBeCloseTo(told?.change ?? Number.NaN, 6);
    }
  });
  it("is all volume where there were merely more", () => {
    const told = explainVolume(ratios(["a", 100, 10, 200, 20], ["b", 300, 10, 600, 20]));
    expect([told?.change, told?.volume, told?.mix, told?.rate].map((value) => Number(value?.toFixed(9)))).toEqual([400, 400, 0, 0]);
    expect(explainVolume([])).toBeUndefined();
  });
});
