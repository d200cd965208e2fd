// Tokens of the two tenants, good ones and forged ones.
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from "jose";

export const ORIGIN = "https://host.test";
const AUDIENCE = "agentmedha";
const LIFETIME = 14 * 60;

export interface Signer {
  /** what the Worker is told of this issuer, for MEDHA_ISSUERS */
  issuers: string;
  /** a good token, unless `change` says otherwise */
  sign(tenant: string, change?: JWTPayload): Promise<string>;
}

export async function createSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: "leak", alg: "ES256" };
  const issuer = { issuer: ORIGIN, audience: AUDIENCE, jwks: { keys: [jwk] }, algorithms: ["ES256"], origins: [ORIGIN] };
  return {
    issuers: JSON.stringify([issuer]),
    sign(tenant, change = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const payload = { iss: ORIGIN, aud: AUDIENCE, sub: `desk@${tenant}`, tenant, roles: ["viewer"], iat: now, exp: now + LIFETIME, ...change };
      return new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "leak" }).sign(privateKey);
    },
  };
}

/** The payload of a token, unverified. */
export function payloadOf(token: string): JWTPayload {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as JWTPayload;
}

/** The same token speaking for another tenant, by every trick that needs no key. */
export async function forgeries(token: string, other: string): Promise<[name: string, token: string][]> {
  const [header = "", , signature = ""] = token.split(".");
  const payload = { ...payloadOf(token), tenant: other };
  const body = encode(payload);
  const { privateKey } = await generateKeyPair("ES256");
  const key = { alg: "ES256", kid: "leak" };
  return [
    ["tenant swapped, signature kept", `${header}.${body}.${signature}`],
    ["tenant swapped, signature empty", `${header}.${body}.`],
    ["alg none", `${encode({ alg: "none" })}.${body}.`],
    ["alg None in another case", `${encode({ alg: "nOnE", typ: "JWT" })}.${body}.${signature}`],
    ["HS256 with a guessed secret", await new SignJWT(payload).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode("secret".repeat(8)))],
    ["a key of one's own", await new SignJWT(payload).setProtectedHeader(key).sign(privateKey)],
    ["a key of one's own in the header", await new SignJWT(payload).setProtectedHeader({ ...key, jwk: { kty: "EC", crv: "P-256", x: "AA", y: "AA" } }).sign(privateKey)],
    ["an address of keys in the header", await new SignJWT(payload).setProtectedHeader({ ...key, jku: "https://evil.test/keys" }).sign(privateKey)],
    ["a key id that is a path", await new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "../../dev/null" }).sign(privateKey)],
    ["two payloads", `${header}.${body}.${token.split(".").slice(1).join(".")}`],
  ];
}

/** Tokens that the issuer did sign, and which must open no other tenant's rows all the same. */
export async function oddities(signer: Signer, own: string, other: string, round: string): Promise<[name: string, token: string][]> {
  const now = Math.floor(Date.now() / 1_000);
  const changes: [string, JWTPayload][] = [
    ["expired", { tenant: other, iat: now - 3_600, exp: now - 1_800 }],
    ["not yet", { tenant: other, iat: now + 3_600, exp: now + 4_000, nbf: now + 3_600 }],
    ["lives for years", { tenant: other, exp: now + 1e8 }],
    ["tenant as a list", { tenant: [own, other] }],
    ["tenant as an object", { tenant: { id: other } }],
    ["tenant empty", { tenant: "" }],
    ["tenant with a wildcard", { tenant: "%" }],
    ["tenant with a quote", { tenant: `${own}' OR operator_id = '${other}` }],
    ["tenant with a zero byte", { tenant: `${other}\u0000` }],
    ["tenant with a space", { tenant: `${other} ` }],
    ["tenant in capitals", { tenant: other.toUpperCase() }],
    ["attrs.tenant", { attrs: { tenant: other } }],
    ["attrs with signed-looking claims", { attrs: { "medha.tenant": other, claims: other, operator_id: other } }],
    ["attrs with __proto__", { attrs: JSON.parse(`{"__proto__":{"tenant":"${other}"},"constructor":"${other}"}`) as object }],
    ["claims beside tenant", { claims: { tenant: other }, tenants: [other], operator_id: other }],
    ["roles that sound big", { roles: ["admin", "superuser", "postgres", other] }],
    ["sub of the other", { sub: `desk@${other}` }],
    ["another audience", { aud: "elsewhere", tenant: other }],
    ["another issuer", { iss: "https://evil.test", tenant: other }],
  ];
  return Promise.all(changes.map(async ([name, change]): Promise<[string, string]> => [name, await signer.sign(own, { ...change, attrs: { leak_round: round, ...(change["attrs"] as object | undefined) } })]));
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
