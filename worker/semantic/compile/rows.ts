// Plans that read rows as they are: lists, distributions of one number, relations of two.
import type { ResultColumn } from "../../protocol.ts";
import type { Column, ColumnRef, Table } from "../model.ts";
import type { Plan } from "../plan.ts";
import { declaredOrder, rankSql, typeOf } from "./dimensions.ts";
import type { Compiled } from "./grouped.ts";
import { name } from "./literal.ts";
import { capital } from "./measures.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { boundsOf, rowsWhere } from "./where.ts";

const LISTED = 100;

/** Rows with the columns that describe them, newest first unless told. */
export function compileList(plan: Plan, scope: Scope): Compiled {
  const refs = listedColumns(plan, scope);
  const columns = distinct(refs.map((ref) => describe(ref, scope)));
  const selected = refs.map((ref, index) => `${scope.column(ref)} AS ${name(columns[index]?.name ?? "")}`);
  const order = listOrder(plan, scope);
  const rows = rowsWhere(scope, boundsOf(plan));
  return { sql: `SELECT ${selected.join(", ")} ${scope.from()} ${rows} ORDER BY ${order.join(", ")} LIMIT ${Math.trunc(plan.limit ?? LISTED)}${plan.skip ? ` OFFSET ${Math.trunc(plan.skip)}` : ""}`, columns };
}

function listedColumns(plan: Plan, { fact }: Scope): ColumnRef[] {
  const shown = plan.columns ?? fact.display ?? fact.columns.filter((column) => !column.hidden).map((column): ColumnRef => `${fact.name}.${column.name}`);
  const sorted = plan.order?.by === "column" && !shown.includes(plan.order.column) ? [plan.order.column] : [];
  return [...shown, ...sorted];
}

function listOrder({ order }: Plan, scope: Scope): string[] {
  const { fact } = scope;
  const newest = fact.timeColumn ? [`${scope.column(`${fact.name}.${fact.timeColumn}`)} DESC NULLS LAST`] : [];
  const key = fact.primaryKey.map((column) => `${scope.column(`${fact.name}.${column}`)} ASC`);
  if (order?.by !== "column") return [...newest, ...key];
  const declared = declaredOrder(scope.describe(order.column).column);
  const sql = scope.column(order.column);
  return [`${declared ? rankSql(sql, declared) : sql} ${order.direction === "asc" ? "ASC" : "DESC"} NULLS LAST`, ...newest, ...key];
}

/** Each value of one number, rows without it left out. */
export function compileDistribution(plan: Plan, scope: Scope): Compiled {
  return numbers(plan, scope, 1);
}

/** Two numbers side by side, rows without both left out. */
export function compileRelation(plan: Plan, scope: Scope): Compiled {
  return numbers(plan, scope, 2);
}

function numbers(plan: Plan, scope: Scope, count: number): Compiled {
  const refs = (plan.columns ?? []).slice(0, count);
  if (refs.length < count) throw new CannotCompile(count === 1 ? "a distribution needs a number" : "a relation needs two numbers");
  const columns = distinct(refs.map((ref) => ({ ...describe(ref, scope), role: "measure" as const })));
  if (columns.some((column) => column.type !== "number")) throw new CannotCompile("only numbers have a distribution or a relation");
  const selected = refs.map((ref, index) => `${scope.column(ref)} AS ${name(columns[index]?.name ?? "")}`);
  const present = refs.map((ref) => `${scope.column(ref)} IS NOT NULL`);
  const order = refs.map((ref) => scope.column(ref)).join(", ");
  const rows = rowsWhere(scope, boundsOf(plan), present);
  return { sql: `SELECT ${selected.join(", ")} ${scope.from()} ${rows} ORDER BY ${order}`, columns };
}

function describe(ref: ColumnRef, scope: Scope): ResultColumn {
  const { table, column } = scope.describe(ref);
  const type = typeOf(column);
  const order = declaredOrder(column);
  return {
    name: table.name === scope.fact.name ? column.name : `${table.name}_${column.name}`, label: capital(column.label), type, role: roleOf(table, column, type),
    ...(column.unit ? { unit: column.unit } : {}), ...(type === "number" ? { format: formatOf(column), additive: column.aggregates?.includes("sum") ?? false } : {}), ...(type === "date" ? { grain: "day" as const } : {}), ...(order ? { order } : {}),
  };
}

function roleOf(table: Table, column: Column, type: ResultColumn["type"]): ResultColumn["role"] {
  if (column.semantic === "id" || table.primaryKey.includes(column.name)) return "key";
  if (column.semantic === "latitude" || column.semantic === "longitude") return "geo";
  if (type === "date" || type === "timestamp") return "time";
  if (type === "number") return column.aggregates ? "measure" : "attribute";
  return column.semantic === "ordinal" ? "ordinal" : column.dimension ? "category" : "attribute";
}

function formatOf(column: Column): NonNullable<ResultColumn["format"]> {
  if (column.semantic === "id" || column.semantic === "year") return "plain";
  if (column.semantic === "currency") return "currency";
  if (column.semantic === "percent") return "percent";
  return /^(integer|bigint|smallint)$/u.test(column.type) ? "integer" : "decimal";
}

function distinct(columns: ResultColumn[]): ResultColumn[] {
  return columns.map((column, index) => (columns.findIndex((other) => other.name === column.name) < index ? { ...column, name: `${column.name}_${index + 1}` } : column));
}
