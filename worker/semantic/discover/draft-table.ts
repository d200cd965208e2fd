// Writes one table of the model.
import type { Column, ColumnRef, Table } from "../model.ts";
import { kindOf } from "./column-kind.ts";
import { tableId, type ColumnFacts, type TableFacts } from "./snapshot.ts";
import type { Study } from "./study.ts";

/** Columns of a list of rows. */
const MOST_SHOWN = 8;
const PREPOSITIONS = ["in", "of", "for", "with", "by", "from", "at"];

export function draftTable(table: TableFacts, study: Study): Table {
  const { labels, keys, modelNames } = study;
  const { label, plural } = labels.table(table);
  const own = (column: string): string => modelNames.column(table, column);
  const name = modelNames.table(table);
  const time = study.timeColumn(table);
  const title = study.nameColumn(table);
  const columns = table.columns.map((column) => draftColumn(table, column, study));
  const spoken = name.replaceAll("_", " ");
  return {
    name, schema: table.schema, ...(name === table.name ? {} : { source: table.name }),
    label, plural, synonyms: spoken === label || spoken === plural ? [] : [spoken],
    description: describe(table, study), primaryKey: (keyOf(table, keys.of(table), study)).map(own),
    ...(time === undefined ? {} : { timeColumn: own(time) }), ...(title === undefined ? {} : { nameColumn: own(title) }),
    ...displayOf(name, columns, time === undefined ? undefined : own(time), title === undefined ? undefined : own(title)),
    columns,
  };
}

/** A model needs columns that order rows; where nothing tells them apart, those that come nearest. */
function keyOf(table: TableFacts, key: string[], study: Study): string[] {
  if (key.length > 0) return key;
  const ids = table.columns.filter((column) => study.meaning(table, column).semantic === "id").map((column) => column.name);
  const [first] = table.columns;
  return ids.length > 0 ? ids : [study.timeColumn(table) ?? first?.name ?? ""];
}

function describe(table: TableFacts, study: Study): string {
  const { label, plural } = study.labels.table(table);
  const ends = study.references.filter(({ from }) => tableId(from) === tableId(table)).flatMap(({ to }) => study.snapshot.tables.filter((other) => tableId(other) === tableId(to)).map((other) => study.labels.table(other).plural));
  const bridge = study.isBridge(table) ? `Joins ${ends.join(" and ")}: one row for each pair.` : undefined;
  return [table.comment ?? (bridge ? undefined : `One ${label}: a row of the ${plural}.`), bridge].filter(Boolean).join(" ");
}

function draftColumn(table: TableFacts, column: ColumnFacts, study: Study): Column {
  const meaning = study.meaning(table, column);
  const isTitle = study.nameColumn(table) === column.name;
  const name = study.modelNames.column(table, column.name);
  const { label, plural, synonyms } = study.labels.column(table, column);
  const isDimension = meaning.dimension || isTitle;
  return {
    name, type: modelType(column), ...(name === column.name ? {} : { source: column.name }),
    label, ...(isDimension || meaning.aggregates.length > 0 ? { plural } : {}), synonyms,
    ...(column.comment ? { description: column.comment } : {}),
    ...semanticOf(meaning.semantic, isTitle), ...(meaning.unit ? { unit: meaning.unit } : {}),
    dimension: isDimension, ...(meaning.aggregates.length > 0 ? { aggregates: meaning.aggregates } : {}),
    ...valuesOf(column, meaning.sample || (isTitle && !/mail/iu.test(column.name))),
    ...(isDimension && kindOf(column) === "text" ? { prepositions: PREPOSITIONS } : {}),
    ...(meaning.secret || (meaning.semantic === "id" && !isDimension && isSurrogate(column)) ? { hidden: true } : {}),
  };
}

function semanticOf(semantic: Column["semantic"], isTitle: boolean): Pick<Column, "semantic"> {
  if (isTitle) return { semantic: "name" };
  return semantic ? { semantic } : {};
}

function valuesOf({ labels }: ColumnFacts, isSampled: boolean): Pick<Column, "values"> {
  if (labels?.length) return { values: { mode: "list", list: labels.map((value) => ({ value })) } };
  return isSampled ? { values: { mode: "sample" } } : {};
}

/** A number or uuid nobody speaks of; a code in letters may be asked for. */
function isSurrogate(column: ColumnFacts): boolean {
  const kind = kindOf(column);
  return kind !== "text" || /id$/iu.test(column.name);
}

/** The type as it is written in a cast; a type of the vendor's own is text to a question. */
function modelType(column: ColumnFacts): string {
  const { type } = column;
  if (column.labels || type === "character varying" || type === "bpchar" || type.endsWith("citext")) return "text";
  return type.replace("timestamp without time zone", "timestamp").replace("timestamp with time zone", "timestamptz");
}

/** What "list the …" shows: when, which one, of what kind, how much. */
function displayOf(table: string, columns: Column[], time: string | undefined, title: string | undefined): { display?: ColumnRef[] } {
  const first = [time, title].flatMap((name) => columns.filter((column) => column.name === name));
  const rest = columns.filter((column) => !column.hidden && !first.includes(column) && (column.dimension || column.aggregates));
  const code = columns.filter((column) => column.semantic === "id" && !column.hidden);
  const shown = [...new Set([...first, ...code.slice(0, 1), ...rest])].slice(0, MOST_SHOWN);
  return shown.length > 0 ? { display: shown.map((column): ColumnRef => `${table}.${column.name}`) } : {};
}
