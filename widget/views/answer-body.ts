// What stands under a question: progress, the answer, or how else it ended.
import { html, nothing, type TemplateResult } from "lit";
import { drill } from "../acts.ts";
import type { MedhaDrillEvent, MedhaRangeEvent } from "../chart-events.ts";
import type { Card } from "../ask-controller.ts";
import { chips } from "./chips.ts";
import { details } from "./details.ts";
import { findings } from "./findings.ts";
import { outcome } from "./outcome.ts";
import { progress } from "./progress.ts";
import type { AnswerView } from "./view.ts";

/** @param last follow-ups are offered under the newest answer only */
export function answerBody(state: Card, last: boolean, view: AnswerView): TemplateResult {
  const { chosen, answer } = state;
  const { strings, locale, actions } = view;
  const { status, chart, table, insight, plan, result } = answer;
  const headline = insight?.headline || (status === "answered" ? chart?.title : undefined);
  const next = last ? (result?.followUps ?? []).map((text) => ({ text, press: () => actions.ask(text) })) : [];
  return html`${chosen.length > 0 ? html`<p class="quiet">${strings.chosen(chosen.join(", "))}</p>` : nothing}
    ${state.unkept ? html`<p class="note" part="note">${strings.choiceNotKept}</p>` : nothing}
    ${status === "running" ? progress(state, strings) : nothing}
    ${outcome(state, view)}
    ${status === "running" && !chart && !table ? earlier(state, view) : nothing}
    ${headline ? html`<p class="headline" part="headline" dir="auto">${headline}</p>` : nothing}
    ${chart ?? table ? html`<medha-figure @medha-drill=${(event: MedhaDrillEvent) => drill(event, state, view)} @medha-range=${(event: MedhaRangeEvent) => drill(event, state, view)} .chart=${chart} .headline=${headline} .table=${table} .strings=${strings} .locale=${locale}></medha-figure>` : nothing}
    ${insight ? findings(insight.items, strings) : nothing}
    ${plan ? details(state, view) : nothing}
    ${chips(strings.followUps, next, "follow-ups")}`;
}

/** What a change is about to replace stays in sight, and can't be used. */
function earlier({ before }: Card, { strings, locale }: AnswerView): TemplateResult | typeof nothing {
  if (!before) return nothing;
  return html`<div class="earlier" inert aria-hidden="true"><medha-figure .chart=${before.chart} .table=${before.table} .strings=${strings} .locale=${locale}></medha-figure></div>`;
}
