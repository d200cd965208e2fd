// The model planner: one call that returns a plan, a question back, "cannot", or "needs SQL". What it returns is checked, never trusted.
import type { LanguageModel, Ports } from "../../ports.ts";
import { compile } from "../../semantic/compile/index.ts";
import type { ColumnRef } from "../../semantic/model.ts";
import type { Plan } from "../../semantic/plan.ts";
import { nearestExamples } from "../examples.ts";
import type { Readable } from "../read-question.ts";
import { relevantSource } from "../relevant-tables.ts";
import { checkPlan } from "./check-plan.ts";
import { describeExamples, describeSource, describeTurn, PLANNER_RULES } from "./prompt.ts";
import { PLANNER_SCHEMA, plannerReply, type PlannerReply } from "./schema.ts";

export type ModelPlan =
  | { kind: "plan"; plan: Plan }
  | { kind: "clarify"; message: string; term: string; choices: { id: string; label: string }[] }
  | { kind: "sql" }
  | { kind: "cannot"; message: string }
  | { kind: "failed" };

/**
 * Asks the model for a plan: a small one first, unless the question is long; a large one where the small one's plan does
 * not hold. A plan that names what is not there is a "cannot", never a guess.
 */
export async function planWithModel(readable: Readable, model: LanguageModel, ports: Pick<Ports, "similar" | "log">, signal?: AbortSignal): Promise<ModelPlan> {
  const [source, examples] = await Promise.all([relevantSource(readable.question, readable.source, ports), nearestExamples(readable.question, readable.source, ports)]);
  const system = `${PLANNER_RULES}\n\n${describeSource(source.model)}${describeExamples(examples)}`;
  const first = isLong(readable.question) ? "large" : "small";
  const planned = await planOnce({ readable, model, system, size: first, signal });
  if (planned.kind !== "refused") return planned;
  const again = await planOnce({ readable, model, system, size: "large", refusedBecause: planned.problem, signal });
  return again.kind === "plan" || again.kind === "clarify" || again.kind === "sql" ? again : cannotBeSure(planned.problem);
}

/** Long questions nest conditions, which small models lose. */
const LONG = 25;
const isLong = (question: string): boolean => question.trim().split(/\s+/u).length > LONG;

interface Call { readable: Readable; model: LanguageModel; system: string; size: "small" | "large"; refusedBecause?: string; signal: AbortSignal | undefined }

/** A plan that names what is not there, with a closed word on what is wrong with it. */
interface RefusedPlan { kind: "refused"; problem: string }

async function planOnce({ readable, model, system, size, refusedBecause, signal }: Call): Promise<ModelPlan | RefusedPlan> {
  const outcome = await model.complete({ system, user: describeTurn(readable, refusedBecause), schema: PLANNER_SCHEMA, schemaName: "plan", size, ...(signal ? { signal } : {}) });
  if (!outcome.ok) return { kind: "failed" };
  const reply = plannerReply.safeParse(outcome.value);
  return reply.success ? interpret(reply.data, readable) : { kind: "failed" };
}

function cannotBeSure(problem: string): ModelPlan {
  return { kind: "cannot", message: `I can't be sure of that question here (${problem}).` };
}

function interpret(reply: PlannerReply, readable: Readable): ModelPlan | RefusedPlan {
  switch (reply.kind) {
    case "clarify":
      return clarifyOf(reply);
    case "sql":
      return { kind: "sql" };
    case "cannot":
      return { kind: "cannot", message: reply.message };
    case "plan":
      return reply.plan ? planOf(reply.plan, readable) : { kind: "failed" };
  }
}

function clarifyOf({ message, term, choices }: PlannerReply): ModelPlan {
  const offered = [...new Set(choices)].slice(0, 4);
  if (!term || offered.length < 2) return { kind: "cannot", message };
  return { kind: "clarify", message, term, choices: offered.map((label) => ({ id: label, label })) };
}

function planOf(reply: NonNullable<PlannerReply["plan"]>, { source, lexicon }: Readable): ModelPlan | RefusedPlan {
  const checked = checkPlan(reply, source.model, (column: ColumnRef, text: string) => lexicon.findValue(column, text));
  if (!checked.ok) return { kind: "refused", problem: checked.problem };
  return compile(checked.plan, source.model).ok ? { kind: "plan", plan: checked.plan } : { kind: "sql" };
}
