// Seeded tables of noise, bare or with something planted in it, and how often the findings name what is there or what is not.
import { findInsights } from "../../worker/agent/insight.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { month, monthly, phase, plan, speed } from "../agent/columns.ts";
import { ar, normals } from "../stats/noise.ts";

/** Rows of an answer, as findings read them. */
export interface Table { columns: ResultColumn[]; rows: Cell[][] }
type Next = () => number;
type Series = (next: Next) => number[];
export type Shape = (make: Series, next: Next, plant?: (values: number[]) => number[]) => Table;

export interface Rate { name: string; runs: number; found: number; /** part of the runs, 0–1 */ share: number; /** upper end of its 95 % interval (Wilson) */ upper: number; lower: number; goal?: number }

const MONTHS = 24;
const numbers = (values: number[]): number[] => values.map((value) => 100 + 10 * value);
const measures = [speed, { ...speed, name: "b", label: "B" }, { ...speed, name: "c", label: "C" }];

/** What is asked: a series alone, three measures beside each other, or six groups. What is planted is in the first. */
export const SHAPES: Record<string, Shape> = {
  series: (make, next, plant = (values) => values) => ({ columns: [month, speed], rows: monthly(numbers(plant(make(next)))) }),
  measures: (make, next, plant = (values) => values) => {
    const [first = [], ...more] = measures.map((_measure, index) => numbers(index === 0 ? plant(make(next)) : make(next)));
    return { columns: [month, ...measures], rows: monthly(first).map((row, index) => [...row, ...more.map((values) => values[index] ?? null)]) };
  },
  groups: (make, next, plant = (values) => values) => {
    const groups = Array.from({ length: 6 }, (_, index) => numbers(index === 0 ? plant(make(next)) : make(next)));
    return { columns: [month, phase, speed], rows: groups.flatMap((values, group) => monthly(values).map(([at = null, value = null]) => [at, `G${group}`, value])) };
  },
};

const autoregressive = (phi: number, n = MONTHS): Series => (next) => ar(next, n, phi);
const walk: Series = (next) => ar(next, MONTHS, 0).reduce<number[]>((path, step) => [...path, (path.at(-1) ?? 0) + step], []);

const wave = (index: number): number => Math.sin((2 * Math.PI * index) / 12);

/** Noise with the most false findings that may be in it; without a goal: lognormal above a floor, and random walks, which drift. */
export const NOISE: Record<string, { make: Series; goal?: number; /** what is in it, and no false finding */ holds?: string[] }> = {
  "iid": { make: autoregressive(0), goal: 0.06 },
  "AR .3": { make: autoregressive(0.3), goal: 0.1 },
  "AR .6": { make: autoregressive(0.6), goal: 0.2 },
  "skewed": { make: (next) => ar(next, MONTHS, 0).map((value) => Math.exp(value) - 5) },
  // Series of one season do move together.
  "season, 3 years": { make: (next) => ar(next, 36, 0.3).map((value, index) => value + 3 * wave(index)), goal: 0.1, holds: ["season", "correlation"] },
  "random walk": { make: walk },
};

export interface Plant { type: string; n?: number; phi?: number; goal: number; into: (values: number[]) => number[] }
/** What is planted, in deviations of the noise, and the least part of the runs that must find it where it was asked for. */
export const PLANTS: Record<string, Plant> = {
  "rise of 4": { type: "trend", phi: 0.3, goal: 0.65, into: (values) => values.map((value, index) => value + (4 * index) / (values.length - 1)) },
  "step of 3": { type: "step", phi: 0.3, goal: 0.6, into: (values) => values.map((value, index) => value + (index >= 10 ? 3 : 0)) },
  "step of 4": { type: "step", phi: 0.3, goal: 0.75, into: (values) => values.map((value, index) => value + (index >= 10 ? 4 : 0)) },
  "spike of 6": { type: "outlier", phi: 0.3, goal: 0.7, into: (values) => values.map((value, index) => value + (index === 13 ? 6 : 0)) },
  "season of 3": { type: "season", n: 48, phi: 0.3, goal: 0.8, into: (values) => values.map((value, index) => value + 3 * wave(index)) },
};

/** The types of what was claimed. A forecast states a range, it finds nothing. */
export function claimsIn({ columns, rows }: Table): string[] {
  const { items } = findInsights({ columns, rows, truncated: false, plan: plan(), locale: "en", today: "2030-01-01", labels: { title: "" } });
  return items.filter((item) => item.class === "inferential" && item.type !== "forecast").map((item) => item.type);
}

/** False findings of one kind of noise in one shape. */
export function falseFindings(noise: string, shape: string, runs: number, seed: number): Rate {
  const { make, goal, holds = [] } = NOISE[noise] ?? { make: walk };
  const next = normals(seed);
  const found = count(runs, () => claimsIn(table(shape, make, next)).some((type) => !holds.includes(type)));
  return rateOf(`${noise}, ${shape}`, runs, found, goal);
}

/** How often what is planted is found by its kind. */
export function power(name: string, shape: string, runs: number, seed: number): Rate {
  const plant = PLANTS[name];
  const next = normals(seed);
  const make = autoregressive(plant?.phi ?? 0, plant?.n);
  const found = count(runs, () => claimsIn(table(shape, make, next, plant?.into)).includes(plant?.type ?? ""));
  return rateOf(`${name}, ${shape}`, runs, found, shape === "series" ? plant?.goal : undefined);
}

function table(shape: string, ...parts: Parameters<Shape>): Table {
  return (SHAPES[shape] ?? ((): Table => ({ columns: [], rows: [] })))(...parts);
}

function count(runs: number, test: () => boolean): number {
  return Array.from({ length: runs }, test).filter(Boolean).length;
}

function rateOf(name: string, runs: number, found: number, goal: number | undefined): Rate {
  const [share, z] = [found / runs, 1.96];
  const [centre, half] = [share + z ** 2 / (2 * runs), z * Math.sqrt((share * (1 - share)) / runs + z ** 2 / (4 * runs ** 2))];
  const scale = 1 + z ** 2 / runs;
  return { name, runs, found, share, lower: (centre - half) / scale, upper: (centre + half) / scale, ...(goal === undefined ? {} : { goal }) };
}
