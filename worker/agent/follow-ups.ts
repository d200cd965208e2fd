// Next questions under an answer: edits of its plan and of what stood out, each tried on the built-in planner and the compiler before it is offered.
import type { AskEvent } from "../protocol.ts";
import { daysBetween } from "../semantic/calendar.ts";
import { compile } from "../semantic/compile/index.ts";
import type { SemanticModel, Table } from "../semantic/model.ts";
import type { Plan } from "../semantic/plan.ts";
import { understand } from "./plan/index.ts";
import type { Readable } from "./read-question.ts";

const OFFERED = 3;
/** Findings whose first name is worth a look of its own. */
const DRILLED = new Set(["dominance", "rank-gap", "contribution", "largest-move", "outlier", "extreme", "offset"]);
const NAMES = ["name", "highestAt", "at", "up"];

interface Candidate { question: string; /** what the edited plan must hold to be what was meant */ holds?(this: void, plan: Plan): boolean }

/**
 * @param shown the events of the answer: its findings tell where to look next
 * @returns at most three short questions that the planner answers as a follow-up of this plan, each with another plan
 */
export function suggestFollowUps(plan: Plan | undefined, readable: Readable, shown: readonly AskEvent[] = []): string[] {
  if (!plan) return [];
  const { model } = readable.source;
  const [causes, others] = partition(candidates(plan, model, leadersOf(shown)));
  const why = causes.filter((candidate) => works(candidate, plan, readable)).slice(0, 1);
  const more = others.filter((candidate) => works(candidate, plan, readable)).slice(0, OFFERED - why.length);
  return [...more, ...why].map(({ question }) => question);
}

/** "Why" comes last: its answer is another kind, on which the other questions could not be asked. */
function partition(all: Candidate[]): [Candidate[], Candidate[]] {
  return [all.filter(({ question }) => question.startsWith("why")), all.filter(({ question }) => !question.startsWith("why"))];
}

function works({ question, holds }: Candidate, previous: Plan, { lexicon, source: { model }, today, locale }: Readable): boolean {
  const read = understand({ question, locale, lexicon, model, today, previous, resolve: {} });
  return read.kind === "plan" && JSON.stringify(read.plan) !== JSON.stringify(previous) && (holds?.(read.plan) ?? true) && compile(read.plan, model).ok;
}

/** The names that stood out, best finding first. */
function leadersOf(shown: readonly AskEvent[]): string[] {
  const items = shown.flatMap((event) => (event.type === "insight" ? event.items : []));
  return [...new Set(items.filter(({ type }) => DRILLED.has(type)).flatMap(({ values }) => NAMES.flatMap((name) => values[name] ?? []).slice(0, 1)))];
}

/** By what a reader is likely to want next; one of each kind first. */
function candidates(plan: Plan, model: SemanticModel, leaders: string[]): Candidate[] {
  if (plan.intent === "list" || plan.intent === "distribution" || plan.intent === "relation" || plan.intent === "absent") return [];
  const table = model.tables.find((candidate) => candidate.name === plan.table);
  if (!table) return [];
  if (plan.intent === "change") return leaders.map((name) => ({ question: `only ${name}`, holds: keeps(name) }));
  const [breakdown, ...more] = listDimensions(table, plan).map((label) => ({ question: `by ${label}` }));
  const time = overTime(plan, table).map((question) => ({ question }));
  const [first, ...rest] = plan.dimensions.length === 0 ? [time, breakdown ?? []] : [breakdown ?? [], time];
  return [...why(plan), ...drills(plan, table, leaders), first ?? [], rest, more.slice(0, 1), rows(plan), comparison(plan), { question: "as a table" }].flat(2);
}

const keeps = (name: string) => (plan: Plan): boolean => plan.filters.some(({ op, values }) => op === "in" && values.length === 1 && values[0] === name);

/** A change is there to be looked into where two periods are compared, or one has a period before it. */
function why(plan: Plan): Candidate[] {
  return plan.previous || (plan.time?.ranges.length === 1 && plan.dimensions.length === 0) ? [{ question: "why did it change?" }] : [];
}

/** The group that stood out, over time. */
function drills(plan: Plan, table: Table, leaders: string[]): Candidate[] {
  const [dimension, ...more] = plan.dimensions;
  const [time] = overTime(plan, table);
  if (!dimension || more.length > 0 || "grain" in dimension || "cycle" in dimension || time === undefined) return [];
  return leaders.slice(0, 1).map((name) => ({ question: `only ${name} ${time}`, holds: keeps(name) }));
}

/** Columns with a short declared list of values make charts that can be read. */
function listDimensions(table: Table, plan: Plan): string[] {
  const used = new Set([...plan.dimensions.map((dimension) => dimension.column), ...plan.filters.map((filter) => filter.column)]);
  return table.columns
    .filter((column) => column.dimension && column.values?.mode === "list" && !used.has(`${table.name}.${column.name}`))
    .map((column) => column.label);
}

/** In steps that leave some points and not too many. */
function overTime(plan: Plan, table: Table): string[] {
  const column = `${table.name}.${table.timeColumn ?? ""}`;
  if (!table.timeColumn || plan.dimensions.some((dimension) => dimension.column === column)) return [];
  const [first, last] = [plan.time?.ranges[0]?.from, plan.time?.ranges.at(-1)?.to];
  if (!plan.time || !first || !last) return ["by year"];
  const days = daysBetween(first, last);
  return days > 3 * 365 ? ["by year"] : days > 62 ? ["by month"] : days > 2 ? ["by day"] : [];
}

/** The rows behind one number that is of some of them only. */
function rows(plan: Plan): Candidate[] {
  return plan.dimensions.length === 0 && plan.filters.length > 0 ? [{ question: "list them" }] : [];
}

function comparison(plan: Plan): Candidate[] {
  return plan.time?.ranges.length === 1 && !plan.previous && plan.dimensions.length === 0 ? [{ question: "compared with the previous year" }] : [];
}
