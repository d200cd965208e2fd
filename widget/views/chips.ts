// A labelled row of buttons: suggestions, follow-ups, choices.
import { html, nothing, type TemplateResult } from "lit";

export interface Chip { text: string; press: (event: Event) => void }

export function chips(label: string, list: readonly Chip[], part: string): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<div class="chips" part=${part} role="group" aria-label=${label}>
    <span class="quiet" aria-hidden="true">${label}</span>
    ${list.map(({ text, press }) => html`<button type="button" class="chip" part="chip" dir="auto" @click=${press}>${text}</button>`)}
  </div>`;
}
