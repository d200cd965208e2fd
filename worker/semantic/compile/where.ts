// Which rows a plan reads: its filters, alternatives, period, and the rows of other tables that must or must not be there.
import type { Plan, PlanFilter, PlanRelated, PlanTime } from "../plan.ts";
import { joinPath } from "../lookup.ts";
import { allOf, condition, inTime, where } from "./conditions.ts";
import { CannotCompile, openScope, type Scope } from "./scope.ts";

/** What bounds the rows of a plan, whichever kind it is. */
export interface Bounds { filters: PlanFilter[]; anyOf?: PlanFilter[][]; related?: PlanRelated[]; time?: PlanTime }

/** The WHERE of a plan, with further conditions; empty where nothing bounds it. */
export function rowsWhere(scope: Scope, bounds: Bounds, more: string[] = []): string {
  return where([...conditionsOf(scope, bounds), ...more]);
}

/** `filters` is given by itself, since some plans mark filters that bound no row. */
export const boundsOf = (plan: Plan, filters: PlanFilter[] = plan.filters): Bounds => ({ filters, ...(plan.anyOf ? { anyOf: plan.anyOf } : {}), ...(plan.related ? { related: plan.related } : {}), ...(plan.time ? { time: plan.time } : {}) });

function conditionsOf(scope: Scope, bounds: Bounds): string[] {
  const { filters, anyOf = [], related = [], time } = bounds;
  return [
    ...filters.map((filter) => (filter.average ? againstAverage(scope, filter, bounds) : condition(scope, filter))),
    ...anyOf.map((alternatives) => oneOf(scope, alternatives)),
    ...related.map((other) => relatedRows(scope, other)),
    ...(time ? [inTime(scope, time)] : []),
  ];
}

function oneOf(scope: Scope, alternatives: PlanFilter[]): string {
  if (alternatives.length < 2) throw new CannotCompile("an alternative needs two conditions");
  return `(${alternatives.map((filter) => condition(scope, filter)).join(" OR ")})`;
}

/** "costing more than average": the average of the same rows, this one condition left out. */
function againstAverage(scope: Scope, filter: PlanFilter, bounds: Bounds): string {
  if (!["<", "<=", ">", ">="].includes(filter.op) || !scope.describe(filter.column).column.aggregates?.includes("avg")) throw new CannotCompile("that has no average to compare with");
  const inner = openScope(scope.model, scope.fact.name);
  const average = inner.column(filter.column);
  const rows = rowsWhere(inner, { ...bounds, filters: bounds.filters.filter((other) => other !== filter) });
  return `${scope.column(filter.column)} ${filter.op} (SELECT AVG(${average}) ${inner.from()} ${rows})`;
}

/** By key, so that no row is ever doubled; rows that lead nowhere count for nobody. */
function relatedRows(scope: Scope, { table, exists, filters, time }: PlanRelated): string {
  const path = joinPath(scope.model, table, scope.fact.name);
  const last = path?.at(-1);
  if (!last) throw new CannotCompile(`${table} do not belong to ${scope.fact.plural} in one way`);
  const inner = openScope(scope.model, table);
  const key = inner.column(last.from);
  const rows = where([`${key} IS NOT NULL`, allOf([...filters.map((filter) => condition(inner, filter)), ...(time ? [inTime(inner, time)] : [])])].filter((part) => part !== "TRUE"));
  return `${scope.column(last.to)} ${exists ? "" : "NOT "}IN (SELECT ${key} ${inner.from()} ${rows})`;
}
