// Metrics and aggregates as SQL, each with the column it becomes.
import type { ResultColumn } from "../../protocol.ts";
import { findMetric } from "../lookup.ts";
import type { Aggregate, Column, ColumnRef, Metric } from "../model.ts";
import type { PlanMetric } from "../plan.ts";
import { condition } from "./conditions.ts";
import { CannotCompile, type Scope } from "./scope.ts";

export interface Measure {
  column: ResultColumn;
  /** the aggregate, over the rows that also meet `only` */
  sql: (only?: string) => string;
}

const SAYS: Record<Aggregate, string> = { count: "Number of", sum: "Total", avg: "Average", median: "Median", min: "Lowest", max: "Highest", "count-distinct": "Different" };

/** A metric of the plan. */
export function measure(scope: Scope, metric: PlanMetric): Measure {
  return metric.kind === "metric" ? namedMeasure(scope, metric.name) : aggregateMeasure(scope, metric.function, metric.column, metric.at);
}

function namedMeasure(scope: Scope, metricName: string): Measure {
  const metric = findMetric(scope.model, metricName);
  if (!metric) throw new CannotCompile(`there is no metric ${metricName}`);
  if (metric.table !== scope.fact.name) throw new CannotCompile(`${metric.label} is not a number of ${scope.fact.plural}`);
  const column: ResultColumn = {
    name: metric.name, label: capital(metric.label), type: "number", role: "measure", format: metric.format, additive: metric.additive,
    ...(metric.unit ? { unit: metric.unit } : {}),
  };
  return { column, sql: (only) => metricSql(scope, metric, only) };
}

function metricSql(scope: Scope, metric: Metric, only: string | undefined): string {
  if (metric.ratio) return ratioSql(scope, metric.ratio, only);
  if (!metric.aggregate) throw new CannotCompile(`${metric.label} has no definition`);
  const conditions = [...(metric.filters ?? []).map((filter) => condition(scope, filter)), ...(only ? [only] : [])];
  return aggregateSql(scope, metric.aggregate.function, metric.aggregate.column, conditions);
}

/** Null where there is nothing to divide by. */
function ratioSql(scope: Scope, { numerator, denominator }: NonNullable<Metric["ratio"]>, only: string | undefined): string {
  const parts = [numerator, denominator].map((part) => namedMeasure(scope, part).sql(only));
  return `(${parts[0]})::numeric / NULLIF(${parts[1]}, 0)`;
}

function aggregateMeasure(scope: Scope, fn: Aggregate, ref: ColumnRef, at?: number): Measure {
  const { column } = scope.describe(ref);
  const counts = fn === "count" || fn === "count-distinct";
  if (!counts && !column.aggregates?.includes(fn)) throw new CannotCompile(`${column.label} has no ${SAYS[fn].toLowerCase()}`);
  const described: ResultColumn = {
    name: `${at === undefined ? fn.replace("-", "_") : `p${Math.round(at * 1000) / 10}`.replace(".", "_")}_${column.name}`, label: `${at === undefined ? SAYS[fn] : `${percentileWords(at)} of`} ${counts ? (column.plural ?? column.label) : column.label}`, type: "number", role: "measure",
    format: formatOf(fn, column), additive: fn === "count" || fn === "sum", ...(column.unit && !counts ? { unit: column.unit } : {}),
  };
  return { column: described, sql: (only) => aggregateSql(scope, fn, ref, only ? [only] : [], at) };
}

function aggregateSql(scope: Scope, fn: Aggregate, ref: ColumnRef | undefined, conditions: string[], at = 0.5): string {
  if (!(at > 0 && at < 1) || (at !== 0.5 && fn !== "median")) throw new CannotCompile("a percentile lies between 0 and 100");
  const filter = conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(" AND ")})` : "";
  if (fn === "count") return `COUNT(${ref ? scope.column(ref) : "*"})${filter}`;
  if (!ref) throw new CannotCompile("an aggregate of nothing");
  const column = scope.column(ref);
  if (fn === "count-distinct") return `COUNT(DISTINCT ${column})${filter}`;
  if (fn === "median") return `percentile_cont(${Number(at)}) WITHIN GROUP (ORDER BY ${column})${filter}`;
  // Of no rows the sum is 0; of rows that all lack the number, nobody knows.
  return fn === "sum" ? `COALESCE(SUM(${column})${filter}, CASE WHEN COUNT(*)${filter} = 0 THEN 0 END)` : `${fn.toUpperCase()}(${column})${filter}`;
}

function formatOf(fn: Aggregate, column: Column): NonNullable<ResultColumn["format"]> {
  if (fn === "count" || fn === "count-distinct") return "integer";
  if (column.semantic === "currency") return "currency";
  if (column.semantic === "percent") return "percent";
  const whole = /^(integer|bigint|smallint)$/u.test(column.type) && fn !== "avg" && fn !== "median";
  return whole ? "integer" : "decimal";
}

/** "90th percentile". */
export function percentileWords(at: number): string {
  const percent = Math.round(at * 1000) / 10;
  const last = Number.isInteger(percent) && Math.floor(percent / 10) !== 1 ? percent % 10 : 0;
  return `${percent}${last === 1 ? "st" : last === 2 ? "nd" : last === 3 ? "rd" : "th"} percentile`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
