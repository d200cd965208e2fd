// What names mean at a place of the statement, by PostgreSQL's own rules of visibility.
import { refuse } from "./refuse.ts";
import type { Trace } from "./trace.ts";

export interface Column {
  name: string;
  trace: Trace;
  /** told when the column is read, so that unread ones can be left out */
  read?: () => void;
}

export interface Relation {
  /** as the statement calls it */
  name: string;
  /** as the rewritten statement calls it: unique in the whole statement, so a mistake here can't bind to another relation */
  printed: string;
  columns: Column[];
  /** set for tables without an alias: they may be called schema.table too */
  schema?: string;
  /** a function that returns one plain value: its name alone means that value */
  scalar?: boolean;
}

/** A relation in FROM; joins with USING hide columns, joins with an alias hide names. */
export interface Item { relation: Relation; named: boolean; open: boolean }

export interface Cte { printed: string; columns: Column[] }

/** One query level. `depth` counts levels from the outside. */
export interface Scope {
  items: readonly Item[];
  ctes: ReadonlyMap<string, Cte>;
  outer: Scope | undefined;
  depth: number;
}

export interface Found { relation: Relation; column: Column; scope: Scope }

/** A column by its bare name: the innermost level that has it wins; twice on one level is ambiguous. */
export function findColumn(name: string, scope: Scope | undefined): Found | undefined {
  for (let level = scope; level; level = level.outer) {
    const found = columnsOn(level, name);
    if (found.length > 1) refuse("ambiguous_name", "column");
    if (found[0]) return found[0];
  }
  return undefined;
}

/** The innermost relation of that name. */
export function findRelation(name: string, scope: Scope | undefined, schema?: string): { relation: Relation; scope: Scope } | undefined {
  for (let level = scope; level; level = level.outer) {
    const found = level.items.filter((item) => item.named && item.relation.name === name && (schema === undefined || item.relation.schema === schema));
    if (found.length > 1) refuse("ambiguous_name", "table alias");
    if (found[0]) return { relation: found[0].relation, scope: level };
  }
  return undefined;
}

/** `relation.column`; the column has to be a known one, or PostgreSQL would call a function of that name on the row. */
export function findQualified(path: readonly string[], scope: Scope): Found {
  const [schema, name, column] = path.length === 3 ? path : [undefined, ...path];
  const found = path.length > 3 ? undefined : findRelation(name ?? "", scope, schema);
  const matches = found?.relation.columns.filter((candidate) => candidate.name === column) ?? [];
  if (matches.length > 1) refuse("ambiguous_name", "column");
  if (!found || !matches[0]) refuse("column_not_allowed", "qualified column");
  return { relation: found.relation, column: matches[0], scope: found.scope };
}

/** Columns of `*` on this level, in order. */
export function openColumns(scope: Scope): Column[] {
  return scope.items.filter((item) => item.open).flatMap((item) => item.relation.columns);
}

function columnsOn(scope: Scope, name: string): Found[] {
  return scope.items.flatMap((item) =>
    item.open ? item.relation.columns.filter((column) => column.name === name).map((column) => ({ relation: item.relation, column, scope })) : []);
}
