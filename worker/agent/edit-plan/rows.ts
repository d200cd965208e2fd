// Which rows count: conditions taken away or turned, other values of a list, other periods.
import { addDays, addMonths, addUnits, daysBetween, rangeLabel, startOf } from "../../semantic/calendar.ts";
import type { PlanPart } from "../../protocol.ts";
import { findColumn, timeRef } from "../../semantic/lookup.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanFilter, TimeRange } from "../../semantic/plan.ts";
import { filterWords } from "../../semantic/words.ts";
import { without, type Offer } from "./offer.ts";

/** Values of a list offered in the place of one. */
const VALUES = 12;
/** Where chips of what is no plain condition are counted from: limits on numbers, alternatives, rows of other tables. */
const LISTS = [["having", 100], ["anyOf", 200], ["related", 300]] as const;

/** A chip may stand for several conditions, those of a segment: they go together. */
export function filterOffers(plan: Plan, parts: readonly PlanPart[], model: SemanticModel, locale: string): Offer[] {
  const chips = parts.filter(({ kind }) => kind === "filter");
  const rows = chips.flatMap(({ id, text }) => {
    const meant = plan.filters.filter((filter) => !filter.absent && !filter.whole && !filter.part && filterWords(filter, model, locale) === text);
    return meant.length > 0 ? ofFilter(plan, id, meant, model) : [];
  });
  const lists = LISTS.flatMap(([list, start]) => (plan[list] ?? []).map((_, at): Offer => ({ change: "remove", chip: `filter-${start + at}`, id: "", plan: withoutEntry(plan, list, at) })));
  return [...rows, ...lists];
}

function ofFilter(plan: Plan, chip: string, meant: PlanFilter[], model: SemanticModel): Offer[] {
  const left = plan.filters.filter((filter) => !meant.includes(filter));
  const removed: Offer = { change: "remove", chip, id: "", plan: { ...plan, filters: left } };
  const [only, ...more] = meant;
  if (!only || more.length > 0 || only.segment || only.average) return [removed];
  const put = (id: string, filter: PlanFilter): Offer => ({ change: "replace", chip, id, plan: { ...plan, filters: plan.filters.map((known) => (known === only ? filter : known)) } });
  if (only.op !== "in" && only.op !== "not-in") return [removed];
  const turned = put("turned", { ...only, op: only.op === "in" ? "not-in" : "in" });
  return [removed, ...otherValues(only, model).map((value) => put(`value:${JSON.stringify(value)}`, { ...only, values: [value] })), turned];
}

function otherValues({ column, values }: PlanFilter, model: SemanticModel): PlanFilter["values"] {
  const listed = findColumn(model, column)?.column.values;
  return listed?.mode === "list" ? listed.list.map(({ value }) => value).filter((value) => values.length > 1 || !values.includes(value)).slice(0, VALUES) : [];
}

function withoutEntry(plan: Plan, list: (typeof LISTS)[number][0], at: number): Plan {
  const left = plan[list]?.filter((_, index) => index !== at) ?? [];
  return left.length > 0 ? { ...plan, [list]: left } : without(plan, list);
}

/** The period before and after, no period, a first one; a comparison moves with its period. */
export function timeOffers(plan: Plan, model: SemanticModel, today: string): Offer[] {
  const compared: Offer[] = plan.previous ? [{ change: "remove", chip: "compare-0", id: "", plan: without(plan, "previous") }] : [];
  if (!plan.time) return firstPeriods(plan, model, today);
  const removed: Offer[] = plan.intent === "change" ? [] : [{ change: "remove", chip: "time-0", id: "", plan: without(plan, "time", "previous") }];
  return [...removed, ...moved(plan, today), ...compared];
}

function moved(plan: Plan, today: string): Offer[] {
  const [range, ...more] = plan.time?.ranges ?? [];
  if (!plan.time || !range || more.length > 0) return [];
  const { time, previous } = plan;
  return [1, -1, -2].flatMap((steps): Offer[] => {
    const to = shifted(range, steps, range);
    const before = previous && shifted(previous, steps, range);
    if (!to?.from || to.from > today || (previous && !before)) return [];
    return [{ change: "replace", chip: "time-0", id: `shift:${steps}`, plan: { ...plan, time: { ...time, ranges: [to] }, ...(before ? { previous: before } : {}) } }];
  });
}

/** A range moved by lengths of another: by months where that one is whole months, else by days. */
function shifted(range: TimeRange, steps: number, by: TimeRange): TimeRange | undefined {
  if (!range.from || !range.to || !by.from || !by.to) return undefined;
  const whole = by.from.endsWith("-01") && by.to.endsWith("-01");
  const months = 12 * (Number(by.to.slice(0, 4)) - Number(by.from.slice(0, 4))) + Number(by.to.slice(5, 7)) - Number(by.from.slice(5, 7));
  const move = (iso: string): string => (whole ? addMonths(iso, months * steps) : addDays(iso, daysBetween(by.from ?? "", by.to ?? "") * steps));
  return rangeOf(move(range.from), move(range.to));
}

function firstPeriods(plan: Plan, model: SemanticModel, today: string): Offer[] {
  const column = timeRef(model, plan.table);
  if (!column || plan.intent === "change" || plan.intent === "absent") return [];
  const units = [["year", 0], ["year", -1], ["quarter", 0], ["quarter", -1], ["month", 0], ["month", -1]] as const;
  return units.map(([grain, back]) => {
    const from = addUnits(startOf(today, grain, model.calendar), grain, back);
    return { change: "add", chip: "time-0", id: `time:${grain}:${back}`, plan: { ...plan, time: { column, ranges: [rangeOf(from, addUnits(from, grain, 1))] } } };
  });
}

export const rangeOf = (from: string, to: string): TimeRange => ({ from, to, label: rangeLabel(from, to) });
