// What tables and columns are called in questions: clear words, each meaning one thing where that is possible.
import { pluralPhrase } from "./name-words.ts";
import type { Names } from "./read-names.ts";
import { isYesNo } from "./yes-no.ts";
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
    const isShared = ((uses.get(word) ?? 0) > 1 || TAKEN.has(word)) && !speaksOf(word, own.label);
    const label = isShared ? `${own.label} ${word}` : word;
    return { label, plural: pluralPhrase(label), synonyms: [...(isShared ? [word] : []), ...written] };
  }

  return { table: (table) => tables.get(tableId(table)) ?? tableLabel([table.name]), column: columnLabel };
}

const tableLabel = (entity: string[]): { label: string; plural: string } => ({ label: entity.join(" "), plural: pluralPhrase(entity.join(" ")) });

const speaksOf = (word: string, table: string): boolean => word.startsWith(`${table} `);

/** Words that questions use for time and counting: alone they are no column's. */
const TAKEN: ReadonlySet<string> = new Set("day week month quarter year hour date time weekday count number total sum average share percent percentage rate top rank first last new all".split(" "));

/** A yes or no is called after what it tells, so that "active" itself stays the rows it is true of. */
function bareLabel(names: Names, table: TableFacts, column: ColumnFacts): string {
  const words = names.words(table, column);
  const [first, ...rest] = words;
  if (isYesNo(column, words)) return first === "is" || first === "was" ? `${rest.join(" ")} status` : `${(first === "has" ? rest : words).join(" ")} flag`;
  const last = words.at(-1) ?? "";
  if (words.length > 1 && last === "at") return [...words.slice(0, -1), "time"].join(" ");
  return words.length > 1 && (last === "name" || UNIT_WORDS.has(last)) && !PARTS_OF_NAMES.has(words.at(-2) ?? "") ? words.slice(0, -1).join(" ") : words.join(" ");
}

/** `height_cm` is a height; the unit is said beside the number. */
const UNIT_WORDS: ReadonlySet<string> = new Set("cm mm km kg lb lbs ms usd eur gbp".split(" "));
/** A first name is not a first. */
const PARTS_OF_NAMES: ReadonlySet<string> = new Set("first last middle full user display given family nick maiden sur table file short long brand".split(" "));

/** The abbreviation itself, for those who know the database: "qty" beside quantity. */
function writtenOtherwise(names: Names, table: TableFacts, column: ColumnFacts, label: string): string[] {
  const written = names.written(table, column).join(" ");
  return written !== label && written.length > 1 && column.type !== "boolean" ? [written] : [];
}
