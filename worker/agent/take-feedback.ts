// What an asker says of an own answer: kept with its question's skeleton, and a kept plan that misled is forgotten.
import type { Feedback, Learning, Ports, Principal, Source } from "../ports.ts";
import type { Plan } from "../semantic/plan.ts";
import { forgetPlan } from "./plan-cache/find-plan.ts";
import { lexiconOfPlan, stripLiterals } from "./strip-literals.ts";
import { todayOf } from "./today.ts";
import { visibleSource } from "./visible-model.ts";
import { withVocabulary } from "./vocabulary.ts";

export type Said = Pick<Feedback, "verdict" | "reasons"> & { note?: string | undefined };

/** @returns whether there is such an answer of this asker */
export async function takeFeedback(answerId: string, asker: Principal, said: Said, ports: Ports, learning: Learning): Promise<boolean> {
  const answer = await learning.feedback.answer(answerId, asker);
  const source = answer && (await ports.sources.get(answer.sourceId));
  if (!answer || !source) return false;
  const { question, plan } = answer;
  const at = ports.now();
  const today = todayOf(source.model.calendar, at);
  const skeleton = stripLiterals(question, { model: source.model, lexicon: lexiconOfPlan(source.model, plan?.filters ?? []), today });
  const { verdict, reasons, note } = said;
  const kept = await learning.feedback.give(answerId, asker, { verdict, reasons, skeleton, at, ...(note ? { note } : {}) });
  if (kept && isMisread(said)) await forget({ question, plan, source, today }, asker, ports, learning);
  return kept;
}

/** A wrong chart says nothing against the plan. */
const isMisread = ({ verdict, reasons }: Said): boolean => verdict === "down" && !(reasons.length > 0 && reasons.every((reason) => reason === "wrong-chart"));

interface Misread { question: string; plan: Plan | undefined; source: Source; today: string }

/** What can't be forgotten now is forgotten the next time: the feedback stands. */
async function forget({ question, plan, source, today }: Misread, asker: Principal, ports: Ports, { vocabularies }: Learning): Promise<void> {
  try {
    const own = visibleSource(withVocabulary(source, await vocabularies.load(source.id, asker.tenant)), asker);
    await forgetPlan({ question, lexicon: lexiconOfPlan(own.model, plan?.filters ?? []), source: own, today }, ports);
  } catch {
    ports.log.event("plans.failed", { source: source.id, degraded: true });
  }
}
