// Drafts who may read what: every column with its type, rows by the tenant column, their own or that of the row they belong to.
import type { ParentFilter, Policy, RowFilter, TablePolicy } from "../../worker/guard/types.ts";
import type { Note, TableFacts } from "../../worker/semantic/discover/index.ts";
import { findColumn } from "../../worker/semantic/lookup.ts";
import type { ColumnRef, SemanticModel } from "../../worker/semantic/model.ts";

const ROW_CAP = 5_000;
/** Most tables between a row and the one that says whose it is; the guard follows no more. */
const MOST_PARENTS = 3;
const CLAIM = "tenant";

export interface PolicyOptions { version: string; tenantColumn?: string; rowCap?: number }

interface End { schema: string; name: string; column: string }
interface Join { from: End; to: End }

/** @returns a policy, with notes on secrets, on tables that find their tenant elsewhere, and on every table that is left open to all */
export function draftPolicy(tables: TableFacts[], model: SemanticModel, { version, tenantColumn, rowCap = ROW_CAP }: PolicyOptions): { policy: Policy; notes: Note[] } {
  const notes: Note[] = [];
  const secrets = secretsOf(model);
  const joins = joinsOf(model);
  return { policy: { version, rowCap, tables: tables.map(tableOf) }, notes };

  function tableOf(table: TableFacts): TablePolicy {
    const columns = table.columns.map(({ name, type }) => ({ name, type, ...(secrets.has(idOf({ ...table, column: name })) ? { mask: { kind: "hide" as const } } : {}) }));
    for (const { name } of columns.filter((column) => "mask" in column)) notes.push({ kind: "policy", about: `${table.name}.${name}`, text: "looks like a secret: hidden from everybody" });
    return { schema: table.schema, name: table.name, columns, rows: rowsOf(table) };
  }

  function rowsOf(table: TableFacts): TablePolicy["rows"] {
    if (tenantColumn === undefined) return "global";
    const own = ownFilter(table, tenantColumn);
    if (own) return [own];
    const parent = parentFilter(table, tenantColumn, 0);
    if (parent) notes.push({ kind: "policy", about: table.name, text: `has no ${tenantColumn}: rows are those of the tenant's ${parent.parent.name}, by ${parent.column}` });
    else notes.push({ kind: "policy", about: table.name, text: `has no ${tenantColumn}: every tenant may read every row of it, say otherwise in the policy` });
    return parent ? [parent] : "global";
  }

  /** The tenant column itself, or the key it refers to in the table of tenants. */
  function ownFilter(table: TableFacts, tenant: string): RowFilter | undefined {
    if (table.columns.some(({ name }) => name === tenant)) return { column: tenant, op: "=", claim: CLAIM };
    const key = joins.find(({ from, to }) => from.column === tenant && isOf(table, to))?.to.column;
    return key === undefined ? undefined : { column: key, op: "=", claim: CLAIM };
  }

  /** The nearest table that knows whose a row is; of several equally near, the one every row has. */
  function parentFilter(table: TableFacts, tenant: string, depth: number): ParentFilter | undefined {
    if (depth >= MOST_PARENTS) return undefined;
    const ways = joins.filter(({ from }) => isOf(table, from)).toSorted((a, b) => Number(isOptional(table, a)) - Number(isOptional(table, b)));
    const parents = ways.flatMap(({ from, to }) => tables.filter((other) => isOf(other, to) && other !== table).map((other) => ({ column: from.column, key: to.column, table: other })));
    const filterBy = ({ column, key, table: { schema, name } }: (typeof parents)[number], filter: RowFilter): ParentFilter => ({ column, parent: { schema, name, column: key, rows: [filter] } });
    for (const parent of parents) {
      const filter = ownFilter(parent.table, tenant);
      if (filter) return filterBy(parent, filter);
    }
    for (const parent of parents) {
      const filter = parentFilter(parent.table, tenant, depth + 1);
      if (filter) return filterBy(parent, filter);
    }
    return undefined;
  }
}

const idOf = ({ schema, name, column }: End): string => JSON.stringify([schema, name, column]);
const isOf = (table: TableFacts, end: End): boolean => table.schema === end.schema && table.name === end.name;

function isOptional(table: TableFacts, { from }: Join): boolean {
  const column = table.columns.find(({ name }) => name === from.column);
  return column === undefined || (column.nullable && (column.statistics?.nullFraction ?? 1) > 0);
}

/** Columns hidden for what they hold, not for being keys. */
function secretsOf(model: SemanticModel): Set<string> {
  return new Set(model.tables.flatMap((table) => table.columns.filter((column) => column.hidden && column.semantic !== "id").flatMap((column) => endOf(model, `${table.name}.${column.name}`)).map(idOf)));
}

function joinsOf(model: SemanticModel): Join[] {
  return model.relationships.flatMap(({ from, to }) => endOf(model, from).flatMap((source) => endOf(model, to).map((target) => ({ from: source, to: target }))));
}

/** A column as the database calls it. */
function endOf(model: SemanticModel, ref: ColumnRef): End[] {
  const found = findColumn(model, ref);
  return found ? [{ schema: found.table.schema, name: found.table.source ?? found.table.name, column: found.column.source ?? found.column.name }] : [];
}
