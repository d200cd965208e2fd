// The words of every table and column of a snapshot, read once: by them keys are matched and labels are written.
import { headOf, sharedPrefix, singularOf, splitName, splitRun, writeOut } from "./name-words.ts";
import { columnId, tableId, type ColumnFacts, type Snapshot, type TableFacts } from "./snapshot.ts";
import { TABLE_AFFIXES, TABLE_PERIODS } from "./vocabulary.ts";

export interface Names {
  /** what a row is, in words, the last one singular: `order_lines` → order, line */
  entity: (table: TableFacts) => string[];
  /** words of a column as they are said: no prefix, abbreviations written out */
  words: (table: TableFacts, column: ColumnFacts) => string[];
  /** words as they are written, for the synonyms of an abbreviation */
  written: (table: TableFacts, column: ColumnFacts) => string[];
}

export function readNames({ tables }: Snapshot): Names {
  const prefix = commonPrefix(tables);
  const raw = new Map(tables.map((table) => [tableId(table), splitName(cut(table.name, prefix))]));
  const known = dictionary(tables, [...raw.values()]);
  const full = new Map([...raw].map(([id, words]) => [id, words.flatMap((word) => splitRun(word, without(known, word)))]));
  const entities = apart([...full].map(([id, words]) => ({ id, ways: [kindless(words), words, [...splitName(schemaOf(id)), ...words]].map((way) => singularHead(writeOut(way))) })));
  const columns = new Map(tables.flatMap((table) => columnWords(table, known)));

  return {
    entity: (table) => entities.get(tableId(table)) ?? [table.name],
    words: (table, column) => columns.get(columnId({ ...table, column: column.name }))?.words ?? [column.name],
    written: (table, column) => columns.get(columnId({ ...table, column: column.name }))?.written ?? [column.name],
  };
}

/** A beginning of all tables ("sb_", "app_"); a schema of one subject ("order…") has none. */
function commonPrefix(tables: TableFacts[]): string {
  const prefix = sharedPrefix(tables.map((table) => table.name));
  return tables.some((table) => table.name === prefix.replace(/_$/u, "")) ? "" : prefix;
}

const cut = (name: string, prefix: string): string => (name.length > prefix.length && name.startsWith(prefix) ? name.slice(prefix.length) : name);

const schemaOf = (id: string): string => String((JSON.parse(id) as unknown[])[0]);

/** The shortest way to say each table that no other table is said by. */
function apart(tables: { id: string; ways: string[][] }[]): Map<string, string[]> {
  const uses = new Map<string, number>();
  for (const { ways } of tables) for (const way of new Set(ways.map((words) => words.join(" ")))) uses.set(way, (uses.get(way) ?? 0) + 1);
  return new Map(tables.map(({ id, ways }) => [id, ways.find((way) => uses.get(way.join(" ")) === 1) ?? ways.at(-1) ?? []]));
}

/** Without "tbl", "dim", "fact" and the like at either end, and "daily" at the end. */
function kindless(words: string[]): string[] {
  const rest = words.slice(words.length > 1 && TABLE_AFFIXES.has(words[0] ?? "") ? 1 : 0);
  const last = rest.at(-1) ?? "";
  return rest.length > 1 && (TABLE_AFFIXES.has(last) || TABLE_PERIODS.has(last)) ? rest.slice(0, -1) : rest;
}

/** A table's own name is no reason not to split it: `paperkeyphrase` beside `paper` and `keyphrase`. */
function without(known: ReadonlySet<string>, word: string): Set<string> {
  return new Set([...known].filter((one) => one !== word && one !== singularOf(word)));
}

function singularHead(words: string[]): string[] {
  const head = headOf(words);
  return words.map((word, index) => (index === head ? singularOf(word) : word));
}

/** Words of the tables in both numbers, and words that stand alone in some column. */
function dictionary(tables: TableFacts[], names: string[][]): Set<string> {
  const ofTables = names.flat().flatMap((word) => [word, singularOf(word)]);
  const ofColumns = tables.flatMap((table) => table.columns.flatMap((column) => (/[_ A-Z]/u.test(column.name) ? splitName(column.name) : [])));
  return new Set([...ofTables, ...ofColumns].filter((word) => word.length >= 3));
}

function columnWords(table: TableFacts, known: ReadonlySet<string>): [string, { words: string[]; written: string[] }][] {
  const prefix = columnPrefix(table);
  return table.columns.map((column) => {
    const written = splitName(cut(column.name, prefix)).flatMap((word) => splitRun(word, known));
    return [columnId({ ...table, column: column.name }), { words: writeOut(written), written }];
  });
}

/** Most columns of a table may begin with its short name; a key to another table does not. */
function columnPrefix({ columns }: TableFacts): string {
  return sharedPrefix(columns.map((column) => column.name));
}
