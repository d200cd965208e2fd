// A card in plain words, for the moment in which the part that shows answers is still on its way, or when it can't be had.
import { html, nothing, type TemplateResult } from "lit";
import type { Card } from "../ask-controller.ts";
import { announcement } from "./announcement.ts";
import type { View } from "./view.ts";

export function plainCard(card: Card, { strings, actions }: View): TemplateResult {
  const ended = card.answer.status === "failed" || card.answer.status === "stopped";
  return html`<article id=${`card-${card.id}`} part="card" tabindex="-1">
    <h2 part="question" dir="auto">${card.question}</h2>
    <p dir="auto">${announcement(card, strings)}</p>
    ${ended ? html`<button type="button" class="chip" part="retry" @click=${() => actions.retry(card.id)}>${strings.retry}</button>` : nothing}
  </article>`;
}
