// The Worker's settings from its environment, checked at once: every missing or malformed name is said in one go.
import * as z from "zod";
import { checkReceiptKey } from "./receipts/receipt-signer.ts";

const url = z.url();
const text = z.string().min(1);

/** What is no JSON becomes nothing, which no key is. */
function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The key itself is a secret of its own, named here. */
const fallback = z.strictObject({ baseURL: url, apiKeyEnv: z.string().regex(/^[A-Z][A-Z0-9_]*_API_KEY$/u), small: text, large: text });

const environment = z.object({
  /** Postgres connection string of the metadata database (Neon) */
  METADATA_DATABASE_URL: text,
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: text,
  UPSTASH_VECTOR_REST_URL: url,
  UPSTASH_VECTOR_REST_TOKEN: text,
  /** JSON list of who may sign tenant tokens; see auth/issuers.ts */
  MEDHA_ISSUERS: text,
  /** a proxy that speaks Neon's protocol, in place of Neon's own hosts */
  NEON_FETCH_ENDPOINT: url.optional(),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL_SMALL: text.default("gpt-4.1-mini"),
  OPENAI_MODEL_LARGE: text.default("gpt-4.1"),
  /** JSON list of further providers, asked in order where the first does not answer: `{baseURL, apiKeyEnv, small, large}` */
  OPENAI_FALLBACKS: z.string().transform(parseJson).pipe(z.array(fallback).max(4)).optional(),
  /** JSON: US dollars for a million tokens by model, `{"gpt-4.1-mini": {"input": 0.4, "output": 1.6}}` */
  OPENAI_PRICES: z.string().transform(parseJson).pipe(z.record(text, z.strictObject({ input: z.number().min(0), output: z.number().min(0) }))).optional(),
  /** 64 hex digits that `npm run harden` put into the sources' databases */
  MEDHA_CLAIMS_KEY: z.string().regex(/^[0-9a-f]{64}$/u).optional(),
  /** private P-256 JWK that signs receipts: `npm run receipt:key` */
  MEDHA_RECEIPT_KEY: z.string().transform(parseJson).refine((jwk) => checkReceiptKey(jwk, "private")),
  /** JSON list of public JWKs that signed receipts before */
  MEDHA_RECEIPT_OLD_KEYS: z.string().transform(parseJson).pipe(z.array(z.unknown()).refine((keys) => keys.every((jwk) => checkReceiptKey(jwk, "public")))).optional(),
  /** what the audit keeps of a question: its digest, or its words without literals too */
  MEDHA_AUDIT_QUESTIONS: z.enum(["digest", "stripped"]).default("digest"),
  /** whether an answer is shown that could not be written into the audit */
  MEDHA_AUDIT_FAILURE: z.enum(["continue", "stop"]).default("continue"),
  /** questions per minute for one user of one tenant */
  MEDHA_QUESTIONS_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(60),
});

export type Config = z.infer<typeof environment>;
export type Environment = Record<string, unknown>;

/** A connection string of a source, by the name its record gives; never a name outside `*_DATABASE_URL`. */
export function connectionString(env: Environment, name: string): string | undefined {
  if (!/^[A-Z][A-Z0-9_]*_DATABASE_URL$/u.test(name)) return undefined;
  const value = env[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** @returns the settings, or one sentence a name */
export function readConfig(env: Environment): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(known);
  if (parsed.success) return { ok: true, config: parsed.data };
  return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${known[String(issue.path[0])] === undefined ? "is not set" : "is malformed"}`) };
}
