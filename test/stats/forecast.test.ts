// Forecasts: each method by hand, ranges that hold as often as they say, and silence where the last value is as good.
import { describe, expect, it } from "vitest";
import { forecast } from "../../worker/stats/forecast.ts";
import { naive, PLAIN_METHODS, SEASONAL_METHODS, type Forecaster } from "../../worker/stats/forecasters.ts";
import { ar, normals, share } from "./noise.ts";

const methods: Record<string, Forecaster> = { ...PLAIN_METHODS, ...SEASONAL_METHODS, naive };
const next = (method: string, values: number[], steps = 2, period = 0): number[] => methods[method]?.(values, steps, period).map((value) => Number(value.toFixed(6))) ?? [];
const months = Array.from({ length: 36 }, (_, index) => index % 12);

describe("methods", () => {
  it.each<[string, number[], number[], number?]>([
    ["naive", [1, 5, 3], [3, 3]],
    ["mean", [1, 5, 3], [3, 3]],
    ["drift", [1, 5, 3], [4, 5]],
    ["line", [2, 4, 6, 8], [10, 12]],
    ["line", [0, 0, 3], [4, 5.5]],
    ["damped", [7, 7, 7, 7, 7], [7, 7]],
    ["seasonal naive", [1, 2, 3, 4, 5, 6], [4, 5], 3],
    ["seasonal", months, [0, 1], 12],
  ])("%s of %j", (method, values, expected, period) => expect(next(method, values, 2, period)).toEqual(expected));

  it("with a slope goes on ever less steeply", () => {
    const [first = 0, second = 0, third = 0] = next("damped", Array.from({ length: 40 }, (_, index) => 2 * index), 3);
    expect(first).toBeGreaterThan(78);
    expect(third - second).toBeLessThan(second - first);
    expect(third).toBeGreaterThan(second);
  });
});

describe("a forecast", () => {
  const noise = normals(81);
  it("chooses the season where there is one, the line where there is one", () => {
    const seasonal = Array.from({ length: 60 }, (_, index) => 100 + 20 * Math.sin((2 * Math.PI * index) / 12) + 2 * noise());
    expect(forecast(seasonal, 3, 12)?.method).toMatch(/seasonal/u);
    expect(forecast(Array.from({ length: 40 }, (_, index) => 5 * index + 6 * noise()), 1, 12)?.method).toMatch(/line|drift|damped/u);
  });

  it("is none of short or constant series, nor where the last value is as good", () => {
    expect(forecast(Array.from({ length: 17 }, () => noise()), 1, 12)).toBeUndefined();
    expect(forecast(Array.from({ length: 40 }, () => 4), 1, 12)).toBeUndefined();
    const walk = () => ar(noise, 48, 0).reduce<number[]>((path, step) => [...path, (path.at(-1) ?? 0) + step], []);
    expect(share(200, () => (forecast(walk(), 1, 12)?.p ?? 1) <= 0.05)).toBeLessThanOrEqual(0.05);
  });

  it.each<[string, (n: number) => number[], number]>([
    ["white noise", (n) => ar(noise, n, 0), 48],
    ["a trend", (n) => ar(noise, n, 0.3).map((value, index) => value + 0.3 * index), 48],
    ["a season", (n) => ar(noise, n, 0).map((value, index) => value + 3 * Math.sin((2 * Math.PI * index) / 12)), 60],
  ])("of %s holds about as often as it says, and widens with distance", (_name, make, n) => {
    let [given, held, far] = [0, 0, 0];
    for (let run = 0; run < 150; run++) {
      const values = make(n + 3);
      const found = forecast(values.slice(0, n), 3, 12);
      const [first, , third] = found?.steps ?? [];
      if (!first || !third) continue;
      given++;
      held += Number((values[n] ?? 0) >= first.low && (values[n] ?? 0) <= first.high);
      far += Number((values[n + 2] ?? 0) >= third.low && (values[n + 2] ?? 0) <= third.high);
      expect(third.high - third.low).toBeGreaterThan(first.high - first.low - 1e-9);
    }
    expect(given).toBeGreaterThan(60);
    for (const part of [held / given, far / given]) expect(part).toBeGreaterThan(0.7);
    for (const part of [held / given, far / given]) expect(part).toBeLessThan(0.92);
  });

  it("is none where it would be hardly better than the last value, or where its own ranges failed", () => {
    expect(share(60, () => forecast(ar(noise, 96, 0.6), 1, 0) !== undefined)).toBeLessThanOrEqual(0.15);
    const louder = () => Array.from({ length: 60 }, (_, index) => 1.08 ** index * noise());
    const found = Array.from({ length: 150 }, () => forecast(louder(), 1, 0)).flatMap((one) => one ?? []);
    expect(found.filter(({ held, tried }) => held < 0.68 * tried)).toEqual([]);
    expect(found.length).toBeLessThan(110);
  });

  it("says how often its ranges held, each made of what came before", () => {
    const found = forecast(ar(noise, 60, 0), 1, 0);
    expect(found?.tried).toBe(60 - 8 - 4);
    expect((found?.held ?? 0) / (found?.tried ?? 1)).toBeGreaterThan(0.65);
    expect(found?.error).toBeLessThan(0.9 * (found?.naiveError ?? 0));
  });
});
