// An edit that a reader may make of a plan, and what every kind of edit needs: plans that rank, trend or compare by what they hold.
import type { Intent, Plan } from "../../semantic/plan.ts";

/** `chip` is the part that is changed, or the one that will say what was added; `id` names one of several choices. */
export interface Offer { change: "remove" | "replace" | "add"; chip: string; id: string; plan: Plan }

/** Row by row or of a shape of its own: neither numbers nor groups of such a plan can be exchanged. */
const FIXED: ReadonlySet<Intent> = new Set(["list", "distribution", "relation", "absent", "change"]);
export const isFixed = ({ intent, per }: Plan): boolean => FIXED.has(intent) || per !== undefined;

/** The plan with the intent that its parts make; what has a shape of its own keeps it. */
export function settled(plan: Plan, before: Plan): Plan {
  return { ...plan, intent: FIXED.has(plan.intent) ? plan.intent : intentOf(plan, before) };
}

function intentOf(plan: Plan, before: Plan): Intent {
  if (plan.share) return "share";
  if (plan.limit !== undefined && plan.order?.by === "metric") return "rank";
  const stillCompares = before.intent === "compare" && !before.previous && plan.dimensions.length === before.dimensions.length && plan.dimensions.length > 0;
  if (plan.previous || stillCompares) return "compare";
  if (plan.dimensions.some((dimension) => "grain" in dimension)) return "trend";
  return plan.dimensions.length > 0 ? "breakdown" : "value";
}

/** A plan without some of its optional parts. */
export function without(plan: Plan, ...parts: ("order" | "limit" | "skip" | "limitWithin" | "share" | "series" | "time" | "previous" | "having" | "anyOf" | "related")[]): Plan {
  const left = { ...plan };
  for (const part of parts) delete left[part];
  return left;
}
