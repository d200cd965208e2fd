// Thumbs under an answer: up says so at once, down asks why and leads to the plan; what was said stays pressed.
import { LitElement, html, nothing, type TemplateResult } from "lit";
import { FEEDBACK_REASONS, MAX_NOTE, type FeedbackReason, type FeedbackRequest, type WireError } from "../../worker/protocol.ts";
import { enAnswers } from "../locales/en-answers.ts";
import { en, type Strings } from "../locales/en.ts";
import { enTools, type ToolStrings } from "../locales/en-tools.ts";
import { adoptSheet } from "./adopt-sheet.ts";
import { thumbsStyles } from "./thumbs-styles.ts";

type Sent = "no" | "sending" | "kept" | "failed";

/** Internal to `<medha-ask>`; renders into its shadow tree. */
export class MedhaThumbs extends LitElement {
  static override properties = {
    answerId: { attribute: false }, strings: { attribute: false }, give: { attribute: false }, correct: { attribute: false },
    said: { state: true }, sent: { state: true },
  };

  declare answerId: string;
  declare strings: Strings;
  /** keeps what was said; resolves to what went wrong, if something did */
  declare give: (answerId: string, said: FeedbackRequest) => Promise<WireError | undefined>;
  /** opens the plan where these reasons point; absent where it can't be changed */
  declare correct: ((from: Element, reasons: readonly FeedbackReason[]) => void) | undefined;
  declare private said: FeedbackRequest | undefined;
  declare private sent: Sent;

  constructor() {
    super();
    this.strings = { ...en, ...enAnswers };
    this.sent = "no";
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptSheet(this, thumbsStyles);
  }

  get #words(): Strings & ToolStrings {
    return { ...enTools, ...this.strings };
  }

  /** Another answer has taken this one's place. */
  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("answerId")) return;
    this.said = undefined;
    this.sent = "no";
  }

  async #send(said: FeedbackRequest): Promise<void> {
    const { answerId } = this;
    this.said = said;
    this.sent = "sending";
    const wrong = await this.give(answerId, said);
    if (answerId === this.answerId && said === this.said) this.sent = wrong ? "failed" : "kept";
  }

  protected override render(): TemplateResult {
    const { said, sent } = this;
    const strings = this.#words;
    const state = sent === "kept" ? strings.thanks : sent === "failed" ? strings.notKept : "";
    return html`<div class="thumbs" part="feedback" role="group" aria-label=${strings.feedback}>
      ${this.#thumb("up", strings.good)}${this.#thumb("down", strings.bad)}
      <span class="quiet" role="status">${state}</span>
      ${said && sent === "failed" ? html`<button type="button" class="chip" part="retry" @click=${() => this.#send({ ...said })}>${strings.retry}</button>` : nothing}
    </div>${said?.verdict === "down" ? this.#why(said) : nothing}`;
  }

  #thumb(verdict: FeedbackRequest["verdict"], label: string): TemplateResult {
    const pressed = this.said?.verdict === verdict;
    return html`<button type="button" class="thumb" part=${`thumb thumb-${verdict}`} aria-label=${label} title=${label} aria-pressed=${pressed ? "true" : "false"} @click=${() => (pressed ? undefined : this.#send({ verdict }))}>
      <svg viewBox="0 0 24 24" aria-hidden="true" class=${verdict}><path d="M7 10v11H3V10zM7 10l5-8c1.6 0 2.6 1.2 2.4 2.7L13.7 9H19c1.3 0 2.2 1.2 1.9 2.4l-2 8c-.2.9-1 1.6-2 1.6H7"></path></svg></button>`;
  }

  #why({ reasons = [], note = "" }: FeedbackRequest): TemplateResult {
    const { correct } = this;
    const strings = this.#words;
    return html`<form class="why" part="feedback-form" @submit=${(event: SubmitEvent) => this.#submit(event)}>
      <fieldset><legend>${strings.whatIsWrong}</legend>
        ${FEEDBACK_REASONS.map((reason) => html`<label><input type="checkbox" name="reason" .value=${reason} .checked=${reasons.includes(reason)}> ${strings.reasons[reason]}</label>`)}
      </fieldset>
      <label class="note-label">${strings.note}<textarea name="note" rows="2" maxlength=${MAX_NOTE} dir="auto" .value=${note}></textarea></label>
      <div class="chips"><button class="chip" part="send-feedback">${strings.sendFeedback}</button>
      ${correct ? html`<button type="button" class="chip" part="correct" @click=${(event: Event) => correct(this, reasonsOf((event.currentTarget as HTMLButtonElement).form))}>${strings.correct}</button>` : nothing}</div>
    </form>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const note = form.querySelector("textarea")?.value.trim();
    void this.#send({ verdict: "down", reasons: reasonsOf(form), ...(note ? { note } : {}) });
  }
}

function reasonsOf(form: HTMLFormElement | null): FeedbackReason[] {
  const checked: unknown[] = form ? new FormData(form).getAll("reason") : [];
  return FEEDBACK_REASONS.filter((reason) => checked.includes(reason));
}
