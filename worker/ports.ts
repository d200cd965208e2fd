// All the chain needs from outside, on one page. Adapters live in models/, connectors/, stores/; only an entry file picks them.
import type { Claims, Policy, Verdict } from "./guard/index.ts";
import type { Cell, FeedbackReason, Receipt } from "./protocol.ts";
import type { Calendar, ColumnRef, Condition, SemanticModel, VerifiedQuery } from "./semantic/model.ts";
import type { Plan } from "./semantic/plan.ts";

/** Who asks, from a verified token. Claims are the only thing row filters may use. */
export interface Principal {
  tenant: string;
  /** what the tenant is called, for receipts only */
  tenantLabel?: string;
  user: string;
  roles: string[];
  /** scalar or list claims by name, `tenant`, `sub` and `roles` included */
  claims: Record<string, string | number | boolean | (string | number | boolean)[]>;
  /** stable text over everything that changes which rows are seen; part of every cache key */
  scope: string;
  expiresAt: number;
}

/** A database that can be asked, with its meaning and its policy. */
export interface Source {
  id: string;
  label: string;
  /** name of the environment variable or secret that holds the connection string; never the string itself */
  connection: string;
  model: SemanticModel;
  policy: Policy;
  limits: QueryLimits;
}

export interface QueryLimits { timeoutMs: number; maxRows: number; maxBytes: number }

export interface ResultSet {
  columns: { name: string; type: "number" | "string" | "boolean" | "date" | "timestamp" }[];
  rows: Cell[][];
  /** more rows than `maxRows` existed */
  truncated: boolean;
  bytes: number;
}

/** Why a statement did not run, as a closed code: raw database errors stop in the connector. */
export type QueryFailure =
  | "syntax" | "unknown-column" | "unknown-table" | "type-mismatch" | "division-by-zero" | "bad-value" | "grouping"
  | "permission" | "timeout" | "too-large" | "unavailable" | "cancelled" | "other";

export type QueryOutcome = { ok: true; result: ResultSet } | { ok: false; failure: QueryFailure };

/** Runs a guarded statement in one read-only transaction. Contract: test/connectors/contract.ts. */
export interface Connector {
  run(statement: Extract<Verdict, { ok: true }>, principal: Principal, limits: QueryLimits, signal?: AbortSignal): Promise<QueryOutcome>;
  /** whether the database itself filters the rows of these tables (`schema.name`) for this connection's role */
  rowSecurity(tables: string[]): Promise<boolean>;
  /** resolves when the database answers */
  ping(): Promise<void>;
}

/** Key-value store with expiry. Values are JSON. A failing store throws; callers decide to fail open. Contract: test/stores/contract.ts. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlSeconds: number): Promise<void>;
  /** sets the value only where the key has none; says whether it did. Of many at once, one does. */
  add(key: string, value: unknown, ttlSeconds: number): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/** Nearest known questions of a source (no tenant data goes in). */
export interface SimilarQuestions {
  index(namespace: string, questions: string[]): Promise<void>;
  find(namespace: string, question: string, limit: number): Promise<{ question: string; score: number }[]>;
}

/**
 * Templates of plans (agent/plan-cache), shared by all tenants of a source: no literal and no tenant data goes in.
 * A signature is a question's skeleton; the nearest come first. What comes back is as untrusted as any stored text.
 * Contract: test/stores/contract.ts.
 */
export interface PlanCache {
  candidates(namespace: string, signature: string, limit: number): Promise<unknown[]>;
  /** replaces what was kept under this signature */
  keep(namespace: string, signature: string, template: object): Promise<void>;
  forget(namespace: string, signature: string): Promise<void>;
}

export interface Limits {
  /** counts one question; `ok: false` with seconds to wait when the window is full */
  take(principal: Principal): Promise<{ ok: boolean; limit: number; remaining: number; resetSeconds: number }>;
}

