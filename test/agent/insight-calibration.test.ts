// Operating characteristics on seeded noise: how often a claim is made where there is nothing, and how often a real one is found.
import { describe, expect, it } from "vitest";
import { findInsights, type InsightInput } from "../../worker/agent/insight.ts";
import type { ResultColumn } from "../../worker/protocol.ts";
import { seeded } from "../semantic/data.ts";
import { ar, normals, poisson, share } from "../stats/noise.ts";
import { month, monthly, named, phase, plan, speed } from "./columns.ts";

const RUNS = 400;
const series = (next: () => number, n: number, phi: number): number[] => ar(next, n, phi).map((value) => 100 + 10 * value);

function claimsOf(input: Pick<InsightInput, "columns" | "rows">): string[] {
  const found = findInsights({ ...input, truncated: false, plan: plan(), locale: "en", today: "2030-01-01", labels: { title: "" } });
  return found.items.filter((item) => item.class === "inferential").map((item) => item.type);
}
const claims = (values: number[], time = true, measure: ResultColumn = speed): string[] => claimsOf({ columns: [time ? month : phase, measure], rows: time ? monthly(values) : named(values) });

describe("noise makes few claims", () => {
  it.each([[0, 0.06], [0.3, 0.1], [0.6, 0.2]])("AR(%d): at most %d of series", (phi, most) => {
    for (const n of [12, 24, 52]) {
      const next = normals(1_000 * n + Math.round(10 * phi));
      expect(share(RUNS, () => claims(series(next, n, phi)).length > 0), `n = ${n}`).toBeLessThanOrEqual(most);
    }
  });
  it("names in no order: at most 0.06", () => {
    const next = normals(77);
    expect(share(RUNS, () => claims(series(next, 20, 0), false).length > 0)).toBeLessThanOrEqual(0.06);
  });
  it("skewed values and small counts: at most 0.06", () => {
    const next = normals(78);
    const random = seeded(79);
    const sums = (value: number): number => (random() < 0.3 ? 0 : Math.exp(8 + 1.5 * value));
    const kinds: Record<string, () => number[]> = {
      lognormal: () => ar(next, 24, 0).map((value) => Math.exp(4 + value)), "sums with zeros": () => ar(next, 24, 0).map(sums),
      "few counts": () => Array.from({ length: 24 }, () => poisson(random, 2)), counts: () => Array.from({ length: 24 }, () => poisson(random, 12)),
    };
    for (const [name, make] of Object.entries(kinds)) {
      expect(share(RUNS, () => claims(make()).length > 0), name).toBeLessThanOrEqual(0.06);
      expect(share(RUNS, () => claims(make(), false).length > 0), `${name}, by name`).toBeLessThanOrEqual(0.06);
    }
  });
  it.each([[0, 0.06], [0.3, 0.1], [0.6, 0.2]])("a table of six groups over 24 months, AR(%d): at most %d", (phi, most) => {
    const next = normals(300 + Math.round(10 * phi));
    const table = () => Array.from({ length: 6 }, (_, group) => monthly(series(next, 24, phi)).map(([at = null, value = null]) => [at, `G${group}`, value])).flat();
    expect(share(150, () => claimsOf({ columns: [month, phase, speed], rows: table() }).length > 0)).toBeLessThanOrEqual(most);
  });
  it.each([36, 48])("a season over %d months, AR(.3): at most 0.1 say more than the season", (n) => {
    const next = normals(57 + n);
    const seasonal = () => series(next, n, 0.3).map((value, index) => value + 30 * Math.sin((2 * Math.PI * index) / 12));
    expect(share(200, () => claims(seasonal()).some((type) => type !== "season"))).toBeLessThanOrEqual(0.1);
  });
  it("a long tail above a floor: at most 0.15 of series, where half would have an outlier on the plain scale", () => {
    const next = normals(56);
    expect(share(RUNS, () => claims(ar(next, 24, 0).map((value) => 50 + 10 * Math.exp(value))).includes("outlier"))).toBeLessThanOrEqual(0.15);
  });
  it("three measures over 24 months: at most 0.06", () => {
    const next = normals(55);
    const columns = [month, speed, { ...speed, name: "b", label: "B" }, { ...speed, name: "c", label: "C" }];
    const table = () => monthly(series(next, 24, 0)).map((row) => [...row, 100 + 10 * next(), 100 + 10 * next()]);
    expect(share(RUNS, () => claimsOf({ columns, rows: table() }).length > 0)).toBeLessThanOrEqual(0.06);
  });
  it("a random walk is said to drift more often than to have a trend", () => {
    const next = normals(9);
    const walk = (): number[] => ar(next, 40, 0).reduce<number[]>((path, step) => [...path, (path.at(-1) ?? 100) + step], []);
    expect(share(RUNS, () => claims(walk()).includes("trend"))).toBeLessThan(0.3);
  });
});

describe("what is there is found", () => {
  it("a rise of four deviations over 24 steps: at least 0.65", () => {
    const next = normals(3);
    expect(share(RUNS, () => claims(series(next, 24, 0.3).map((value, index) => value + (40 * index) / 23)).includes("trend"))).toBeGreaterThanOrEqual(0.65);
  });
  it("a step of four deviations over 24 steps: at least 0.75, and of six groups the one that has it: at least 0.7", () => {
    const next = normals(13);
    const both = normals(14);
    expect(share(100, () => { const found = claims(series(both, 24, 0).map((value, index) => value + (index < 12 ? 0 : 50))); return found.includes("step") && found.includes("trend"); })).toBe(0);
    const stepped = () => series(next, 24, 0.3).map((value, index) => value + (index < 10 ? 0 : 40));
    expect(share(RUNS, () => claims(stepped()).includes("step"))).toBeGreaterThanOrEqual(0.75);
    const table = () => Array.from({ length: 6 }, (_, group) => monthly(group === 2 ? stepped() : series(next, 24, 0.3)).map(([at = null, value = null]) => [at, `G${group}`, value])).flat();
    expect(share(100, () => claimsOf({ columns: [month, phase, speed], rows: table() }).includes("step"))).toBeGreaterThanOrEqual(0.7);
  });
  it("a spike of eight deviations: at least 0.9; of six: at least 0.7", () => {
    const next = normals(4);
    const found = (size: number): number => share(RUNS, (run) => claims(series(next, 24, 0).map((value, index) => (index === run % 24 ? value + 10 * size : value))).includes("outlier"));
    expect(found(8)).toBeGreaterThanOrEqual(0.9);
    expect(found(6)).toBeGreaterThanOrEqual(0.7);
  });
  it("a spike of eight deviations in a season of four years: at least 0.75", () => {
    const next = normals(15);
    expect(share(100, () => claims(series(next, 48, 0).map((value, index) => value + 30 * Math.sin((2 * Math.PI * index) / 12) + (index === 20 ? 80 : 0))).includes("outlier"))).toBeGreaterThanOrEqual(0.75);
  });
  it("a season of three deviations over four years: at least 0.8, and a rise under it: at least 0.65", () => {
    const next = normals(6);
    const wave = (index: number): number => 30 * Math.sin((2 * Math.PI * index) / 12);
    expect(share(RUNS, () => claims(series(next, 48, 0).map((value, index) => value + wave(index))).includes("season"))).toBeGreaterThanOrEqual(0.8);
    expect(share(RUNS, () => claims(series(next, 48, 0).map((value, index) => value + wave(index) + (40 * index) / 47)).includes("trend"))).toBeGreaterThanOrEqual(0.65);
  });
});
