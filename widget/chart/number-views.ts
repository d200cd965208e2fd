// Results that are no drawing: one number, a few, one record, nothing.
import { html, nothing, type TemplateResult } from "lit";
import type { ChartKind, ChartSpec } from "../../worker/protocol.ts";
import type { Formatter } from "./format.ts";
import { encodings, meaningOf, numberOf } from "./shape.ts";

type NumberView = (spec: ChartSpec, format: Formatter) => TemplateResult;

/** Views that need neither Plot nor width. */
export const NUMBER_VIEWS: Partial<Record<ChartKind, NumberView>> = { kpi, "kpi-row": kpiRow, record, empty };

/** The value of the last row; with two rows also how it differs from the one before. */
function kpi(spec: ChartSpec, format: Formatter): TemplateResult {
  const { category, values } = encodings(spec);
  const [value = category] = values;
  const meaning = meaningOf(value, spec);
  const last = spec.rows.at(-1);
  const [now, before] = [numberOf(last?.[value.index]), spec.rows.length === 2 ? numberOf(spec.rows[0]?.[value.index]) : null];
  const change = now !== null && before ? (now - before) / Math.abs(before) : undefined;
  const when = spec.x && spec.x.index !== value.index ? format.bare(last?.[spec.x.index], meaningOf(spec.x, spec)) : "";
  return html`<dl class="kpis" part="kpi"><div>
    <dt>${value.label}${when ? ` · ${when}` : nothing}</dt><dd dir="auto">${format.full(last?.[value.index], meaning)}</dd>
    ${change === undefined ? nothing : html`<dd class="change">${format.strings.change(format.short(change, { format: "percent" }).replace(/^(?=\d)/u, "+"))}</dd>`}
  </div></dl>`;
}

function kpiRow(spec: ChartSpec, format: Formatter): TemplateResult {
  const [row = []] = spec.rows;
  return html`<dl class="kpis" part="kpi">${spec.y.map((value) => html`<div><dt>${value.label}</dt><dd dir="auto">${format.full(row[value.index], meaningOf(value, spec))}</dd></div>`)}</dl>`;
}

function record({ columns, rows: [row = []] }: ChartSpec, format: Formatter): TemplateResult {
  return html`<dl class="record" part="record">${columns.map((column, index) => html`<div><dt>${column.label}</dt><dd dir="auto">${format.full(row[index], column)}</dd></div>`)}</dl>`;
}

function empty(_: ChartSpec, { strings }: Formatter): TemplateResult {
  return html`<p class="empty" part="empty">${strings.nothing}</p>`;
}
