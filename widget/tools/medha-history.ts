// One's conversations: listed when asked for, searched, opened, renamed, deleted after a second press.
import { LitElement, html, nothing, type TemplateResult } from "lit";
import { MAX_TITLE } from "../../worker/protocol.ts";
import { listConversations, openConversation, removeConversation, renameConversation, type Entry } from "../conversations.ts";
import { enTools, type ToolStrings } from "../locales/en-tools.ts";
import type { Strings } from "../locales/en.ts";
import type { AnswerView } from "../views/view.ts";
import { adoptSheet } from "./adopt-sheet.ts";
import { historyStyles } from "./history-styles.ts";

/** Milliseconds of silence after which what was typed is searched for. */
const PAUSE = 250;

type Doing = { id: string; what: "rename" | "remove" };

/** Internal to `<medha-ask>`; renders into its shadow tree. */
export class MedhaHistory extends LitElement {
  static override properties = {
    view: { attribute: false },
    opened: { state: true }, entries: { state: true }, failed: { state: true }, doing: { state: true },
  };

  declare view: AnswerView;
  declare private opened: boolean;
  /** undefined until they are here */
  declare private entries: readonly Entry[] | undefined;
  declare private failed: boolean;
  declare private doing: Doing | undefined;
  #search = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor() {
    super();
    this.opened = false;
    this.failed = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptSheet(this, historyStyles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  get #words(): Strings & ToolStrings {
    return { ...enTools, ...this.view.strings };
  }

  /** Of answers that overtake each other the one asked for last counts. */
  async #load(): Promise<void> {
    const asked = ++this.#asked;
    const found = await listConversations(this.view, this.#search);
    if (asked !== this.#asked) return;
    this.failed = found === undefined;
    this.entries = found ?? [];
  }

  #toggle(): void {
    this.opened = !this.opened;
    this.doing = undefined;
    this.#search = "";
    this.entries = undefined;
    if (this.opened) void this.#load();
  }

  #type(event: InputEvent): void {
    this.#search = (event.currentTarget as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), PAUSE);
  }

  async #act(work: Promise<boolean>): Promise<void> {
    this.doing = undefined;
    if (await work) await this.#load();
    else this.failed = true;
    if (this.opened) this.querySelector<HTMLElement>("input")?.focus();
  }

  async #open({ id }: Entry): Promise<void> {
    this.failed = !(await openConversation(this.view, id));
    if (!this.failed) this.opened = false;
  }

  protected override render(): TemplateResult {
    const { opened } = this;
    const strings = this.#words;
    return html`<button type="button" class="restart" part="history-toggle" aria-expanded=${opened ? "true" : "false"} @click=${() => this.#toggle()}>${strings.conversations}</button>
      ${opened ? html`<section class="history" part="history" aria-label=${strings.conversations} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && this.#leave(event)}>
        <input type="search" part="history-search" aria-label=${strings.search} placeholder=${strings.search} @input=${(event: InputEvent) => this.#type(event)}>
        ${this.failed ? html`<p class="note" role="alert">${strings.historyFailed} <button type="button" class="chip" part="retry" @click=${() => this.#load()}>${strings.retry}</button></p>` : nothing}
        ${this.#list()}
      </section>` : nothing}`;
  }

  #leave(event: KeyboardEvent): void {
    event.stopPropagation();
    if (this.doing) this.doing = undefined;
    else this.#toggle();
    this.querySelector("button")?.focus();
  }

  #list(): TemplateResult {
    const { entries } = this;
    const strings = this.#words;
    if (!entries) return html`<p class="quiet" role="status">${strings.loadingList}</p>`;
    if (entries.length === 0) return html`<p class="quiet" role="status">${this.#search ? strings.nothingFound : strings.noConversations}</p>`;
    return html`<ul>${entries.map((entry) => html`<li>${this.doing?.id === entry.id ? this.#doing(entry, this.doing) : this.#entry(entry)}</li>`)}</ul>`;
  }

  #entry(entry: Entry): TemplateResult {
    const strings = this.#words;
    const { id, title, at, answers } = entry;
    const day = new Date(at).toLocaleDateString(this.view.locale, { dateStyle: "medium" });
    const start = (what: Doing["what"]) => () => {
      this.doing = { id, what };
      void this.updateComplete.then(() => this.querySelector<HTMLElement>("li form input, li .keep")?.focus());
    };
    return html`<button type="button" class="entry" part="conversation" @click=${() => this.#open(entry)}><span dir="auto">${title}</span> <span class="quiet">${strings.answersOn(answers, day)}</span></button>
      <button type="button" class="drop" aria-label=${strings.rename(title)} title=${strings.rename(title)} @click=${start("rename")}><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20v-4L16 4l4 4L8 20zM13 7l4 4"></path></svg></button>
      <button type="button" class="drop" aria-label=${strings.remove(title)} title=${strings.remove(title)} @click=${start("remove")}>×</button>`;
  }

  #doing({ id, title }: Entry, { what }: Doing): TemplateResult {
    const strings = this.#words;
    const keep = html`<button type="button" class="chip keep" @click=${() => (this.doing = undefined)}>${what === "remove" ? strings.keep : strings.cancel}</button>`;
    if (what === "remove") return html`<span dir="auto">${strings.reallyRemove(title)}</span> <button type="button" class="chip" part="confirm" @click=${() => this.#act(removeConversation(this.view, id))}>${strings.removeNow}</button> ${keep}`;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const wanted = (event.currentTarget as HTMLFormElement).querySelector("input")?.value.trim();
      if (wanted) void this.#act(renameConversation(this.view, id, wanted));
    };
    return html`<form @submit=${submit}><input aria-label=${strings.rename(title)} maxlength=${MAX_TITLE} dir="auto" .value=${title}><button class="chip">${strings.save}</button>${keep}</form>`;
  }
}
