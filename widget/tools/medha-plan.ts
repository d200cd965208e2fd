// The plan of an answer as chips: each says one part of it, and opens what may stand there instead.
import { LitElement, html, nothing, type TemplateResult } from "lit";
import type { Choice, PlanPart } from "../../worker/protocol.ts";
import type { Change } from "../acts.ts";
import { enAnswers } from "../locales/en-answers.ts";
import { en, type Strings } from "../locales/en.ts";
import { enTools, type ToolStrings } from "../locales/en-tools.ts";
import { adoptSheet } from "./adopt-sheet.ts";
import { planStyles } from "./plan-styles.ts";

let nextId = 1;
/** Stands for the list of what may be added. */
const ADD = "+";

/** Internal to `<medha-ask>`; renders into its shadow tree. */
export class MedhaPlan extends LitElement {
  static override properties = { parts: { attribute: false }, add: { attribute: false }, strings: { attribute: false }, change: { attribute: false }, isChanged: { attribute: false }, opened: { state: true } };

  declare parts: readonly PlanPart[];
  declare add: readonly Choice[];
  declare strings: Strings;
  /** makes a change; absent where the answer can't be changed */
  declare change: ((change: Change, words: string) => void) | undefined;
  /** whether its reader has changed it */
  declare isChanged: boolean;
  /** id of the chip whose choices are shown */
  declare private opened: string | undefined;
  #id = `plan-${nextId++}`;

  constructor() {
    super();
    this.parts = [];
    this.add = [];
    this.isChanged = false;
    this.strings = { ...en, ...enAnswers };
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptSheet(this, planStyles);
  }

  get #words(): Strings & ToolStrings {
    return { ...enTools, ...this.strings };
  }

  /** Opens the choices of the first part of these kinds, else of the first that has any, and takes the focus there. */
  open(kinds: readonly PlanPart["kind"][]): void {
    const open = this.parts.filter(({ choices }) => choices);
    this.opened = (open.find(({ kind }) => kinds.includes(kind)) ?? open[0])?.id ?? (this.add.length > 0 ? ADD : undefined);
    void this.#focus();
  }

  /** Somebody who has just changed a part by keyboard is likely to change another: the focus waits at the chips, not at the card. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const root = this.getRootNode();
    const isReady = changed.has("change") && changed.get("change") === undefined && this.change !== undefined;
    if (isReady && this.isChanged && root instanceof ShadowRoot && root.activeElement === this.closest("article")) this.querySelector("button")?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("parts")) this.opened = undefined;
  }

  protected override render(): TemplateResult {
    const { parts, add, change } = this;
    const strings = this.#words;
    return html`<div class="plan chips" part="plan" role="group" aria-label=${strings.plan} @keydown=${(event: KeyboardEvent) => this.#onKey(event)}>
      <span class="quiet" aria-hidden="true">${strings.plan}</span>
      ${parts.map((part) => this.#chip(part))}
      ${change && add.length > 0 ? this.#opener(ADD, strings.planAdd, strings.planAdd) : nothing}
      ${this.#choices()}
    </div>`;
  }

  #chip({ id, text, removable, choices }: PlanPart): TemplateResult {
    const { change } = this;
    const strings = this.#words;
    const body = change && choices ? this.#opener(id, text, strings.changePart(text)) : html`<span class="still" dir="auto">${text}</span>`;
    return html`<span class="piece" part="plan-part">${body}${change && removable ? html`<button type="button" class="drop" part="plan-remove" aria-label=${strings.removePart(text)} @click=${() => change({ remove: id }, strings.removedPart(text))}>×</button>` : nothing}</span>`;
  }

  #opener(id: string, text: string, label: string): TemplateResult {
    const isOpen = this.opened === id;
    return html`<button type="button" class=${id === ADD ? "opener more" : "opener"} part="plan-change" dir="auto" data-chip=${id} aria-label=${label} aria-expanded=${isOpen ? "true" : "false"} aria-controls=${`${this.#id}-choices`}
      @click=${() => (this.opened = isOpen ? undefined : id)}>${text}</button>`;
  }

  #choices(): TemplateResult | typeof nothing {
    const { opened, parts, add, change } = this;
    const strings = this.#words;
    const part = parts.find(({ id }) => id === opened);
    const choices = opened === ADD ? add : part?.choices;
    if (!change || !choices || opened === undefined) return nothing;
    const put = ({ id, label }: Choice) => (part ? change({ replace: { chip: part.id, by: id } }, strings.changedPart(part.text, label)) : change({ add: id }, strings.addedPart(label)));
    return html`<div class="choices chips" id=${`${this.#id}-choices`} part="plan-choices" role="group" aria-label=${part ? strings.changePart(part.text) : strings.planAdd}>
      ${choices.map((choice) => html`<button type="button" class="chip" part="chip" dir="auto" @click=${() => put(choice)}>${choice.label}</button>`)}
    </div>`;
  }

  #onKey(event: KeyboardEvent): void {
    const { opened } = this;
    if (event.key !== "Escape" || opened === undefined) return;
    event.stopPropagation();
    this.opened = undefined;
    this.querySelector<HTMLElement>(`[data-chip="${CSS.escape(opened)}"]`)?.focus();
  }

  async #focus(): Promise<void> {
    await this.updateComplete;
    const first = this.querySelector<HTMLElement>(".choices button") ?? this.querySelector("button");
    first?.focus();
  }
}
