// What a reader does with an answer: settles a word, changes its plan, goes back, tries again, says what they think of it.
import type { ErrorCode, FeedbackRequest, PlanEdit, WireError } from "../worker/protocol.ts";
import type { Card } from "./ask-controller.ts";
import type { MedhaDrillEvent, MedhaRangeEvent } from "./chart-events.ts";
import { send } from "./connection.ts";
import { forgetReading, keepReading } from "./conversations.ts";
import type { AnswerView, View } from "./views/view.ts";

export type Change = Omit<PlanEdit, "answerId">;

/** Settles an ambiguous word and asks again; earlier choices stay. @param remember next time, too, without being asked */
export function choose(view: View, { id, resolve, chosen, answer }: Card, choiceId: string, remember = false): void {
  const { asker, show } = view;
  const { term, choices } = answer.clarify ?? {};
  const choice = choices?.find((each) => each.id === choiceId);
  if (term === undefined || !choice) return;
  show(id, asker.again(id, { resolve: { ...resolve, [term]: choiceId }, chosen: [...chosen, choice.label], unkept: false }));
  if (remember) void keepReading(view, { term, choice: choiceId, label: choice.label }).then((kept) => asker.change(id, () => ({ unkept: !kept })));
}

/** Lets go of how words were read, and asks the question again, to be asked back. */
export function forget(view: View, { id, answer }: Card): void {
  const terms = answer.plan?.readings?.map(({ term }) => term) ?? [];
  view.show(id, Promise.all(terms.map((term) => forgetReading(view, term))).then(() => view.asker.again(id, { edit: undefined, changed: undefined, undo: [], resolve: {}, chosen: [] })));
}

/** @param changed the change in words */
export function changePlan({ asker, show }: View, { id, answer, undo = [] }: Card, change: Change, changed: string): void {
  const { result } = answer;
  if (result) show(id, asker.again(id, { edit: { answerId: result.answerId, ...change }, changed, before: answer, undo: [...undo, result.answerId] }));
}

/**
 * Turns a press or a brush in the chart into a change of the plan, unless the host has prevented it: the event reaches
 * its listeners first.
 */
export function drill(event: MedhaDrillEvent | MedhaRangeEvent, card: Card, view: AnswerView): void {
  if (!isChangeable(card)) return;
  const { column, label } = event;
  const change: Change = "value" in event ? { drill: { column, value: event.value } } : { range: { column, from: event.from, to: event.to } };
  queueMicrotask(() => {
    if (!event.defaultPrevented) changePlan(view, card, change, view.strings.only(label));
  });
}

/** The Worker can go on from an answer that it has kept, and change one whose plan has parts. */
export const isKept = ({ answer }: Card): boolean => answer.result !== undefined && !answer.result.degraded.includes("history");
export const isChangeable = (card: Card): boolean => isKept(card) && (card.answer.plan?.parts.length ?? 0) > 0;

/** Computes the answer again that stood here before the last change, so that follow-ups go on from it. */
export function undoChange({ asker, show }: View, { id, answer, undo = [] }: Card): void {
  const answerId = undo.at(-1);
  if (answerId) show(id, asker.again(id, { edit: { answerId }, changed: undefined, before: answer, undo: undo.slice(0, -1) }));
}

/** Shows what stood here before a change that went wrong. */
export function goBack({ asker }: View, { id, before, undo = [] }: Card): void {
  if (before) asker.change(id, () => ({ answer: before, before: undefined, edit: undefined, changed: undefined, undo: undo.slice(0, -1) }));
}

/** Refusals that another try of the same change would meet again: the answer is gone, or no longer allows it. */
const LOST: readonly (ErrorCode | undefined)[] = ["unknown_conversation", "not_found", "bad_request"];

/** A change that can't be made again is given up: the question is asked anew. */
export function retry({ asker, show }: View, { id, answer }: Card): void {
  const lost = LOST.includes(answer.error?.code);
  show(id, asker.again(id, lost ? { edit: undefined, changed: undefined, undo: [] } : {}));
}

/** Says what the reader thinks of an answer; said again, it replaces what was said. @returns what went wrong, if something did */
export async function giveFeedback({ connection }: View, answerId: string, said: FeedbackRequest): Promise<WireError | undefined> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(said), signal: AbortSignal.timeout(PATIENCE) };
  const reply = await send(`answers/${encodeURIComponent(answerId)}/feedback`, init, connection());
  return reply.ok ? undefined : reply.error;
}

/** Milliseconds a thumb waits for the Worker. */
const PATIENCE = 15_000;
