// Writes one audit entry for each question that reaches the chain, whatever its end.
import { lexiconOfPlan, stripLiterals } from "../agent/strip-literals.ts";
import { AskError } from "../errors.ts";
import type { Audit, AuditEntry, Ports } from "../ports.ts";
import type { AskEvent } from "../protocol.ts";
import { appendOr, type OnAuditFailure } from "./append-or.ts";
import type { AskFunction } from "./query.ts";

export interface AuditSettings {
  questions: "digest" | "stripped";
  onFailure: OnAuditFailure;
}

type Ending = Pick<AuditEntry, "decision" | "code" | "receipt" | "tier" | "sql">;

/**
 * The chain with its audit. With `onFailure: "stop"` no row leaves before the entry is written, and the asker is told that
 * the answer can't be shown; with `"continue"` the answer goes ahead and the log says `audit.failed`.
 */
export function auditQuestions(ask: AskFunction, ports: Ports, audit: Audit, { questions, onFailure }: AuditSettings): AskFunction {
  return async function* (question, principal, signal) {
    const ending: Ending = { decision: "cancelled" };
    const held: AskEvent[] = [];
    const write = async (otherwise: OnAuditFailure): Promise<void> => appendOr(otherwise, audit, ports.log, {
      kind: "question", tenant: principal.tenant, user: principal.user, source: question.sourceId, requestId: question.requestId,
      question: question.question, ...(questions === "stripped" ? await strippedOf(question, ports) : {}), ...ending,
    });
    let written = false;
    try {
      for await (const event of ask(question, principal, signal)) {
        note(event, ending);
        if (onFailure === "stop" && holds(event, held)) held.push(event);
        else yield event;
      }
      written = true;
      await write(onFailure);
      yield* held;
    } catch (error) {
      if (!written) Object.assign(ending, { decision: "refused", code: error instanceof AskError ? error.code : "internal" });
      throw error;
    } finally {
      // Nothing more is shown: there is nothing to stop.
      if (!written) await write("continue");
    }
  };
}

/** Rows and all that is said of them wait, and choices, which may be values of rows. */
function holds(event: AskEvent, held: AskEvent[]): boolean {
  return held.length > 0 || ["clarify", "cannot", "table", "chart", "insight", "answer"].includes(event.type);
}

/** What an event says of how the question ends. */
function note(event: AskEvent, ending: Ending): void {
  if (event.type === "plan") ending.tier = event.tier;
  if (event.type === "sql") ending.sql = event.sql;
  if (event.type === "clarify" || event.type === "cannot") ending.decision = event.type;
  if (event.type === "error") Object.assign(ending, { decision: "refused", code: event.error.code });
  if (event.type === "answer") Object.assign(ending, { decision: "answered", receipt: event.answerId, tier: event.tier });
}

/** A question whose source is not there has no words to keep. */
async function strippedOf({ question, sourceId }: { question: string; sourceId: string }, ports: Ports): Promise<{ stripped?: string }> {
  const source = await ports.sources.get(sourceId).catch(() => undefined);
  if (!source) return {};
  const { model } = source;
  return { stripped: stripLiterals(question, { model, lexicon: lexiconOfPlan(model, []), today: ports.now().toISOString().slice(0, 10) }) };
}
