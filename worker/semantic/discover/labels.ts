// What tables and columns are called in questions: clear words, each meaning one thing where that is possible.
import { pluralPhrase } from "./name-words.ts";
import type { Names } from "./read-names.ts";
import { columnId, tableId, type ColumnFacts, type Snapshot, type TableFacts } from "./snapshot.ts";

export interface Labels {
  table: (table: TableFacts) => { label: string; plural: string };
  column: (table: TableFacts, column: ColumnFacts) => { label: string; plural: string; synonyms: string[] };
}

/**
 * Labels for a whole snapshot. A word that several tables use for a column is said with its table ("customer status"),
 * and the bare word is kept as a synonym, so that a question with it is asked back and not guessed.
 * @param nameOf the column that names a row of a table: it is called what the row is called
 */
export function writeLabels(snapshot: Snapshot, names: Names, nameOf: (table: TableFacts) => string | undefined, isSaid: (table: TableFacts, column: ColumnFacts) => boolean): Labels {
  const tables = new Map(snapshot.tables.map((table) => [tableId(table), tableLabel(names.entity(table))]));
  const bare = new Map(snapshot.tables.flatMap((table) => table.columns.map((column) => [columnId({ ...table, column: column.name }), bareLabel(names, table, column)])));
  const uses = new Map<string, number>();
  for (const table of snapshot.tables) for (const column of table.columns) if (isSaid(table, column) && nameOf(table) !== column.name) count(bare.get(columnId({ ...table, column: column.name })) ?? "");
  for (const { label, plural } of tables.values()) for (const word of new Set([label, plural])) count(word);

  function count(word: string): void {
    uses.set(word, (uses.get(word) ?? 0) + 1);
  }

  function columnLabel(table: TableFacts, column: ColumnFacts): { label: string; plural: string; synonyms: string[] } {
    const own = tables.get(tableId(table)) ?? tableLabel([table.name]);
    const word = bare.get(columnId({ ...table, column: column.name })) ?? column.name;
    const written = writtenOtherwise(names, table, column, word);
    if (nameOf(table) === column.name) return { ...own, synonyms: [...new Set([`${own.label} name`, ...(word.includes(" ") ? [word] : [])])].filter((synonym) => synonym !== own.label) };
    const isShared = (uses.get(word) ?? 0) > 1 && !speaksOf(word, own.label);
    const label = isShared ? `${own.label} ${word}` : word;
    return { label, plural: pluralPhrase(label), synonyms: [...(isShared ? [word] : []), ...written] };
  }

  return { table: (table) => tables.get(tableId(table)) ?? tableLabel([table.name]), column: columnLabel };
}

const tableLabel = (entity: string[]): { label: string; plural: string } => ({ label: entity.join(" "), plural: pluralPhrase(entity.join(" ")) });

const speaksOf = (word: string, table: string): boolean => word.startsWith(`${table} `);

/** "is active" → active status, "has lab" → has lab; `created_at` → created; a name is never empty. */
function bareLabel(names: Names, table: TableFacts, column: ColumnFacts): string {
  const words = names.words(table, column);
  const [first, ...rest] = words;
  if (column.type === "boolean" && (first === "is" || first === "has" || first === "was") && rest.length > 0) return `${rest.join(" ")} ${first === "has" ? "flag" : "status"}`;
  const trimmed = words.length > 1 && words.at(-1) === "at" ? [...words.slice(0, -1), "time"] : words;
  return trimmed.join(" ");
}

/** The abbreviation itself, for those who know the database: "qty" beside quantity. */
function writtenOtherwise(names: Names, table: TableFacts, column: ColumnFacts, label: string): string[] {
  const written = names.written(table, column).join(" ");
  return written !== label && written.length > 1 && column.type !== "boolean" ? [written] : [];
}
