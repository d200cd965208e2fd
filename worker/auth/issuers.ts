// Who may sign tenant tokens, from the MEDHA_ISSUERS setting: checked whole at start, every problem said at once.
import * as z from "zod";

/** The only signature algorithms there are here; `none` is not a thing that can be asked for. */
export const ALGORITHMS = ["HS256", "RS256", "ES256", "EdDSA"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Where the keys of an issuer come from. Each kind goes with its own algorithms, so a public key is never used as a secret. */
export type IssuerKeys =
  | { kind: "jwks-url"; url: string }
  | { kind: "jwks"; keys: Record<string, unknown>[] }
  | { kind: "secret"; secret: string };

export interface IssuerConfig {
  /** value of `iss`, exactly */
  issuer: string;
  /** must be among `aud` */
  audience: string;
  keys: IssuerKeys;
  algorithms: Algorithm[];
  /** browser origins that may call with this issuer's tokens, exactly */
  origins: string[];
  /** where the token says who asks */
  claims: { tenant: string; tenantName: string; user: string; roles: string; attrs: string };
  /** the tenants this issuer may speak for; all when absent */
  tenants: string[] | undefined;
}

/** What is wrong with the issuers setting: one sentence a problem. Secrets are never part of it. */
export class IssuerProblems extends Error {
  override readonly name = "IssuerProblems";
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`MEDHA_ISSUERS: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

const text = z.string().min(1);
const claimNames = z.strictObject({
  tenant: text.default("tenant"), tenantName: text.default("tenant_name"), user: text.default("sub"), roles: text.default("roles"), attrs: text.default("attrs"),
});

const entry = z.strictObject({
  issuer: text,
  audience: text,
  jwksUrl: z.string().refine(isKeyAddress, "must be an https address (http only on this machine)").optional(),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }).optional(),
  secretEnv: text.optional(),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1),
  origins: z.array(z.string().refine(isOrigin, "must be an exact origin such as https://app.example.com")).default([]),
  claims: claimNames.prefault({}),
  tenants: z.array(text).optional(),
});
type Entry = z.infer<typeof entry>;

/** Shortest HS256 secret in bytes: as long as the hash it feeds (RFC 7518, 3.2). */
const SHORTEST_SECRET = 32;

/**
 * Reads the MEDHA_ISSUERS setting, a JSON list.
 * @param environment where the names given as `secretEnv` are looked up
 * @throws IssuerProblems with all that is wrong
 * @example parseIssuers('[{"issuer":"https://app.example.com","audience":"medha","jwksUrl":"https://app.example.com/jwks.json","algorithms":["ES256"],"origins":["https://app.example.com"]}]')
 */
export function parseIssuers(json: string, environment: Record<string, unknown> = {}): IssuerConfig[] {
  const parsed = z.array(entry).min(1, "names no issuer").safeParse(parseJson(json));
  if (!parsed.success) throw new IssuerProblems(parsed.error.issues.map((issue) => `${pathText(issue.path)} ${issue.message}`));
  const read = parsed.data.map((one, index) => readKeys(one, environment).map((problem) => `[${index}] ${problem}`));
  const problems = [...read.flat(), ...repeated(parsed.data)];
  if (problems.length > 0) throw new IssuerProblems(problems);
  return parsed.data.map((one) => toConfig(one, environment));
}

/** Whether a page of this origin may call: exact text, no patterns. */
export function originAllowed(issuers: IssuerConfig[], origin: string): boolean {
  return issuers.some((issuer) => issuer.origins.includes(origin));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new IssuerProblems(["is not JSON"]);
  }
}

function pathText(path: PropertyKey[]): string {
  return path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("").replace(/^\./u, "");
}

/** Problems of an entry's keys: one source of them, and algorithms that fit it. */
function readKeys(one: Entry, environment: Record<string, unknown>): string[] {
  const sources = [one.jwksUrl, one.jwks, one.secretEnv].filter((source) => source !== undefined);
  if (sources.length !== 1) return ["needs exactly one of jwksUrl, jwks and secretEnv"];
  const symmetric = one.algorithms.includes("HS256");
  if (one.secretEnv !== undefined) {
    if (one.algorithms.some((name) => name !== "HS256")) return ["a secret goes with HS256 alone"];
    const bytes = new TextEncoder().encode(secretOf(one.secretEnv, environment)).length;
    return bytes < SHORTEST_SECRET ? [`${one.secretEnv} must be set to at least ${SHORTEST_SECRET} bytes`] : [];
  }
  if (symmetric) return ["HS256 goes with a secret, not with public keys"];
  return (one.jwks?.keys ?? []).flatMap((key, index) => (isPublic(key) ? [] : [`jwks.keys[${index}] is not a public key`]));
}

function isPublic(key: Record<string, unknown>): boolean {
  return (key.kty === "RSA" || key.kty === "EC" || key.kty === "OKP") && key.d === undefined;
}

function secretOf(name: string, environment: Record<string, unknown>): string {
  const value = environment[name];
  return typeof value === "string" ? value : "";
}

function repeated(entries: Entry[]): string[] {
  const names = entries.map((one) => JSON.stringify([one.issuer, one.audience]));
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [`[${index}] repeats issuer and audience of an earlier entry`] : []));
}

function toConfig(one: Entry, environment: Record<string, unknown>): IssuerConfig {
  const { issuer, audience, algorithms, origins, claims, tenants } = one;
  return { issuer, audience, algorithms, origins, claims, tenants, keys: keysOf(one, environment) };
}

function keysOf({ jwksUrl, jwks, secretEnv }: Entry, environment: Record<string, unknown>): IssuerKeys {
  if (jwksUrl !== undefined) return { kind: "jwks-url", url: jwksUrl };
  if (jwks !== undefined) return { kind: "jwks", keys: jwks.keys };
  return { kind: "secret", secret: secretOf(secretEnv ?? "", environment) };
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value && /^https?:/u.test(value);
}

/** Keys must come over a channel nobody can change; loopback is such a channel. */
function isKeyAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}
