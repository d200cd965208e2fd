// Counts down to the moment from which the Worker listens again.
import { LitElement, html, type TemplateResult } from "lit";
import { enAnswers } from "../locales/en-answers.ts";
import { enTools } from "../locales/en-tools.ts";
import { en, type Strings } from "../locales/en.ts";

const SECOND = 1000;

/** Internal to `<medha-ask>`. A timer is silent for screen readers; its end is said by the words that stay. */
export class MedhaCountdown extends LitElement {
  static override properties = { until: { attribute: false }, strings: { attribute: false }, left: { state: true } };

  /** epoch milliseconds */
  declare until: number;
  declare strings: Strings;
  /** whole seconds */
  declare private left: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.until = 0;
    this.strings = { ...en, ...enAnswers };
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), SECOND);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.left = Math.max(0, Math.ceil((this.until - Date.now()) / SECOND));
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("until")) this.#tick();
  }

  protected override render(): TemplateResult {
    const { waitFor, waitOver } = { ...enTools, ...this.strings };
    return html`<span role="timer" part="countdown">${this.left > 0 ? waitFor(this.left) : waitOver}</span>`;
  }
}
