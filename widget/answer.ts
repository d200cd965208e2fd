// What is known about one question so far, and its ends that no event of the Worker tells.
import type { ChartSpec, Choice, Cell, ErrorCode, Insight, PlanPart, Receipt, ResultColumn, Stage, Tier, WireError } from "../worker/protocol.ts";

export interface Table { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean }

/** How a question ended; `running` until it has. `earlier` ones were answered on another visit: the answer is not here. */
export type AnswerStatus = "running" | "answered" | "clarify" | "cannot" | "failed" | "stopped" | "earlier";

export interface Answer {
  readonly status: AnswerStatus;
  readonly stage?: Stage;
  readonly conversationId?: string;
  readonly plan?: { words: string; parts: PlanPart[]; tier: Tier; add?: Choice[]; readings?: { term: string; label: string }[] };
  readonly clarify?: { message: string; term: string; choices: Choice[]; keep?: boolean };
  readonly cannot?: { message: string; suggestions: string[]; degraded?: string[] };
  readonly sql?: string;
  readonly table?: Table;
  readonly chart?: ChartSpec;
  readonly insight?: { headline: string; items: Insight[] };
  readonly result?: { answerId: string; tier: Tier; cached: boolean; receipt: Receipt; followUps: string[]; degraded: string[] };
  readonly error?: Problem;
}

/** @property until moment (epoch milliseconds) from which the Worker will listen again */
export type Problem = WireError & { until?: number };

/** A question just sent. */
export const ASKED: Answer = { status: "running" };

/** Ends an answer with an error and keeps what had arrived. */
export function failAnswer(answer: Answer, error: Problem): Answer {
  return answer.status === "running" ? { ...answer, status: "failed", error } : answer;
}

/** Ends an answer because the asker did not want to wait for it. */
export function stopAnswer(answer: Answer): Answer {
  return answer.status === "running" ? { ...answer, status: "stopped" } : answer;
}

/** An error found on this side of the wire; it is put into words by its code. */
export function localError(code: ErrorCode, retryable: boolean): WireError {
  return { code, message: "", retryable, requestId: "" };
}
