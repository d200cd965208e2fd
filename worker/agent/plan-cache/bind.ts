// Fills the holes of a template's plan with the slots of another question.
import { rangeLabel } from "../../semantic/calendar.ts";
import type { Condition, SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanFilter, TimeRange } from "../../semantic/plan.ts";
import type { Slot } from "./item.ts";
import { shiftRange } from "./shift.ts";
import type { Hole, RangeEnd, Template } from "./template.ts";

type Values = PlanFilter["values"];

/** @param slots those of the question, in the order of the template's. @returns undefined where a slot can't fill its hole */
export function bindPlan({ plan, holes }: Template, slots: readonly Slot[], model: SemanticModel): Plan | undefined {
  let bound: Plan | undefined = plan;
  for (const hole of holes) bound = bound && fill(bound, hole, slots, model);
  return bound;
}

function fill(plan: Plan, hole: Hole, slots: readonly Slot[], model: SemanticModel): Plan | undefined {
  switch (hole.at) {
    case "filter":
      return withValues(plan, hole.index, valuesFrom(hole.from, slots));
    case "model":
      return withValues(plan, hole.index, conditionsOf(hole, model)?.[hole.condition]?.values);
    case "having": {
      const value = numberOf(slots[hole.from]);
      return value === undefined ? undefined : { ...plan, having: (plan.having ?? []).map((one, index) => (index === hole.index ? { ...one, value: hole.percent ? value / 100 : value } : one)) };
    }
    case "limit": {
      const limit = numberOf(slots[hole.from]);
      return limit === undefined || !Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS ? undefined : { ...plan, limit };
    }
    case "range":
      return withRange(plan, hole.index, rangeFrom(hole, slots));
    case "previous": {
      const previous = rangeFrom(hole, slots);
      return previous && { ...plan, previous };
    }
    case "previous-shift": {
      const [range] = plan.time?.ranges ?? [];
      const previous = range && shiftRange(range, hole.by);
      return previous && { ...plan, previous };
    }
  }
}

function conditionsOf({ of, name }: Extract<Hole, { at: "model" }>, model: SemanticModel): Condition[] | undefined {
  return of === "segment" ? model.segments.find((one) => one.name === name)?.conditions : model.metrics.find((one) => one.name === name)?.filters;
}

/** No question asks for more in a ranking. */
const MOST_ROWS = 1_000;

const numberOf = (slot: Slot | undefined): number | undefined => (slot?.type === "number" ? slot.value : undefined);

function valuesFrom(from: Extract<Hole, { at: "filter" }>["from"], slots: readonly Slot[]): Values | undefined {
  const values = from.map((one) => (typeof one === "number" ? valuesOf(slots[one]) : endOf(one, slots)));
  return values.includes(undefined) ? undefined : values.flatMap((value) => value ?? []);
}

function valuesOf(slot: Slot | undefined): Values | undefined {
  if (slot?.type === "value") return slot.readings[0]?.values;
  return slot?.type === "number" ? [slot.value] : undefined;
}

function withValues(plan: Plan, index: number, values: Values | undefined): Plan | undefined {
  if (!values || new Set(values).size !== values.length || !fits(values, plan.filters[index]?.op)) return undefined;
  return { ...plan, filters: plan.filters.map((filter, at) => (at === index ? { ...filter, values: [...values] } : filter)) };
}

/** "gulls" may be five species: a set takes them, an equation does not. */
function fits(values: Values, op: PlanFilter["op"] | undefined): boolean {
  return op === "in" || op === "not-in" || values.length === (op === "between" ? 2 : 1);
}

function withRange(plan: Plan, index: number, range: TimeRange | undefined): Plan | undefined {
  if (!range || !plan.time) return undefined;
  return { ...plan, time: { ...plan.time, ranges: plan.time.ranges.map((one, at) => (at === index ? range : one)) } };
}

function rangeFrom({ from, to }: { from?: RangeEnd | undefined; to?: RangeEnd | undefined }, slots: readonly Slot[]): TimeRange | undefined {
  const whole = from && to && from.slot === to.slot && from.end === "from" ? slots[from.slot] : undefined;
  if (whole) return whole.type === "range" ? whole.range : undefined;
  const [start, end] = [from && endOf(from, slots), to && endOf(to, slots)];
  if ((from && !start) || (to && !end) || (start && end && start >= end)) return undefined;
  return { ...(start ? { from: start } : {}), ...(end ? { to: end } : {}), label: rangeLabel(start, end) };
}

function endOf({ slot, end }: RangeEnd, slots: readonly Slot[]): string | undefined {
  const found = slots[slot];
  return found?.type === "range" ? found.range[end] : undefined;
}
