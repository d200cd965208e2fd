// What every view is given besides its state: the words, the locale, and what a reader can do.
import type { AskController } from "../ask-controller.ts";
import type { Connection } from "../connection.ts";
import type { ShellStrings, Strings } from "../locales/en.ts";

export interface Actions {
  ask: (question: string) => void;
  stop: () => void;
  retry: (cardId: number) => void;
  reset: () => void;
}

export interface View {
  strings: ShellStrings;
  locale: string;
  actions: Actions;
  asker: AskController;
  connection: () => Connection;
  /** keeps a card in view while something is done with it */
  show: (cardId: number, work: Promise<void>) => void;
}

/** The view of an answer needs all words. */
export interface AnswerView extends View {
  strings: Strings;
}
