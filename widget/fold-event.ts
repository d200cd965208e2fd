// Adds an event of the Worker to what is known about a question: pure.
import type { AskEvent } from "../worker/protocol.ts";
import { failAnswer, type Answer } from "./answer.ts";

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
