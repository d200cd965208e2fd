// Groups: taken away, put in the place of others, added; grains and repeating parts of a date are groups too.
import type { CyclePart, Grain } from "../../protocol.ts";
import { findTable, joinPath } from "../../semantic/lookup.ts";
import type { ColumnRef, SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanDimension } from "../../semantic/plan.ts";
import { isFixed, without, type Offer } from "./offer.ts";

/** Groups offered in one list, and groups that can be read at once. */
const MOST = 24;
const AT_ONCE = 2;
const GRAINS: readonly Grain[] = ["year", "quarter", "month", "week", "day"];
const CYCLES: readonly CyclePart[] = ["month-of-year", "weekday"];

export function groupOffers(plan: Plan, model: SemanticModel): Offer[] {
  if (isFixed(plan) || plan.metrics.length === 0) return [];
  const free = candidates(plan, model).filter((dimension) => !plan.dimensions.some((known) => idOf(known) === idOf(dimension)));
  const changed = plan.dimensions.flatMap((dimension, at): Offer[] => {
    const others = bySameColumnFirst(free, dimension).filter((other) => !plan.dimensions.some((known, index) => index !== at && known.column === other.column)).slice(0, MOST);
    const removed: Offer = { change: "remove", chip: `dimension-${at}`, id: "", plan: withoutGroup(plan, at) };
    return [removed, ...others.map((other): Offer => ({ change: "replace", chip: `dimension-${at}`, id: idOf(other), plan: withGroup(plan, at, other) }))];
  });
  return [...(plan.having && plan.dimensions.length === 1 ? changed.filter(({ change }) => change !== "remove") : changed), ...addOffers(plan, free)];
}

function addOffers(plan: Plan, free: PlanDimension[]): Offer[] {
  const isWhole = plan.share === true && plan.dimensions.length === 0;
  if (plan.dimensions.length >= AT_ONCE || plan.limit !== undefined || isWhole || plan.having || plan.series) return [];
  const fresh = free.filter((dimension) => !plan.dimensions.some(({ column }) => column === dimension.column));
  return fresh.slice(0, MOST).map((dimension) => ({ change: "add", chip: `dimension-${plan.dimensions.length}`, id: idOf(dimension), plan: { ...plan, dimensions: [...plan.dimensions, dimension] } }));
}

/** The plan without one of its groups, and without what only made sense by it. */
export function withoutGroup(plan: Plan, at: number): Plan {
  const dimensions = plan.dimensions.filter((_, index) => index !== at);
  const left = movedUp({ ...plan, dimensions }, at);
  if (dimensions.length === 0) return without(left, "order", "limit", "skip", "limitWithin", "share", "series");
  return dimensions.some((dimension) => "grain" in dimension) ? left : without(left, "series");
}

/** Positions behind a group that went are one less. */
function movedUp(plan: Plan, gone: number): Plan {
  const { order, limitWithin } = plan;
  const ordered = order?.by === "dimension" && order.index === gone ? without(plan, "order", "limit", "skip") : plan;
  const within = limitWithin === gone ? without(ordered, "limitWithin") : ordered;
  return {
    ...within,
    ...(within.order?.by === "dimension" && within.order.index > gone ? { order: { ...within.order, index: within.order.index - 1 } } : {}),
    ...(within.limitWithin !== undefined && within.limitWithin > gone ? { limitWithin: within.limitWithin - 1 } : {}),
  };
}

export function withGroup(plan: Plan, at: number, dimension: PlanDimension): Plan {
  const dimensions = plan.dimensions.map((known, index) => (index === at ? dimension : known));
  const changed = { ...plan, dimensions };
  return dimensions.some((known) => "grain" in known) ? changed : without(changed, "series");
}

/** By its own columns first, then by those of the tables it refers to. */
function candidates({ table }: Plan, model: SemanticModel): PlanDimension[] {
  const own = findTable(model, table);
  const others = model.tables.filter((other) => other !== own && joinPath(model, table, other.name) !== undefined);
  return [...(own ? [own] : []), ...others].flatMap(({ name, columns }) => columns.filter((column) => column.dimension && !column.hidden).flatMap((column): PlanDimension[] => {
    const ref = `${name}.${column.name}` as ColumnRef;
    return /^(date|timestamp)/u.test(column.type) ? dated(ref) : [{ column: ref }];
  }));
}

function dated(column: ColumnRef): PlanDimension[] {
  return [...GRAINS.map((grain) => ({ column, grain })), ...CYCLES.map((cycle) => ({ column, cycle }))];
}

function bySameColumnFirst(free: PlanDimension[], { column }: PlanDimension): PlanDimension[] {
  return [...free.filter((other) => other.column === column), ...free.filter((other) => other.column !== column)];
}

const idOf = (dimension: PlanDimension): string => ["by", dimension.column, ...("grain" in dimension ? [dimension.grain] : "cycle" in dimension ? [dimension.cycle] : [])].join(":");
