// What tables and columns are called in questions: clear words, each meaning one thing where that is possible.
import { bareLabels } from "./bare-label.ts";
import { pluralPhrase } from "./name-words.ts";
import type { Names } from "./read-names.ts";
import { columnId, tableId, type ColumnFacts, type Snapshot, type TableFacts } from "./snapshot.ts";

export interface Labels {
  table: (table: TableFacts) => { label: string; plural: string };
  column: (table: TableFacts, column: ColumnFacts) => { label: string; plural: string; synonyms: string[] };
}

export interface Said {
  /** the column that names a row of a table */
  nameOf: (table: TableFacts) => string | undefined;
  /** whether questions may name a column at all */
  isSaid: (table: TableFacts, column: ColumnFacts) => boolean;
  /** whether any table has dates: else "year" can only mean a column of years */
  hasDates: boolean;
}

/**
 * Labels for a whole snapshot. A word that several tables use for a column is said with its table ("customer status"),
 * and the bare word is kept as a synonym, so that a question with it is asked back and not guessed.
 */
export function writeLabels(snapshot: Snapshot, names: Names, { nameOf, isSaid, hasDates }: Said): Labels {
  const tables = new Map(snapshot.tables.map((table) => [tableId(table), tableLabel(names.entity(table))]));
  const bare = new Map(snapshot.tables.flatMap((table) => [...bareLabels(table, names)].map(([column, label]): [string, string] => [columnId({ ...table, column }), label])));
  const uses = new Map<string, number>();
  for (const table of snapshot.tables) for (const column of table.columns) if (isSaid(table, column) && !isTitle(table, column)) count(wordOf(table, column));
  for (const { label, plural } of tables.values()) for (const word of new Set([label, plural])) count(word);

  function wordOf(table: TableFacts, column: ColumnFacts): string {
    return bare.get(columnId({ ...table, column: column.name })) ?? column.name;
  }

  /** A column that only says that it names a row is called what the row is called; a car's "model" is called model. */
  function isTitle(table: TableFacts, column: ColumnFacts): boolean {
    const word = wordOf(table, column);
    return nameOf(table) === column.name && (NAMELESS.has(word) || word === tables.get(tableId(table))?.label);
  }

  function count(word: string): void {
    uses.set(word, (uses.get(word) ?? 0) + 1);
  }

  function columnLabel(table: TableFacts, column: ColumnFacts): { label: string; plural: string; synonyms: string[] } {
    const own = tables.get(tableId(table)) ?? tableLabel([table.name]);
    const word = wordOf(table, column);
    const written = writtenOtherwise(names, table, column, word);
    if (isTitle(table, column)) return { ...own, synonyms: [...new Set([`${own.label} name`, ...written])].filter((synonym) => !NAMELESS.has(synonym) && synonym !== own.label && synonym !== own.plural) };
    const isShared = ((uses.get(word) ?? 0) > 1 || TAKEN.has(word)) && !speaksOf(word, own.label);
    const label = isShared ? `${own.label} ${word}` : word;
    return { label, plural: pluralPhrase(label), synonyms: [...(isShared ? [word] : []), ...written].filter((synonym) => !hasDates || !TAKEN.has(synonym)) };
  }

  return { table: (table) => tables.get(tableId(table)) ?? tableLabel([table.name]), column: columnLabel };
}

const tableLabel = (entity: string[]): { label: string; plural: string } => ({ label: entity.join(" "), plural: pluralPhrase(entity.join(" ")) });

const speaksOf = (word: string, table: string): boolean => word.startsWith(`${table} `);

/** Words that questions use for time and counting: alone they are no column's, nor a synonym where there are dates. */
const TAKEN: ReadonlySet<string> = new Set("day week month quarter year hour date time weekday count number total sum average share percent percentage rate top rank first last new all".split(" "));
/** What a column of names is called in every table. */
const NAMELESS: ReadonlySet<string> = new Set(["name", "title", "label", "code", "description", "full name", "display name", "user name", "username"]);

/** The abbreviation itself, for those who know the database: "qty" beside quantity. */
function writtenOtherwise(names: Names, table: TableFacts, column: ColumnFacts, label: string): string[] {
  const written = names.written(table, column).join(" ");
  return written !== label && written.length > 1 && column.type !== "boolean" ? [written] : [];
}
