// Single rows by group: what differs is said with its medians, what does not is not.
import { describe, expect, it } from "vitest";
import { findInsights, type InsightInput } from "../../worker/agent/insight.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { normals, share } from "../stats/noise.ts";
import { month, monthly, phase, speed } from "./columns.ts";

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
