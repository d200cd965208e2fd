// Whether two statements gave the same answer: by their rows, not by their text. Names of columns and, unless asked for, order do not count.
import type { ResultSet } from "../ports.ts";
import type { Cell } from "../protocol.ts";

/** Relative difference of numbers that is rounding: sums of floats in another order. */
const ROUNDING = 1e-6;
/** Columns tried in every order; more are taken as they stand. */
const MOST_COLUMNS = 5;

/** @returns true where some order of the second's columns makes its rows those of the first */
export function sameResult(one: ResultSet, other: ResultSet): boolean {
  if (one.rows.length !== other.rows.length || one.columns.length !== other.columns.length) return false;
  const places = one.columns.map((_column, index) => index);
  const orders = places.length <= MOST_COLUMNS ? permutations(places) : [places];
  const wanted = sorted(one.rows, places);
  return orders.some((order) => sameRows(wanted, sorted(other.rows, order)));
}

function sorted(rows: Cell[][], order: number[]): Cell[][] {
  return rows.map((row) => order.map((index) => row[index] ?? null)).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Numbers are rounded for sorting alone, so that the last digits don't change the order. */
function keyOf(row: Cell[]): string {
  return JSON.stringify(row.map((cell) => (typeof cell === "number" ? cell.toPrecision(6) : cell)));
}

function sameRows(one: Cell[][], other: Cell[][]): boolean {
  return one.every((row, index) => row.every((cell, at) => sameCell(cell, other[index]?.[at] ?? null)));
}

function sameCell(one: Cell, other: Cell): boolean {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(one), Math.abs(other));
  return one === other;
}

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
