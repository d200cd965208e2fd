// From a plan to one SELECT and the meaning of its columns. Deterministic: the same plan is the same statement.
import type { SemanticModel } from "../model.ts";
import type { Plan } from "../plan.ts";
import { compileAbsent } from "./absent.ts";
import { compileChange } from "./change.ts";
import { compileCohort } from "./cohort.ts";
import { compileGrouped, type Compiled } from "./grouped.ts";
import { compilePer } from "./per.ts";
import { compileDistribution, compileList, compileRelation } from "./rows.ts";
import { CannotCompile, openScope, type Scope } from "./scope.ts";
import { compileSeries } from "./series.ts";
import { compileShareOfRows } from "./share-of-rows.ts";

export type { Compiled } from "./grouped.ts";

/**
 * Compiles a plan to Postgres SQL: one SELECT, tables qualified, literals inline, no parameters.
 * @param today the last day the data covers, where a calendar runs to it
 * @returns the statement with its columns in order, or one clause that says what the model does not allow
 */
export function compile(plan: Plan, model: SemanticModel, today?: string): ({ ok: true } & Compiled) | { ok: false; problem: string } {
  try {
    return { ok: true, ...compilerOf(plan)(plan, openScope(model, plan.table), today) };
  } catch (error) {
    if (error instanceof CannotCompile) return { ok: false, problem: error.message };
    throw error;
  }
}

function compilerOf(plan: Plan): (plan: Plan, scope: Scope, today: string | undefined) => Compiled {
  if (plan.intent === "list") return compileList;
  if (plan.intent === "distribution" && plan.metrics.length === 0) return compileDistribution;
  if (plan.intent === "relation" && plan.dimensions.length === 0) return compileRelation;
  if (plan.intent === "absent") return compileAbsent;
  if (plan.intent === "change") return compileChange;
  if (plan.cohort) return compileCohort;
  if (plan.per) return compilePer;
  if (plan.series) return compileSeries;
  if (plan.filters.some((filter) => filter.part)) return compileShareOfRows;
  return plan.share && plan.dimensions.length === 0 ? compileShareOfRows : compileGrouped;
}
