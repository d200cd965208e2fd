// Whether one row of an answer holds the values of a row of gold's, in whatever columns.
import type { Cell } from "../../worker/protocol.ts";
import { normal, same, toleranceOf } from "./cells.ts";
import type { Answer, Gold } from "./compare.ts";
import { readingsOf } from "./readings.ts";

/** @returns a test of the answer's row at a place against the values wanted */
export function createHolds(gold: Gold, { columns, rows }: Answer): (at: number, wanted: Cell[]) => boolean {
  const tolerances = gold.columns.map((_name, index) => toleranceOf(gold.rows.map((row) => row[index] ?? null)));
  const readings = readingsOf(columns, rows);
  return (at, wanted) => wanted.every((cell, index) => readings.some(({ cells }) => same(normal(cell), cells[at] ?? null, tolerances[index] ?? 0)));
}
