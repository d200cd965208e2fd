// In which order groups are shown.
import type { Plan, PlanOrder } from "../plan.ts";
import type { Dimension } from "./dimensions.ts";
import { isOrdered, naturalOrder, sortKey } from "./group-columns.ts";
import { name } from "./literal.ts";
import type { Measure } from "./measures.ts";
import { CannotCompile } from "./scope.ts";

/** The order asked for; else calendar and declared orders as they run, and the largest first for the rest. Ties go by name. */
export function orderBy(plan: Plan, dimensions: Dimension[], measures: Measure[]): string {
  if (dimensions.length === 0) return "";
  const within = plan.limitWithin === undefined ? [] : [`${sortKey(at(dimensions, plan.limitWithin))} ASC NULLS LAST`];
  const first = plan.order ? [asked(plan.order, dimensions, measures)] : dimensions.some(isOrdered) ? [] : [`${name(at(measures, 0).column.name)} DESC NULLS LAST`];
  return `ORDER BY ${[...within, ...first, ...naturalOrder(dimensions)].join(", ")}`;
}

function asked(order: PlanOrder, dimensions: Dimension[], measures: Measure[]): string {
  const direction = order.direction === "asc" ? "ASC" : "DESC";
  if (order.by === "metric") return `${name(at(measures, order.index).column.name)} ${direction} NULLS LAST`;
  if (order.by === "column") throw new CannotCompile("groups cannot be ordered by a single row's value");
  return `${sortKey(at(dimensions, order.index))} ${direction} NULLS LAST`;
}

/** What a plan points to by its position. */
export function at<T>(list: T[], index: number): T {
  const found = list[index];
  if (!found) throw new CannotCompile("an order by something that is not there");
  return found;
}
