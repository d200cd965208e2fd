// Sample values: the words of the data, read by statements that run under the asker's own policy like any other.
import type { Cell } from "../protocol.ts";
import { literal, name } from "./compile/literal.ts";
import { openScope } from "./compile/scope.ts";
import { joinPath } from "./lookup.ts";
import type { ColumnRef, SemanticModel, Table } from "./model.ts";

/** Values read of one column. */
const PER_COLUMN = 2_000;

/** Places that read a table in one statement: the guard takes no more than 64. */
const PER_STATEMENT = 48;

/**
 * SELECTs of (column, value) rows; none where no column is sampled. A dimension's values are read through the fact table
 * that refers to it, so only values that occur in the asker's own rows become known words.
 */
export function valuesQueries(model: SemanticModel): string[] {
  const statements: { parts: string[]; tables: number }[] = [];
  for (const { ref, through } of sampled(model)) {
    const scope = openScope(model, through.name);
    const column = scope.column(ref);
    const from = scope.from();
    const part = `(SELECT DISTINCT ${literal(ref)} AS ${name("ref")}, (${column})::text AS ${name("value")} ${from} WHERE ${column} IS NOT NULL ORDER BY 2 LIMIT ${PER_COLUMN})`;
    const tables = from.split(" JOIN ").length;
    const last = statements.at(-1);
    if (!last || last.tables + tables > PER_STATEMENT) statements.push({ parts: [part], tables });
    else Object.assign(last, { parts: [...last.parts, part], tables: last.tables + tables });
  }
  return statements.map(({ parts }) => parts.join(" UNION ALL "));
}

function sampled(model: SemanticModel): { ref: ColumnRef; through: Table }[] {
  return model.tables.flatMap((table) =>
    table.columns.filter((column) => column.dimension && column.values?.mode === "sample").map((column) => ({ ref: `${table.name}.${column.name}` as const, through: factOf(model, table) })),
  );
}

/** The table whose rows the values belong to: the one that refers here and is itself referred to by none, else the table itself. */
function factOf(model: SemanticModel, table: Table): Table {
  const facts = model.tables.filter((candidate) => candidate.timeColumn !== undefined && candidate.name !== table.name);
  return facts.find((fact) => joinPath(model, fact.name, table.name) !== undefined) ?? table;
}

/** Rows of the statement as values by column. */
export function readValues(rows: Cell[][]): Record<ColumnRef, string[]> {
  const values: Record<ColumnRef, string[]> = {};
  for (const [ref, value] of rows) {
    if (typeof ref === "string" && typeof value === "string") (values[ref as ColumnRef] ??= []).push(value);
  }
  return values;
}
