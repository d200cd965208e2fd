// Fetches the part that shows answers, once, and puts it to use: its sheets, its words, its views.
import { nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Card } from "./ask-controller.ts";
import type { Strings } from "./locales/en.ts";
import type { Words } from "./locales/load-strings.ts";
import { plainBody } from "./views/card.ts";
import type { View } from "./views/view.ts";

type AnswerPart = typeof import("./answer-part.ts");

export class AnswerLoader {
  #host: ReactiveControllerHost & { shadowRoot: ShadowRoot | null };
  #part: AnswerPart | undefined;
  /** All words, put together once: charts redraw when theirs change. */
  #all: { words: Words; strings: Strings } | undefined;

  constructor(host: ReactiveControllerHost & { shadowRoot: ShadowRoot | null }) {
    this.#host = host;
  }

  /** Rejects when the part can't be had; a later call tries again. */
  async load(): Promise<AnswerPart> {
    const part = await import("./answer-part.ts");
    const root = this.#host.shadowRoot;
    if (this.#part || !root) return part;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...part.sheets];
    this.#part = part;
    this.#host.requestUpdate();
    return part;
  }

  /** Loads ahead of need; what goes wrong is told when the part is needed. */
  prepare(): void {
    this.load().catch(() => undefined);
  }

  /** What stands under a question: whole, or in plain words until the part is here. @param last the newest one, which offers follow-ups */
  body(card: Card, last: boolean, words: Words, view: View): TemplateResult {
    const part = this.#part;
    const strings = this.#complete(words);
    return part && strings ? part.answerBody(card, last, { ...view, strings }) : plainBody(card, view);
  }

  /** The way to earlier conversations. */
  history(words: Words, view: View): TemplateResult | typeof nothing {
    const strings = this.#complete(words);
    return strings && this.#part ? this.#part.history({ ...view, strings }) : nothing;
  }

  /** All words there are by now. */
  words(words: Words): Words {
    return this.#complete(words) ?? words;
  }

  #complete(words: Words): Strings | undefined {
    if (this.#part && this.#all?.words !== words) this.#all = { words, strings: { ...this.#part.enAnswers, ...words } };
    return this.#all?.strings;
  }
}
