// What stands out; notes about the data's quality stand apart, because they qualify everything above.
import { html, nothing, type TemplateResult } from "lit";
import type { Insight } from "../../worker/protocol.ts";
import type { Strings } from "../locales/en.ts";

export function findings(items: readonly Insight[], strings: Strings): TemplateResult {
  const notes = items.filter((item) => item.class === "quality");
  const found = items.filter((item) => item.class !== "quality");
  return html`${found.length === 0 ? nothing : html`<section class="findings" part="insights">
    <h3>${strings.standsOut}</h3>
    <ul>${found.map(({ text }) => html`<li part="insight" dir="auto">${text}</li>`)}</ul>
  </section>`}
  ${notes.map(({ text }) => html`<p class="note" part="note" dir="auto">${text}</p>`)}`;
}
