// Traces every literal of a plan to the slot of the question it came from. What can't be traced can't be kept.
import { findColumn } from "../../semantic/lookup.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanFilter, TimeRange } from "../../semantic/plan.ts";
import type { Slot } from "./item.ts";
import { slotKey } from "./chunks.ts";
import { shiftRange, type Shift } from "./shift.ts";
import { arrange, keyOfChunk, type Skeleton } from "./skeleton.ts";
import type { Hole, RangeEnd } from "./template.ts";

export interface Traced { skeleton: Skeleton; holes: Hole[]; plan: Plan }

interface Trace { plan: Plan; skeleton: Skeleton; model: SemanticModel; approved: boolean; used: Set<number> }

/** @returns holes and the emptied plan; undefined where a literal has no slot or several, or a slot has no literal */
export function traceLiterals(plan: Plan, skeleton: Skeleton, model: SemanticModel, approved: boolean): Traced | undefined {
  const resolved = resolveColumns(skeleton, plan);
  if (!resolved) return undefined;
  const trace: Trace = { plan, skeleton: resolved, model, approved, used: new Set() };
  const found = [...plan.filters.map((filter, index) => ofFilter(filter, index, trace)), ...(plan.having ?? []).map(({ value }, index) => ofHaving(value, index, trace)), ofLimit(trace), ...ofTime(trace), ofPrevious(trace)];
  const holes = found.flatMap((hole) => (hole === undefined || hole === "fixed" ? [] : [hole]));
  if (found.includes(undefined) || trace.used.size !== resolved.slots.length) return undefined;
  return { skeleton: resolved, holes, plan: emptied(plan, holes) };
}

/** A name that two columns hold is of the column that the plan filters. */
function resolveColumns(skeleton: Skeleton, plan: Plan): Skeleton | undefined {
  const of = (slot: Slot): Slot | undefined => {
    if (slot.type !== "value" || slot.readings.length < 2) return slot;
    const readings = slot.readings.filter(({ column }) => plan.filters.some((filter) => filter.column === column));
    return readings.length === 1 ? { ...slot, readings } : undefined;
  };
  const chunks = arrange(skeleton.chunks.map((chunk) => {
    const slots = chunk.slots.flatMap((slot) => of(slot) ?? []);
    let next = 0;
    return { ...chunk, slots, parts: chunk.parts.map((part) => (part.startsWith("{") ? slotKey(slots[next++] ?? { type: "number", value: 0 }) : part)) };
  }));
  const slots = chunks.flatMap((chunk) => chunk.slots);
  return slots.length === skeleton.slots.length ? { ...skeleton, chunks, slots } : undefined;
}

type Found = Hole | "fixed" | undefined;

function ofFilter(filter: PlanFilter, index: number, trace: Trace): Found {
  if (filter.values.length === 0) return "fixed";
  const from = filter.op === "contains" ? undefined : (ofValues(filter, trace) ?? ofAmounts(filter, trace));
  return from ? { at: "filter", index, from } : (ofModel(filter, index, trace) ?? (trace.approved ? "fixed" : undefined));
}

/** Conditions of the model's own segments and metrics: the model says them, not the asker. */
function ofModel({ column, values, segment }: PlanFilter, index: number, { skeleton, model }: Trace): Hole | undefined {
  const said = (key: string): boolean => skeleton.chunks.some((chunk) => chunk.parts.some((part) => part.split("/").some((one) => one === key || one.startsWith(`${key}:`))));
  const segments = model.segments.map(({ name, conditions }) => ({ of: "segment" as const, name, conditions, named: segment === name || said(`segment:${name}`) }));
  const metrics = model.metrics.map(({ name, filters = [] }) => ({ of: "metric" as const, name, conditions: filters, named: said(`metric:${name}`) }));
  for (const { of, name, conditions, named } of [...segments, ...metrics]) {
    const condition = conditions.findIndex((one) => one.column === column && JSON.stringify(one.values) === JSON.stringify(values));
    if (condition >= 0 && named) return { at: "model", index, of, name, condition };
  }
  return undefined;
}

/** Values of the data: the slots of that column that make up just this set. */
function ofValues({ column, values }: PlanFilter, { skeleton, used }: Trace): number[] | undefined {
  const from = skeleton.slots.flatMap((slot, at) => (slot.type === "value" && !used.has(at) && slot.readings[0]?.column === column && valuesOf(slot).every((value) => values.includes(value)) ? [at] : []));
  const covered = from.flatMap((at) => valuesOf(skeleton.slots[at]));
  if (covered.length !== values.length || new Set(covered).size !== covered.length) return undefined;
  for (const at of from) used.add(at);
  return from;
}

const valuesOf = (slot: Slot | undefined): (string | number | boolean)[] => (slot?.type === "value" ? (slot.readings[0]?.values ?? []) : []);

/** Numbers and dates of a condition, each from one slot. */
function ofAmounts({ column, values }: PlanFilter, trace: Trace): (number | RangeEnd)[] | undefined {
  const isDate = /^(?:date|timestamp)/u.test(findColumn(trace.model, column)?.column.type ?? "");
  const from = values.map((value) => (typeof value === "number" ? numberSlot(value, trace) : isDate && typeof value === "string" ? dateEnd(value, trace) : undefined));
  return from.includes(undefined) ? undefined : from.flatMap((one) => one ?? []);
}

function numberSlot(value: number, { skeleton, used }: Trace): number | undefined {
  const [at, ...more] = skeleton.slots.flatMap((slot, index) => (slot.type === "number" && slot.value === value ? [index] : []));
  if (at === undefined || more.length > 0 || used.has(at)) return undefined;
  used.add(at);
  return at;
}

