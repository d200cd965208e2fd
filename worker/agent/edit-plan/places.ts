// Order and cut: how many, from which end, by what.
import type { Plan, PlanOrder } from "../../semantic/plan.ts";
import { isFixed, without, type Offer } from "./offer.ts";

const LIMITS = [3, 5, 10, 20, 50];

export function placeOffers(plan: Plan): Offer[] {
  return [...limitOffers(plan), ...orderOffers(plan)];
}

function limitOffers(plan: Plan): Offer[] {
  const { limit } = plan;
  if (limit === undefined) return canRank(plan) ? [5, 10].map((top) => ({ change: "add", chip: "limit-0", id: `limit:${top}`, plan: { ...plan, order: { by: "metric", index: 0, direction: "desc" }, limit: top } })) : [];
  const removed: Offer = { change: "remove", chip: "limit-0", id: "", plan: without(plan, "limit", "skip", "limitWithin") };
  return [removed, ...LIMITS.filter((other) => other !== limit).map((other): Offer => ({ change: "replace", chip: "limit-0", id: `limit:${other}`, plan: { ...plan, limit: other } }))];
}

/** Ranking within groups, or of steps of a calendar, is another question. */
function canRank(plan: Plan): boolean {
  return !isFixed(plan) && plan.metrics.length > 0 && plan.dimensions.length === 1 && !plan.share && !plan.series && plan.dimensions.every((dimension) => !("grain" in dimension) && !("cycle" in dimension));
}

function orderOffers(plan: Plan): Offer[] {
  const { order, limit } = plan;
  if (!order) return [];
  const direction = order.direction === "asc" ? "desc" : "asc";
  const put = (id: string, other: PlanOrder): Offer => ({ change: "replace", chip: "order-0", id, plan: { ...plan, order: other } });
  const removed: Offer[] = limit === undefined ? [{ change: "remove", chip: "order-0", id: "", plan: without(plan, "order") }] : [];
  const byGroup: Offer[] = order.by === "metric" && limit === undefined && plan.dimensions.length > 0 ? [put("order:group", { by: "dimension", index: 0, direction: "asc" })] : [];
  const byNumber = order.by === "column" ? [] : plan.metrics.flatMap((_, index) => (order.by === "metric" && order.index === index ? [] : [put(`order:${index}`, { by: "metric", index, direction: "desc" })]));
  return [...removed, put("order:turned", { ...order, direction }), ...byNumber, ...byGroup];
}
