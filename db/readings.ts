// Keeps how a person reads ambiguous words: every statement names the person, so that nobody reads by another's habit.
import { and, desc, eq, sql } from "drizzle-orm";
import type { KeptReading } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import type { Owner } from "./conversations.ts";
import { readings as table } from "./schema.ts";

/** Words kept of one person for one source; the oldest make room. */
const KEPT = 50;

const ownOf = (sourceId: string, { tenant, user }: Owner) => and(eq(table.sourceId, sourceId), eq(table.tenant, tenant), eq(table.user, user));

/** @returns the newest first */
export async function listReadings(db: Metadata, sourceId: string, owner: Owner): Promise<KeptReading[]> {
  return db.select({ term: table.term, choice: table.choice, label: table.label }).from(table).where(ownOf(sourceId, owner)).orderBy(desc(table.at), table.term).limit(KEPT);
}

/** Keeps or replaces the reading of one word. */
export async function saveReading(db: Metadata, sourceId: string, owner: Owner, { term, choice, label }: KeptReading, at: Date): Promise<void> {
  const { tenant, user } = owner;
  const newest = db.select({ term: table.term }).from(table).where(ownOf(sourceId, owner)).orderBy(desc(table.at), table.term).limit(KEPT);
  await db.batch([
    db.insert(table).values({ sourceId, tenant, user, term, choice, label, at }).onConflictDoUpdate({ target: [table.sourceId, table.tenant, table.user, table.term], set: { choice, label, at } }),
    db.delete(table).where(and(ownOf(sourceId, owner), sql`${table.term} not in ${newest}`)),
  ]);
}

/** @param term one word; all where absent */
export async function removeReadings(db: Metadata, sourceId: string, owner: Owner, term?: string): Promise<void> {
  await db.delete(table).where(and(ownOf(sourceId, owner), term === undefined ? undefined : eq(table.term, term)));
}
