// Signs receipts, so that whoever holds one can prove what was read for an answer, and by whose filter.
import { calculateJwkThumbprint, CompactSign, importJWK, type JWK } from "jose";
import type { Receipt } from "../protocol.ts";

export const RECEIPT_TYPE = "medha-receipt+jws";
const ALGORITHM = "ES256";

export interface ReceiptSigner {
  /** @returns a compact JWS whose payload is the receipt as JSON */
  sign(receipt: Receipt): Promise<string>;
  /** public keys in force and before, for whoever verifies */
  keys(): Promise<{ keys: JWK[] }>;
}

/**
 * Makes the signer of one Worker instance; the key is read once, at first use.
 * @param privateKey a private P-256 JWK; `checkReceiptKey` says whether it is one
 * @param oldKeys public JWKs of keys that signed before
 */
export function createReceiptSigner(privateKey: JWK, oldKeys: JWK[] = []): ReceiptSigner {
  let opened: Promise<{ key: Awaited<ReturnType<typeof importJWK>>; kid: string }> | undefined;
  const open = (): NonNullable<typeof opened> => (opened ??= openKey(privateKey));
  return {
    async sign(receipt) {
      const { key, kid } = await open();
      const payload = new TextEncoder().encode(JSON.stringify(receipt));
      return new CompactSign(payload).setProtectedHeader({ alg: ALGORITHM, kid, typ: RECEIPT_TYPE }).sign(key);
    },
    async keys() {
      const { kid } = await open();
      const old = await Promise.all(oldKeys.map(async (jwk) => publicHalf(jwk, await calculateJwkThumbprint(jwk))));
      return { keys: [publicHalf(privateKey, kid), ...old] };
    },
  };
}

/** Whether a JWK can sign (`private`) or check (`public`) receipts. */
export function checkReceiptKey(jwk: unknown, half: "private" | "public"): jwk is JWK {
  if (typeof jwk !== "object" || jwk === null) return false;
  const { kty, crv, x, y, d } = jwk as JWK;
  return kty === "EC" && crv === "P-256" && typeof x === "string" && typeof y === "string" && (half === "private" ? typeof d === "string" : d === undefined);
}

async function openKey(jwk: JWK): Promise<{ key: Awaited<ReturnType<typeof importJWK>>; kid: string }> {
  return { key: await importJWK(jwk, ALGORITHM), kid: await calculateJwkThumbprint(jwk) };
}

/** Named field by field: the private part must never come along. */
function publicHalf({ kty, crv, x, y }: JWK, kid: string): JWK {
  return { kty, crv, x, y, kid, alg: ALGORITHM, use: "sig" } as JWK;
}
