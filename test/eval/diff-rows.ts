// The first rows by which an answer and its gold differ, for a person to see why.
import type { Cell } from "../../worker/protocol.ts";
import type { Answer, Gold } from "./compare.ts";
import { createHolds } from "./holds.ts";

const SHOWN = 3;

/** Gold's rows whose values no row of the answer holds, then rows of the answer that hold no row of gold's. */
export function diffRows(gold: Gold, { columns, rows }: Answer): string[] {
  const holds = createHolds(gold, { columns, rows });
  const missing = gold.rows.filter((wanted) => !rows.some((_row, at) => holds(at, wanted)));
  const extra = rows.filter((_row, at) => !gold.rows.some((wanted) => holds(at, wanted)));
  return [
    `gold has (${gold.columns.join(", ")})`, ...shown("-", missing),
    `answer has (${columns.map(({ label }) => label).join(", ")})`, ...shown("+", extra),
  ];
}

function shown(sign: string, rows: Cell[][]): string[] {
  const more = rows.length > SHOWN ? [`${sign} … ${rows.length - SHOWN} more`] : [];
  return [...rows.slice(0, SHOWN).map((row) => `${sign} ${row.map((cell) => cell ?? "null").join(" | ")}`), ...more];
}
