// A plan evaluated in memory, in the plainest way, to hold the compiled SQL to. Shares no code with the compiler.
import type { Cell } from "../../worker/protocol.ts";
import type { Metric, SemanticModel } from "../../worker/semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric, TimeRange } from "../../worker/semantic/plan.ts";
import type { Row } from "./data.ts";

const DAY = 86_400_000;
const utc = (iso: string): Date => new Date(`${iso}T00:00:00Z`);
const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** Rows of the answer, in no order: dimensions, then for each metric its value, share or comparison. */
export function evaluate(plan: Plan, model: SemanticModel, rows: Row[]): Cell[][] {
  const kept = rows.filter((row) => plan.filters.every((filter) => holds(row, filter)));
  const [now] = plan.time?.ranges ?? [];
  const shift = plan.previous && now ? { from: plan.previous, to: now } : undefined;
  const ranges = [...(plan.time?.ranges ?? []), ...(plan.previous ? [plan.previous] : [])];
  const dated = plan.time ? kept.filter((row) => ranges.some((range) => inside(row, range))) : kept;
  const groups = group(dated, plan.dimensions, shift);
  if (plan.dimensions.length === 0 && groups.length === 0) groups.push({ key: [], rows: [] });
  const [range] = plan.time?.ranges ?? [];
  const tested = (rows: Row[]): Row[] => (plan.previous && range ? rows.filter((row) => inside(row, range)) : rows);
  const passing = groups.filter((entry) => (plan.having ?? []).every(({ metric, op, value }) => passes(valueOf(plan.metrics[metric], model, tested(entry.rows)), op, value)));
  return passing.map((entry) => [...entry.key, ...plan.metrics.flatMap((metric) => cells(metric, plan, model, entry.rows, passing.map((other) => other.rows)))]);
}

function cells(metric: PlanMetric, plan: Plan, model: SemanticModel, rows: Row[], all: Row[][]): Cell[] {
  const [range] = plan.time?.ranges ?? [];
  if (plan.previous && range) {
    const { previous } = plan;
    const now = valueOf(metric, model, rows.filter((row) => inside(row, range)));
    const then = valueOf(metric, model, rows.filter((row) => inside(row, previous)));
    return [now, then, now === null || then === null ? null : now - then, now === null || then === null || then === 0 ? null : (now - then) / then];
  }
  const own = valueOf(metric, model, rows);
  if (!plan.share || !additive(metric, model)) return [own];
  const total = all.reduce((sum, members) => sum + (valueOf(metric, model, members) ?? 0), 0);
  return [own, total === 0 || own === null ? null : own / total];
}

function additive(metric: PlanMetric, model: SemanticModel): boolean {
  return metric.kind === "metric" ? named(model, metric.name).additive : metric.function === "sum" || metric.function === "count";
}

function named(model: SemanticModel, name: string): Metric {
  const found = model.metrics.find((metric) => metric.name === name);
  if (!found) throw new Error(`no metric ${name}`);
  return found;
}

function valueOf(metric: PlanMetric | undefined, model: SemanticModel, rows: Row[]): number | null {
  if (!metric) return null;
  if (metric.kind === "aggregate") return fold(metric.function, rows.map((row) => row[metric.column] ?? null));
  const { aggregate, ratio, filters = [] } = named(model, metric.name);
  if (ratio) {
    const [top, bottom] = [ratio.numerator, ratio.denominator].map((name) => valueOf({ kind: "metric", name }, model, rows));
    return top === undefined || top === null || !bottom ? null : top / bottom;
  }
  const kept = rows.filter((row) => filters.every((filter) => holds(row, filter)));
  return aggregate?.column ? fold(aggregate.function, kept.map((row) => row[aggregate.column ?? ""] ?? null)) : kept.length;
}

function fold(fn: string, cells: Cell[]): number | null {
  const present = cells.filter((cell) => cell !== null);
  if (fn === "count") return present.length;
  if (fn === "count-distinct") return new Set(present).size;
  const numbers = present.map(Number).toSorted((a, b) => a - b);
  const total = numbers.reduce((sum, value) => sum + value, 0);
  if (fn === "sum") return total;
  if (numbers.length === 0) return null;
  if (fn === "avg") return total / numbers.length;
  if (fn === "median") return ((numbers[Math.floor((numbers.length - 1) / 2)] ?? 0) + (numbers[Math.ceil((numbers.length - 1) / 2)] ?? 0)) / 2;
  return (fn === "min" ? numbers[0] : numbers.at(-1)) ?? null;
}

export function holds(row: Row, { column, op, values, cycle }: PlanFilter): boolean {
  const raw = row[column] ?? null;
  const cell = cycle && raw !== null ? cyclic(utc(String(raw)), cycle) : raw;
  const [first, second] = values;
  if (op === "is-null") return cell === null;
  if (op === "not-in") return cell === null || !values.includes(cell);
  if (op === "<>") return cell === null || cell !== first;
  if (cell === null) return false;
  if (op === "is-not-null") return true;
  if (op === "in") return values.includes(cell);
  if (op === "contains") return String(cell).toLowerCase().includes(String(first).toLowerCase());
  if (op === "between") return cell >= (first ?? 0) && cell <= (second ?? 0);
  return passes(cell, op, first ?? 0);
}

function passes(cell: Cell, op: string, value: string | number | boolean): boolean {
  if (cell === null) return false;
  return op === "=" ? cell === value : op === "<" ? cell < value : op === "<=" ? cell <= value : op === ">" ? cell > value : cell >= value;
}

export function inside(row: Row, { from, to }: TimeRange): boolean {
  const date = String(row["strikes.flight_date"]);
  return (!from || date >= from) && (!to || date < to);
}

function group(rows: Row[], dimensions: PlanDimension[], shift: { from: TimeRange; to: TimeRange } | undefined): { key: Cell[]; rows: Row[] }[] {
  const keyOf = (row: Row): Cell[] => dimensions.map((dimension) => part(row, dimension, shift));
  return [...Map.groupBy(rows, (row) => JSON.stringify(keyOf(row))).values()].map((members) => ({ key: keyOf(members[0] ?? {}), rows: members }));
}

function part(row: Row, dimension: PlanDimension, shift: { from: TimeRange; to: TimeRange } | undefined): Cell {
  const cell = row[dimension.column] ?? null;
  if ("cycle" in dimension) return cyclic(utc(String(cell)), dimension.cycle);
  if (!("grain" in dimension)) return cell;
  const date = shift && inside(row, shift.from) ? moved(String(cell), shift.from, shift.to) : String(cell);
  return bucket(utc(date), dimension.grain);
}

/** The same distance from the start of the other range: in months where both start on one day of the month, else in days. */
function moved(date: string, from: TimeRange, to: TimeRange): string {
  const [a, b] = [utc(from.from ?? ""), utc(to.from ?? "")];
  if (a.getUTCDate() !== b.getUTCDate()) return iso(new Date(utc(date).getTime() + b.getTime() - a.getTime()));
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  const day = utc(date);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, Math.min(day.getUTCDate(), last))));
}

function bucket(date: Date, grain: string): string {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (grain === "day") return iso(date);
  if (grain === "week") return iso(new Date(date.getTime() - date.getUTCDay() * DAY));
  return iso(new Date(Date.UTC(year, grain === "year" ? 0 : grain === "quarter" ? month - (month % 3) : month, 1)));
}

function cyclic(date: Date, cycle: string): string {
  if (cycle === "weekday") return date.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
  return cycle === "month-of-year" ? date.toLocaleDateString("en", { month: "long", timeZone: "UTC" }) : `Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}
