// Single rows by group: what differs is said with its medians, what does not is not.
import { describe, expect, it } from "vitest";
import { findInsights, type InsightInput } from "../../worker/agent/insight.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { seeded } from "../semantic/data.ts";
import { normals, share } from "../stats/noise.ts";
import { month, monthly, phase, plan, rate, speed, strikes } from "./columns.ts";

const find = (columns: ResultColumn[], rows: Cell[][], change: Partial<InsightInput> = {}) => findInsights({ columns, rows, truncated: false, locale: "en", today: "2030-01-01", labels: { title: "Speeds" }, ...change });
const single = (groups: Record<string, number[]>): Cell[][] => Object.entries(groups).flatMap(([name, values]) => values.map((value): Cell[] => [name, value]));
const next = normals(51);
const around = (middle: number, n: number): number[] => Array.from({ length: n }, () => Math.round(middle + 10 * next()));

describe("rows by group", () => {
  it("tend to differ where they do, by their medians", () => {
    const { items, checked } = find([phase, speed], single({ Climb: around(160, 30), Approach: around(130, 30), Taxi: around(40, 12) }));
    expect(checked).toBe(1);
    expect(items[0]).toMatchObject({ type: "group-difference", class: "inferential", test: { name: "Kruskal-Wallis", n: 72 } });
    expect(items[0]?.text).toMatch(/^By phase of flight, average speed tends to differ: Climb has the highest median, 1[56]\d(\.\d)? kn, Taxi the lowest, [34]\d(\.\d)? kn \(72 rows\)\.$/u);
  });
  it("do not where chance would do, or where the difference is small, however sure", () => {
    const wrong = share(200, () => find([phase, speed], single({ A: around(100, 12), B: around(100, 12), C: around(100, 12) })).items.some((item) => item.class === "inferential"));
    expect(wrong).toBeLessThanOrEqual(0.06);
    const small = single({ A: around(100, 4_000), B: around(102, 4_000) });
    expect(find([phase, speed], small).items.map((item) => item.text)).toEqual(["No clear difference of average speed between 2 groups by phase of flight (8,000 rows)."]);
  });
  it("are not compared where they are few, cut, sums already, or in time", () => {
    expect(find([phase, speed], single({ A: around(100, 4), B: around(10, 4) })).checked).toBe(0);
    expect(find([phase, speed], single({ A: around(100, 9), B: around(10, 9) }), { truncated: true }).checked).toBe(0);
    expect(find([phase, speed], single({ A: [100], B: [10], C: [5] })).checked).toBe(0);
    expect(find([month, speed], [...monthly(around(5, 10)), ...monthly(around(50, 10))]).items.map(({ type }) => type)).not.toContain("group-difference");
  });
});

describe("shares within groups", () => {
  const columns: ResultColumn[] = [phase, { ...rate, label: "Share of strikes" }, strikes, { ...strikes, name: "all", label: "All strikes" }];
  const shares = (...parts: [string, number, number][]): Cell[][] => parts.map(([name, part, whole]) => [name, part / whole, part, whole]);
  const within = plan({ intent: "share" });
  it("tend to differ where chance would not do it, told with what they are of", () => {
    const { items, checked } = find(columns, shares(["Rare", 2, 3], ["Climb", 90, 300], ["Approach", 60, 600], ["Taxi", 5, 40]), { plan: within });
    expect(checked).toBe(1);
    expect(items[0]).toMatchObject({ type: "share-difference", class: "inferential" });
    expect(items[0]?.text).toBe("By phase of flight, share of strikes tends to differ: 30% for Climb (90 of 300), 10% for Approach (60 of 600).");
  });
  it("do not where they are of few, or alike", () => {
    expect(find(columns, shares(["Climb", 4, 12], ["Taxi", 2, 11]), { plan: within }).items.map((item) => item.text)).toContain("No clear difference of share of strikes between 2 groups by phase of flight.");
    expect(find(columns, shares(["Climb", 3_300, 10_000], ["Taxi", 3_000, 10_000]), { plan: within }).items.map(({ type }) => type)).toContain("nothing");
    const random = seeded(41);
    const wrong = share(300, () => find(columns, shares(...["a", "b", "c", "d"].map((name): [string, number, number] => [name, Array.from({ length: 80 }, () => random() < 0.2).filter(Boolean).length, 80])), { plan: within }).items.some((item) => item.class === "inferential"));
    expect(wrong).toBeLessThanOrEqual(0.06);
  });
  it("are not read into columns that are no share of each other, nor into a cut result", () => {
    const rows = shares(["Climb", 90, 300], ["Approach", 60, 600]);
    expect(find(columns, rows.map(([name = null, , part = null, whole = null]) => [name, 0.5, part, whole]), { plan: within }).checked).toBe(0);
    expect(find(columns, rows, { plan: within, truncated: true }).checked).toBe(0);
    expect(find(columns, rows, { plan: plan({ intent: "share", limit: 2 }) }).checked).toBe(0);
  });
});
