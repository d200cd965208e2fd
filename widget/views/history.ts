// The way to earlier conversations; its element comes with the tools.
import { html, type TemplateResult } from "lit";
import type { AnswerView } from "./view.ts";

export function history(view: AnswerView): TemplateResult {
  return html`<medha-history .view=${view}></medha-history>`;
}
