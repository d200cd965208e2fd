// What the live region says: the stage while a question runs, its end when it has one.
import type { WireError } from "../../worker/protocol.ts";
import type { Card } from "../ask-controller.ts";
import type { ShellStrings } from "../locales/en.ts";
import type { Words } from "../locales/load-strings.ts";

export function announcement(card: Card | undefined, strings: Words): string {
  if (!card) return "";
  const { status, insight, chart, clarify, cannot, error } = card.answer;
  switch (status) {
    case "running": return stageText(card, strings);
    case "answered": return insight?.headline || chart?.title || "";
    case "clarify": return clarify?.message ?? "";
    case "cannot": return cannot?.message ?? "";
    case "failed": return error ? problemText(error, strings) : "";
    case "stopped": return strings.stopped;
    case "earlier": return "";
  }
}

/** The stage in words; after a while also that it takes long. */
export function stageText({ answer, slow }: Card, strings: ShellStrings): string {
  const stage = strings.stages[answer.stage ?? "recall"];
  return slow ? strings.slow(stage) : stage;
}

/** What went wrong, by its code; the Worker's own sentence says more where it has one. */
export function problemText({ code, message }: WireError, strings: Words): string {
  const known = strings.problems[code] ?? strings.moreProblems?.[code] ?? strings.problem;
  return message && message !== known ? `${known} ${message}` : known;
}
