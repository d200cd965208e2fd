// Which columns' values become words: reading those of every column of a large database would be one statement too large.
import type { Column, Table } from "../model.ts";
import type { Note } from "./snapshot.ts";

/** Columns whose values are read. */
const MOST_SAMPLED = 80;

/** Keeps the samples of the columns that are asked for most: names of rows, then categories. */
export function spreadSamples(tables: Table[]): { tables: Table[]; notes: Note[] } {
  const sampled = tables.flatMap((table) => table.columns.filter((column) => column.values?.mode === "sample").map((column) => ({ column, weight: weightOf(table, column) })));
  if (sampled.length <= MOST_SAMPLED) return { tables, notes: [] };
  const kept = new Set(sampled.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_SAMPLED).map(({ column }) => column));
  const note: Note = { kind: "column", about: "values", text: `${sampled.length} columns have values that could be words of questions; those of ${MOST_SAMPLED} are read, add "values" to others that matter` };
  return { tables: tables.map((table) => ({ ...table, columns: table.columns.map((column) => (column.values?.mode === "sample" && !kept.has(column) ? without(column) : column)) })), notes: [note] };
}

const weightOf = (table: Table, column: Column): number => (table.nameColumn === column.name ? 2 : 0) + (column.semantic === "category" ? 1 : 0) + (table.timeColumn ? 0.5 : 0);

function without({ values: _values, ...column }: Column): Column {
  return column;
}
