// What the live region says: the stage while a question runs, its end when it has one.
import type { Card } from "../ask-controller.ts";
import type { Strings } from "../locales/en.ts";
import { problemText } from "./outcome.ts";
import { stageText } from "./progress.ts";

export function announcement(card: Card | undefined, strings: Strings): string {
  if (!card) return "";
  const { status, insight, chart, clarify, cannot, error } = card.answer;
  switch (status) {
    case "running": return stageText(card, strings);
    case "answered": return insight?.headline || chart?.title || "";
    case "clarify": return clarify?.message ?? "";
    case "cannot": return cannot?.message ?? "";
    case "failed": return error ? problemText(error, strings) : "";
    case "stopped": return strings.stopped;
  }
}
