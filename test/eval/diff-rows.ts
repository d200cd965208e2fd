// The first rows by which an answer and its gold differ, for a person to see why.
import type { Cell } from "../../worker/protocol.ts";
import { normal, same, toleranceOf } from "./cells.ts";
import type { Answer, Gold } from "./compare.ts";
import { readingsOf } from "./readings.ts";

const SHOWN = 3;

/** Gold's rows whose values no row of the answer holds, then rows of the answer that hold no row of gold's. */
export function diffRows(gold: Gold, { columns, rows }: Answer): string[] {
  const tolerances = gold.columns.map((_name, index) => toleranceOf(gold.rows.map((row) => row[index] ?? null)));
  const readings = readingsOf(columns, rows).map(({ cells }) => cells);
  const said = rows.map((_row, at) => readings.map((cells) => cells[at] ?? null));
  const holds = (row: Cell[], wanted: Cell[]): boolean => wanted.every((cell, index) => row.some((other) => same(normal(cell), other, tolerances[index] ?? 0)));
  const missing = gold.rows.filter((wanted) => !said.some((row) => holds(row, wanted)));
  const extra = rows.filter((_row, at) => !gold.rows.some((wanted) => holds(said[at] ?? [], wanted)));
  return [
    `gold has (${gold.columns.join(", ")})`, ...shown("-", missing),
    `answer has (${columns.map(({ label }) => label).join(", ")})`, ...shown("+", extra),
  ];
}

function shown(sign: string, rows: Cell[][]): string[] {
  const more = rows.length > SHOWN ? [`${sign} … ${rows.length - SHOWN} more`] : [];
  return [...rows.slice(0, SHOWN).map((row) => `${sign} ${row.map((cell) => cell ?? "null").join(" | ")}`), ...more];
}
