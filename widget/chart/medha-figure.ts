// A result as figure: chart or table of the same values, the ways to show it, its legend, notes and download.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ChartKind, ChartSpec } from "../../worker/protocol.ts";
import type { Table } from "../answer.ts";
import { enAnswers } from "../locales/en-answers.ts";
import { en, type Strings } from "../locales/en.ts";
import { ChartStage, type Draw } from "./chart-stage.ts";
import { download, toCsv } from "./csv.ts";
import type { Drawing } from "./drawing.ts";
import { createFormatter, type Formatter } from "./format.ts";
import { legend } from "./legend-view.ts";
import { NUMBER_VIEWS } from "./number-views.ts";
import { PAGE, tableView, type Sort } from "./table-view.ts";

let nextId = 1;

/** Internal to `<medha-ask>`; renders into its shadow tree, so that one set of parts and tokens reaches everything. */
export class MedhaFigure extends LitElement {
  static override properties = {
    chart: { attribute: false }, headline: { attribute: false }, table: { attribute: false }, strings: { attribute: false }, locale: { attribute: false },
    kind: { state: true }, sort: { state: true }, limit: { state: true }, drawing: { state: true }, said: { state: true }, draw: { state: true },
  };

  declare chart: ChartSpec | undefined;
  /** what already stands above the figure: the same words are not shown twice */
  declare headline: string | undefined;
  declare table: Table | undefined;
  declare strings: Strings;
  declare locale: string;
  declare private kind: ChartKind;
  declare private sort: Sort | undefined;
  declare private limit: number;
  declare private drawing: Drawing | undefined;
  declare private said: string;
  /** Plot and the recipes; `null` when they could not be loaded */
  declare private draw: Draw | null | undefined;
  #id = `figure-${nextId++}`;
  #stage: ChartStage | undefined;
  #format: Formatter | undefined;

  constructor() {
    super();
    this.strings = { ...en, ...enAnswers };
    this.locale = "en";
    this.kind = "table";
    this.limit = PAGE;
    this.said = "";
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaveStage();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("strings") || changed.has("locale")) this.#format = createFormatter(this.locale, this.strings);
    if (!changed.has("chart")) return;
    this.kind = this.chart?.kind ?? "table";
    this.sort = undefined;
    this.limit = PAGE;
  }

  protected override updated(): void {
    const box = this.querySelector<HTMLElement>(".stage");
    if (!box || !this.chart || !this.isConnected) return this.#leaveStage();
    this.#stage ??= new ChartStage(box, (said) => (this.said = said), (drawing) => queueMicrotask(() => this.#drawn(drawing)));
    if (this.draw) this.#stage.show({ spec: this.chart, kind: this.kind, format: this.#formatter() }, safely(this.draw));
    else if (this.draw === undefined) void this.#loadDraw();
  }

  #formatter(): Formatter {
    return (this.#format ??= createFormatter(this.locale, this.strings));
  }

  /** What can't be drawn is shown as its table. */
  #drawn(drawing: Drawing | undefined): void {
    this.drawing = drawing;
    if (!drawing) this.kind = "table";
  }

  #leaveStage(): void {
    this.#stage?.destroy();
    this.#stage = undefined;
  }

  async #loadDraw(): Promise<void> {
    this.draw = await import("./draw.ts").then(({ draw }) => draw, () => null);
  }

  protected override render(): TemplateResult {
    const { chart, strings } = this;
    const columns = this.table?.columns ?? chart?.columns ?? [];
    const rows = this.table?.rows ?? chart?.rows ?? [];
    const title = chart?.title ?? strings.kinds.table;
    const notes = chart ? chart.notes : this.table?.truncated ? [strings.truncated(rows.length.toLocaleString(this.locale))] : [];
    return html`<figure part="figure" aria-labelledby=${`${this.#id}-title`} @keydown=${(event: KeyboardEvent) => this.#onKey(event)}>
      <div class="bar">
        <figcaption class=${sameWords(title, this.headline) ? "hidden" : ""} id=${`${this.#id}-title`} part="chart-title" dir="auto">${title}</figcaption>
        ${this.#kinds()}
      </div>
      ${this.#body(title)}
      <div class="notes">
        ${notes.map((note) => html`<span part="chart-note" dir="auto">${note}</span>`)}
        ${rows.length > 0 ? html`<button type="button" class="csv" part="csv" @click=${() => download(toCsv(columns, rows), `${fileName(title)}.csv`)}>${strings.csv}</button>` : nothing}
      </div>
      <p class="hidden" aria-live="polite">${this.said}</p>
    </figure>`;
  }

  #kinds(): TemplateResult | typeof nothing {
    const { chart, strings } = this;
    if (!chart || chart.kind === "empty") return nothing;
    const kinds = [...new Set<ChartKind>([chart.kind, ...chart.alternatives, "table"])];
    if (kinds.length < 2) return nothing;
    return html`<div class="kinds" part="kinds" role="group" aria-label=${strings.showAs}>
      ${kinds.map((kind) => html`<button type="button" part="kind" aria-pressed=${kind === this.kind ? "true" : "false"} @click=${() => (this.kind = kind)}>${strings.kinds[kind]}</button>`)}
    </div>`;
  }

  #body(title: string): TemplateResult {
    const { chart, kind, strings } = this;
    const numbers = chart && NUMBER_VIEWS[kind];
    if (numbers) return html`${numbers(chart, this.#formatter())}<p class="hidden">${chart.description}</p>`;
    if (!chart || kind === "table") return this.#table(title);
    if (this.draw === null) return html`<p class="note">${strings.noChart}</p>${this.#table(title)}`;
    return html`<div class="stage" part="chart" tabindex="0" role="application" aria-roledescription=${strings.chart} aria-label=${title} aria-describedby=${`${this.#id}-text`}></div>
      <p class="hidden" id=${`${this.#id}-text`}>${chart.description} ${strings.keys}</p>
      ${legend(this.drawing)}`;
  }

  #table(caption: string): TemplateResult {
    const { chart, table, sort, limit } = this;
    return tableView({
      columns: table?.columns ?? chart?.columns ?? [], rows: table?.rows ?? chart?.rows ?? [], caption, sort, limit,
      sortBy: (index) => (this.sort = { index, down: sort?.index === index && !sort.down }),
      showMore: () => (this.limit += PAGE),
    }, this.#formatter());
  }

  /** T shows the table and the chart in turn, from anywhere in the figure. */
  #onKey(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey || !this.chart) return;
    const inside = event.target !== event.currentTarget;
    this.kind = this.kind === "table" ? this.chart.kind : "table";
    if (inside) void this.updateComplete.then(() => this.querySelector<HTMLElement>(".stage, .scroll")?.focus());
  }
}

/** A spec that a recipe can't draw must not take the answer with it: the table is still there. */
function safely(draw: Draw): Draw {
  const kept = SAFE.get(draw);
  if (kept) return kept;
  const safe: Draw = (spec, kind, room) => {
    try {
      return draw(spec, kind, room);
    } catch {
      return undefined;
    }
  };
  SAFE.set(draw, safe);
  return safe;
}

const SAFE = new WeakMap<Draw, Draw>();

function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/gu, "").slice(0, 60) || "data";
}

function sameWords(one: string, other = ""): boolean {
  return one.replace(/[\s.]+$/u, "") === other.replace(/[\s.]+$/u, "");
}
