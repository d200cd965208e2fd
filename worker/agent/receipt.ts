// The receipt: what was read for an answer and by whose filter, taken from the guard's verdict and not from the plan.
import type { Verdict } from "../guard/index.ts";
import type { Principal, ResultSet, Source } from "../ports.ts";
import type { Receipt, Tier } from "../protocol.ts";

export interface ReceiptInput {
  answerId: string;
  question: string;
  plan: string;
  statement: Extract<Verdict, { ok: true }>;
  source: Source;
  principal: Principal;
  result: ResultSet;
  /** who filtered the rows, outermost first */
  enforcedBy: string[];
  tier: Tier;
  dataAsOf: string;
  at: Date;
}

/** Puts the record of an answer together. */
export function writeReceipt(input: ReceiptInput): Receipt {
  const { answerId, question, plan, statement, source, principal, result, enforcedBy, tier, dataAsOf, at } = input;
  return {
    answerId,
    question,
    plan,
    sql: statement.sql,
    tables: statement.tables,
    enforcedBy,
    tenant: principal.tenant,
    policyVersion: source.policy.version,
    modelVersion: source.model.version,
    rows: result.rows.length,
    bytes: result.bytes,
    path: "live",
    tier,
    dataAsOf,
    at: at.toISOString(),
  };
}
