// The model planner: one call that returns a plan, a question back, "cannot", or "needs SQL". What it returns is checked, never trusted.
import type { LanguageModel } from "../../ports.ts";
import { compile } from "../../semantic/compile/index.ts";
import type { ColumnRef } from "../../semantic/model.ts";
import type { Plan } from "../../semantic/plan.ts";
import type { Readable } from "../read-question.ts";
import { checkPlan } from "./check-plan.ts";
import { describeSource, describeTurn, PLANNER_RULES } from "./prompt.ts";
import { PLANNER_SCHEMA, plannerReply, type PlannerReply } from "./schema.ts";

export type ModelPlan =
  | { kind: "plan"; plan: Plan }
  | { kind: "clarify"; message: string; term: string; choices: { id: string; label: string }[] }
  | { kind: "sql" }
  | { kind: "cannot"; message: string }
  | { kind: "failed" };

/** Asks the model for a plan. A plan that names what is not there is a "cannot", never a guess. */
export async function planWithModel(readable: Readable, model: LanguageModel, signal?: AbortSignal): Promise<ModelPlan> {
  const outcome = await model.complete({
    system: `${PLANNER_RULES}\n\n${describeSource(readable.source.model)}`,
    user: describeTurn(readable),
    schema: PLANNER_SCHEMA,
    schemaName: "plan",
    size: "small",
    ...(signal ? { signal } : {}),
  });
  if (!outcome.ok) return { kind: "failed" };
  const reply = plannerReply.safeParse(outcome.value);
  return reply.success ? interpret(reply.data, readable) : { kind: "failed" };
}

function interpret(reply: PlannerReply, readable: Readable): ModelPlan {
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

function planOf(reply: NonNullable<PlannerReply["plan"]>, { source, lexicon }: Readable): ModelPlan {
  const checked = checkPlan(reply, source.model, (column: ColumnRef, text: string) => lexicon.findValue(column, text));
  if (!checked.ok) return { kind: "cannot", message: `I can't be sure of that question here (${checked.problem}).` };
  return compile(checked.plan, source.model).ok ? { kind: "plan", plan: checked.plan } : { kind: "sql" };
}
