// What is known about one question so far: a pure fold of the Worker's events.
import type { AskEvent, ChartSpec, Choice, Cell, ErrorCode, Insight, PlanPart, Receipt, ResultColumn, Stage, Tier, WireError } from "../worker/protocol.ts";

export interface Table { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean }

/** How a question ended; `running` until it has. */
export type AnswerStatus = "running" | "answered" | "clarify" | "cannot" | "failed" | "stopped";

export interface Answer {
  readonly status: AnswerStatus;
  readonly stage?: Stage;
  readonly conversationId?: string;
  readonly plan?: { words: string; parts: PlanPart[]; tier: Tier };
  readonly clarify?: { message: string; term: string; choices: Choice[] };
  readonly cannot?: { message: string; suggestions: string[] };
  readonly sql?: string;
  readonly table?: Table;
  readonly chart?: ChartSpec;
  readonly insight?: { headline: string; items: Insight[] };
  readonly result?: { answerId: string; tier: Tier; cached: boolean; receipt: Receipt; followUps: string[]; degraded: string[] };
  readonly error?: WireError;
}

/** A question just sent. */
export const ASKED: Answer = { status: "running" };

/** Adds one event. What comes after the end is ignored, so a late frame never reopens an answer. */
export function foldEvent(answer: Answer, event: AskEvent): Answer {
  if (answer.status !== "running") return answer;
  switch (event.type) {
    case "start": return { ...answer, conversationId: event.conversationId };
    case "step": return event.status === "running" ? { ...answer, stage: event.stage } : answer;
    case "plan": return { ...answer, plan: event };
    case "clarify": return { ...answer, status: "clarify", clarify: event };
    case "cannot": return { ...answer, status: "cannot", cannot: event };
    case "sql": return { ...answer, sql: event.sql };
    case "table": return { ...answer, table: event };
    case "chart": return { ...answer, chart: event.chart };
    case "insight": return { ...answer, insight: event };
    case "answer": return { ...answer, status: "answered", result: event };
    case "error": return failAnswer(answer, event.error);
  }
}

/** Ends an answer with an error and keeps what had arrived. */
export function failAnswer(answer: Answer, error: WireError): Answer {
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
