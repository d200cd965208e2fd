// Whether a template says what a question says, literals aside; if so, the question's own plan.
import { compile } from "../../semantic/compile/index.ts";
import { isPlain, type Plan } from "../../semantic/plan.ts";
import { checkPlan } from "../model-plan/check-plan.ts";
import { bindPlan } from "./bind.ts";
import type { Slot } from "./item.ts";
import { replyOf } from "./plan-reply.ts";
import { signatureOf, skeletonOf, type Against, type Skeleton } from "./skeleton.ts";
import { lengthsOf, startOfSlot, type Template } from "./template.ts";

export type Match = { plan: Plan } | { declined: string };

/**
 * Re-binds a template to a question.
 * @returns the plan with the question's own literals, checked like a model's plan and compiled once; or why it does not fit
 */
export function matchTemplate(question: string, template: Template, against: Against): Match {
  const skeleton = skeletonOf(question, against);
  return "problem" in skeleton ? { declined: skeleton.problem } : matchSkeleton(skeleton, template, against);
}

export function matchSkeleton(skeleton: Skeleton, template: Template, against: Omit<Against, "today">): Match {
  if (signatureOf(skeleton.chunks) !== signatureOf(template.chunks)) return { declined: "other words" };
  const { slots } = skeleton;
  if (!template.rising.every(([low, high]) => risesFrom(slots[low], slots[high]))) return { declined: "dates or bounds in another order" };
  if (template.classes && JSON.stringify(lengthsOf(slots)) !== JSON.stringify(template.classes)) return { declined: "a period of another length" };
  const plan = bindPlan(template, slots, against.model);
  return plan ? checkBound(plan, against) : { declined: "a literal that does not fit" };
}

/** What a model's plan has to pass: its names are the model's, its values the asker's, and it compiles. */
export function checkBound(plan: Plan, { lexicon, model }: Omit<Against, "today">): Match {
  if (!isPlain(plan)) return { declined: "a kind of plan that is not kept" };
  const checked = checkPlan(replyOf(plan), model, (column, text) => lexicon.findValue(column, text));
  if (!checked.ok) return { declined: checked.problem };
  const compiled = compile(plan, model);
  return compiled.ok ? { plan } : { declined: compiled.problem };
}

function risesFrom(low: Slot | undefined, high: Slot | undefined): boolean {
  return low !== undefined && high !== undefined && startOfSlot(low) < startOfSlot(high);
}
