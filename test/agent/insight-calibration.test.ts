// Operating characteristics on seeded noise: how often a claim is made where there is nothing, and how often a real one is found.
import { describe, expect, it } from "vitest";
import { findInsights } from "../../worker/agent/insight.ts";
import { month, monthly, named, normals, phase, plan, speed } from "./columns.ts";

const RUNS = 400;

/** AR(1) noise around 100. */
function series(next: () => number, n: number, phi: number): number[] {
  let last = next();
  return Array.from({ length: n }, () => {
    last = phi * last + Math.sqrt(1 - phi * phi) * next();
    return 100 + 10 * last;
  });
}

function claims(values: number[], time = true): string[] {
  const found = findInsights({ columns: [time ? month : phase, speed], rows: time ? monthly(values) : named(values), truncated: false, plan: plan(), locale: "en", today: "2030-01-01", labels: { title: "" } });
  return found.items.filter((item) => item.class === "inferential").map((item) => item.type);
}

function share(runs: number, test: (run: number) => boolean): number {
  return Array.from({ length: runs }, (_, run) => test(run)).filter(Boolean).length / runs;
}

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
});

describe("what is there is found", () => {
  it("a rise of four deviations over 24 steps: at least 0.65", () => {
    const next = normals(3);
    expect(share(RUNS, () => claims(series(next, 24, 0.3).map((value, index) => value + (40 * index) / 23)).includes("trend"))).toBeGreaterThanOrEqual(0.65);
  });
  it("a spike of eight deviations: at least 0.9", () => {
    const next = normals(4);
    expect(share(RUNS, (run) => claims(series(next, 24, 0).map((value, index) => (index === run % 24 ? value + 80 : value))).includes("outlier"))).toBeGreaterThanOrEqual(0.9);
  });
});
