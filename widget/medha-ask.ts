// <medha-ask>: the public surface. State lives in the controller, markup in the views, looks in the sheets.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { AnswerLoader } from "./answer-loader.ts";
import { AskController, type Card } from "./ask-controller.ts";
import type { Connection, TokenProvider } from "./connection.ts";
import { MedhaAnswerEvent, MedhaErrorEvent, MedhaQuestionEvent } from "./events.ts";
import { en, type Language } from "./locales/en.ts";
import { loadStrings, localeOf, type Words } from "./locales/load-strings.ts";
import { sheets } from "./styles.ts";
import { announcement } from "./views/announcement.ts";
import { card } from "./views/card.ts";
import { chips } from "./views/chips.ts";
import { questionBox } from "./views/question-box.ts";
import type { Actions, View } from "./views/view.ts";

/**
 * Asks questions of a data source and shows the answers.
 * @attr endpoint origin of the AgentMedha Worker
 * @attr source id of the data source
 * @attr theme `auto` (follows the page's `color-scheme`), `light` or `dark`
 * @attr locale BCP 47 tag; else the page's language
 * @fires medha-question @fires medha-answer @fires medha-error
 */
export class MedhaAsk extends LitElement {
  static override styles = sheets;
  static override properties = {
    endpoint: {}, source: {}, locale: {}, theme: { reflect: true },
    tokenProvider: { attribute: false }, fetch: { attribute: false }, strings: { attribute: false },
    words: { state: true }, typed: { state: true },
  };

  declare endpoint: string;
  declare source: string;
  declare locale: string | undefined;
  declare theme: "auto" | "light" | "dark";
  /** Gives the token of the person who asks; called for every request. */
  declare tokenProvider: TokenProvider | undefined;
  /** How requests are made; for hosts that must add to them, and for tests. */
  declare fetch: typeof fetch;
  /** Words in the place of the widget's own; the keys are those of a file in `locales/`. */
  declare strings: Partial<Language> | undefined;
  declare private words: Words;
  declare private typed: { length: number; hint: boolean };

  #answers = new AnswerLoader(this);

  #connection = (): Connection => ({ endpoint: this.endpoint, source: this.source, tokenProvider: this.tokenProvider, fetch: this.fetch });

  #asker = new AskController(this, {
    connection: this.#connection,
    locale: () => localeOf(this.locale, this),
    reader: () => this.#answers.load(),
    ended: (ended) => this.#end(ended),
  });

  /** The language's words with the host's in their place; one object as long as neither changes. */
  #said: Words = en;

  /** Where a change must show: the card whose newest state the reader should see. */
  #reveal: number | undefined;

  #actions: Actions = {
    ask: (question) => void this.ask(question),
    stop: () => this.#asker.stop(),
    retry: (id) => void this.#show(id, this.#asker.again(id)),
    reset: () => this.reset(),
  };

  constructor() {
    super();
    this.endpoint = "";
    this.source = "";
    this.theme = "auto";
    this.fetch = (input, init) => globalThis.fetch(input, init);
    this.words = en;
    this.typed = { length: 0, hint: false };
    this.addEventListener("focusin", () => this.#answers.prepare());
  }

  /** Asks a question as if it had been typed, unless a listener of `medha-question` prevents it. Resolves when it has ended, however it did. */
  async ask(question: string): Promise<void> {
    const text = question.trim();
    if (!text) return;
    if (!this.dispatchEvent(new MedhaQuestionEvent(text))) return;
    const asked = this.#asker.ask(text);
    await this.#show(this.#asker.cards.at(-1)?.id, asked);
  }

  /** Starts a new conversation. */
  reset(): void {
    this.#asker.open();
    this.#focusBox();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("locale")) void loadStrings(localeOf(this.locale, this)).then((words) => (this.words = words));
    if (changed.has("words") || changed.has("strings")) this.#said = { ...this.words, ...this.strings };
    if (["endpoint", "source", "tokenProvider"].some((name) => changed.has(name)) && this.isConnected && this.#asker.cards.length === 0) void this.#asker.suggest();
  }

  protected override updated(): void {
    const shown = this.#reveal === undefined ? null : this.renderRoot.querySelector(`#card-${this.#reveal}`);
    this.#reveal = undefined;
    shown?.scrollIntoView({ block: "nearest" });
  }

  #focusBox(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector("textarea")?.focus());
  }

  /** Keeps a card in view when it starts and, if the reader is still here, when it ends; a pressed chip that is gone hands its focus to the card. */
  async #show(id: number | undefined, work: Promise<void>): Promise<void> {
    const pressed = this.shadowRoot?.activeElement;
    this.#reveal = id;
    await this.updateComplete;
    if (pressed && !pressed.isConnected) this.renderRoot.querySelector<HTMLElement>(`#card-${id}`)?.focus({ preventScroll: true });
    await work;
    if (!this.matches(":focus-within")) return;
    this.#reveal = id;
    this.requestUpdate();
  }

  #end({ question, answer }: Card): void {
    this.dispatchEvent(answer.error ? new MedhaErrorEvent(question, answer.error) : new MedhaAnswerEvent(question, answer));
  }

  protected override render(): TemplateResult {
    const strings = this.#said;
    const { cards, suggestions, busy, online } = this.#asker;
    const view: View = { strings, locale: localeOf(this.locale, this), actions: this.#actions, asker: this.#asker, connection: this.#connection, show: (id, work) => void this.#show(id, work) };
    const first = cards.length === 0 ? suggestions.map((text) => ({ text, press: () => void this.ask(text) })) : [];
    const box = { busy, ...this.typed, typed: (length: number, hint: boolean) => (this.typed = { length, hint }) };
    return html`<div class=${cards.length === 0 ? "root fresh" : "root"} part="root" dir=${strings.dir} lang=${view.locale}>
      ${cards.map((each, index) => card(each, this.#answers.body(each, index === cards.length - 1, strings, view)))}
      ${online ? nothing : html`<p class="notice offline" part="offline" role="status">${strings.offline}</p>`}
      <div class="ask" part="ask">
        ${questionBox(box, view)}
        ${chips(strings.suggestions, first, "suggestions")}
        <div class="chips">${cards.length === 0 ? nothing : html`<button type="button" class="restart" part="restart" @click=${() => this.reset()}>${strings.restart}</button>`}
        ${this.#answers.history(strings, view)}</div>
      </div>
      <p class="hidden" role="status">${announcement(cards.at(-1), this.#answers.words(strings))}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "medha-ask": MedhaAsk;
  }
}
