// The metadata database: sources with their versioned meaning and policy, and conversations with their answers.
import { sql } from "drizzle-orm";
import { bigint, boolean, doublePrecision, foreignKey, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { QueryLimits, Vocabulary } from "../worker/ports.ts";
import type { Plan } from "../worker/semantic/plan.ts";

/** One schema of its own, so that metadata may share a database with anything else. */
export const medha = pgSchema("medha");

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" }).notNull().defaultNow();

/** A database that can be asked. `connection` names an environment variable, it is never a connection string. */
export const sources = medha.table("sources", {
  id: text("id").primaryKey(),
  label: text("label").notNull(),
  connection: text("connection").notNull(),
  limits: jsonb("limits").$type<QueryLimits>().notNull(),
  createdAt: moment("created_at"),
});

const sourceId = () => text("source_id").notNull().references(() => sources.id, { onDelete: "cascade" });

/** What a source's tables and words mean; the version saved last is in force, older ones stay for receipts. */
export const semanticModels = medha.table("semantic_models", {
  sourceId: sourceId(),
  version: text("version").notNull(),
  document: jsonb("document").$type<unknown>().notNull(),
  createdAt: moment("created_at"),
}, (table) => [primaryKey({ columns: [table.sourceId, table.version] }), index("semantic_models_latest").on(table.sourceId, table.createdAt)]);

/** Who may read what of a source; the version saved last is in force. */
export const policies = medha.table("policies", {
  sourceId: sourceId(),
  version: text("version").notNull(),
  document: jsonb("document").$type<unknown>().notNull(),
  createdAt: moment("created_at"),
}, (table) => [primaryKey({ columns: [table.sourceId, table.version] }), index("policies_latest").on(table.sourceId, table.createdAt)]);

/** Answers in order, owned by one user of one tenant. */
export const conversations = medha.table("conversations", {
  id: text("id").primaryKey(),
  sourceId: sourceId(),
  tenant: text("tenant").notNull(),
  user: text("user").notNull(),
  /** what its owner calls it; else its first question names it */
  title: text("title"),
  createdAt: moment("created_at"),
  updatedAt: moment("updated_at"),
}, (table) => [
  index("conversations_of_owner").on(table.tenant, table.user, table.updatedAt),
  index("conversations_of_source").on(table.sourceId),
]);

/** One question of a conversation and how it was understood; the rows it gave are never kept here. */
export const answers = medha.table("answers", {
  id: text("id").primaryKey(),
  conversationId: text("conversation_id").notNull(),
  position: integer("position").notNull(),
  question: text("question").notNull(),
  plan: jsonb("plan").$type<Plan>(),
  resolve: jsonb("resolve").$type<Record<string, string>>().notNull(),
  /** a compact JWS */
  receipt: text("receipt"),
  createdAt: moment("created_at"),
}, (table) => [
  foreignKey({ columns: [table.conversationId], foreignColumns: [conversations.id] }).onDelete("cascade"),
  uniqueIndex("answers_in_order").on(table.conversationId, table.position),
]);

/** What askers say of their answers; goes with the answer. The note is the tenant's own and never leaves this table. */
export const feedback = medha.table("feedback", {
  answerId: text("answer_id").primaryKey().references(() => answers.id, { onDelete: "cascade" }),
  sourceId: sourceId(),
  tenantHash: text("tenant_hash").notNull(),
  verdict: text("verdict").$type<"up" | "down">().notNull(),
  reasons: jsonb("reasons").$type<string[]>().notNull(),
  note: text("note"),
  /** the question without literals */
  skeleton: text("skeleton").notNull(),
  at: moment("at"),
}, (table) => [index("feedback_of_source").on(table.sourceId, table.at)]);

/** Questions that got no answer, without literals and without a name. */
export const unanswered = medha.table("unanswered", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  sourceId: sourceId(),
  tenantHash: text("tenant_hash").notNull(),
  skeleton: text("skeleton").notNull(),
  outcome: text("outcome").notNull(),
  missing: integer("missing").notNull(),
  at: moment("at"),
}, (table) => [index("unanswered_of_source").on(table.sourceId, table.at)]);

/** Questions whose plans a person of the vendor approved; a removed one stays as what was in force. */
export const verifiedQueries = medha.table("verified_queries", {
  id: text("id").primaryKey(),
  sourceId: sourceId(),
  question: text("question").notNull(),
  plan: jsonb("plan").$type<Plan>().notNull(),
  by: text("by").notNull(),
  at: moment("at"),
  uses: integer("uses").notNull().default(0),
  removedAt: timestamp("removed_at", { withTimezone: true, mode: "date" }),
  removedBy: text("removed_by"),
}, (table) => [uniqueIndex("verified_queries_in_force").on(table.sourceId, table.question).where(sql`removed_at is null`)]);

/** A tenant's own words for a source; the highest version is in force. */
export const vocabularies = medha.table("vocabularies", {
  sourceId: sourceId(),
  tenant: text("tenant").notNull(),
  version: integer("version").notNull(),
  document: jsonb("document").$type<Vocabulary>().notNull(),
  by: text("by").notNull(),
  at: moment("at"),
}, (table) => [primaryKey({ columns: [table.sourceId, table.tenant, table.version] })]);

/** How one person reads a word that has several readings. */
export const readings = medha.table("readings", {
  sourceId: sourceId(),
  tenant: text("tenant").notNull(),
  user: text("user").notNull(),
  term: text("term").notNull(),
  choice: text("choice").notNull(),
  label: text("label").notNull(),
  at: moment("at"),
}, (table) => [primaryKey({ columns: [table.sourceId, table.tenant, table.user, table.term] })]);

/** What was asked and changed, one chain of hashes a tenant; a trigger refuses to change or remove an entry. No key to sources: it outlives them. */
export const audit = medha.table("audit", {
  tenant: text("tenant").notNull(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  /** SHA-256, hex, of the entry before, this one's number and its text */
  hash: text("hash").notNull(),
  /** canonical JSON, kept as text: it is what was hashed */
  entry: text("entry").notNull(),
}, (table) => [primaryKey({ columns: [table.tenant, table.seq] })]);

/** The end of each tenant's chain: the row that writers wait for, and what tells when the newest entries are cut off. */
export const auditHeads = medha.table("audit_heads", {
  tenant: text("tenant").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});

/** What each answer took, for the vendor's billing. No key to answers and sources: what was used stays used when they are removed. */
export const usage = medha.table("usage", {
  answerId: text("answer_id").primaryKey(),
  tenant: text("tenant").notNull(),
  user: text("user").notNull(),
  sourceId: text("source_id").notNull(),
  tier: text("tier").notNull(),
  cached: boolean("cached").notNull(),
  calls: integer("calls").notNull(),
  tokens: integer("tokens").notNull(),
  /** US dollars */
  cost: doublePrecision("cost").notNull(),
  ms: integer("ms").notNull(),
  at: moment("at"),
}, (table) => [index("usage_by_time").on(table.at), index("usage_of_tenant").on(table.tenant, table.at)]);
