// The events a host page may listen to; they bubble and leave the shadow tree.
import type { WireError } from "../worker/protocol.ts";
import type { Answer } from "./answer.ts";

const TRAVELS = { bubbles: true, composed: true };

/** A question is about to be sent, unless this is prevented. */
export class MedhaQuestionEvent extends Event {
  readonly question: string;
  constructor(question: string) {
    super("medha-question", { ...TRAVELS, cancelable: true });
    this.question = question;
  }
}

/** A question came to an end without an error: answered, asked back (`clarify`) or declined (`cannot`); see `answer.status`. */
export class MedhaAnswerEvent extends Event {
  readonly question: string;
  readonly answer: Answer;
  constructor(question: string, answer: Answer) {
    super("medha-answer", TRAVELS);
    this.question = question;
    this.answer = answer;
  }
}

/** A question failed; `error.code` is stable. */
export class MedhaErrorEvent extends Event {
  readonly question: string;
  readonly error: WireError;
  constructor(question: string, error: WireError) {
    super("medha-error", TRAVELS);
    this.question = question;
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    "medha-question": MedhaQuestionEvent;
    "medha-answer": MedhaAnswerEvent;
    "medha-error": MedhaErrorEvent;
  }
}
