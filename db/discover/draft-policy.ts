// Drafts who may read what: every column with its type, rows by the tenant column where a table has one.
import type { Policy, TablePolicy } from "../../worker/guard/types.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import type { Note, TableFacts } from "../../worker/semantic/discover/index.ts";

const ROW_CAP = 5_000;

export interface PolicyOptions { version: string; tenantColumn?: string; rowCap?: number }

/** @returns a policy, and a note for every table whose rows it leaves open to all */
export function draftPolicy(tables: TableFacts[], model: SemanticModel, { version, tenantColumn, rowCap = ROW_CAP }: PolicyOptions): { policy: Policy; notes: Note[] } {
  const notes: Note[] = [];
  const hidden = new Set(model.tables.flatMap((table) => table.columns.filter((column) => column.hidden && column.semantic !== "id").map((column) => idOf(table.schema, table.source ?? table.name, column.source ?? column.name))));
  return { policy: { version, rowCap, tables: tables.map(tableOf) }, notes };

  function tableOf(table: TableFacts): TablePolicy {
    const columns = table.columns.map(({ name, type }) => ({ name, type, ...(hidden.has(idOf(table.schema, table.name, name)) ? { mask: { kind: "hide" as const } } : {}) }));
    for (const { name } of columns.filter((column) => "mask" in column)) notes.push({ kind: "policy", about: `${table.name}.${name}`, text: "looks like a secret: hidden from everybody" });
    return { schema: table.schema, name: table.name, columns, rows: rowsOf(table) };
  }

  function rowsOf(table: TableFacts): TablePolicy["rows"] {
    if (tenantColumn === undefined) return "global";
    if (table.columns.some(({ name }) => name === tenantColumn)) return [{ column: tenantColumn, op: "=", claim: "tenant" }];
    notes.push({ kind: "policy", about: table.name, text: `has no ${tenantColumn}: every tenant may read every row of it, say otherwise in the policy` });
    return "global";
  }
}

const idOf = (schema: string, table: string, column: string): string => JSON.stringify([schema, table, column]);
