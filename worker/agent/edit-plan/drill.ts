// A mark that was pressed or a span that was brushed in a chart, as an edit: its rows are kept, and its group makes way for a finer one.
import type { Cell, Grain } from "../../protocol.ts";
import { addUnits, isIsoDate } from "../../semantic/calendar.ts";
import { findColumn, joinPath } from "../../semantic/lookup.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter, TimeRange } from "../../semantic/plan.ts";
import { withGroup, withoutGroup } from "./groups.ts";
import { isFixed } from "./offer.ts";
import { rangeOf } from "./rows.ts";

const FINER: Partial<Record<Grain, Grain>> = { year: "month", quarter: "month", month: "day", week: "day" };

/** @param at position of the group in the plan; undefined where the plan has no such thing to keep to */
export function drillInto(plan: Plan, at: number, value: Cell, model: SemanticModel): Plan | undefined {
  const dimension = plan.dimensions[at];
  if (!dimension || isFixed(plan) || plan.previous || plan.having || plan.series || "cycle" in dimension) return undefined;
  if ("grain" in dimension) return intoPeriod(plan, at, dimension, value);
  const filter = filterOf(dimension, value, model);
  if (!filter) return undefined;
  const filters = [...plan.filters.filter((known) => known.column !== filter.column || known.whole === true), filter];
  const next = nextLevel(plan, dimension, model);
  return next ? withGroup({ ...plan, filters }, at, { column: next }) : withoutGroup({ ...plan, filters }, at);
}

/** The level below, where the plan does not show it already and its rows can be told by it. */
function nextLevel(plan: Plan, { column }: PlanDimension, model: SemanticModel): PlanDimension["column"] | undefined {
  const levels = (model.hierarchies ?? []).find((hierarchy) => hierarchy.levels.includes(column))?.levels ?? [];
  const next = levels[levels.indexOf(column) + 1];
  const told = next !== undefined && joinPath(model, plan.table, next.slice(0, next.indexOf("."))) !== undefined;
  return told && !plan.dimensions.some((known) => known.column === next) ? next : undefined;
}

function intoPeriod(plan: Plan, at: number, { column, grain }: Extract<PlanDimension, { grain: Grain }>, value: Cell): Plan | undefined {
  if (typeof value !== "string" || !isIsoDate(value)) return undefined;
  const within = narrowed(plan, rangeOf(value, addUnits(value, grain, 1)));
  if (!within) return undefined;
  const finer = FINER[grain];
  const timed = { ...plan, time: { column, ranges: [within] } };
  return finer ? withGroup(timed, at, { column, grain: finer }) : withoutGroup(timed, at);
}

/** @param from first day, inclusive @param to day after the last */
export function keepTo(plan: Plan, at: number, from: string, to: string): Plan | undefined {
  const dimension = plan.dimensions[at];
  if (!dimension || !("grain" in dimension) || isFixed(plan) || plan.previous || !isIsoDate(from) || !isIsoDate(to) || from >= to) return undefined;
  const within = narrowed(plan, rangeOf(from, to));
  return within && { ...plan, time: { column: dimension.column, ranges: [within] } };
}

/** A bucket may reach beyond the period that was asked for: only what lies in both is kept. */
function narrowed({ time }: Plan, { from = "", to = "" }: TimeRange): TimeRange | undefined {
  if (!time) return rangeOf(from, to);
  const met = time.ranges.find((range) => (range.from ?? "") < to && from < (range.to ?? "9999-12-31"));
  if (!met) return undefined;
  return rangeOf(met.from && met.from > from ? met.from : from, met.to && met.to < to ? met.to : to);
}

const LONGEST = 500;

/** Only a value of the column's own type can be one of its values. */
function filterOf({ column: ref }: PlanDimension, value: Cell, model: SemanticModel): PlanFilter | undefined {
  const type = findColumn(model, ref)?.column.type ?? "";
  if (value === null) return { column: ref, op: "is-null", values: [] };
  const wanted = /^(integer|bigint|smallint|numeric|real|double)/u.test(type) ? "number" : type === "boolean" ? "boolean" : "string";
  const fits = typeof value === wanted && (typeof value !== "string" || (value.length <= LONGEST && !value.includes("\0"))) && (typeof value !== "number" || Number.isFinite(value));
  return fits ? { column: ref, op: "in", values: [value] } : undefined;
}
