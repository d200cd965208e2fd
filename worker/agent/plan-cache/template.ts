// A template: a question's skeleton and its plan with holes where the literals were. It holds no literal, so it may serve any tenant.
import * as z from "zod";
import { CHART_KINDS } from "../../protocol.ts";
import { daysBetween } from "../../semantic/calendar.ts";
import { isPlain, type Plan } from "../../semantic/plan.ts";
import { agrees, isInert } from "./agree.ts";
import type { Slot } from "./item.ts";
import { keyOfChunk, skeletonOf, type Against, type Skeleton } from "./skeleton.ts";
import { traceLiterals } from "./trace.ts";

const FORMAT = 1;
const slot = z.int().min(0);
const end = z.strictObject({ slot, end: z.enum(["from", "to"]) });

/** Where the literals of a plan come from. */
const hole = z.discriminatedUnion("at", [
  z.strictObject({ at: z.literal("filter"), index: slot, from: z.array(z.union([slot, end])).min(1) }),
  z.strictObject({ at: z.literal("model"), index: slot, of: z.enum(["segment", "metric"]), name: z.string(), condition: slot }),
  z.strictObject({ at: z.literal("having"), index: slot, from: slot, percent: z.literal(true).optional() }),
  z.strictObject({ at: z.literal("limit"), from: slot }),
  z.strictObject({ at: z.literal("range"), index: slot, from: end.optional(), to: end.optional() }),
  z.strictObject({ at: z.literal("previous"), from: end, to: end }),
  z.strictObject({ at: z.literal("previous-shift"), by: z.enum(["year", "period"]) }),
]);
export type Hole = z.infer<typeof hole>;
export type RangeEnd = z.infer<typeof end>;

/** A bound that differs between calendar units of different length. */
const rangeClass = z.strictObject({ unit: z.string(), days: z.int() });
export type RangeClass = z.infer<typeof rangeClass>;

const template = z.strictObject({
  format: z.literal(FORMAT),
  chunks: z.array(z.string()).min(1),
  holes: z.array(hole),
  /** which of two dates of the question is the earlier one, and which of two numbers the smaller */
  rising: z.array(z.tuple([slot, slot])),
  /** set where the plan's grain or comparison follows from the length of the period */
  classes: z.array(rangeClass).optional(),
  plan: z.looseObject({ intent: z.string(), table: z.string(), metrics: z.array(z.unknown()), dimensions: z.array(z.unknown()), filters: z.array(z.unknown()), chart: z.enum(CHART_KINDS).optional() }),
});

export interface Template extends Omit<z.infer<typeof template>, "plan"> {
  /** every hole is empty: no values, no dates, no limit */
  plan: Plan;
}

/** Reads a template that was stored; what has another shape or format is none. */
export function readTemplate(stored: unknown): Template | undefined {
  const read = template.safeParse(stored);
  return read.success ? (read.data as unknown as Template) : undefined;
}

/**
 * Makes a template of a question and the plan that was made for it.
 * @param approved a person of the vendor approved this plan as part of the model: its unexplained literals are the model's, and stay
 * @returns undefined where a literal of the plan is not traced to exactly one slot, where a slot has no use, where a word may be a name, or where the plan is not what the words plainly say
 */
export function makeTemplate(question: string, plan: Plan, against: Against, { approved = false } = {}): Template | undefined {
  const skeleton = skeletonOf(question, against);
  if (!isPlain(plan)) return undefined;
  if ("problem" in skeleton || !(approved || (skeleton.strangers.length === 0 && isInert(question, skeleton, against.lexicon)))) return undefined;
  const traced = traceLiterals(plan, skeleton, against.model, approved);
  if (!traced || !(approved || agrees({ plan, skeleton: traced.skeleton, holes: traced.holes, model: against.model }))) return undefined;
  const classes = classesOf(plan, traced.skeleton);
  return {
    format: FORMAT,
    chunks: traced.skeleton.chunks.map(keyOfChunk),
    holes: traced.holes,
    rising: risingPairs(traced.skeleton),
    ...(classes ? { classes } : {}),
    plan: traced.plan,
  };
}

/** Pairs of dates, and of the two numbers of one span, in the order that held: who is the earlier decides what is compared with what. */
function risingPairs({ chunks, slots }: Skeleton): [number, number][] {
  const spans = chunks.filter((chunk) => chunk.slots.length === 2 && chunk.slots.every((one) => one.type === "number")).map((chunk) => chunk.slots);
  return slots.flatMap((one, i) =>
    slots.flatMap((other, j): [number, number][] => {
      const compared = (one.type === "range" && other.type === "range") || spans.some(([low, high]) => (low === one && high === other) || (low === other && high === one));
      return i !== j && compared && startOfSlot(one) < startOfSlot(other) ? [[i, j]] : [];
    }),
  );
}

/** Where a slot begins, to tell the earlier and the smaller. */
export function startOfSlot(one: Slot): number {
  if (one.type === "number") return one.value;
  return one.type === "range" ? Date.parse(one.range.from ?? "0001-01-01") : 0;
}

/** The length of each period, where the plan may hang on it: a grain that the question does not name, or a comparison. */
function classesOf(plan: Plan, skeleton: Skeleton): RangeClass[] | undefined {
  const named = skeleton.chunks.some((chunk) => chunk.parts.includes("by") && chunk.parts.some((part) => /^(?:grain|cycle):/u.test(part)));
  const timed = plan.dimensions.some((dimension) => "grain" in dimension || "cycle" in dimension);
  return plan.previous || (timed && !named) ? lengthsOf(skeleton.slots) : undefined;
}

export function lengthsOf(slots: readonly Slot[]): RangeClass[] {
  return slots.flatMap((one) => (one.type === "range" ? [{ unit: `${one.unit ?? ""}${one.partial ? ":so far" : ""}`, days: daysOf(one) }] : []));
}

/** A period's days, whole units being alike: a leap year is a year. */
function daysOf({ unit, partial, range }: Extract<Slot, { type: "range" }>): number {
  return (unit && !partial) || !range.from || !range.to ? 0 : daysBetween(range.from, range.to);
}
