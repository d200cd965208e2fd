// Keeps each tenant's own words for a source, version by version; every statement names the tenant.
import { and, desc, eq, sql } from "drizzle-orm";
import type { Vocabulary } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import { vocabularies as table } from "./schema.ts";

export interface VocabularyRecord { document: Vocabulary; version: number; by: string; at: string }

/** @returns the vocabulary in force */
export async function loadVocabulary(db: Metadata, sourceId: string, tenant: string): Promise<VocabularyRecord | undefined> {
  const [found] = await db.select().from(table).where(and(eq(table.sourceId, sourceId), eq(table.tenant, tenant))).orderBy(desc(table.version)).limit(1);
  return found && { document: found.document, version: found.version, by: found.by, at: found.at.toISOString() };
}

/** Saves the version after `replaces`. @returns false where another version is in force: of two who edit at once, one has to look again */
export async function saveVocabulary(db: Metadata, sourceId: string, tenant: string, { document, version, by, at }: VocabularyRecord): Promise<boolean> {
  const saved = await db.execute(sql`
    insert into ${table} (source_id, tenant, version, document, by, at)
    select ${sourceId}::text, ${tenant}::text, ${version}::int, ${JSON.stringify(document)}::jsonb, ${by}::text, ${at}::timestamptz
    where coalesce((select max(version) from ${table} where source_id = ${sourceId} and tenant = ${tenant}), 0) = ${version}::int - 1
    on conflict do nothing returning version`);
  return saved.rows.length > 0;
}