/** What a follow-up needs of the conversation so far. Owned by tenant and user: another owner sees nothing. */
export interface Turn { answerId: string; question: string; plan?: Plan; resolve: Record<string, string>; at: string; /** signed; kept, never loaded back with the conversation */ receipt?: string }
export interface Conversation { id: string; sourceId: string; turns: Turn[] }
export interface Conversations {
  load(id: string, owner: Principal): Promise<Conversation | undefined>;
  append(id: string, sourceId: string, owner: Principal, turn: Turn): Promise<void>;
  /** the signed receipt of an answer of this owner */
  receipt(answerId: string, owner: Principal): Promise<string | undefined>;
  /** own ones about a source, the last used first; @param search text in a title or a question, empty for all */
  list(sourceId: string, owner: Principal, search: string): Promise<ConversationEntry[]>;
  /** false for no such conversation, and just so for another owner's */
  rename(id: string, owner: Principal, title: string): Promise<boolean>;
  remove(id: string, owner: Principal): Promise<boolean>;
}
/** `title` is what its owner calls it, else its first question; `at` the last use (ISO 8601). */
export interface ConversationEntry { id: string; title: string; at: string; answers: number }

/** How a person reads a word with several readings: the choice of a `clarify` event. `term` in lower case. */
export interface KeptReading { term: string; choice: string; label: string }
/** Of one user of one tenant for one source, at most 50. */
export interface Readings {
  list(sourceId: string, owner: Principal): Promise<KeptReading[]>;
  keep(sourceId: string, owner: Principal, reading: KeptReading): Promise<void>;
  /** one word, or all */
  forget(sourceId: string, owner: Principal, term?: string): Promise<void>;
}

export interface Sources {
  get(id: string): Promise<Source | undefined>;
  list(): Promise<{ id: string; label: string }[]>;
}

/** What an asker says of an own answer. `skeleton` is its question without literals: all of it that others may see. */
export interface Feedback { verdict: "up" | "down"; reasons: FeedbackReason[]; note?: string; skeleton: string; at: Date }
export interface FeedbackStore {
  /** the own answer; undefined for no such answer, and just so for another owner's */
  answer(id: string, owner: Principal): Promise<{ sourceId: string; question: string; plan?: Plan } | undefined>;
  /** replaces what was said before; false where `answer` finds nothing */
  give(answerId: string, owner: Principal, feedback: Feedback): Promise<boolean>;
}

export type Unmet = "clarify" | "cannot" | "guard_refused" | "query_failed";
/** A question that got no answer, without literals. */
export interface Unanswered { sourceId: string; skeleton: string; outcome: Unmet; /** how many words nobody explained */ missing: number; at: Date }
/** Questions of one skeleton: how they ended, how many tenants asked them. Names no tenant. */
export interface InboxEntry { skeleton: string; tenants: number; count: number; outcomes: Partial<Record<Unmet | "disliked", number>>; reasons: Record<string, number>; lastOn: string }
export interface Inbox {
  record(entry: Unanswered, asker: Principal): Promise<void>;
  /** of the last 90 days; most tenants first, then most questions */
  list(sourceId: string): Promise<InboxEntry[]>;
}

export interface KeptQuery extends VerifiedQuery { id: string; uses: number }
/** Approved questions with their plans; `sources` serves them as part of the model. */
export interface VerifiedQueries {
  list(sourceId: string): Promise<KeptQuery[]>;
  /** takes the place of one with the same question */
  keep(sourceId: string, query: VerifiedQuery): Promise<{ id: string }>;
  remove(sourceId: string, id: string, by: string): Promise<boolean>;
  /** counts a use of the question in force; none where it is the model's own */
  used(sourceId: string, question: string): Promise<void>;
}

type Term<Means> = { term: string } & Means;
/** A tenant's own words for a source. Never seen by another tenant, never part of what tenants share. */
export interface Vocabulary {
  synonyms: Term<{ metric: string } | { column: ColumnRef; value?: string | number | boolean } | { segment: string }>[];
  /** what a word means as conditions on rows; a segment of the model called so means this instead */
  segments: Term<{ table: string; conditions: Condition[] }>[];
  fiscalYearStart?: Calendar["fiscalYearStart"];
  weekStart?: Calendar["weekStart"];
}
/** `digest` is of source, tenant, version and document: equal for nothing else. */
export interface KeptVocabulary { document: Vocabulary; version: number; digest: string; by: string; at: string }
export interface Vocabularies {
  load(sourceId: string, tenant: string): Promise<KeptVocabulary | undefined>;
  /** @param replaces version that was edited, 0 for none; undefined where another is in force by now */
  save(sourceId: string, owner: Principal, document: Vocabulary, replaces: number): Promise<KeptVocabulary | undefined>;
}

