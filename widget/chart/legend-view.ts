// What the colours mean, where the drawing itself does not say it.
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Drawing } from "./drawing.ts";

export function legend(drawing: Drawing | undefined): TemplateResult | typeof nothing {
  if (!drawing) return nothing;
  const { legend: items, ramp } = drawing;
  if (ramp) return html`<div class=${/^\W*[-−]/u.test(ramp[0]) ? "ramp both" : "ramp"} aria-hidden="true">${ramp[0]}<i></i>${ramp[1]}</div>`;
  if (items.length === 0) return nothing;
  return html`<ul class="legend" part="legend" aria-hidden="true">${items.map(({ name, color, dash }) => html`<li dir="auto">
    <svg class=${dash === undefined ? "square" : ""} viewBox=${dash === undefined ? "0 0 12 12" : "0 0 22 12"}>${dash === undefined ? svg`<rect width="12" height="12" rx="3" fill=${color}></rect>` : svg`<line x1="0" x2="22" y1="6" y2="6" stroke=${color} stroke-width="2.5" stroke-dasharray=${dash || "none"}></line>`}</svg>${name}</li>`)}</ul>`;
}
