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
    const found = columnOn(level, name);
    if (found) return found;
  }
  return undefined;
}

/** The innermost relation of that name. */
export function findRelation(name: string, scope: Scope | undefined, schema?: string): { relation: Relation; scope: Scope } | undefined {
  for (let level = scope; level; level = level.outer) {
    const relation = relationOn(level, name, schema);
    if (relation) return { relation, scope: level };
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

function relationOn({ items }: Scope, name: string, schema: string | undefined): Relation | undefined {
  let found: Relation | undefined;
  for (const { named, relation } of items) {
    if (!named || relation.name !== name || (schema !== undefined && relation.schema !== schema)) continue;
    if (found) refuse("ambiguous_name", "table alias");
    found = relation;
  }
  return found;
}

/** Loops, not lists: this runs for every name of a statement over every column in reach. */
function columnOn(scope: Scope, name: string): Found | undefined {
  let found: Found | undefined;
  for (const { open, relation } of scope.items) {
    for (const column of open ? relation.columns : NONE) {
      if (column.name !== name) continue;
      if (found) refuse("ambiguous_name", "column");
      found = { relation, column, scope };
    }
  }
  return found;
}

const NONE: readonly Column[] = [];
