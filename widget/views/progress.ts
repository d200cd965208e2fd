// How far a running question has come, in words and as a bar of stages.
import { html, type TemplateResult } from "lit";
import { STAGES } from "../../worker/protocol.ts";
import type { Card } from "../ask-controller.ts";
import type { ShellStrings } from "../locales/en.ts";
import { stageText } from "./announcement.ts";

export function progress(card: Card, strings: ShellStrings): TemplateResult {
  const at = STAGES.indexOf(card.answer.stage ?? "recall");
  return html`<div class="progress" part="progress">
    <span class="track" aria-hidden="true">${STAGES.map((_, index) => html`<i class=${index <= at ? "on" : ""}></i>`)}</span>
    <span class="quiet">${stageText(card, strings)} …</span>
  </div>`;
}
