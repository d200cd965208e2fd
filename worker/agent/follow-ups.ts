// Next questions under an answer: edits of its plan, each one tried on the built-in planner before it is offered.
import type { SemanticModel, Table } from "../semantic/model.ts";
import type { Plan } from "../semantic/plan.ts";
import { understand } from "./plan/index.ts";
import type { Readable } from "./read-question.ts";

const OFFERED = 3;

/** @returns at most three short questions that the planner can answer as a follow-up of this plan */
export function suggestFollowUps(plan: Plan | undefined, readable: Readable): string[] {
  if (!plan) return [];
  const { lexicon, source, today } = readable;
  const works = (question: string): boolean => understand({ question, lexicon, model: source.model, today, previous: plan, resolve: {} }).kind === "plan";
  return candidates(plan, source.model).filter(works).slice(0, OFFERED);
}

function candidates(plan: Plan, model: SemanticModel): string[] {
  if (plan.intent === "list" || plan.intent === "distribution" || plan.intent === "relation" || plan.intent === "absent") return [];
  const table = model.tables.find((candidate) => candidate.name === plan.table);
  if (!table) return [];
  const breakdowns = listDimensions(table, plan).map((label) => `by ${label}`);
  const time = overTime(plan, table);
  const first = plan.dimensions.length === 0 ? [...time, ...breakdowns] : [...breakdowns.slice(0, 2), ...time];
  return [...first, ...comparison(plan), "as a table"];
}

/** Columns with a short declared list of values make charts that can be read. */
function listDimensions(table: Table, plan: Plan): string[] {
  const used = new Set([...plan.dimensions.map((dimension) => dimension.column), ...plan.filters.map((filter) => filter.column)]);
  return table.columns
    .filter((column) => column.dimension && column.values?.mode === "list" && !used.has(`${table.name}.${column.name}`))
    .map((column) => column.label);
}

function overTime(plan: Plan, table: Table): string[] {
  const column = `${table.name}.${table.timeColumn ?? ""}`;
  if (!table.timeColumn || plan.dimensions.some((dimension) => dimension.column === column)) return [];
  return plan.time ? ["by month"] : ["by year"];
}

function comparison(plan: Plan): string[] {
  return plan.time?.ranges.length === 1 && !plan.previous && plan.dimensions.length === 0 ? ["compared with the previous year"] : [];
}
