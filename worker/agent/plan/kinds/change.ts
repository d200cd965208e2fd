// Plans of why a number changed: two periods, seen by every dimension that could tell.
import { addUnits, rangeLabel } from "../../../semantic/calendar.ts";
import { findMetric, findTable } from "../../../semantic/lookup.ts";
import type { SemanticModel } from "../../../semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric, TimeRange } from "../../../semantic/plan.ts";
import { metricOf } from "../choose-measures.ts";
import { rangeOf } from "../ranges.ts";
import { ask, reaches, type Scan } from "../scan.ts";
import type { Assembled, Base } from "./base.ts";

/** Dimensions that are looked at. */
const MOST = 6;

export function changePlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const [measure, ...more] = base.measures;
  const metric = measure && metricOf(scan, measure);
  const unused = draft.extreme ?? draft.rank ?? draft.ambiguous ?? draft.having[0] ?? draft.orderBy ?? draft.share ?? draft.per ?? draft.series ?? draft.skip ?? draft.absentFrom ?? draft.relation;
  if (!metric || more.length > 0 || unused !== undefined || draft.distribution) return { problem: "I can only tell why one number changed" };
  return explained(scan, { table: base.table, metric, filters: base.filters, dimensions: base.dimensions.filter((dimension) => !("grain" in dimension)), ...(base.time.time ? { time: base.time.time } : {}), ...(base.time.previous ? { previous: base.time.previous } : {}) });
}

interface Changed { table: string; metric: PlanMetric; filters: PlanFilter[]; dimensions: PlanDimension[]; time?: NonNullable<Plan["time"]>; previous?: TimeRange }

/** The plan of what made the difference between two periods; the period before is asked for where it could be another. */
export function explained(scan: Scan, { table, metric, filters, dimensions, time, previous }: Changed): Assembled {
  const named = metric.kind === "metric" ? findMetric(scan.model, metric.name) : undefined;
  if (named ? !named.additive : metric.kind === "aggregate" && metric.function !== "sum") return { problem: "its change is not the sum of its parts" };
  const [range, ...others] = time?.ranges ?? [];
  if (!time || !range?.from || !range.to || others.length > 0) return { problem: "it must say which period is meant, such as “in 1998”" };
  const before = previous ?? periodBefore(scan, { from: range.from, to: range.to });
  if (!before) return { problem: "it must say which period to compare with" };
  const told = dimensions.length > 0 ? dimensions : tellingDimensions(scan.model, table, filters);
  if (told.length === 0) return { problem: "there is nothing to tell the change by" };
  return { plan: { intent: "change", table, metrics: [metric], dimensions: told, filters, time, previous: before } };
}

/** The year before a year; before a shorter period, the one before it or the same one a year earlier. */
function periodBefore(scan: Scan, { from, to }: { from: string; to: string }): TimeRange | undefined {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  const whole = from.slice(8) === to.slice(8) && months > 0;
  const yearEarlier = rangeOf(addUnits(from, "year", -1), addUnits(to, "year", -1));
  if (!whole) return undefined;
  if (months >= 12) return months === 12 ? yearEarlier : undefined;
  const justBefore = rangeOf(addUnits(from, "month", -months), from);
  const chosen = ask(scan, "why", `${rangeLabel(from, to)} compared with what?`, [{ id: "before", label: justBefore.label }, { id: "year", label: yearEarlier.label }]);
  return chosen === "year" ? yearEarlier : justBefore;
}

/** Categories of the rows and the names of what they belong to, as far as no filter has settled them. */
function tellingDimensions(model: SemanticModel, table: string, filters: PlanFilter[]): PlanDimension[] {
  const own = (findTable(model, table)?.columns ?? []).filter((column) => column.dimension && !column.hidden && (column.semantic === "category" || column.semantic === "ordinal")).map(({ name }) => `${table}.${name}` as const);
  const parents = model.tables.filter((other) => other.name !== table && other.nameColumn && reaches(model, table, `${other.name}.${other.nameColumn}`)).map((other) => `${other.name}.${other.nameColumn}` as const);
  const open = [...parents, ...own].filter((ref) => !filters.some((filter) => filter.column === ref && filter.op === "in" && filter.values.length === 1));
  return open.slice(0, MOST).map((column) => ({ column }));
}
