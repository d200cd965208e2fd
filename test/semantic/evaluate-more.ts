// The parts of a plan that build on plain groups, evaluated in memory on top of `evaluate`. Shares no code with the compiler.
import type { Cell } from "../../worker/protocol.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import type { Plan, PlanFilter } from "../../worker/semantic/plan.ts";
import type { Row } from "./data.ts";
import { evaluate, holds, inside } from "./evaluate.ts";

const number = (cell: Cell | undefined): number | null => (cell === null || cell === undefined ? null : Number(cell));
const mean = (values: number[]): number | null => (values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null);

/** Rows of the answer, in no order. */
export function evaluateMore(plan: Plan, model: SemanticModel, rows: Row[], today: string): Cell[][] {
  const kept = bounded(plan, rows);
  const { anyOf: _anyOf, having = [], limitWithin, limit, skip: _skip, per, series, order: _order, ...rest } = plan;
  const plain: Plan = { ...rest, filters: plan.filters.filter((filter) => !filter.average && !filter.part), having: having.filter((test) => !test.average) };
  if (plan.intent === "change") return changed(plan, model, kept);
  if (per?.function === "count") return [[evaluate({ ...plain, dimensions: [per.dimension] }, model, kept).filter((row) => row[0] !== null).length]];
  if (per) return averaged({ ...plain, dimensions: [...plan.dimensions, per.dimension] }, per, model, kept, today);
  if (series) return along(plain, series, model, kept, today);
  if (plan.filters.some((filter) => filter.part)) return shares(plain, plan.filters.filter((filter) => filter.part), model, kept);
  const groups = evaluate(plain, model, kept);
  const width = plan.dimensions.length;
  const above = having.filter((test) => test.average).reduce((left, { metric, op }) => {
    const average = mean(groups.flatMap((row) => number(row[width + metric]) ?? []));
    return left.filter((row) => compare(number(row[width + metric]), op, average));
  }, groups);
  if (limitWithin === undefined) return above;
  const sign = plan.order?.direction === "asc" ? 1 : -1;
  return [...Map.groupBy(above, (row) => JSON.stringify(row[limitWithin])).values()].flatMap((members) =>
    members.filter((row) => members.filter((other) => beats(number(other[width]), number(row[width]), sign)).length < (limit ?? 1)),
  );
}

/** Nothing ranks after every number. */
function beats(one: number | null, other: number | null, sign: number): boolean {
  if (one === null) return false;
  return other === null || sign * one < sign * other;
}

function compare(one: number | null, op: string, other: number | null): boolean {
  if (one === null || other === null) return false;
  return op === "<" ? one < other : op === "<=" ? one <= other : op === ">" ? one > other : op === ">=" ? one >= other : one === other;
}

function bounded(plan: Plan, rows: Row[]): Row[] {
  const either = rows.filter((row) => (plan.anyOf ?? []).every((alternatives) => alternatives.some((filter) => holds(row, filter))));
  const plain = plan.filters.filter((filter) => !filter.average && !filter.part);
  const same = either.filter((row) => plain.every((filter) => holds(row, filter)) && (!plan.time || plan.time.ranges.some((range) => inside(row, range))));
  return plan.filters.filter((filter) => filter.average).reduce((left, filter) => {
    const average = mean(same.flatMap((row) => number(row[filter.column]) ?? []));
    return left.filter((row) => compare(number(row[filter.column]), filter.op, average));
  }, either);
}

function shares(plan: Plan, parts: PlanFilter[], model: SemanticModel, rows: Row[]): Cell[][] {
  const width = plan.dimensions.length;
  const some = new Map(evaluate(plan, model, rows.filter((row) => parts.every((part) => holds(row, part)))).map((row) => [JSON.stringify(row.slice(0, width)), number(row[width])]));
  return evaluate(plan, model, rows).map((row) => {
    const [part, whole] = [some.get(JSON.stringify(row.slice(0, width))) ?? 0, number(row[width])];
    return [...row.slice(0, width), whole ? part / whole : null, part, whole];
  });
}

/** Starts of the periods from the first to the last, both given. */
function periods(first: string, last: string, grain: string): string[] {
  const found: string[] = [];
  for (let at = new Date(`${first}T00:00:00Z`); at.toISOString().slice(0, 10) <= last; ) {
    found.push(at.toISOString().slice(0, 10));
    const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
    at = grain === "day" || grain === "week" ? new Date(Date.UTC(year, month, day + (grain === "week" ? 7 : 1))) : new Date(Date.UTC(year, month + (grain === "month" ? 1 : grain === "quarter" ? 3 : 12), 1));
  }
  return found;
}

