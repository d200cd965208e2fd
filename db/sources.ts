// Saves and loads sources with their newest semantic model and policy.
import { desc, eq, sql } from "drizzle-orm";
import type { QueryLimits } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import { policies, semanticModels, sources } from "./schema.ts";

/** A versioned document: what it says is checked by whoever reads it. */
export interface Versioned { version: string }

export interface SourceRecord<Model = unknown, Policy = unknown> {
  id: string;
  label: string;
  /** name of the environment variable that holds the connection string, e.g. `SHOP_DATABASE_URL` */
  connection: string;
  limits: QueryLimits;
  model: Model;
  policy: Policy;
}

/** Saves a source; its model and policy become the versions in force. Saving the same again changes nothing. */
export async function saveSource(db: Metadata, record: SourceRecord<Versioned, Versioned>): Promise<void> {
  const { id, label, connection, limits, model, policy } = record;
  await db.batch([
    db.insert(sources).values({ id, label, connection, limits }).onConflictDoUpdate({ target: sources.id, set: { label, connection, limits } }),
    db.insert(semanticModels).values({ sourceId: id, version: model.version, document: model }).onConflictDoUpdate({
      target: [semanticModels.sourceId, semanticModels.version], set: { document: model, createdAt: sql`now()` },
    }),
    db.insert(policies).values({ sourceId: id, version: policy.version, document: policy }).onConflictDoUpdate({
      target: [policies.sourceId, policies.version], set: { document: policy, createdAt: sql`now()` },
    }),
  ]);
}

/** @returns the source with the model and the policy saved last; undefined when there is no such source, or it lacks either */
export async function loadSource(db: Metadata, id: string): Promise<SourceRecord | undefined> {
  const [[source], [model], [policy]] = await db.batch([
    db.select().from(sources).where(eq(sources.id, id)),
    db.select({ document: semanticModels.document }).from(semanticModels).where(eq(semanticModels.sourceId, id)).orderBy(desc(semanticModels.createdAt)).limit(1),
    db.select({ document: policies.document }).from(policies).where(eq(policies.sourceId, id)).orderBy(desc(policies.createdAt)).limit(1),
  ]);
  if (!source || !model || !policy) return undefined;
  const { label, connection, limits } = source;
  return { id, label, connection, limits, model: model.document, policy: policy.document };
}

/** Ids and labels, by label. */
export function listSources(db: Metadata): Promise<{ id: string; label: string }[]> {
  return db.select({ id: sources.id, label: sources.label }).from(sources).orderBy(sources.label, sources.id);
}
