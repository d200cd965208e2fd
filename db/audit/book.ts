// Keeps the audit: appends to a tenant's chain in one statement, and reads it in pages.
import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Metadata } from "../connect.ts";
import { audit, auditHeads } from "../schema.ts";

export interface ChainLink { seq: number; hash: string; entry: string }

/** What the first entry of a chain follows. */
export const GENESIS = "0".repeat(64);

/** An entry as text: keys in order, what is undefined left out, so that equal entries are equal texts. */
export function canonicalText(entry: Record<string, string | number | undefined>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/**
 * Appends one entry. Writers of a tenant wait for its head's row and go on from what the one before left there, all in
 * one statement: two at once make two links, never a fork.
 * @param entry canonical text, with the tenant in it
 */
export async function appendAudit(db: Metadata, tenant: string, entry: string): Promise<void> {
  const hash = (previous: ReturnType<typeof sql>, seq: ReturnType<typeof sql>) => sql`encode(sha256(convert_to(${previous} || chr(10) || (${seq})::text || chr(10) || ${entry}::text, 'UTF8')), 'hex')`;
  await db.execute(sql`
    with link as (
      insert into ${auditHeads} as head (tenant, seq, hash) values (${tenant}, 1, ${hash(sql`${GENESIS}::text`, sql`1`)})
      on conflict (tenant) do update set seq = head.seq + 1, hash = ${hash(sql`head.hash`, sql`head.seq + 1`)}
      returning seq, hash
    )
    insert into ${audit} (tenant, seq, hash, entry) select ${tenant}::text, seq, hash, ${entry}::text from link`);
}

/** @returns entries after a number, in order */
export function readAudit(db: Metadata, tenant: string, after: number, limit: number): Promise<ChainLink[]> {
  return db.select({ seq: audit.seq, hash: audit.hash, entry: audit.entry }).from(audit)
    .where(and(eq(audit.tenant, tenant), gt(audit.seq, after))).orderBy(asc(audit.seq)).limit(limit);
}
