// English, the part of the shell: what is said before and without an answer.
import type { ErrorCode, Stage } from "../../worker/protocol.ts";
import type { AnswerStrings } from "./en-answers.ts";
import type { ToolStrings } from "./en-tools.ts";

export interface ShellStrings {
  dir: "ltr" | "rtl";
  label: string;
  placeholder: string;
  ask: string;
  stop: string;
  empty: string;
  left(count: number): string;
  suggestions: string;
  restart: string;
  retry: string;
  stopped: string;
  offline: string;
  stages: Record<Stage, string>;
  slow(stage: string): string;
  /** what may go wrong before the part that shows answers is here; it brings the others */
  problems: Partial<Record<ErrorCode, string>>;
  problem: string;
}

/** What a language holds; English ones come in three parts, each with what shows it. */
export type Language = ShellStrings & AnswerStrings & ToolStrings;
/** The words of an answer; those of the tools may be still on their way. */
export type Strings = ShellStrings & AnswerStrings & Partial<ToolStrings>;

export const en: ShellStrings = {
  dir: "ltr",
  label: "Ask a question about your data",
  placeholder: "e.g. How did this year compare with last year?",
  ask: "Ask",
  stop: "Stop",
  empty: "Type a question first.",
  left: (count) => `${count} characters left`,
  suggestions: "Try asking",
  restart: "New conversation",
  retry: "Try again",
  stopped: "Stopped before it was done.",
  offline: "You are offline. Your questions stay here until you are back.",
  stages: {
    recall: "Looking for a known answer", plan: "Understanding the question", sql: "Writing the query", guard: "Checking what you may see",
    execute: "Reading the data", visualize: "Choosing a chart", insight: "Looking for what stands out",
  },
  slow: (stage) => `This takes longer than usual. Still at: ${stage}`,
  problems: {
    unauthorized: "Your sign-in could not be confirmed.", token_expired: "Your sign-in has expired.",
    not_configured: "This question box is not fully set up.", connection_lost: "The connection was lost.",
  },
  problem: "Something went wrong.",
};
