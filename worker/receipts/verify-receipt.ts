// Checks a signed receipt against published keys, and says it in words.
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import type { Receipt } from "../protocol.ts";
import { RECEIPT_TYPE } from "./receipt-signer.ts";

export type Verified = { ok: true; receipt: Receipt; keyId: string } | { ok: false; problem: string };

/** @param signed compact JWS, as `GET /api/v1/answers/:id/receipt` gives it */
export async function verifyReceipt(signed: string, keys: JSONWebKeySet): Promise<Verified> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed.trim(), createLocalJWKSet(keys), { algorithms: ["ES256"] });
    if (protectedHeader.typ !== RECEIPT_TYPE) return { ok: false, problem: "it is signed, but it is no receipt" };
    return { ok: true, receipt: JSON.parse(new TextDecoder().decode(payload)) as Receipt, keyId: protectedHeader.kid ?? "" };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_JWS_SIGNATURE_VERIFICATION_FAILED") return "the signature does not fit: it was changed, or signed by somebody else";
  if (code === "ERR_JWKS_NO_MATCHING_KEY") return "it was signed with a key that is not among those published";
  return "it is not a signed receipt";
}

/** A receipt as lines for a person. */
export function receiptInWords(receipt: Receipt): string[] {
  const { question, plan, sql, tables, enforcedBy, tenant, policyVersion, modelVersion, schemaVersion, rows, bytes, path, dataAsOf, at, answerId } = receipt;
  return [
    `Answer ${answerId}, given ${at}`, `Question: ${question}`, `Read as: ${plan}`, `For: ${receipt.tenantLabel ? `${receipt.tenantLabel} (${tenant})` : tenant}`,
    ...tables.map(({ name, columns, filter, masked, by }) =>
      `Table ${name}: ${filter === "global" ? "all rows, the same for everybody" : `only rows where ${filter}`}; columns ${columns.join(", ") || "none"}${masked ? `; masked: ${masked.join(", ")}` : ""}; filtered by ${by.join(" and ")}`),
    `Enforced by: ${enforcedBy.join(", ")}`, `Result: ${rows} rows, ${bytes} bytes, ${path === "live" ? "read live" : "from the cache"}, data as of ${dataAsOf}`,
    `Versions: policy ${policyVersion}, model ${modelVersion}, schema ${schemaVersion}`, "SQL:", ...sql.split("\n").map((line) => `  ${line}`),
  ];
}
