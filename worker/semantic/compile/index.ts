// From a plan to one SELECT and the meaning of its columns. Deterministic: the same plan is the same statement.
import type { SemanticModel } from "../model.ts";
import type { Plan } from "../plan.ts";
import { compileAbsent } from "./absent.ts";
import { compileGrouped, type Compiled } from "./grouped.ts";
import { compileDistribution, compileList, compileRelation } from "./rows.ts";
import { CannotCompile, openScope, type Scope } from "./scope.ts";
import { compileShareOfRows } from "./share-of-rows.ts";

export type { Compiled } from "./grouped.ts";

/**
 * Compiles a plan to Postgres SQL: one SELECT, tables qualified, literals inline, no parameters.
 * @returns the statement with its columns in order, or one clause that says what the model does not allow
 */
export function compile(plan: Plan, model: SemanticModel): ({ ok: true } & Compiled) | { ok: false; problem: string } {
  try {
    return { ok: true, ...compilerOf(plan)(plan, openScope(model, plan.table)) };
  } catch (error) {
    if (error instanceof CannotCompile) return { ok: false, problem: error.message };
    throw error;
  }
}

function compilerOf(plan: Plan): (plan: Plan, scope: Scope) => Compiled {
  if (plan.intent === "list") return compileList;
  if (plan.intent === "distribution" && plan.metrics.length === 0) return compileDistribution;
  if (plan.intent === "relation" && plan.dimensions.length === 0) return compileRelation;
  if (plan.intent === "absent") return compileAbsent;
  return plan.share && plan.dimensions.length === 0 ? compileShareOfRows : compileGrouped;
}
