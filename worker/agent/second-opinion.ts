// A question that only a model could read is read twice where the budget allows: where the two readings give other rows, the asker chooses.
import type { Ports } from "../ports.ts";
import type { AskEvent } from "../protocol.ts";
import { execute } from "./execute.ts";
import type { Asked } from "./known-values.ts";
import type { SpendingModel } from "./model-budget.ts";
import { writeSql } from "./model-sql/write-sql.ts";
import type { Readable, Reading } from "./read-question.ts";
import type { Ran } from "./run-reading.ts";
import { sameResult } from "./same-result.ts";

/** What a choice between readings is kept under. */
const TERM = "reading";
/** Characters of a choice that a client sends back. */
const LONGEST = 200;
/** Tokens a second statement takes at most, usually. */
const PRICE = 8_000;

/**
 * @returns the question back with both readings; undefined where they agree, the second gave nothing to compare, or the
 * asker has chosen already
 */
export async function secondOpinion(reading: Reading, ran: Ran, readable: Readable, asked: Asked, ports: Ports, spending: SpendingModel | undefined): Promise<Extract<AskEvent, { type: "clarify" }> | undefined> {
  if (reading.tier !== "model-sql" || !spending?.affords(PRICE) || readable.resolve[TERM] !== undefined) return undefined;
  const second = await writeSql(readable, spending.model, { ports, size: "small" }, asked.signal);
  if (!second.ok || second.reading === reading.words) return undefined;
  const verdict = ports.guard(second.sql, asked.source.policy, asked.principal.claims);
  if (!verdict.ok) return undefined;
  const outcome = await execute(asked.connector, verdict, asked.principal, asked.source.limits, asked.signal).catch(() => undefined);
  if (!outcome?.ok || sameResult(ran.result, outcome.result)) return undefined;
  ports.log.event("model.readings_differ", { source: asked.source.id });
  return { type: "clarify", message: "That can be read in two ways that give different answers. Which one do you mean?", term: TERM, choices: [reading.words, second.reading].map((words) => ({ id: words.slice(0, LONGEST), label: words.slice(0, LONGEST) })) };
}
