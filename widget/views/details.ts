// The proof under an answer, on demand: how it was understood, its SQL, and which rows were read.
import { html, nothing, type TemplateResult } from "lit";
import type { Receipt } from "../../worker/protocol.ts";
import type { Answer } from "../answer.ts";
import type { Strings } from "../locales/en.ts";
import type { AnswerView } from "./view.ts";

export function details({ plan, sql, result }: Answer, view: AnswerView): TemplateResult {
  const { strings, locale } = view;
  const tier = result?.tier ?? plan?.tier;
  return html`<footer class="details">
    ${plan ? html`<p class="plan" part="plan"><span class="quiet">${strings.plan}</span> <span dir="auto">${plan.words}</span></p>` : nothing}
    <p class="quiet" part="facts">${tier ? html`<span part="tier">${strings.tiers[tier]}</span>` : nothing}
      ${result ? html`<span part="as-of">${strings.asOf(dateText(result.receipt.dataAsOf, locale))}</span>` : nothing}</p>
    ${sql ? html`<details part="sql"><summary>${strings.sql}</summary>
      <pre tabindex="0" role="region" aria-label=${strings.sql} dir="ltr"><code>${sql}</code></pre>
      <button type="button" class="chip" part="copy" @click=${(event: Event) => copy(event, sql, strings)}>${strings.copy}</button></details>` : nothing}
    ${result ? html`<details part="receipt"><summary>${strings.receipt}</summary>${receipt(result.receipt, view)}</details>` : nothing}
  </footer>`;
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
