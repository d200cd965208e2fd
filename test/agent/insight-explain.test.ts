// Why-answers in words: every number is recorded, no cause is named, and shares are said only where they are parts.
import { describe, expect, it } from "vitest";
import { explainInWords, explainRatioInWords, type ChangeWords, type Explained } from "../../worker/agent/insight/explain.ts";
import { BANNED } from "../../worker/agent/insight/sentence.ts";
import type { Cell } from "../../worker/protocol.ts";
import { explainChange, type MemberChange } from "../../worker/stats/explain-change.ts";
import { explainRatio, type MemberRatio } from "../../worker/stats/explain-ratio.ts";
import { pick, seeded } from "../semantic/data.ts";
import { cost, light, phase, rate, strikes } from "./columns.ts";

const words = (measure = strikes): ChangeWords => ({ measure, dimensions: { phase, light }, periods: { before: "1997", after: "1998" }, locale: "en" });
const rows = (...numbers: [Cell, number, number][]): MemberChange<Cell>[] => numbers.map(([member, before, after]) => ({ member, before, after }));
const ratios = (...numbers: [Cell, number, number, number, number][]): MemberRatio<Cell>[] => numbers.map(([member, part0, whole0, part1, whole1]) => ({ member, before: { part: part0, whole: whole0 }, after: { part: part1, whole: whole1 } }));
const texts = (explained: Explained | undefined): string[] => (explained?.items ?? []).map(({ text }) => text);

describe("a sum that changed", () => {
  it("is told by what moved, what went against it, and that no cause is known", () => {
    const explained = explainChange<Cell>({ before: 1_000, after: 800 }, [
      { dimension: "light", rows: rows(["Day", 520, 416], ["Night", 480, 384]) },
      { dimension: "phase", rows: rows(["Climb", 500, 325], ["Taxi", 300, 320], [null, 200, 155]) },
    ], { counts: true });
    const told = explainInWords(explained, words());
    expect(told.headline).toBe("Strikes fell from 1,000 (1997) to 800 (1998): −200 (−20%).");
    expect(texts(told)).toEqual([
      "This shows where the change is, not what led to it.",
      "By phase of flight, Climb makes up −175 of the −200 (87.5%): from 500 to 325.",
      "By phase of flight, (none) makes up −45 of the −200 (22.5%): from 200 to 155.",
      "By phase of flight, Taxi went the other way: +20.",
    ]);
  });

  it("is no part of itself where a group moved more than all", () => {
    const explained = explainChange<Cell>({ before: 100, after: 120 }, [{ dimension: "phase", rows: rows(["Climb", 50, 90], ["Taxi", 50, 30]) }]);
    expect(texts(explainInWords(explained, words(cost)))[1]).toBe("By phase of flight, Climb moved by +$40, more than all together (+$20): from $50 to $90.");
  });

  it("is spread where all moved alike, and so it is where chance would do", () => {
    const alike = explainChange<Cell>({ before: 1_000, after: 800 }, [{ dimension: "phase", rows: rows(["Climb", 500, 400], ["Taxi", 500, 400]) }]);
    expect(texts(explainInWords(alike, words())).at(-1)).toBe("By phase of flight, no group stands out: most moved in line with their size.");
    const chance = explainChange<Cell>({ before: 40, after: 50 }, [{ dimension: "phase", rows: rows(["Climb", 20, 28], ["Taxi", 20, 22]) }, { dimension: "light", rows: rows(["Day", 20, 27], ["Night", 20, 23]) }], { counts: true });
    expect(texts(explainInWords(chance, words())).at(-1)).toBe("By phase of flight and time of day, groups moved no further apart than chance would have it.");
  });

  it("says what no group shows, and nothing where nothing changed", () => {
    const cut = explainChange<Cell>({ before: 1_000, after: 800 }, [{ dimension: "phase", rows: rows(["Climb", 500, 350], ["Taxi", 400, 400]) }]);
    expect(texts(explainInWords(cut, words()))[1]).toBe("−50 of the change is in no group of phase of flight that was read.");
    const still = explainInWords(explainChange<Cell>({ before: 70, after: 70 }, [{ dimension: "phase", rows: rows(["Climb", 30, 31], ["Taxi", 40, 39]) }]), words());
    expect(still).toEqual({ headline: "Strikes: 70 in 1998, as in 1997.", items: [] });
  });

  it("names who made up for whom where the whole hardly moved", () => {
    const still = explainInWords(explainChange<Cell>({ before: 700, after: 702 }, [{ dimension: "light", rows: rows(["Day", 350, 351], ["Night", 350, 351]) }, { dimension: "phase", rows: rows(["Climb", 300, 402], ["Taxi", 400, 300]) }]), words());
    expect(texts(still)[1]).toBe("By phase of flight, Climb (+102) and Taxi (−100) made up for each other.");
  });

  it("names the largest part where all moved alike, and no group of a dimension that did", () => {
    const fell = explainInWords(explainChange<Cell>({ before: 1_000, after: 100 }, [{ dimension: "phase", rows: rows(["Climb", 800, 80], ["Taxi", 100, 10], ["Approach", 100, 10]) }, { dimension: "light", rows: rows(["Day", 500, 50], ["Night", 500, 50]) }]), words(cost));
    expect(texts(fell).slice(1)).toEqual(["By phase of flight and time of day, no group stands out: most moved in line with their size.", "By phase of flight, Climb makes up −$720 of the −$900 (80%): from $800 to $80."]);
    const one = explainInWords(explainChange<Cell>({ before: 1_000, after: 800 }, [{ dimension: "phase", rows: rows(["Climb", 500, 300], ["Taxi", 500, 500]) }, { dimension: "light", rows: rows(["Day", 900, 720], ["Night", 100, 80]) }]), words(cost));
    expect(texts(one).join()).not.toMatch(/Day|Night/u);
  });
});