function dateEnd(date: string, { skeleton, used }: Trace): RangeEnd | undefined {
  const ends = skeleton.slots.flatMap((slot, index): RangeEnd[] => {
    if (slot.type !== "range") return [];
    return [...(slot.range.from === date ? [{ slot: index, end: "from" as const }] : []), ...(slot.range.to === date ? [{ slot: index, end: "to" as const }] : [])];
  });
  const [only, ...more] = ends;
  if (!only || more.length > 0) return undefined;
  used.add(only.slot);
  return only;
}

/** "over 10 %" is stored as 0.1: where the unit is said, it is said by the other question too. */
function ofHaving(value: number, index: number, trace: Trace): Found {
  const from = numberSlot(value, trace);
  if (from !== undefined) return { at: "having", index, from };
  const percents = trace.skeleton.slots.flatMap((slot, at) => (slot.type === "number" && slot.value / 100 === value && isPercent(slot, trace.skeleton) ? [at] : []));
  const [percent] = percents;
  if (percent === undefined || percents.length > 1 || trace.used.has(percent)) return trace.approved ? "fixed" : undefined;
  trace.used.add(percent);
  return { at: "having", index, from: percent, percent: true };
}

const isPercent = (slot: Slot, { chunks }: Skeleton): boolean => chunks.some((chunk) => chunk.slots.includes(slot) && chunk.parts.includes("unit:percent"));

/** A limit that the question does not say is the planner's habit ("which airport": 1), no literal of the asker. */
function ofLimit(trace: Trace): Found {
  const { limit } = trace.plan;
  if (limit === undefined) return "fixed";
  const from = numberSlot(limit, trace);
  if (from !== undefined) return { at: "limit", from };
  return trace.skeleton.slots.some((slot) => slot.type === "number" && slot.value === limit) ? undefined : "fixed";
}

/** Not even an approved date stays as it is: it may be what "last month" was on the day of the approval. */
function ofTime(trace: Trace): Found[] {
  return (trace.plan.time?.ranges ?? []).map((range, index): Found => {
    const ends = rangeEnds(range, trace);
    return ends && { at: "range", index, ...ends };
  });
}

function rangeEnds(range: TimeRange, trace: Trace): { from?: RangeEnd; to?: RangeEnd } | undefined {
  const whole = wholeSlot(range, trace);
  if (whole !== undefined) return { from: { slot: whole, end: "from" }, to: { slot: whole, end: "to" } };
  const from = range.from === undefined ? undefined : dateEnd(range.from, trace);
  const to = range.to === undefined ? undefined : dateEnd(range.to, trace);
  const lost = (range.from !== undefined && !from) || (range.to !== undefined && !to);
  const spanned = !from || !to || from.slot === to.slot || isSpan(from.slot, to.slot, trace.skeleton);
  return lost || !spanned || (!from && !to) ? undefined : { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** "1995 and 1996" are two periods, "1995 to 1996" is one. */
function isSpan(one: number, other: number, { chunks, slots }: Skeleton): boolean {
  const ends = [slots[one], slots[other]];
  return chunks.some((chunk) => chunk.parts[0] === "span" && ends.every((end) => end !== undefined && chunk.slots.includes(end)));
}

function wholeSlot({ from, to }: TimeRange, { skeleton, used }: Trace): number | undefined {
  const [at, ...more] = skeleton.slots.flatMap((slot, index) => (slot.type === "range" && slot.range.from === from && slot.range.to === to ? [index] : []));
  if (at === undefined || more.length > 0) return undefined;
  used.add(at);
  return at;
}

/** The period compared with: said, or counted back from the one that was. */
function ofPrevious(trace: Trace): Found {
  const { plan, skeleton } = trace;
  if (!plan.previous) return "fixed";
  const whole = wholeSlot(plan.previous, trace);
  if (whole !== undefined) return { at: "previous", from: { slot: whole, end: "from" }, to: { slot: whole, end: "to" } };
  const by: Shift | undefined = skeleton.chunks.some((chunk) => keyOfChunk(chunk).includes("previous-year")) ? "year" : skeleton.chunks.some((chunk) => keyOfChunk(chunk).includes("previous-period")) ? "period" : undefined;
  const [range] = plan.time?.ranges ?? [];
  const shifted = by && range && shiftRange(range, by);
  return by && shifted && shifted.from === plan.previous.from && shifted.to === plan.previous.to ? { at: "previous-shift", by } : undefined;
}

/** The plan with every hole empty, so that nothing of the asker's is left in it. */
function emptied(plan: Plan, holes: Hole[]): Plan {
  const filled = (at: Hole["at"], index: number): boolean => holes.some((hole) => hole.at === at && "index" in hole && hole.index === index);
  const { limit, previous, ...rest } = plan;
  return {
    ...rest,
    filters: plan.filters.map((filter, index) => (filled("filter", index) || filled("model", index) ? { ...filter, values: [] } : filter)),
    ...(plan.having ? { having: plan.having.map((one, index) => (filled("having", index) ? { ...one, value: 0 } : one)) } : {}),
    ...(plan.time ? { time: { column: plan.time.column, ranges: plan.time.ranges.map((range, index) => (filled("range", index) ? { label: "" } : range)) } } : {}),
    ...(limit === undefined || holes.some((hole) => hole.at === "limit") ? {} : { limit }),
    ...(previous && !holes.some((hole) => hole.at === "previous" || hole.at === "previous-shift") ? { previous } : {}),
  };
}
