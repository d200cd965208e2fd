// The metadata database: sources with their versioned meaning and policy, and conversations with their answers.
import { foreignKey, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { QueryLimits } from "../worker/ports.ts";
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
