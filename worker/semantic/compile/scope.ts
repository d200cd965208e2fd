// The FROM clause of a statement in the making: which tables it has joined so far, and how a column is written.
import { findColumn, findTable, isYear, joinPath, splitRef } from "../lookup.ts";
import type { Column, ColumnRef, SemanticModel, Table } from "../model.ts";
import { literal, name } from "./literal.ts";

/** What the model does not allow; the message is shown to the asker. */
export class CannotCompile extends Error {}

export interface Scope {
  model: SemanticModel;
  fact: Table;
  /** writes a column and joins its table; dates come out in the source's time zone */
  column(ref: ColumnRef): string;
  /** writes a column as a date; a year kept as a number is its first day */
  date(ref: ColumnRef): string;
  /** the column's meaning */
  describe(ref: ColumnRef): { table: Table; column: Column };
  /** FROM with every join asked for so far */
  from(): string;
}

/** Opens the scope of one fact table. */
export function openScope(model: SemanticModel, factName: string): Scope {
  const fact = tableOf(model, factName);
  const joins = new Map<string, string>();

  function describe(ref: ColumnRef): { table: Table; column: Column } {
    const found = findColumn(model, ref);
    if (!found) throw new CannotCompile(`there is no column ${ref}`);
    return found;
  }

  function join(table: Table): void {
    const path = joinPath(model, fact.name, table.name);
    if (!path) throw new CannotCompile(`${table.plural} cannot be reached from ${fact.plural} in one way`);
    for (const { from, to } of path) {
      const target = tableOf(model, splitRef(to).table);
      joins.set(target.name, `LEFT JOIN ${qualified(target)} ON ${plain(describe(to))} = ${plain(describe(from))}`);
    }
  }

  function column(ref: ColumnRef): string {
    const { table, column: described } = describe(ref);
    if (table.name !== fact.name) join(table);
    const written = plain({ table, column: described });
    return described.type === "timestamptz" || described.type === "timestamp with time zone" ? `(${written} AT TIME ZONE ${literal(model.calendar.timeZone)})` : written;
  }

  return {
    model, fact, describe, column,
    date: (ref) => (isYear(describe(ref).column) ? `make_date((${column(ref)})::integer, 1, 1)` : column(ref)),
    from: () => [`FROM ${qualified(fact)}`, ...joins.values()].join(" "),
  };
}

function tableOf(model: SemanticModel, tableName: string): Table {
  const table = findTable(model, tableName);
  if (!table) throw new CannotCompile(`there is no table ${tableName}`);
  return table;
}

function qualified(table: Table): string {
  return `${name(table.schema)}.${name(table.source ?? table.name)} AS ${name(table.name)}`;
}

function plain({ table, column }: { table: Table; column: Column }): string {
  return `${name(table.name)}.${name(column.source ?? column.name)}`;
}
