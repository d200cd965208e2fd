// English, the part of tools: what a reader does with an answer.
import type { FeedbackReason } from "../../worker/protocol.ts";

export interface ToolStrings {
  planAdd: string;
  changePart(text: string): string;
  removePart(text: string): string;
  removedPart(text: string): string;
  changedPart(from: string, to: string): string;
  addedPart(text: string): string;
  feedback: string;
  good: string;
  bad: string;
  thanks: string;
  notKept: string;
  whatIsWrong: string;
  reasons: Record<FeedbackReason, string>;
  note: string;
  sendFeedback: string;
  correct: string;
  waitFor(seconds: number): string;
  waitOver: string;
  conversations: string;
  search: string;
  historyFailed: string;
  loadingList: string;
  nothingFound: string;
  noConversations: string;
  answersOn(count: number, day: string): string;
  rename(title: string): string;
  remove(title: string): string;
  reallyRemove(title: string): string;
  removeNow: string;
  keep: string;
  save: string;
  cancel: string;
}

export const enTools: ToolStrings = {
  planAdd: "Add",
  changePart: (text) => `Change “${text}”`,
  removePart: (text) => `Remove “${text}”`,
  removedPart: (text) => `Without “${text}”`,
  changedPart: (from, to) => `“${to}” instead of “${from}”`,
  addedPart: (text) => `With “${text}”`,
  feedback: "Is this answer right?",
  good: "Good answer",
  bad: "That's wrong",
  thanks: "Thank you, noted.",
  notKept: "That could not be sent.",
  whatIsWrong: "What is wrong?",
  reasons: { "wrong-number": "The number", "wrong-rows": "What is counted", "wrong-period": "The period", "wrong-chart": "The chart", "not-understood": "Not what I asked", other: "Something else" },
  note: "Anything else? (for your administrators)",
  sendFeedback: "Send",
  correct: "Change how it was read",
  waitFor: (seconds) => `You can ask again in ${seconds} s.`,
  waitOver: "You can ask again now.",
  conversations: "Conversations",
  search: "Search your conversations",
  historyFailed: "The conversations could not be reached.",
  loadingList: "Loading …",
  nothingFound: "Nothing found.",
  noConversations: "No conversations yet.",
  answersOn: (count, day) => `${count === 1 ? "1 answer" : `${count} answers`}, ${day}`,
  rename: (title) => `Rename “${title}”`,
  remove: (title) => `Delete “${title}”`,
  reallyRemove: (title) => `Delete “${title}” for good?`,
  removeNow: "Delete",
  keep: "Keep",
  save: "Save",
  cancel: "Cancel",
};
