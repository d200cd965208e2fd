// Dimensions as SQL: plain columns, calendar buckets and repeating parts of a date, each with a key to sort by.
import type { Cell, CyclePart, Grain, ResultColumn } from "../../protocol.ts";
import type { Column } from "../model.ts";
import type { PlanDimension } from "../plan.ts";
import { cycleSql } from "./cycles.ts";
import { literal } from "./literal.ts";
import { capital } from "./measures.ts";
import { isYear } from "../lookup.ts";
import { CannotCompile, type Scope } from "./scope.ts";

export interface Dimension {
  column: ResultColumn;
  sql: string;
  /** what to sort by where the value itself sorts wrongly */
  sortSql?: string;
  /** the key of what is named: two customers of one name are two */
  keySql?: string;
}

/**
 * @param shift for a comparison: turns the column's SQL into the date it is aligned with
 */
export function dimension(scope: Scope, asked: PlanDimension, shift: (date: string) => string = (date) => date): Dimension {
  const { column } = scope.describe(asked.column);
  if (!column.dimension) throw new CannotCompile(`nothing can be grouped by ${column.label}`);
  const sql = scope.column(asked.column);
  if (isYear(column) && ("grain" in asked ? asked.grain !== "year" : "cycle" in asked)) throw new CannotCompile(`${column.label} is known by year only`);
  if (isYear(column) && "grain" in asked) return { column: { name: "year", label: "Year", type: "date", role: "time", grain: "year" }, sql: shift(scope.date(asked.column)) };
  if ("grain" in asked) return bucket(scope, column, shift(sql), asked.grain);
  if ("cycle" in asked) return cycle(scope, column, sql, asked.cycle);
  if (/^(date|timestamp)/u.test(column.type)) return bucket(scope, column, shift(sql), "day");
  const key = keyOf(scope, asked);
  return { ...plain(column, sql), ...(key ? { keySql: key } : {}) };
}

/** As text: there is no greatest uuid, and the key is only shown and compared. */
function keyOf(scope: Scope, { column: ref }: PlanDimension): string | undefined {
  const { table, column } = scope.describe(ref);
  const [key, ...more] = table.primaryKey;
  const known = table.columns.some(({ name }) => name === key);
  return table.nameColumn === column.name && key && known && more.length === 0 && key !== column.name ? `(${scope.column(`${table.name}.${key}`)})::text` : undefined;
}

function plain(column: Column, sql: string): Dimension {
  const order = declaredOrder(column);
  const result: ResultColumn = { name: column.name, label: capital(column.label), type: typeOf(column), role: roleOf(column), ...(order ? { order } : {}) };
  return order ? { column: result, sql, sortSql: rankSql(sql, order) } : { column: result, sql };
}

/** Values of a list in their declared order; only ordinal columns have one. */
export function declaredOrder(column: Column): Cell[] | undefined {
  return column.semantic === "ordinal" && column.values?.mode === "list" ? column.values.list.map((entry) => entry.value) : undefined;
}

/** The position of a value in its declared order. */
export function rankSql(sql: string, order: Cell[]): string {
  const branches = order.map((value, index) => `WHEN ${literal(String(value))} THEN ${index}`);
  return `CASE ${sql} ${branches.join(" ")} END`;
}

function roleOf(column: Column): ResultColumn["role"] {
  if (column.semantic === "id") return "key";
  return column.semantic === "ordinal" ? "ordinal" : "category";
}

export function typeOf({ type }: Column): ResultColumn["type"] {
  if (/^(integer|bigint|smallint|numeric|real|double)/u.test(type)) return "number";
  if (type === "boolean" || type === "date") return type;
  return type.startsWith("timestamp") ? "timestamp" : "string";
}

function bucket(scope: Scope, column: Column, date: string, grain: Grain): Dimension {
  const label = grain === "day" ? "Date" : capital(grain);
  return { column: { name: grain === "day" ? column.name : grain, label, type: "date", role: "time", grain }, sql: bucketSql(scope, date, grain) };
}

function bucketSql(scope: Scope, date: string, grain: Grain): string {
  const { weekStart, fiscalYearStart } = scope.model.calendar;
  if (grain === "day") return `(${date})::date`;
  if (grain === "week" && weekStart === "sunday") return truncated(date, grain, "1 day", "+", "-");
  if ((grain === "year" || grain === "quarter") && fiscalYearStart > 1) return truncated(date, grain, `${fiscalYearStart - 1} months`, "-", "+");
  return `date_trunc('${grain}', ${date})::date`;
}

/** Truncates a calendar that starts elsewhere: moved over, truncated, moved back. */
function truncated(date: string, grain: Grain, by: string, over: string, back: string): string {
  return `(date_trunc('${grain}', ${date} ${over} INTERVAL '${by}') ${back} INTERVAL '${by}')::date`;
}

function cycle(scope: Scope, column: Column, date: string, part: CyclePart): Dimension {
  const { label, sql, sortSql, order } = cycleSql(scope, date, part);
  const result: ResultColumn = { name: part.replaceAll("-", "_"), label, type: part === "hour" ? "number" : "string", role: "cyclic", cycle: part, order };
  if (part === "hour" && !column.type.startsWith("timestamp")) throw new CannotCompile(`${column.label} has no time of day`);
  return { column: result, sql, sortSql };
}
