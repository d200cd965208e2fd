// Signs tokens for the tests as an issuer would, good and bad.
import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import type { Algorithm, IssuerConfig } from "../../worker/auth/issuers.ts";

export const NOW = new Date("2026-03-01T12:00:00Z");
export const SECOND = Math.floor(NOW.getTime() / 1_000);
export const SECRET = "correct horse battery staple, and 32 bytes";

export interface Signer { sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>; jwk: JWK }

/** A key pair with the given id, and a signer of otherwise good tokens; a claim given as undefined is left out. */
export async function signer(algorithm: Exclude<Algorithm, "HS256">, kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm },
    sign: (claims = {}, header = {}) => new SignJWT(goodClaims(claims)).setProtectedHeader({ alg: algorithm, kid, ...header }).sign(privateKey),
  };
}

export function signWithSecret(secret: string | Uint8Array, claims: Record<string, unknown> = {}): Promise<string> {
  const key = typeof secret === "string" ? new TextEncoder().encode(secret) : secret;
  return new SignJWT(goodClaims(claims)).setProtectedHeader({ alg: "HS256" }).sign(key);
}

export function goodClaims(claims: Record<string, unknown>): Record<string, unknown> {
  return { iss: "https://host.example", aud: "medha", sub: "user-1", tenant: "acme", iat: SECOND, exp: SECOND + 900, ...claims };
}

export function issuerOf(over: Partial<IssuerConfig>): IssuerConfig {
  return {
    issuer: "https://host.example", audience: "medha", algorithms: ["ES256"], origins: [], tenants: undefined,
    claims: { tenant: "tenant", tenantName: "tenant_name", user: "sub", roles: "roles", attrs: "attrs" },
    keys: { kind: "secret", secret: SECRET }, ...over,
  };
}

export function base64url(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}
