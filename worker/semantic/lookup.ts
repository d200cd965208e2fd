// Finds things in a semantic model by name, and the way from a fact table to a dimension table.
import type { Column, ColumnRef, Metric, Relationship, SemanticModel, Table } from "./model.ts";

export function findTable(model: SemanticModel, name: string): Table | undefined {
  return model.tables.find((table) => table.name === name);
}

/** Splits `table.column`. */
export function splitRef(ref: ColumnRef): { table: string; column: string } {
  const dot = ref.indexOf(".");
  return { table: ref.slice(0, dot), column: ref.slice(dot + 1) };
}

/** @returns the column and its table, or undefined for a ref that names none */
export function findColumn(model: SemanticModel, ref: ColumnRef): { table: Table; column: Column } | undefined {
  const { table: tableName, column: columnName } = splitRef(ref);
  const table = findTable(model, tableName);
  const column = table?.columns.find((candidate) => candidate.name === columnName);
  return table && column ? { table, column } : undefined;
}

export function findMetric(model: SemanticModel, name: string): Metric | undefined {
  return model.metrics.find((metric) => metric.name === name);
}

/** The table's dating column as a ref: the one the model names, else its only column of years. */
export function timeRef(model: SemanticModel, table: string): ColumnRef | undefined {
  const found = findTable(model, table);
  const years = (found?.columns ?? []).filter((column) => isYear(column) && column.dimension && !column.hidden);
  const column = found?.timeColumn ?? (years.length === 1 ? years[0]?.name : undefined);
  return column ? `${table}.${column}` : undefined;
}

/** A year kept as a number. */
export const isYear = ({ semantic, type }: Column): boolean => semantic === "year" && /^(?:integer|smallint|bigint|numeric)/u.test(type);

/** Whether rows are dated by years alone, so that no shorter period can be told. */
export function isDatedByYear(model: SemanticModel, ref: ColumnRef): boolean {
  const found = findColumn(model, ref);
  return found !== undefined && isYear(found.column);
}

/**
 * The joins from one table to another, following keys from many to one only, so that no row of `from` is ever doubled.
 * @returns the shortest path, empty for the table itself; undefined where there is none or two are equally short
 */
export function joinPath(model: SemanticModel, from: string, to: string): Relationship[] | undefined {
  let frontier: { at: string; path: Relationship[] }[] = [{ at: from, path: [] }];
  const seen = new Set([from]);
  while (frontier.length > 0) {
    const arrived = frontier.filter((step) => step.at === to);
    if (arrived.length > 0) return arrived.length === 1 ? arrived[0]?.path : undefined;
    frontier = frontier.flatMap(({ at, path }) => stepsFrom(model, at).filter((next) => !seen.has(splitRef(next.to).table)).map((next) => ({ at: splitRef(next.to).table, path: [...path, next] })));
    for (const { at } of frontier) seen.add(at);
  }
  return undefined;
}

function stepsFrom(model: SemanticModel, table: string): Relationship[] {
  return model.relationships.filter((relationship) => splitRef(relationship.from).table === table);
}
