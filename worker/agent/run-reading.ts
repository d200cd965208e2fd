// From a reading to rows: SQL from the plan or from the SQL agent, the guard, the database, and at most two rounds of repair.
import { AskError } from "../errors.ts";
import type { Verdict } from "../guard/index.ts";
import type { Ports, ResultSet } from "../ports.ts";
import type { AskEvent, ResultColumn } from "../protocol.ts";
import { compile } from "../semantic/compile/index.ts";
import { fillCalendar } from "../semantic/fill.ts";
import type { Plan } from "../semantic/plan.ts";
import { execute } from "./execute.ts";
import type { Asked } from "./known-values.ts";
import { writeSql, type Attempt } from "./model-sql/write-sql.ts";
import type { Readable, Reading } from "./read-question.ts";
import { inferColumns } from "./visualize/profile.ts";

type Accepted = Extract<Verdict, { ok: true }>;
export interface Ran { statement: Accepted; result: ResultSet; columns: ResultColumn[] }

/** Repairs a model may try; what a plan compiles to is right at once or a bug. */
const REPAIRS = 2;

/** Runs a reading, telling its stages. @throws AskError when no statement could be accepted and run */
export async function* runReading(reading: Reading, readable: Readable, asked: Asked, ports: Ports): AsyncGenerator<AskEvent, Ran> {
  let attempt: Attempt | undefined;
  let code: "guard_refused" | "query_failed" = "query_failed";
  for (let round = 0; round <= REPAIRS; round++) {
    yield { type: "step", stage: "sql", status: "running", ...(round > 0 ? { note: "repair" } : {}) };
    const draft = await draftSql(reading, readable, ports, attempt, asked.signal);
    yield { type: "step", stage: "guard", status: "running" };
    const verdict = ports.guard(draft.sql, asked.source.policy, asked.principal.claims);
    if (!verdict.ok) {
      ports.log.event("guard.refused", { code: verdict.code, tier: reading.tier });
      attempt = { sql: draft.sql, problem: `${verdict.code}: ${verdict.detail}` };
      code = "guard_refused";
      if (reading.plan) break;
      continue;
    }
    yield { type: "sql", sql: verdict.sql };
    yield { type: "step", stage: "execute", status: "running" };
    const outcome = await execute(asked.connector, verdict, asked.principal, asked.source.limits, asked.signal);
    if (outcome.ok) return { statement: verdict, ...presentable(outcome.result, draft.columns, reading, readable) };
    ports.log.event("query.failed", { failure: outcome.failure, tier: reading.tier });
    attempt = { sql: draft.sql, problem: outcome.failure };
    code = "query_failed";
    if (reading.plan) break;
  }
  throw new AskError(code, "I understood the question, but could not turn it into a query that is allowed and runs. Try asking it in another way.");
}

/** A plan's columns are known, and its calendar has no gaps; those of a model's statement are inferred. */
function presentable(result: ResultSet, columns: ResultColumn[] | undefined, { plan }: Reading, { source, today }: Readable): { result: ResultSet; columns: ResultColumn[] } {
  if (!columns || !plan) return { result, columns: inferColumns(result) };
  const rows = fillCalendar(plan, { columns, rows: result.rows, truncated: result.truncated }, source.model, today);
  return { result: { ...result, rows }, columns };
}

async function draftSql(reading: Reading, readable: Readable, ports: Ports, before: Attempt | undefined, signal?: AbortSignal): Promise<{ sql: string; columns?: ResultColumn[] }> {
  if (reading.plan) return compiled(reading.plan, readable);
  if (reading.draft !== undefined && !before) return { sql: reading.draft };
  const written = ports.model ? await writeSql(readable, ports.model, { ports, before }, signal) : undefined;
  if (!written?.ok) throw new AskError("model_unavailable", "The language model that writes this kind of query is not answering right now. Try again in a moment.");
  return { sql: written.sql };
}

function compiled(plan: Plan, { source, today }: Readable): { sql: string; columns: ResultColumn[] } {
  const outcome = compile(plan, source.model, today);
  if (!outcome.ok) throw new AskError("query_failed", `I can't compute that: ${outcome.problem}`);
  return outcome;
}
