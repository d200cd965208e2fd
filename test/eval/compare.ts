// Whether an answer's rows are the gold's: by values, not by names; more columns are allowed, other rows are not.
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { compareCells, normal, same, toleranceOf } from "./cells.ts";
import { createHolds } from "./holds.ts";
import { readingsOf, withoutFilled, type Reading } from "./readings.ts";

export interface Answer { columns: ResultColumn[]; rows: Cell[][] }

export interface Gold {
  columns: string[];
  rows: Cell[][];
  /** positions of the columns it is ordered by; absent where it has no order, or one that its columns do not show */
  order?: number[] | undefined;
  /** where it ends at a LIMIT: all rows equal to its last by the order, those it left out too */
  ties?: Cell[][] | undefined;
}

export type Comparison = { right: true; note?: string } | { right: false; reason: string };

/** @param ordered whether the question asks for the gold's order; equals may stand in any order */
export function compare(gold: Gold, answer: Answer, ordered: boolean): Comparison {
  if (answer.columns.length < gold.columns.length && answer.rows.length !== gold.rows.length) return { right: false, reason: sizes(gold, answer) };
  const outcome = match(gold, answer, ordered);
  if (outcome === true) return { right: true };
  const lenient = (Object.entries(LENIENT) as [string, Lenience][]).find(([, change]) => change(gold, answer).some((pair) => match(pair.gold, pair.answer, ordered) === true));
  return lenient ? { right: true, note: lenient[0] } : { right: false, reason: outcome };
}

interface Pair { gold: Gold; answer: Answer }
type Lenience = (gold: Gold, answer: Answer) => Pair[];

/** Differences that are no error, by what is said of them. */
const LENIENT: Record<string, Lenience> = {
  "empty periods filled": (gold, answer) => [{ gold, answer: { ...answer, rows: withoutFilled(answer.columns, answer.rows) } }],
  "repeated rows dropped": (gold, answer) => [{ gold: { ...gold, rows: distinct(gold.rows) }, answer }],
  "others tie at the limit": otherTies,
};

function distinct(rows: Cell[][]): Cell[][] {
  return [...new Map(rows.map((row) => [JSON.stringify(row.map(normal)), row])).values()];
}

/** Gold as if it had left out other rows of those that tie at its end: the ones that the answer holds. */
function otherTies(gold: Gold, answer: Answer): Pair[] {
  const { ties = [] } = gold;
  const spelled = new Set(ties.map((row) => JSON.stringify(row)));
  const firm = gold.rows.filter((row) => !spelled.has(JSON.stringify(row)));
  const open = gold.rows.length - firm.length;
  if (open === 0 || ties.length <= open) return [];
  const holds = createHolds(gold, answer);
  const held = ties.filter((row) => answer.rows.some((_row, at) => holds(at, row))).slice(0, open);
  return [{ gold: { ...gold, rows: [...firm, ...held] }, answer }];
}

/** @returns true, or why not */
function match(gold: Gold, { columns, rows }: Answer, ordered: boolean): true | string {
  if (rows.length !== gold.rows.length) return sizes(gold, { columns, rows });
  if (rows.length === 0) return true;
  const readings = readingsOf(columns, rows);
  const candidates = gold.columns.map((_name, index) => candidatesOf(gold.rows.map((row) => normal(row[index] ?? null)), readings));
  const without = candidates.findIndex((found) => found.length === 0);
  if (without >= 0) return `no column of the answer says "${gold.columns[without]}"`;
  return assign(candidates, (chosen) => rowsAgree(chosen, ordered ? gold.order : undefined));
}

const sizes = (gold: Gold, answer: Answer): string => `${answer.rows.length} rows, gold has ${gold.rows.length}`;

/** One gold column and a reading of equal values, both as numbers: equal values have equal numbers. */
interface Candidate { reading: Reading; gold: number[]; got: number[] }

function candidatesOf(gold: Cell[], readings: Reading[]): Candidate[] {
  const tolerance = toleranceOf(gold);
  const sorted = sortedPlaces(gold);
  const classes: number[] = [];
  sorted.forEach((place, at) => {
    const [value, before] = [gold[place] ?? null, gold[sorted[at - 1] ?? -1]];
    classes.push(at > 0 && same(before ?? null, value, 0) ? (classes.at(-1) ?? 0) : at);
  });
  return readings.flatMap((reading) => {
    const places = sortedPlaces(reading.cells);
    const equal = places.every((place, at) => same(gold[sorted[at] ?? -1] ?? null, reading.cells[place] ?? null, tolerance));
    return equal ? [{ reading, gold: numbered(sorted, classes), got: numbered(places, classes) }] : [];
  });
}

function sortedPlaces(cells: Cell[]): number[] {
  return cells.map((_cell, index) => index).toSorted((a, b) => compareCells(cells[a] ?? null, cells[b] ?? null));
}

function numbered(places: number[], classes: number[]): number[] {
  const numbers: number[] = [];
  places.forEach((place, at) => { numbers[place] = classes[at] ?? 0; });
  return numbers;
}

/** Tries candidates of all columns together, each reading once, until the rows agree. */
function assign(candidates: Candidate[][], agree: (chosen: Candidate[]) => true | string): true | string {
  let tries = 0;
  let reason = "the columns agree one by one, the rows do not";
  const go = (chosen: Candidate[]): boolean => {
    const options = candidates[chosen.length];
    if (!options) {
      const outcome = ++tries > 2_000 || agree(chosen);
      if (outcome !== true) reason = outcome;
      return outcome === true && tries <= 2_000;
    }
    return options.some((option) => !chosen.some(({ reading }) => reading === option.reading) && go([...chosen, option]));
  };
  return go([]) || reason;
}

function rowsAgree(chosen: Candidate[], order: number[] | undefined): true | string {
  const rowsOf = (side: "gold" | "got"): number[][] => (chosen[0]?.[side] ?? []).map((_, row) => chosen.map((candidate) => candidate[side][row] ?? 0));
  const [gold, got] = [rowsOf("gold"), rowsOf("got")];
  if (bag(gold) !== bag(got)) return "the columns agree one by one, the rows do not";
  if (!order || order.length === 0) return true;
  const keys = (rows: number[][]): string => JSON.stringify(rows.map((row) => order.map((key) => row[key])));
  return keys(gold) === keys(got) || "another order than asked";
}

function bag(rows: number[][]): string {
  return rows.map((row) => row.join(",")).toSorted().join(";");
}
