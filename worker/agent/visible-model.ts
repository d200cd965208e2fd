// The semantic model as one asker may know it: what the policy hides from them is not in it, so no tier can speak of it.
import { readableTables, type ReadableTable } from "../guard/index.ts";
import type { Principal, Source } from "../ports.ts";
import type { Ambiguity, Column, ColumnRef, Condition, Metric, SemanticModel, Table, VerifiedQuery } from "../semantic/model.ts";
import type { Plan } from "../semantic/plan.ts";

type Masked = NonNullable<ReadableTable["columns"][number]["masked"]>;

/** What is left: columns by reference, masked ones with their mask. */
interface Visible { tables: ReadonlySet<string>; columns: ReadonlyMap<ColumnRef, Masked | undefined> }

/** The source with its model cut down to what these claims open; the very same source where nothing is hidden. */
export function visibleSource(source: Source, principal: Principal): Source {
  const { model } = source;
  const visible = visibleOf(model, readableTables(source.policy, principal.claims));
  const whole = model.tables.every((table) => visible.tables.has(table.name) && table.columns.every((column) => isPlain(visible, refOf(table, column.name))));
  return whole ? source : { ...source, model: cutDown(model, visible) };
}

function visibleOf(model: SemanticModel, readable: ReadableTable[]): Visible {
  const found = model.tables.flatMap((table) => {
    const open = readable.find(({ schema, name }) => schema === table.schema && name === (table.source ?? table.name));
    const columns = table.columns.flatMap((column) => {
      const found = open?.columns.find(({ name }) => name === (column.source ?? column.name));
      return found ? [{ ...found, name: column.name }] : [];
    });
    return columns.length > 0 ? [{ table, columns }] : [];
  });
  return {
    tables: new Set(found.map(({ table }) => table.name)),
    columns: new Map(found.flatMap(({ table, columns }) => columns.map(({ name, masked }): [ColumnRef, Masked | undefined] => [refOf(table, name), masked]))),
  };
}

const refOf = (table: Table, column: string): ColumnRef => `${table.name}.${column}`;
/** Whether a column is seen as it is: only then numbers may be made of it, rows joined by it, conditions put on it. */
const isPlain = ({ columns }: Visible, ref: ColumnRef): boolean => columns.has(ref) && columns.get(ref) === undefined;

function cutDown(model: SemanticModel, visible: Visible): SemanticModel {
  const metrics = visibleMetrics(model.metrics, visible);
  const segments = model.segments.filter(({ table, conditions }) => visible.tables.has(table) && arePlain(conditions, visible));
  const tables = model.tables.filter((table) => visible.tables.has(table.name)).map((table) => cutTable(table, metrics, visible));
  const ambiguous = model.ambiguous.flatMap((entry) => cutAmbiguity(entry, metrics, visible));
  const gone = goneWords(model, { tables, metrics }, visible);
  return {
    ...model, tables, metrics, segments, ambiguous,
    relationships: model.relationships.filter(({ from, to }) => isPlain(visible, from) && isPlain(visible, to)),
    ...(model.hierarchies ? { hierarchies: model.hierarchies.map((way) => ({ ...way, levels: way.levels.filter((level) => visible.columns.has(level)) })).filter(({ levels }) => levels.length > 1) } : {}),
    suggestions: model.suggestions.filter((question) => !mentions(question, gone)),
    verified: model.verified.filter((entry) => isAllowed(entry, metrics, visible) && !mentions(entry.question, gone)),
  };
}

function cutTable(table: Table, metrics: Metric[], visible: Visible): Table {
  const { defaultMetric, timeColumn, nameColumn, display, ...rest } = table;
  const sees = (name: string | undefined): boolean => name !== undefined && visible.columns.has(refOf(table, name));
  const plain = (name: string | undefined): boolean => name !== undefined && isPlain(visible, refOf(table, name));
  return {
    ...rest,
    primaryKey: table.primaryKey.filter(plain),
    columns: table.columns.filter((column) => sees(column.name)).map((column) => cutColumn(column, visible.columns.get(refOf(table, column.name)))),
    ...(defaultMetric && metrics.some(({ name }) => name === defaultMetric) ? { defaultMetric } : {}),
    ...(timeColumn && plain(timeColumn) ? { timeColumn } : {}),
    ...(nameColumn && sees(nameColumn) ? { nameColumn } : {}),
    ...(display ? { display: display.filter((ref) => visible.columns.has(ref)) } : {}),
  };
}

/** Behind a mask a column names groups and nothing else: its numbers, units and known values are those of the plain column. */
function cutColumn(column: Column, mask: Masked | undefined): Column {
  if (!mask) return column;
  const { aggregates: _aggregates, values: _values, adjectives: _adjectives, unit: _unit, semantic: _semantic, ...rest } = column;
  return mask === "bucket" ? rest : { ...rest, type: "text" };
}

function visibleMetrics(metrics: Metric[], visible: Visible): Metric[] {
  const kept = metrics.filter(({ table, aggregate, filters, ratio }) => {
    const parts = ratio ? [ratio.numerator, ratio.denominator] : [];
    return visible.tables.has(table) && (!aggregate?.column || isPlain(visible, aggregate.column)) && arePlain(filters ?? [], visible) && parts.every((part) => metrics.some(({ name }) => name === part));
  });
  // A ratio falls with its parts, and what is made of it after it.
  return kept.length === metrics.length ? kept : visibleMetrics(kept, visible);
}

function arePlain(conditions: Condition[], visible: Visible): boolean {
  return conditions.every(({ column }) => isPlain(visible, column));
}

/** With one choice left there is nothing to ask, and the word still has no reading of its own. */
function cutAmbiguity(entry: Ambiguity, metrics: Metric[], visible: Visible): Ambiguity[] {
  const choices = entry.choices.filter(({ column, metric }) => (!column || isPlain(visible, column)) && (!metric || metrics.some(({ name }) => name === metric)));
  return choices.length > 1 ? [{ ...entry, choices }] : [];
}

/** What hidden tables, columns and metrics are called, lower case. */
function goneWords(model: SemanticModel, left: { tables: Table[]; metrics: Metric[] }, visible: Visible): string[] {
  const hiddenTables = model.tables.filter(({ name }) => !visible.tables.has(name));
  const hiddenColumns = model.tables.flatMap((table) => table.columns.filter(({ name }) => !isPlain(visible, refOf(table, name))));
  const hiddenMetrics = model.metrics.filter(({ name }) => !left.metrics.some((metric) => metric.name === name));
  return [...hiddenTables, ...hiddenColumns, ...hiddenMetrics].flatMap(({ label, plural, synonyms }) => [label, ...(plural ? [plural] : []), ...synonyms]).map((word) => word.toLowerCase());
}

function mentions(question: string, words: string[]): boolean {
  const said = ` ${question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  return words.some((word) => said.includes(` ${word} `));
}

function isAllowed({ plan }: VerifiedQuery, metrics: Metric[], visible: Visible): boolean {
  return visible.tables.has(plan.table) && columnsOf(plan).every((ref) => isPlain(visible, ref))
    && plan.metrics.every((metric) => metric.kind !== "metric" || metrics.some(({ name }) => name === metric.name));
}

function columnsOf({ metrics, dimensions, filters, time, order, columns }: Plan): ColumnRef[] {
  return [
    ...metrics.flatMap((metric) => (metric.kind === "aggregate" ? [metric.column] : [])), ...dimensions.map(({ column }) => column), ...filters.map(({ column }) => column),
    ...(time ? [time.column] : []), ...(order?.by === "column" ? [order.column] : []), ...(columns ?? []),
  ];
}
