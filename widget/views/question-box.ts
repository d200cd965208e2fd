// The question box: Enter sends, Shift+Enter makes a line, the counter shows near the limit.
import { html, nothing, type TemplateResult } from "lit";
import { MAX_QUESTION } from "../../worker/protocol.ts";
import type { View } from "./view.ts";

export interface BoxState {
  busy: boolean;
  /** characters typed */
  length: number;
  /** the last attempt to send had nothing to send */
  hint: boolean;
  /** told when the text or the hint changes */
  typed: (length: number, hint: boolean) => void;
}

/** Characters left under which the counter shows. */
const NEAR = 100;

export function questionBox({ busy, length, hint, typed }: BoxState, { strings, actions }: View): TemplateResult {
  const left = MAX_QUESTION - length;
  const send = (box: HTMLTextAreaElement) => {
    const question = box.value.trim();
    typed(question ? 0 : box.value.length, !question);
    if (!question) return;
    box.value = "";
    actions.ask(question);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(event.currentTarget as HTMLTextAreaElement);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const box = (event.currentTarget as HTMLFormElement).elements.namedItem("question");
    if (box instanceof HTMLTextAreaElement) send(box);
  };
  return html`<form part="form" @submit=${onSubmit}>
    <label for="question" part="label">${strings.label}</label>
    <div class="box" part="box">
      <textarea id="question" name="question" part="input" rows="1" dir="auto" enterkeyhint="send" autocomplete="off" maxlength=${MAX_QUESTION}
        placeholder=${strings.placeholder} aria-describedby="hint"
        @keydown=${onKey} @input=${(event: InputEvent) => typed((event.currentTarget as HTMLTextAreaElement).value.length, false)}></textarea>
      ${busy ? html`<button type="button" class="stop" part="stop" @click=${actions.stop}>${strings.stop}</button>` : nothing}
      <button class="send" part="send">${strings.ask}</button>
    </div>
    <p id="hint" class="hint" role="alert">${hint ? strings.empty : left <= NEAR ? strings.left(left) : nothing}</p>
  </form>`;
}
