// A case asked and graded, turn by turn.
import { askTurn, type Chain, type Outcome } from "./ask-turn.ts";
import type { Case, CaseTurn } from "./cases.ts";
import { compare, type Answer, type Gold } from "./compare.ts";
import { diffRows } from "./diff-rows.ts";
import type { RunGold } from "./gold.ts";
import { createHolds } from "./holds.ts";

export type Grade = "right" | "wrong" | "asked" | "refused" | "failed";

export interface Graded {
  id: string;
  db: string;
  category: string;
  question: string;
  expect: CaseTurn["expect"];
  grade: Grade;
  outcome: Outcome;
  /** why it is wrong, or in what it differs though it is right */
  note?: string;
  /** rows that differ */
  diff?: string[];
  /** of a statement of the file that does not run */
  goldProblem?: string;
}

export interface Bench extends Chain { sourceId: string; runGold: RunGold }

/** Asks the question and its follow-ups in one conversation. */
export async function gradeCase(one: Case, bench: Bench): Promise<Graded[]> {
  const graded: Graded[] = [];
  let conversationId: string | undefined;
  for (const [index, turn] of [one, ...one.turns].entries()) {
    const request = { question: turn.question, sourceId: bench.sourceId, locale: one.locale, ...(conversationId ? { conversationId } : {}) };
    const outcome = await askTurn(bench, request);
    conversationId ??= outcome.conversationId;
    const about = { id: index > 0 ? `${one.id}#${index + 1}` : one.id, db: one.db ?? "", category: one.category, question: turn.question, expect: turn.expect, outcome };
    graded.push({ ...about, ...(await gradeTurn(turn, outcome, bench.runGold)) });
  }
  return graded;
}

type Judgement = Pick<Graded, "grade" | "note" | "diff" | "goldProblem">;

/** What was asked back or declined as expected is right; an answer where none is right is wrong. */
async function gradeTurn(turn: CaseTurn, outcome: Outcome, runGold: RunGold): Promise<Judgement> {
  const { kind, answer } = outcome;
  if (kind === "answered" && answer) return turn.gold.length > 0 ? gradeAnswer(turn, answer, runGold) : { grade: "wrong", note: `should have been ${turn.expect === "clarify" ? "asked back" : "declined"}` };
  const hoped = { answer: "answered", clarify: "asked", decline: "refused" }[turn.expect];
  if (kind === hoped) return { grade: "right" };
  return { grade: kind === "answered" ? "wrong" : kind };
}

async function gradeAnswer({ gold, question, order, part }: CaseTurn, answer: NonNullable<Outcome["answer"]>, runGold: RunGold): Promise<Judgement> {
  const problems: string[] = [];
  const said = (): Pick<Judgement, "goldProblem"> => (problems.length > 0 ? { goldProblem: problems.join("; ") } : {});
  let nearest: { gold: Gold; reason: string } | undefined;
  for (const sql of gold) {
    const expected = await runGold(sql).catch((error: unknown) => void problems.push(error instanceof Error ? error.message : String(error)));
    if (!expected) continue;
    const compared = compare(expected, part ? held(expected, answer) : answer, order ?? asksOrder(question));
    if (compared.right) return { grade: "right", ...(compared.note ? { note: compared.note } : {}), ...said() };
    nearest ??= { gold: expected, reason: compared.reason };
  }
  if (!nearest) return { grade: "failed", ...said() };
  return { grade: "wrong", note: nearest.reason, diff: diffRows(nearest.gold, answer), ...said() };
}

/** The rows of an answer that a row of the gold is in; an answer to "why" has more. */
function held(gold: Gold, answer: Answer): Answer {
  const holds = createHolds(gold, answer);
  return { columns: answer.columns, rows: answer.rows.filter((_row, at) => gold.rows.some((row) => holds(at, row))) };
}

/** Whether the reader of the answer would look for an order in it. */
export function asksOrder(question: string): boolean {
  return /\b(?:top|bottom|rank(?:ed|ing)?|sort(?:ed)?|order(?:ed)? by|(?:in|by) (?:\w+ )?order|(?:a|de)scending|(?:high|low|larg|small|great|few|old|new)est|most|least|best|worst|leading)\b/iu.test(question.replaceAll(/in order to|at (?:most|least)/giu, ""));
}
