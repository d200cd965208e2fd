// The ends of a question that are not an answer: asked back, declined, failed, stopped.
import { html, nothing, type TemplateResult } from "lit";
import type { Card } from "../ask-controller.ts";
import { choose, goBack, retry } from "../acts.ts";
import { problemText } from "./announcement.ts";
import { chips } from "./chips.ts";
import type { AnswerView } from "./view.ts";

export function outcome(card: Card, view: AnswerView): TemplateResult | typeof nothing {
  const { strings, actions } = view;
  const { status, clarify, cannot, error } = card.answer;
  if (status === "clarify" && clarify) {
    const choices = clarify.choices.map(({ id, label }) => ({ text: label, press: (event: Event) => choose(view, card, id, keeps(event)) }));
    return html`<p class="headline" part="headline" dir="auto">${clarify.message}</p>${chips(clarify.message, choices, "choices")}
      ${clarify.keep ? html`<label class="remember" part="remember"><input type="checkbox"> ${strings.remember}</label>` : nothing}`;
  }
  if (status === "cannot" && cannot) {
    const others = cannot.suggestions.map((text) => ({ text, press: () => actions.ask(text) }));
    return html`<p class="headline" part="headline" dir="auto">${cannot.message}</p>${cannot.degraded?.includes("model") ? notice(strings.builtInOnly, strings.retry, card, view, "degraded") : nothing}${chips(strings.suggestions, others, "suggestions")}`;
  }
  if (status === "failed" && error) return notice(problemText(error.until ? { ...error, message: "" } : error, strings), strings.retry, card, view, "problem");
  if (status === "earlier") return notice(strings.earlier, strings.showAgain, card, view, "earlier");
  if (status === "stopped") return notice(strings.stopped, strings.again, card, view, "stopped");
  return nothing;
}

const keeps = ({ currentTarget }: Event): boolean => (currentTarget as Element).closest("article")?.querySelector<HTMLInputElement>(".remember input")?.checked === true;

function notice(text: string, button: string, card: Card, view: AnswerView, part: string): TemplateResult {
  const until = card.answer.error?.until;
  return html`<div class=${`notice ${part}`} part=${part}>
    <p dir="auto">${text} ${until ? html`<medha-countdown .until=${until} .strings=${view.strings}></medha-countdown>` : nothing}</p>
    <div class="chips"><button type="button" class="chip" part="retry" @click=${() => retry(view, card)}>${button}</button>
    ${card.before ? html`<button type="button" class="chip" part="back" @click=${() => goBack(view, card)}>${view.strings.back}</button>` : nothing}</div>
  </div>`;
}
