// The receipt: what was read for an answer and by whose filter, taken from the guard's verdict and not from the plan.
import type { Verdict } from "../guard/index.ts";
import type { Principal, ResultSet, Source } from "../ports.ts";
import type { Receipt, Tier } from "../protocol.ts";
import { READ_ONLY } from "./enforcement.ts";

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
export async function writeReceipt(input: ReceiptInput): Promise<Receipt> {
  const schemaVersion = await schemaDigest(input.source);
  const { answerId, question, plan, statement, source, principal, result, enforcedBy, tier, dataAsOf, at } = input;
  return {
    answerId,
    question,
    plan,
    sql: statement.sql,
    tables: statement.tables.map((table) => ({ ...table, label: labelOf(table.name, source), by: enforcedBy.filter((layer) => layer !== READ_ONLY) })),
    enforcedBy,
    tenant: principal.tenant,
    ...(principal.tenantLabel ? { tenantLabel: principal.tenantLabel } : {}),
    policyVersion: source.policy.version,
    modelVersion: source.model.version,
    schemaVersion,
    rows: result.rows.length,
    bytes: result.bytes,
    path: "live",
    tier,
    dataAsOf,
    at: at.toISOString(),
  };
}

/** What the model calls the rows of a table. */
function labelOf(name: string, { model }: Source): string {
  return model.tables.find((table) => `${table.schema}.${table.source ?? table.name}` === name)?.plural ?? name;
}

/** Changes when a column or a type does. */
async function schemaDigest({ policy }: Source): Promise<string> {
  const columns = policy.tables.map(({ schema, name, columns: all }) => [schema, name, all.map((column) => [column.name, column.type])]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(columns)));
  return [...new Uint8Array(digest)].slice(0, 8).map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
