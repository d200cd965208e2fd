// Filters and date ranges as SQL conditions.
import type { Condition } from "../model.ts";
import type { PlanTime, TimeRange } from "../plan.ts";
import type { CyclePart } from "../../protocol.ts";
import { cycleSql } from "./cycles.ts";
import { literal, typedLiteral } from "./literal.ts";
import { isYear } from "../lookup.ts";
import { CannotCompile, type Scope } from "./scope.ts";

const COMPARISONS = new Set(["=", "<>", "<", "<=", ">", ">="]);

/** One condition. "Not" keeps rows that hold nothing: what is not said to be X is not X. */
export function condition(scope: Scope, { column: ref, op, values, cycle }: Condition & { cycle?: CyclePart }): string {
  if (cycle) return inCycle(scope, { column: ref, op, values, cycle });
  const column = scope.column(ref);
  const { type } = scope.describe(ref).column;
  const written = values.map((value) => typedLiteral(value, type));
  const [first, second] = written;
  if (op === "is-null") return `${column} IS NULL`;
  if (op === "is-not-null") return `${column} IS NOT NULL`;
  if (first === undefined) throw new CannotCompile("a filter without a value");
  if (op === "in") return `${column} IN (${written.join(", ")})`;
  if (op === "not-in") return `(${column} NOT IN (${written.join(", ")}) OR ${column} IS NULL)`;
  if (op === "contains") return `strpos(lower(${column}), lower(${literal(String(values[0]))})) > 0`;
  if (op === "between") return between(column, first, second);
  if (op === "<>") return `(${column} <> ${first} OR ${column} IS NULL)`;
  if (!COMPARISONS.has(op)) throw new CannotCompile("a comparison I don't know");
  return `${column} ${op} ${first}`;
}

/** "on weekends": a repeating part of the date. */
function inCycle(scope: Scope, { column, op, values, cycle }: Condition & { cycle: CyclePart }): string {
  if (isYear(scope.describe(column).column)) throw new CannotCompile(`${scope.describe(column).column.label} is known by year only`);
  const { sql, order } = cycleSql(scope, scope.column(column), cycle);
  if ((op !== "in" && op !== "not-in") || values.length === 0 || !values.every((value) => order.includes(value))) throw new CannotCompile("a part of the date that I don't know");
  const part = `${sql} IN (${values.map((value) => (typeof value === "number" ? String(value) : literal(String(value)))).join(", ")})`;
  return op === "in" ? part : `(NOT ${part} OR ${scope.column(column)} IS NULL)`;
}

function between(column: string, low: string, high: string | undefined): string {
  if (high === undefined) throw new CannotCompile("a range without an end");
  return `(${column} >= ${low} AND ${column} <= ${high})`;
}

/** A half-open range of days. */
export function inRange(scope: Scope, column: PlanTime["column"], { from, to }: TimeRange): string {
  const date = scope.date(column);
  if (isYear(scope.describe(column).column) && [from, to].some((end) => end !== undefined && !end.endsWith("-01-01"))) throw new CannotCompile(`${scope.describe(column).column.label} is known by year only`);
  const ends = [...(from ? [`${date} >= ${literal(from)}::date`] : []), ...(to ? [`${date} < ${literal(to)}::date`] : [])];
  return ends.length > 0 ? `(${ends.join(" AND ")})` : "TRUE";
}

/** A row lies in one of the ranges. */
export function inTime(scope: Scope, { column, ranges }: PlanTime): string {
  const each = ranges.map((range) => inRange(scope, column, range));
  return each.length === 1 ? (each[0] ?? "TRUE") : `(${each.join(" OR ")})`;
}

/** `WHERE …`, or nothing. */
export function where(conditions: string[]): string {
  return conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
}

/** All must hold; `TRUE` where there is none. */
export function allOf(conditions: string[]): string {
  return conditions.length > 0 ? conditions.join(" AND ") : "TRUE";
}
