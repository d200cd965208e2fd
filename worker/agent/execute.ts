// Runs what the guard let through: the only caller of a connector, and it takes nothing but a verdict.
import type { Verdict } from "../guard/index.ts";
import { AskError } from "../errors.ts";
import type { Connector, Principal, QueryFailure, QueryLimits, ResultSet } from "../ports.ts";

export type Executed = { ok: true; result: ResultSet } | { ok: false; failure: QueryFailure };

/** Failures that writing other SQL cannot mend. */
const FINAL: Partial<Record<QueryFailure, () => AskError>> = {
  timeout: () => new AskError("query_timeout", "The database took too long to answer this. Try a shorter period or fewer groups."),
  "too-large": () => new AskError("result_too_large", "The answer is too large to show. Ask for a total, a shorter period or the top few."),
  unavailable: () => new AskError("database_unavailable", "The database cannot be reached right now. Your question is kept; try again in a moment."),
  cancelled: () => new AskError("cancelled", "The question was stopped."),
};

/**
 * Runs an accepted statement.
 * @returns rows, or a failure that another statement might avoid
 * @throws AskError for failures that no other statement avoids
 */
export async function execute(
  connector: Connector,
  statement: Extract<Verdict, { ok: true }>,
  principal: Principal,
  limits: QueryLimits,
  signal?: AbortSignal,
): Promise<Executed> {
  const outcome = await connector.run(statement, principal, limits, signal);
  if (outcome.ok) return outcome;
  const final = FINAL[outcome.failure];
  if (final) throw final();
  return outcome;
}
