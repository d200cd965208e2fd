// Names of the model: lower case, letters and digits, each used once. What the database calls a thing is kept beside it.
import { tableId, type ColumnFacts, type TableFacts } from "./snapshot.ts";

const PLAIN = /^[a-z_][a-z0-9_]*$/u;

/** A name the model allows: the database's own where it is plain. */
export function plainName(name: string): string {
  if (PLAIN.test(name)) return name;
  const folded = name.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replace(/(?<=\p{Ll}|\d)(?=\p{Lu})/gu, "_").toLowerCase().replace(/[^a-z0-9]+/gu, "_").replace(/^_+|_+$/gu, "");
  const safe = folded === "" ? "unnamed" : folded;
  return /^\d/u.test(safe) ? `_${safe}` : safe;
}

/** The first of `name`, `name_2` … that is free; takes it. */
export function take(taken: Set<string>, name: string): string {
  let free = name;
  for (let next = 2; taken.has(free); next++) free = `${name}_${next}`;
  taken.add(free);
  return free;
}

/** Names of tables and columns. The same table name in two schemas is told apart by the schema. */
export interface ModelNames { table: (table: { schema: string; name: string }) => string; column: (table: { schema: string; name: string }, column: string) => string };

export function nameAll(tables: TableFacts[]): ModelNames {
  const taken = new Set<string>();
  const ordered = tables.toSorted((a, b) => Number(PLAIN.test(b.name)) - Number(PLAIN.test(a.name)));
  const named = new Map(ordered.map((table) => [tableId(table), take(taken, taken.has(plainName(table.name)) ? plainName(`${table.schema}_${table.name}`) : plainName(table.name))]));
  const columns = new Map(tables.map((table) => [tableId(table), nameColumns(table.columns)]));
  return { table: (table) => named.get(tableId(table)) ?? plainName(table.name), column: (table, column) => columns.get(tableId(table))?.get(column) ?? plainName(column) };
}

function nameColumns(columns: ColumnFacts[]): Map<string, string> {
  const taken = new Set<string>();
  const ordered = columns.toSorted((a, b) => Number(PLAIN.test(b.name)) - Number(PLAIN.test(a.name)));
  return new Map(ordered.map(({ name }) => [name, take(taken, plainName(name))]));
}
