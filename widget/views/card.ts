// A question and what stands under it; in plain words until the part that shows answers is here, or when it can't be had.
import { html, nothing, type TemplateResult } from "lit";
import type { Card } from "../ask-controller.ts";
import { announcement } from "./announcement.ts";
import type { View } from "./view.ts";

export function card({ id, question, answer }: Card, body: TemplateResult): TemplateResult {
  return html`<article id=${`card-${id}`} class=${answer.status} part="card" tabindex="-1" aria-labelledby=${`question-${id}`}>
    <h2 id=${`question-${id}`} part="question" dir="auto">${question}</h2>
    ${body}
  </article>`;
}

export function plainBody(state: Card, { strings, actions }: View): TemplateResult {
  const ended = state.answer.status === "failed" || state.answer.status === "stopped";
  return html`<p dir="auto">${announcement(state, strings)}</p>
    ${ended ? html`<button type="button" class="chip" part="retry" @click=${() => actions.retry(state.id)}>${strings.retry}</button>` : nothing}`;
}
