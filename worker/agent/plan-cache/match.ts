// Whether a template says what a question says, literals aside; if so, the question's own plan.
import { compile } from "../../semantic/compile/index.ts";
import type { Plan } from "../../semantic/plan.ts";
import { checkPlan } from "../model-plan/check-plan.ts";
import { bindPlan } from "./bind.ts";
import type { Slot } from "./items.ts";
import { replyOf } from "./plan-reply.ts";
import { keyOfChunk, skeletonOf, type Against, type Skeleton } from "./skeleton.ts";
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

export function matchSkeleton(skeleton: Skeleton, template: Template, { lexicon, model }: Omit<Against, "today">): Match {
  const slots = alignSlots(skeleton, template);
  if (!slots) return { declined: "other words" };
  if (!template.rising.every(([low, high]) => risesFrom(slots[low], slots[high]))) return { declined: "dates or bounds in another order" };
  if (template.classes && JSON.stringify(lengthsOf(slots)) !== JSON.stringify(template.classes)) return { declined: "a period of another length" };
  const plan = bindPlan(template, slots, model);
  if (!plan) return { declined: "a literal that does not fit" };
  const checked = checkPlan(replyOf(plan), model, (column, text) => lexicon.findValue(column, text));
  if (!checked.ok) return { declined: checked.problem };
  const compiled = compile(plan, model);
  return compiled.ok ? { plan } : { declined: compiled.problem };
}

function risesFrom(low: Slot | undefined, high: Slot | undefined): boolean {
  return low !== undefined && high !== undefined && startOfSlot(low) < startOfSlot(high);
}

/** The question's slots in the template's order; undefined where the chunks differ in anything but their places. */
function alignSlots({ chunks, ordered }: Skeleton, template: Template): Slot[] | undefined {
  if (chunks.length !== template.chunks.length) return undefined;
  const left = chunks.map((chunk) => ({ key: keyOfChunk(chunk), slots: chunk.slots }));
  const aligned: Slot[] = [];
  for (const [place, wanted] of template.chunks.entries()) {
    const at = ordered || template.ordered ? 0 : left.findIndex(({ key }) => key === wanted);
    const found = left[at];
    if (found?.key !== wanted) return undefined;
    template.slots[place]?.forEach((slot, index) => {
      const given = found.slots[index];
      if (given) aligned[slot] = given;
    });
    left.splice(at, 1);
  }
  return aligned;
}
