// Keeps what each answer took, and sums it by day.
import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { UsageDay, UsageEvent } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import { usage as table } from "./schema.ts";

/** Counts an answer; once, however often it is told. */
export async function saveUsage(db: Metadata, event: UsageEvent): Promise<void> {
  await db.insert(table).values(event).onConflictDoNothing();
}

/** @returns sums by day (UTC), tenant, source and tier, in this order */
export async function sumUsage(db: Metadata, from: Date, to: Date, tenant?: string): Promise<UsageDay[]> {
  const day = sql<string>`to_char(${table.at} at time zone 'UTC', 'YYYY-MM-DD')`;
  return db.select({
    day, tenant: table.tenant, source: table.sourceId, tier: table.tier,
    answers: sql<number>`count(*)::int`, cached: sql<number>`count(*) filter (where ${table.cached})::int`,
    calls: sql<number>`sum(${table.calls})::int`, tokens: sql<number>`sum(${table.tokens})::float8`.mapWith(Number), cost: sql<number>`sum(${table.cost})`.mapWith(Number),
  }).from(table)
    .where(and(gte(table.at, from), lt(table.at, to), tenant === undefined ? undefined : eq(table.tenant, tenant)))
    .groupBy(sql`1`, table.tenant, table.sourceId, table.tier).orderBy(sql`1`, asc(table.tenant), asc(table.sourceId), asc(table.tier));
}