function calendarOf(plan: Plan, grain: string, starts: string[], startOf: (date: string) => string, today: string): string[] {
  const [range] = plan.time?.ranges ?? [];
  const sorted = starts.toSorted();
  const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
  const first = range?.from ? startOf(range.from) : sorted[0];
  const last = range?.to ? startOf([dayBefore(range.to), today].toSorted()[0] ?? today) : sorted.at(-1);
  return first && last ? periods(first, last, grain) : [];
}

function startsBy(plan: Plan, model: SemanticModel, grain: string): (date: string) => string {
  const column = "strikes.flight_date" as const;
  const one: Plan = { intent: "breakdown", table: plan.table, metrics: [{ kind: "metric", name: "strikes" }], dimensions: [{ column, grain: grain as "day" }], filters: [] };
  return (date) => String(evaluate(one, model, [{ [column]: date }])[0]?.[0]);
}

function averaged(plan: Plan, per: NonNullable<Plan["per"]>, model: SemanticModel, rows: Row[], today: string): Cell[][] {
  const width = plan.dimensions.length - 1;
  const groups = evaluate(plan, model, rows).filter((row) => row[width] !== null);
  const all = "grain" in per.dimension ? calendarOf(plan, per.dimension.grain, groups.map((row) => String(row[width])), startsBy(plan, model, per.dimension.grain), today) : undefined;
  const keys = width === 0 ? [[] as Cell[]] : [...new Map(groups.map((row) => [JSON.stringify(row.slice(0, width)), row.slice(0, width)])).values()];
  return keys.map((key) => {
    const own = groups.filter((row) => JSON.stringify(row.slice(0, width)) === JSON.stringify(key));
    return [...key, ...plan.metrics.map((_, index) => {
      const found = own.flatMap((row) => number(row[width + 1 + index]) ?? []);
      const values = all ? [...found, ...Array.from({ length: Math.max(0, all.length - own.length) }, () => 0)] : found;
      return fold(per.function, values);
    })];
  });
}

function fold(fn: string, values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  if (fn === "avg") return mean(sorted);
  if (fn === "median") return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  return (fn === "min" ? sorted[0] : sorted.at(-1)) ?? null;
}

function along(plan: Plan, kind: "change" | "running", model: SemanticModel, rows: Row[], today: string): Cell[][] {
  const [dimension] = plan.dimensions;
  const grain = dimension && "grain" in dimension ? dimension.grain : "day";
  const found = new Map(evaluate(plan, model, rows).map((row) => [String(row[0]), row.slice(1)]));
  const all = calendarOf(plan, grain, [...found.keys()], startsBy(plan, model, grain), today);
  const adds = plan.metrics.map((metric) => (metric.kind === "metric" ? (model.metrics.find(({ name }) => name === metric.name)?.additive ?? false) : metric.function === "sum"));
  const at = (period: string | undefined, index: number): number | null => (period === undefined ? null : number(found.get(period)?.[index]) ?? (adds[index] ? 0 : null));
  return all.map((period, place) => [period, ...plan.metrics.flatMap((_, index) => {
    const own = at(period, index);
    if (kind === "running") return [all.slice(0, place + 1).reduce((sum, one) => sum + (at(one, index) ?? 0), 0), own];
    const before = at(all[place - 1], index);
    return [own, own === null || before === null ? null : own - before, own === null || !before ? null : (own - before) / before];
  })]);
}

function changed(plan: Plan, model: SemanticModel, rows: Row[]): Cell[][] {
  const { time: _time, previous: _previous, ...rest } = plan;
  const [now] = plan.time?.ranges ?? [];
  const of = (range: { from?: string; to?: string } | undefined, dimensions: Plan["dimensions"]): Map<string, number> =>
    new Map(evaluate({ ...rest, intent: "breakdown", dimensions }, model, range ? rows.filter((row) => inside(row, { label: "", ...range })) : []).map((row) => [JSON.stringify(row[0] ?? null), number(row.at(-1)) ?? 0]));
  const total = (of(now, []).get("0") ?? [...of(now, []).values()][0] ?? 0) - ([...of(plan.previous, []).values()][0] ?? 0);
  return plan.dimensions.flatMap((dimension) => {
    const [after, before] = [of(now, [dimension]), of(plan.previous, [dimension])];
    const label = model.tables.flatMap((table) => table.columns.map((column) => ({ ref: `${table.name}.${column.name}`, column }))).find(({ ref }) => ref === dimension.column)?.column.label ?? "";
    const said = label.charAt(0).toUpperCase() + label.slice(1);
    return [...new Set([...after.keys(), ...before.keys()])].map((member): Cell[] => {
      const [a, b] = [after.get(member) ?? 0, before.get(member) ?? 0];
      return [said, JSON.parse(member) as Cell, a, b, a - b, total === 0 ? null : (a - b) / total];
    });
  });
}
