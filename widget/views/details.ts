// The proof under an answer, on demand: how it was understood, its SQL, and which rows were read.
import { html, nothing, type TemplateResult } from "lit";
import type { FeedbackReason, PlanPart, Receipt } from "../../worker/protocol.ts";
import { changePlan, forget, giveFeedback, isChangeable, isKept, undoChange, type Change } from "../acts.ts";
import type { Card } from "../ask-controller.ts";
import type { MedhaPlan } from "../tools/medha-plan.ts";
import type { Strings } from "../locales/en.ts";
import type { AnswerView } from "./view.ts";

export function details(card: Card, view: AnswerView): TemplateResult {
  const { plan, sql, result } = card.answer;
  const { strings, locale } = view;
  const tier = result?.tier ?? plan?.tier;
  return html`<footer class="details">
    ${understood(card, view)}
    <p class="quiet" part="facts">${plan?.tier === "verified" ? html`<span class="verified" part="verified" title=${strings.verifiedBy}>✓ ${strings.verified}</span>` : nothing}
      ${tier ? html`<span part="tier">${strings.tiers[tier]}</span>` : nothing}
      ${result ? html`<span part="as-of">${strings.asOf(dateText(result.receipt.dataAsOf, locale))}</span>` : nothing}</p>
    ${result?.degraded.includes("history") ? html`<p class="note" part="note">${strings.unkept}</p>` : nothing}
    ${sql ? html`<details part="sql"><summary>${strings.sql}</summary>
      <pre tabindex="0" role="region" aria-label=${strings.sql} dir="ltr"><code>${sql}</code></pre>
      <button type="button" class="chip" part="copy" @click=${(event: Event) => copy(event, sql, strings)}>${strings.copy}</button></details>` : nothing}
    ${result ? html`<details part="receipt"><summary>${strings.receipt}</summary>${receipt(result.receipt, view)}</details>` : nothing}
    ${result && isKept(card) ? html`<medha-thumbs .answerId=${result.answerId} .strings=${strings} .give=${(id: string, said: Parameters<typeof giveFeedback>[2]) => giveFeedback(view, id, said)} .correct=${isChangeable(card) ? correct : undefined}></medha-thumbs>` : nothing}
  </footer>`;
}

/** The plan as chips where it has parts, else in words; under it what was changed last. */
function understood(card: Card, view: AnswerView): TemplateResult | typeof nothing {
  const { strings } = view;
  const { plan } = card.answer;
  if (!plan) return nothing;
  const change = isChangeable(card) ? (edit: Change, words: string) => changePlan(view, card, edit, words) : undefined;
  const said = plan.parts.length > 0
    ? html`<medha-plan .parts=${plan.parts} .add=${plan.add ?? []} .strings=${strings} .change=${change} .isChanged=${card.changed !== undefined}></medha-plan>`
    : html`<p class="plan" part="plan"><span class="quiet">${strings.plan}</span> <span dir="auto">${plan.words}</span></p>`;
  const last = card.undo && card.undo.length > 0 && card.answer.status === "answered";
  const habits = plan.readings ?? [];
  return html`${said}${habits.length > 0 ? html`<p class="changed" part="habit"><span class="quiet" dir="auto">${habits.map(({ term, label }) => strings.readAs(term, label)).join(" ")}</span> <button type="button" class="chip" part="forget" @click=${() => forget(view, card)}>${strings.askMe}</button></p>` : nothing}${last ? html`<p class="changed" part="changed">${card.changed ? html`<span class="quiet" dir="auto">${card.changed}</span> ` : nothing}<button type="button" class="chip" part="undo" @click=${() => undoChange(view, card)}>${strings.undo}</button></p>` : nothing}`;
}

/** Which part of a plan is to blame, by what is wrong with its answer. */
const BLAMED: Partial<Record<FeedbackReason, PlanPart["kind"][]>> = { "wrong-number": ["metric"], "wrong-rows": ["filter", "scope"], "wrong-period": ["time", "compare"], "wrong-chart": ["dimension"] };

function correct(from: Element, reasons: readonly FeedbackReason[]): void {
  from.closest("article")?.querySelector<MedhaPlan>("medha-plan")?.open(reasons.flatMap((reason) => BLAMED[reason] ?? []));
}

/** "Read strikes and airports; only rows of Delta Air Lines; checked twice." */
function proof({ tables, tenant, tenantLabel }: Receipt, { strings, locale }: AnswerView): string {
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(tables.map(({ label }) => label));
  const filtered = tables.filter(({ filter }) => filter !== "global");
  return strings.proof(names || "–", filtered.length > 0 ? (tenantLabel ?? tenant) : undefined, tables.every(({ by }) => by.length > 1));
}

function receipt(read: Receipt, view: AnswerView): TemplateResult {
  const { strings, locale } = view;
  const { tables, enforcedBy, tenant, tenantLabel, rows, bytes, path, at, policyVersion, modelVersion } = read;
  const size = strings.size(rows.toLocaleString(locale), bytes.toLocaleString(locale, { style: "unit", unit: "byte", unitDisplay: "short", notation: "compact" }));
  const facts: [string, unknown][] = [
    ...tables.map(({ name, columns, filter, masked }): [string, unknown] => [
      strings.read, html`<b>${name}</b> <span class="quiet">(${columns.join(", ")})</span><br>${filter === "global" ? strings.allRows : strings.onlyRows(filter)}${masked ? html`<br>${strings.masked(masked.join(", "))}` : nothing}`,
    ]),
    [strings.enforced, enforcedBy.join(", ")],
    [strings.tenant, tenantLabel ? `${tenantLabel} (${tenant})` : tenant],
    [strings.time, `${dateText(at, locale, true)}, ${strings.path[path]}, ${size}`],
    [strings.version, `${policyVersion} · ${modelVersion}`],
  ];
  return html`<p dir="auto">${proof(read, view)}</p><dl>${facts.map(([term, fact]) => html`<div><dt>${term}</dt><dd dir="auto">${fact}</dd></div>`)}</dl>`;
}

/** A calendar day is the same day everywhere; a moment is told in the reader's time. */
function dateText(text: string, locale: string, moment = false): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return date.toLocaleString(locale, moment ? { dateStyle: "medium", timeStyle: "short" } : { dateStyle: "medium", timeZone: "UTC" });
}

/** Without the clipboard (an insecure page, a refused permission) the text is selected, to be copied by hand. */
function copy(event: Event, text: string, strings: Strings): void {
  const button = event.currentTarget as HTMLElement;
  const copied = () => {
    button.textContent = strings.copied;
  };
  const select = () => {
    const code = button.parentElement?.querySelector("code");
    if (code) getSelection()?.selectAllChildren(code);
  };
  if (!navigator.clipboard) return select();
  navigator.clipboard.writeText(text).then(copied, select);
}
