// English, the part of the shell: what is said before and without an answer.
import type { ErrorCode, Stage } from "../../worker/protocol.ts";
import type { AnswerStrings } from "./en-answers.ts";

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
  problems: Partial<Record<ErrorCode, string>>;
  problem: string;
}

/** All words; what every other language fills in one file. */
export type Strings = ShellStrings & AnswerStrings;

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
    unauthorized: "Your sign-in could not be confirmed.", token_expired: "Your sign-in has expired.", token_invalid: "Your sign-in was not accepted.",
    forbidden: "You may not ask about this data.", origin_not_allowed: "This page may not ask here.", rate_limited: "That was a lot of questions at once.",
    question_too_long: "The question is too long.", guard_refused: "This question can't be answered safely.", query_failed: "The data could not be read.",
    query_timeout: "Reading the data took too long.", result_too_large: "The answer is too large to show.", database_unavailable: "The database is not answering.",
    model_unavailable: "The language model is not answering.", not_configured: "This question box is not fully set up.", connection_lost: "The connection was lost.",
    unknown_source: "This data source is not here.", unknown_conversation: "This conversation is no longer here.", cancelled: "The question was cancelled.",
  },
  problem: "Something went wrong.",
};
