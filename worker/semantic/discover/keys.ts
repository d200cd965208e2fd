// The key of each table: declared, or the column that is unique, never empty, and named like a key.
import { canBeKey, kindOf } from "./column-kind.ts";
import type { Names } from "./read-names.ts";
import { sayTable, tableId, type ColumnFacts, type Note, type Snapshot, type TableFacts } from "./snapshot.ts";
import { KEY_WORDS } from "./vocabulary.ts";

export interface Keys {
  /** columns that tell a row; empty where nothing does */
  of: (table: TableFacts) => string[];
  /** single columns that could each tell a row, best first */
  candidates: (table: TableFacts) => string[];
  notes: Note[];
}

export function findKeys(snapshot: Snapshot, names: Names): Keys {
  const homes = findHomes(snapshot, names);
  const notes: Note[] = [];
  const found = new Map(snapshot.tables.map((table) => [tableId(table), keysOf(table, names, homes, notes)]));
  return { of: (table) => found.get(tableId(table))?.key ?? [], candidates: (table) => found.get(tableId(table))?.candidates ?? [], notes };
}

function keysOf(table: TableFacts, names: Names, homes: Homes, notes: Note[]): { key: string[]; candidates: string[] } {
  const single = singleKeys(table, names, homes);
  if (table.primaryKey.length > 0) return { key: table.primaryKey, candidates: [...new Set([...(table.primaryKey.length === 1 ? table.primaryKey : []), ...single])] };
  const about = sayTable(table);
  const [best] = single;
  if (best !== undefined) {
    if (!isDeclaredUnique(table, best)) notes.push({ kind: "key", about, text: `no key is declared; taken to be ${best}, which is unique in ${table.rows > 0 ? "the rows looked at" : "name (the table is empty)"}` });
    return { key: [best], candidates: single };
  }
  const [declared] = table.unique;
  if (declared) return { key: declared, candidates: [] };
  notes.push({ kind: "key", about, text: "has no key that I can see" });
  return { key: [], candidates: [] };
}

/** By the name of a column: how many tables have one, and how well it fits the table it fits best. */
type Homes = ReadonlyMap<string, { tables: number; best: number }>;

function findHomes({ tables }: Snapshot, names: Names): Homes {
  const homes = new Map<string, { tables: number; best: number }>();
  for (const table of tables) {
    for (const column of table.columns) {
      const home = homes.get(column.name) ?? { tables: 0, best: 0 };
      homes.set(column.name, { tables: home.tables + 1, best: Math.max(home.best, nameScore(table, column, names)) });
    }
  }
  return homes;
}

function singleKeys(table: TableFacts, names: Names, homes: Homes): string[] {
  const scored = table.columns.map((column) => ({ name: column.name, score: keyScore(table, column, names, homes) }));
  return scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score).map(({ name }) => name);
}

const isDeclaredUnique = (table: TableFacts, column: string): boolean => [table.primaryKey, ...table.unique].some((key) => key.length === 1 && key[0] === column);

/** 0: no key. A declared one counts by its name too, since a table may have several. */
function keyScore(table: TableFacts, column: ColumnFacts, names: Names, homes: Homes): number {
  if (!canBeKey(kindOf(column))) return 0;
  const isDeclared = isDeclaredUnique(table, column.name);
  if (!isDeclared && !looksUnique(table, column)) return 0;
  const home = homes.get(column.name) ?? { tables: 1, best: 0 };
  const own = nameScore(table, column, names);
  // `course_id` may be unique among the tags of courses too, but it is the key of courses.
  if (!isDeclared && own < home.best) return 0;
  const score = own + (home.tables > 1 && table.columns[0]?.name === column.name ? 1 : 0);
  return isDeclared ? score + 1 : score;
}

function looksUnique(table: TableFacts, { statistics, nullable }: ColumnFacts): boolean {
  if (!statistics || statistics.sampled === 0) return table.rows === 0 && !nullable;
  return statistics.nullFraction === 0 && statistics.distinct === statistics.sampled;
}

function nameScore(table: TableFacts, column: ColumnFacts, names: Names): number {
  const entity = names.entity(table);
  const words = names.words(table, column);
  const last = words.at(-1) ?? "";
  const owner = words.slice(0, -1).join(" ");
  if (words.join(" ") === "id") return 6;
  if (last === "id" && owner === entity.join(" ")) return 6;
  if (isInitialKey(column.name, entity)) return entity.length === 1 ? 5 : 3;
  const isOwn = owner === entity.join(" ") || owner === entity.at(-1) || owner === entity[0];
  if (KEY_WORDS.has(last) && (isOwn || owner === "")) return 4;
  if (last === "name" && isOwn) return 3;
  return words.join(" ") === entity.join(" ") ? 2 : 0;
}

/** `aid` of authors, `tx_id` of transactions: the first letters of what a row is. */
function isInitialKey(name: string, entity: string[]): boolean {
  const initial = /^([a-z]{1,4}?)_?id$/u.exec(name.toLowerCase())?.[1];
  return initial !== undefined && (entity.join("").startsWith(initial) || entity.map((word) => word[0]).join("") === initial);
}
