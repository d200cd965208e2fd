// The file of an evaluation: one question a line, with what is right.
import * as z from "zod";

const text = z.string().min(1);
const turn = z.object({ question: text, gold: z.array(text).default([]), expect: z.enum(["answer", "clarify", "decline"]).default("answer"), order: z.boolean().optional(), part: z.boolean().default(false) });

const line = turn.extend({
  id: text,
  category: z.string().default("all"),
  db: z.string().optional(),
  locale: z.string().default("en"),
  turns: z.array(turn).default([]),
}).refine(({ expect, gold, turns }) => [{ expect, gold }, ...turns].every((one) => one.expect !== "answer" || one.gold.length > 0), "needs gold where an answer is expected");

/** A question, what should come of it, and statements that say the right rows (any of them). */
export type CaseTurn = z.infer<typeof turn>;
/** A conversation: its first question, then `turns`. */
export type Case = z.infer<typeof line>;

/** @throws Error that names every line at fault */
export function readCases(jsonl: string): Case[] {
  const lines = jsonl.split("\n").map((content, index) => ({ content, number: index + 1 })).filter(({ content }) => content.trim() !== "");
  const read = lines.map(({ content, number }) => ({ number, parsed: line.safeParse(parse(content)) }));
  const problems = read.flatMap(({ number, parsed }) => (parsed.success ? [] : [`line ${number}: ${parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ")}`]));
  const cases = read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  const twice = cases.filter(({ id }, index) => cases.findIndex((other) => other.id === id) !== index).map(({ id }) => `the id ${id} is there twice`);
  if (problems.length + twice.length > 0) throw new Error([...problems, ...twice].join("\n"));
  return cases;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
