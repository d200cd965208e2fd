// Turns a model's reply into a Plan, refusing every name, operator and value that the semantic model or the lexicon does not hold.
import type { Column, ColumnRef, SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric, PlanOrder, TimeRange } from "../../semantic/plan.ts";
import type { PlanReply } from "./schema.ts";

export type Checked = { ok: true; plan: Plan } | { ok: false; problem: string };

class Fault extends Error {}

/** Finds the stored spelling of a value; `undefined` where the asker's data holds no such value. */
export type FindValue = (column: ColumnRef, text: string) => string | number | boolean | undefined;

/** @returns the plan, or the first thing wrong with it, naming no value */
export function checkPlan(reply: PlanReply, model: SemanticModel, findValue: FindValue): Checked {
  try {
    return { ok: true, plan: planOf(reply, model, findValue) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, problem: error.message };
    throw error;
  }
}

function planOf(reply: PlanReply, model: SemanticModel, findValue: FindValue): Plan {
  if (!model.tables.some((table) => table.name === reply.table)) throw new Fault("unknown table");
  if (reply.intent !== "absent" && reply.filters.some((filter) => filter.absent)) throw new Fault("absent rows outside of an absent plan");
  const filters = [...reply.filters.map((filter) => filterOf(filter, model, findValue)), ...reply.segments.flatMap((name) => segmentOf(name, model))];
  return {
    intent: reply.intent,
    table: reply.table,
    metrics: reply.metrics.map((metric) => metricOf(metric, model)),
    dimensions: reply.dimensions.map((dimension) => dimensionOf(dimension, model)),
    filters,
    ...(reply.time && reply.time.ranges.length > 0 ? { time: { column: refOf(reply.time.column, model), ranges: reply.time.ranges.map(rangeOf) } } : {}),
    ...(reply.previous ? { previous: rangeOf(reply.previous) } : {}),
    ...(reply.share ? { share: true } : {}),
    ...(reply.having.length > 0 ? { having: reply.having } : {}),
    ...(reply.order ? { order: orderOf(reply.order, model) } : {}),
    ...(reply.limit && reply.limit > 0 ? { limit: reply.limit } : {}),
    ...(reply.columns.length > 0 ? { columns: reply.columns.map((name) => refOf(name, model)) } : {}),
    ...(reply.chart ? { chart: reply.chart } : {}),
  };
}

function columnOf(name: string, model: SemanticModel): Column {
  const [table, column] = name.split(".");
  const found = model.tables.find((entry) => entry.name === table)?.columns.find((entry) => entry.name === column);
  if (!found || found.hidden) throw new Fault("unknown column");
  return found;
}

function refOf(name: string, model: SemanticModel): ColumnRef {
  columnOf(name, model);
  return name as ColumnRef;
}

function metricOf(metric: PlanReply["metrics"][number], model: SemanticModel): PlanMetric {
  if (metric.metric !== null) {
    if (!model.metrics.some((entry) => entry.name === metric.metric)) throw new Fault("unknown metric");
    return { kind: "metric", name: metric.metric };
  }
  if (metric.aggregate === null || metric.column === null) throw new Fault("a metric names neither a metric nor an aggregate");
  const column = columnOf(metric.column, model);
  const counts = metric.aggregate === "count-distinct" || metric.aggregate === "count";
  if (!counts && !column.aggregates?.includes(metric.aggregate)) throw new Fault("aggregate not allowed on this column");
  return { kind: "aggregate", function: metric.aggregate, column: metric.column as ColumnRef };
}

function dimensionOf({ column, grain, cycle }: PlanReply["dimensions"][number], model: SemanticModel): PlanDimension {
  if (!columnOf(column, model).dimension) throw new Fault("not a dimension");
  const ref = column as ColumnRef;
  if (grain) return { column: ref, grain };
  return cycle ? { column: ref, cycle } : { column: ref };
}

function filterOf({ column, op, values, absent }: PlanReply["filters"][number], model: SemanticModel, findValue: FindValue): PlanFilter {
  const known = columnOf(column, model);
  const ref = column as ColumnRef;
  return { column: ref, op, values: values.map((text) => valueOf(ref, known, op, text, findValue)), ...(absent ? { absent: true } : {}) };
}

function valueOf(ref: ColumnRef, column: Column, op: PlanFilter["op"], text: string, findValue: FindValue): string | number | boolean {
  if (/^(integer|bigint|smallint|numeric|real|double)/u.test(column.type)) {
    const number = Number(text);
    if (text.trim() === "" || !Number.isFinite(number)) throw new Fault("a number was expected");
    return number;
  }
  if (op === "contains" || !column.values) return text;
  const found = findValue(ref, text);
  if (found === undefined) throw new Fault("unknown value");
  return found;
}

function segmentOf(name: string, model: SemanticModel): PlanFilter[] {
  const segment = model.segments.find((entry) => entry.name === name);
  if (!segment) throw new Fault("unknown segment");
  return segment.conditions.map((condition) => ({ ...condition, segment: name }));
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;

function rangeOf({ from, to, label }: { from: string | null; to: string | null; label: string }): TimeRange {
  for (const end of [from, to]) if (end !== null && !DATE.test(end)) throw new Fault("a date was expected");
  return { label, ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function orderOf({ by, index, column, direction }: NonNullable<PlanReply["order"]>, model: SemanticModel): PlanOrder {
  if (by !== "column") return { by, index, direction };
  if (column === null) throw new Fault("an order by column names none");
  return { by, column: refOf(column, model), direction };
}
