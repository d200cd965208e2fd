// What every view is given besides its state: the words, the locale, and what a reader can do.
import type { ShellStrings, Strings } from "../locales/en.ts";

export interface Actions {
  ask: (question: string) => void;
  stop: () => void;
  retry: (cardId: number) => void;
  choose: (cardId: number, choiceId: string) => void;
  reset: () => void;
}

export interface View {
  strings: ShellStrings;
  locale: string;
  actions: Actions;
}

/** The view of an answer needs all words. */
export interface AnswerView extends View {
  strings: Strings;
}
