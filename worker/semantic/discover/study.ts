// All that is concluded of a snapshot before anything is written: names, keys, references, labels and meanings.
import { isDated, kindOf } from "./column-kind.ts";
import { findKeys, type Keys } from "./keys.ts";
import { writeLabels, type Labels } from "./labels.ts";
import { meaningOf, type Meaning } from "./meaning.ts";
import { nameAll, type ModelNames } from "./model-names.ts";
import { nameColumnOf, timeColumnOf } from "./name-column.ts";
import { readNames, type Names } from "./read-names.ts";
import { chooseReferences, type Reference } from "./references.ts";
import { columnId, sayTable, tableId, type ColumnFacts, type Note, type Snapshot, type TableFacts } from "./snapshot.ts";

export interface Study {
  snapshot: Snapshot;
  names: Names;
  modelNames: ModelNames;
  keys: Keys;
  references: Reference[];
  labels: Labels;
  meaning: (table: TableFacts, column: ColumnFacts) => Meaning;
  nameColumn: (table: TableFacts) => string | undefined;
  timeColumn: (table: TableFacts) => string | undefined;
  /** two references and nothing else of its own: rows of many to many */
  isBridge: (table: TableFacts) => boolean;
  notes: Note[];
}

export function study(snapshot: Snapshot, options: { currency?: string }): Study {
  const names = readNames(snapshot);
  const keys = findKeys(snapshot, names);
  const { references, notes } = chooseReferences(snapshot, names, keys);
  const referring = new Set(references.map(({ from }) => columnId(from)));
  const isKey = (table: TableFacts, column: ColumnFacts): boolean => referring.has(columnId({ ...table, column: column.name })) || isOwnKey(keys.of(table), column, names.words(table, column));
  const meanings = new Map(snapshot.tables.flatMap((table) => table.columns.map((column) => [columnId({ ...table, column: column.name }), meaningOf({ column, words: names.words(table, column), isKey: isKey(table, column), ...options })])));
  const meaning = (table: TableFacts, column: ColumnFacts): Meaning => meanings.get(columnId({ ...table, column: column.name })) ?? { aggregates: [], dimension: false, sample: false };
  const times = new Map(snapshot.tables.map((table) => [tableId(table), timeColumnOf(table, names)]));
  const titles = new Map(snapshot.tables.map((table) => [tableId(table), nameColumnOf(table, names, keys.of(table))]));
  const nameColumn = (table: TableFacts): string | undefined => titles.get(tableId(table));
  const isSaid = (table: TableFacts, column: ColumnFacts): boolean => !isKey(table, column) && !meaning(table, column).secret;

  return {
    snapshot, names, keys, references, meaning, nameColumn, modelNames: nameAll(snapshot.tables),
    timeColumn: (table) => times.get(tableId(table)),
    labels: writeLabels(snapshot, names, { nameOf: nameColumn, isSaid, hasDates: [...times.values()].some((column) => column !== undefined) }),
    isBridge: (table) => isBridge(table, references),
    notes: [...unread(snapshot), ...keys.notes, ...notes],
  };
}

function unread({ tables }: Snapshot): Note[] {
  return tables.filter((table) => table.isUnread).map((table) => ({ kind: "table", about: sayTable(table), text: "its rows could not be read, or not in time: what it holds is guessed from names" }));
}

/** A key in words ("keyword", a state's name) stays something to group by. */
function isOwnKey(key: string[], column: ColumnFacts, words: string[]): boolean {
  return key.length === 1 && key[0] === column.name && (kindOf(column) !== "text" || /^(?:id|uuid|guid|key)$/u.test(words.at(-1) ?? ""));
}

function isBridge(table: TableFacts, references: Reference[]): boolean {
  const own = references.filter(({ from }) => tableId(from) === tableId(table));
  const rest = table.columns.filter((column) => !own.some(({ from }) => from.column === column.name) && !table.primaryKey.includes(column.name) && !isDated(kindOf(column)));
  return own.length === 2 && new Set(own.map(({ to }) => tableId(to))).size === 2 && rest.length === 0;
}