/** What people teach. Stores throw; only `record` and `used` are gone without: an answer without its tenant's words could be wrong. */
export interface Learning { feedback: FeedbackStore; inbox: Inbox; verified: VerifiedQueries; vocabularies: Vocabularies }

/** What is written of a question or of a change by an administrator. Nothing in it is a literal: the store turns `user`, `question` and `sql` into digests. */
export interface AuditEntry {
  kind: "question" | "change";
  tenant: string;
  user: string;
  requestId: string;
  /** how it ended: `answered`, `clarify`, `cannot`, `refused`, `cancelled`; of a change its method and path */
  decision: string;
  source?: string;
  /** the code of the error that the asker saw */
  code?: string;
  /** id of the answer, and so of its receipt */
  receipt?: string;
  tier?: string;
  status?: number;
  question?: string;
  sql?: string;
  /** question without its literals */
  stripped?: string;
}
/** An entry as it stands in its tenant's chain. */
export interface AuditRecord { seq: number; hash: string; entry: Record<string, unknown> }
/** Append-only book, one chain of hashes a tenant. A failing store throws; callers go on or stop as they are set up. */
export interface Audit {
  append(entry: AuditEntry): Promise<void>;
  /** @param after number of the last entry that was read; 0 begins */
  page(tenant: string, after: number, limit: number): Promise<AuditRecord[]>;
}

/** What one answer took. `cost` is in US dollars, 0 where prices are not known. */
export interface UsageEvent { answerId: string; tenant: string; user: string; sourceId: string; tier: string; cached: boolean; calls: number; tokens: number; cost: number; ms: number; at: Date }
/** Sums of a tenant's answers from one source on one day (UTC), by tier. */
export interface UsageDay { day: string; tenant: string; source: string; tier: string; answers: number; cached: number; calls: number; tokens: number; cost: number }
export interface Usage {
  /** the same answer again is counted once */
  record(event: UsageEvent): Promise<void>;
  /** @param to moment after the last; @param tenant all where absent */
  sum(from: Date, to: Date, tenant?: string): Promise<UsageDay[]>;
}

/** How many rows of each table went. */
export type Erased = Record<string, number>;
export interface Erasure {
  /** all that is kept of a tenant, or of one of its people; the audit, which holds digests, stays */
  erase(tenant: string, user?: string): Promise<Erased>;
}

export type ModelFailure = "unavailable" | "timeout" | "refused" | "length" | "invalid" | "rate-limited" | "not-configured" | "budget";
export type ModelOutcome = { ok: true; value: unknown; tokens: number; model: string; /** US dollars, where the model's price is known */ cost?: number } | { ok: false; failure: ModelFailure };

/** One structured completion. `schema` is a JSON schema (strict); `value` is parsed JSON, not yet trusted. Contract: test/models/contract.ts. */
export interface LanguageModel {
  complete(request: { system: string; user: string; schema: Record<string, unknown>; schemaName: string; size: "small" | "large"; signal?: AbortSignal }): Promise<ModelOutcome>;
}

/** One statement in, one proved statement out. Pure; made by guard/ from a loaded parser. */
export type Guard = (sql: string, policy: Policy, claims: Claims) => Verdict;

export interface Log { event(name: string, fields: Record<string, string | number | boolean | undefined>): void }

export interface Ports {
  now(): Date;
  newId(): string;
  guard: Guard;
  sources: Sources;
  connector(source: Source): Connector;
  cache: Cache;
  conversations: Conversations;
  limits: Limits;
  similar: SimilarQuestions;
  plans: PlanCache;
  /** absent: nothing is learned, and no tenant has words of its own */
  learning?: Learning;
  /** absent: every ambiguous word is asked about each time */
  readings?: Readings;
  /** absent: nothing is written down */
  audit?: Audit;
  /** absent: nothing is counted */
  usage?: Usage;
  /** absent: nothing is kept that could be erased */
  erasure?: Erasure;
  /** a receipt as a compact JWS */
  signReceipt(receipt: Receipt): Promise<string>;
  /** absent: tiers that need no model go on answering */
  model?: LanguageModel;
  log: Log;
}