describe("a ratio that changed", () => {
  it("is told by mix and rate where both count, in points", () => {
    const told = explainRatioInWords(explainRatio([{ dimension: "phase", rows: ratios(["Climb", 50, 100, 120, 200], ["Taxi", 10, 100, 10, 50]) }]), words(rate));
    expect(told?.headline).toBe("Damage rate rose from 30% (1997) to 52% (1998): +22 pts.");
    expect(texts(told).slice(1)).toEqual([
      "Of the change of +22 pts, +12 pts comes with other parts of each phase of flight in the whole, +10 pts with changes within them.",
      "By phase of flight, Climb went from 50% to 60%, which is +6.5 pts of the +22 pts.",
    ]);
  });

  it("warns where the groups went the other way", () => {
    const told = explainRatioInWords(explainRatio([{ dimension: "phase", rows: ratios(["small", 234, 270, 81, 87], ["large", 55, 80, 192, 263]) }]), words(rate));
    expect(texts(told)).toContain("Damage rate fell in all, although it rose in 2 of 2 groups by phase of flight: the groups make up other parts of the whole.");
  });

  it("names no group of few rows, no reversal that may be chance, and each kind of fact once", () => {
    const few = { dimension: "light", rows: ratios(["Day", 50, 500, 55, 500], ["Night", 0, 1, 1, 1]) };
    expect(texts(explainRatioInWords(explainRatio([few], { counts: true }), words(rate))).join()).not.toContain("Night");
    const kidneys = (times: number): string[] => texts(explainRatioInWords(explainRatio([{ dimension: "phase", rows: ratios(["small", 234 * times, 270 * times, 81 * times, 87 * times], ["large", 55 * times, 80 * times, 192 * times, 263 * times]) }], { counts: true }), words(rate)));
    expect([kidneys(1).join().includes("although"), kidneys(20).join().includes("although")]).toEqual([false, true]);
    const twice = [{ dimension: "phase", rows: ratios(["Climb", 50, 100, 120, 200], ["Taxi", 10, 100, 10, 50]) }, { dimension: "light", rows: ratios(["Day", 50, 100, 120, 200], ["Night", 10, 100, 10, 50]) }];
    const types = explainRatioInWords(explainRatio(twice), words(rate))?.items.map(({ type }) => type) ?? [];
    expect(types).toEqual(["no-cause", "mix-rate", "contribution"]);
  });

  it("is nothing without a whole", () => expect(explainRatioInWords([], words(rate))).toBeUndefined());
});

describe("every explanation", () => {
  it("holds only recorded values and no word that claims too much", () => {
    const random = seeded(4);
    const number = (): number => Math.round(10 ** (1 + 4 * random()));
    for (let run = 0; run < 300; run++) {
      const members = Array.from({ length: 1 + Math.floor(8 * random()) }, (_, index) => `N${index}`);
      const sums = members.map((member): MemberChange<Cell> => ({ member, before: number() * pick(random, [0, 1, 1]), after: number() * pick(random, [0, 1, 1]) }));
      const parts = members.map((member): MemberRatio<Cell> => ({ member, before: { part: number(), whole: number() }, after: { part: number(), whole: number() } }));
      const total = { before: sums.reduce((sum, row) => sum + row.before, 0), after: sums.reduce((sum, row) => sum + row.after, 0) + pick(random, [0, 0, 50]) };
      const told = [explainInWords(explainChange(total, [{ dimension: "phase", rows: sums }], { counts: random() < 0.5 }), words(pick(random, [strikes, cost]))), explainRatioInWords(explainRatio([{ dimension: "light", rows: parts }]), words(rate))];
      for (const { text, values } of told.flatMap((one) => one?.items ?? [])) {
        const left = Object.values(values).toSorted((a, b) => b.length - a.length).reduce((rest, value) => rest.replaceAll(value, ""), text);
        expect(left, text).not.toMatch(/\d|NaN|undefined|Infinity/u);
        expect(BANNED.filter((word) => text.toLowerCase().includes(word)), text).toEqual([]);
      }
    }
  });
});
