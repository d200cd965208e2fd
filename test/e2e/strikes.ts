// The truth by another path: the CSV read line by line, with none of the product's code, and plain folds over its rows.
import { readFileSync } from "node:fs";

export interface Strike {
  airport: string; model: string; damage: string; date: string; operator: string; state: string; phase: string;
  size: string; species: string; light: string; other: number; repair: number; cost: number; speed: number | null;
}

const file = new URL("../../node_modules/vega-datasets/data/birdstrikes.csv", import.meta.url);

/** All reports. No field of the file holds a quote or a comma within quotes, which is checked. */
export const strikes: Strike[] = readFileSync(file, "utf8").trim().split(/\r?\n/u).slice(1).map(parse);

function parse(line: string): Strike {
  if (line.includes('"')) throw new Error("a quoted field: the reader below is too simple");
  const [airport = "", model = "", damage = "", date = "", operator = "", state = "", phase = "", size = "", species = "", light = "", other = "", repair = "", cost = "", speed = ""] = line.split(",");
  return { airport, model, damage, date, operator, state, phase, size, species, light, other: Number(other), repair: Number(repair), cost: Number(cost), speed: speed === "" ? null : Number(speed) };
}

export const of = (operator: string): Strike[] => strikes.filter((strike) => strike.operator === operator);
export const between = (rows: Strike[], from: string, toInclusive: string): Strike[] => rows.filter((row) => row.date >= from && row.date <= toInclusive);
export const inYear = (rows: Strike[], year: number): Strike[] => rows.filter((row) => row.date.startsWith(String(year)));
export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
export const cost = (rows: Strike[]): number => sum(rows.map((row) => row.cost));
export const speeds = (rows: Strike[]): number[] => rows.flatMap((row) => (row.speed === null ? [] : [row.speed]));
export const mean = (values: number[]): number => sum(values) / values.length;

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

export function groups<K extends string>(rows: Strike[], key: (row: Strike) => K): Map<K, Strike[]> {
  return Map.groupBy(rows, key);
}

/** `[group, value]` for each group. */
export function by<K extends string>(rows: Strike[], key: (row: Strike) => K, value: (rows: Strike[]) => number = (members) => members.length): [K, number][] {
  return [...groups(rows, key)].map(([name, members]) => [name, value(members)]);
}
