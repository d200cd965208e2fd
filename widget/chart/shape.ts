// A chart spec read as points: which value, at which place of the axis, in which series.
import type { Cell, ChartEncoding, ChartSpec } from "../../worker/protocol.ts";
import type { Formatter, Meaning } from "./format.ts";
import { everyPeriod, parseTime } from "./parse-time.ts";

export interface Point {
  /** place on the axis of categories or periods */
  at: number;
  /** index of the series */
  series: number;
  value: number | null;
  /** other number of a scatter */
  across?: number;
  partial: boolean;
  row: readonly Cell[];
}

/** One place on the axis. */
export interface Place { label: string; time?: Date }

export interface Shape {
  spec: ChartSpec;
  places: Place[];
  series: string[];
  points: Point[];
  /** what the axis of places means, and the value */
  category: Meaning & { label: string; zero?: boolean };
  measure: Meaning & { label: string; zero?: boolean };
  timed: boolean;
}

/** The encoding of places and those of values, whichever way round the spec has them. */
export function encodings({ x, y, columns }: ChartSpec): { category: ChartEncoding; values: ChartEncoding[] } {
  const [first] = y;
  if (x && first && x.scale === "linear" && first.scale !== "linear") return { category: first, values: [x, ...y.slice(1)] };
  const category = x ?? { index: 0, label: columns[0]?.label ?? "", scale: "ordinal" as const };
  return { category, values: y.length > 0 ? y : [category] };
}

/** What an encoding's values mean, from the column under it. */
export function meaningOf(encoding: ChartEncoding, { columns }: ChartSpec): Meaning & { label: string; zero?: boolean } {
  const column = columns[encoding.index];
  return { ...column, ...encoding };
}

/** Several values become series, unless the spec has a series of its own. */
export function readShape(spec: ChartSpec, format: Formatter): Shape {
  const { category, values } = encodings(spec);
  const { series } = spec;
  const meaning = meaningOf(category, spec);
  const dated = category.scale === "time" || spec.columns[category.index]?.role === "time";
  const timed = dated && spec.rows.every((row) => row[category.index] === null || parseTime(row[category.index] ?? null));
  const keys = timed ? periods(spec, category) : domain(category, spec.rows);
  const names = series ? domain(series, spec.rows) : values.map(({ label }) => label);
  const place = new Map(keys.map((key, index) => [keyOf(key, timed), index]));
  const seriesAt = new Map(series ? names.map((name, index) => [name, index]) : []);
  const partial = new Set((spec.partial ?? []).map((cell) => keyOf(cell, timed)));
  const points = spec.rows.flatMap((row) => values.slice(0, series ? 1 : undefined).map((value, index): Point => {
    const cell = row[category.index] ?? null;
    return {
      at: place.get(keyOf(cell, timed)) ?? -1,
      series: series ? (seriesAt.get(row[series.index] ?? null) ?? 0) : index,
      value: numberOf(row[value.index]),
      ...(typeof cell === "number" ? { across: cell } : {}),
      partial: partial.has(keyOf(cell, timed)),
      row,
    };
  }));
  const label = (key: Cell, of: Meaning) => (key === null ? format.strings.none : format.bare(key, of));
  const [first = category] = values;
  return {
    spec, timed, category: meaning, measure: meaningOf(first, spec),
    places: keys.map((key) => ({ label: label(key, meaning), ...(timed ? { time: parseTime(key) ?? new Date(0) } : {}) })),
    series: names.map((name) => label(name, series ? meaningOf(series, spec) : {})),
    points: points.filter(({ at }) => at >= 0),
  };
}

export function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === "number" && Number.isFinite(cell) ? cell : null;
}

/** The given order, then what it forgot; without a value last. */
function domain({ index, domain: given = [] }: ChartEncoding, rows: readonly Cell[][]): Cell[] {
  const all = [...new Set([...given, ...rows.map((row) => row[index] ?? null)])];
  return [...all.filter((cell) => cell !== null), ...all.filter((cell) => cell === null)];
}

/** Every period from first to last, so that one without a row is a gap and not a shortcut. */
function periods({ rows }: ChartSpec, { index, grain }: ChartEncoding): Cell[] {
  const dates = rows.flatMap((row) => parseTime(row[index] ?? null) ?? []);
  return everyPeriod(dates, grain).map((date) => date.toISOString());
}

/** Two spellings of one moment are one place. */
function keyOf(cell: Cell, timed: boolean): Cell {
  return timed && cell !== null ? (parseTime(cell)?.toISOString() ?? cell) : cell;
}
