// Signs the asker's claims for the policies of a hardened database: HMAC-SHA256 over the JSON, good for a minute.
import type { Principal } from "../ports.ts";

export interface SignedClaims { claims: string; signature: string }
export type SignClaims = (principal: Principal) => Promise<SignedClaims>;

/** Seconds that signed claims are believed: one statement's time and clocks that differ. */
const LIFETIME = 60;

/** @param key 64 hex digits, the one that `npm run harden` put into the database */
export function createClaimsSigner(key: string, now: () => Date): SignClaims {
  const bytes = Uint8Array.from(key.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
  const imported = crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return async ({ claims }) => {
    const text = JSON.stringify({ ...claims, expires: Math.floor(now().getTime() / 1_000) + LIFETIME });
    const signature = await crypto.subtle.sign("HMAC", await imported, new TextEncoder().encode(text));
    return { claims: text, signature: [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  };
}
