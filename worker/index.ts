// The entry: environment → ports → application. The only file of the Worker that knows the environment and picks adapters.
import { openMetadata } from "../db/connect.ts";
import { createAsk } from "./agent/ask.ts";
import { createApp } from "./app.ts";
import { createAuthenticator } from "./auth/authenticate.ts";
import { IssuerProblems, originAllowed, parseIssuers } from "./auth/issuers.ts";
import { connectionString, readConfig, type Config, type Environment } from "./config.ts";
import { createNeonConnector } from "./connectors/neon.ts";
import { createClaimsSigner } from "./connectors/sign-claims.ts";
import { AskError } from "./errors.ts";
import { createGuard, loadParser } from "./guard/index.ts";
import pgQuery from "./guard/wasm/pg-query.wasm";
import { withFallback } from "./models/fallback.ts";
import { createOpenAiModel } from "./models/openai.ts";
import type { Ports, Source } from "./ports.ts";
import { createReceiptSigner } from "./receipts/receipt-signer.ts";
import { auditQuestions } from "./routes/audit-questions.ts";
import { countUsage } from "./routes/usage.ts";
import { createAudit } from "./stores/audit.ts";
import { createConversations } from "./stores/conversations.ts";
import { createErasure } from "./stores/erasure.ts";
import { createReadings } from "./stores/readings.ts";
import { createLearning } from "./stores/learning.ts";
import { createRedisCache } from "./stores/redis-cache.ts";
import { createRedisLimits } from "./stores/redis-limits.ts";
import { createSources } from "./stores/sources.ts";
import { createUsage } from "./stores/usage.ts";
import { createVectorPlans } from "./stores/vector-plans.ts";
import { createVectorSimilar } from "./stores/vector-similar.ts";
import { createLog } from "./telemetry/log.ts";

const now = (): Date => new Date();
const log = createLog((line) => console.log(line), now);
const parser = loadParser(pgQuery);
const guard = createGuard(parser);

type Application = ReturnType<typeof createApp>;
let made: { env: Environment; app: Application } | undefined;

export default {
  async fetch(request: Request, env: Environment, context: ExecutionContext): Promise<Response> {
    const read = readConfig(env);
    if (!read.ok) return misconfigured(read.problems);
    try {
      if (made?.env !== env) made = { env, app: assemble(env, read.config) };
    } catch (error) {
      if (error instanceof IssuerProblems) return misconfigured(error.problems);
      throw error;
    }
    await parser.ready;
    return made.app.fetch(request, env, context);
  },
};

function assemble(env: Environment, config: Config): Application {
  const neon = config.NEON_FETCH_ENDPOINT ? { fetchEndpoint: config.NEON_FETCH_ENDPOINT } : {};
  const signed = config.MEDHA_CLAIMS_KEY ? { signClaims: createClaimsSigner(config.MEDHA_CLAIMS_KEY, now) } : {};
  const issuers = parseIssuers(config.MEDHA_ISSUERS, env);
  const metadata = openMetadata(config.METADATA_DATABASE_URL, neon);
  const redis = { url: config.UPSTASH_REDIS_REST_URL, token: config.UPSTASH_REDIS_REST_TOKEN };
  const vector = { url: config.UPSTASH_VECTOR_REST_URL, token: config.UPSTASH_VECTOR_REST_TOKEN };
  const receipts = createReceiptSigner(config.MEDHA_RECEIPT_KEY, config.MEDHA_RECEIPT_OLD_KEYS);
  const sources = createSources(metadata, { now, log });
  const newId = (): string => crypto.randomUUID();
  const audit = createAudit(metadata, { now });
  const usage = createUsage(metadata);
  const ports: Ports = {
    audit, usage, erasure: createErasure(metadata), now, log, guard, newId, sources,
    learning: createLearning(metadata, { now, newId, onVerified: (id) => sources.forget(id) }),
    connector: (source) => createNeonConnector(urlOf(source, env), { ...neon, ...signed }),
    cache: createRedisCache(redis),
    conversations: createConversations(metadata),
    readings: createReadings(metadata, { now }),
    limits: createRedisLimits({ ...redis, perMinute: config.MEDHA_QUESTIONS_PER_MINUTE }),
    similar: createVectorSimilar(vector),
    plans: createVectorPlans(vector),
    signReceipt: (receipt) => receipts.sign(receipt),
    ...(config.OPENAI_API_KEY ? { model: modelOf(config, config.OPENAI_API_KEY, env) } : {}),
  };
  return createApp({
    ports,
    ask: auditQuestions(countUsage(createAsk(ports), ports, usage), ports, audit, { questions: config.MEDHA_AUDIT_QUESTIONS, onFailure: config.MEDHA_AUDIT_FAILURE }),
    onAuditFailure: config.MEDHA_AUDIT_FAILURE,
    authenticate: createAuthenticator(issuers, { now }),
    originAllowed: (origin) => originAllowed(issuers, origin),
    unready: () => unready(ports),
    receiptKeys: () => receipts.keys(),
  });
}

/** The first provider, and those asked where it does not answer; one whose key is not set is left out, and the log says so. */
function modelOf(config: Config, apiKey: string, env: Environment): NonNullable<Ports["model"]> {
  const { OPENAI_BASE_URL: baseURL, OPENAI_MODEL_SMALL: small, OPENAI_MODEL_LARGE: large, OPENAI_FALLBACKS: fallbacks = [], OPENAI_PRICES: prices } = config;
  const shared = { timeoutMs: 20_000, ...(prices ? { prices } : {}) };
  const first = createOpenAiModel({ ...shared, apiKey, ...(baseURL ? { baseURL } : {}), models: { small, large } });
  const others = fallbacks.flatMap((other) => {
    const key = env[other.apiKeyEnv];
    if (typeof key !== "string" || key === "") log.event("model.key_missing", { name: other.apiKeyEnv });
    else return [{ name: new URL(other.baseURL).host, model: createOpenAiModel({ ...shared, apiKey: key, baseURL: other.baseURL, models: { small: other.small, large: other.large } }) }];
    return [];
  });
  return withFallback([{ name: baseURL ? new URL(baseURL).host : "openai", model: first }, ...others], log);
}

function urlOf(source: Source, env: Environment): string {
  const url = connectionString(env, source.connection);
  if (!url) throw new AskError("not_configured", "This data source has no connection here yet.");
  return url;
}

/** What does not answer. A source's own database is not asked: it may sleep until a question comes. */
async function unready(ports: Ports): Promise<string[]> {
  const answers = await Promise.allSettled([ports.sources.list(), ports.cache.get("ready")]);
  return ["metadata", "cache"].filter((_name, index) => answers[index]?.status === "rejected");
}

/** Names every setting at fault; the values are never shown. */
function misconfigured(problems: string[]): Response {
  log.event("misconfigured", { problems: problems.join("; ") });
  return Response.json({ error: { code: "not_configured", message: `This Worker is not set up: ${problems.join("; ")}.`, retryable: false, requestId: "" } }, { status: 503 });
}
