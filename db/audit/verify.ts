// Proves the audit: every tenant's chain from its first entry to its end.
import { sql } from "drizzle-orm";
import type { Metadata } from "../connect.ts";
import { audit, auditHeads } from "../schema.ts";
import { GENESIS, readAudit } from "./book.ts";
import { checkEnd, checkLinks, type ChainHead } from "./chain.ts";

/** Entries read at once. */
const STRETCH = 1_000;

export interface ChainReport { tenant: string; entries: number; head: string; problems: string[] }

/** Proves every chain, a stretch at a time; a tenant in one of the two tables and not in the other is a problem, too. */
export async function verifyAudit(db: Metadata): Promise<ChainReport[]> {
  const { rows } = await db.execute<{ tenant: string; seq: string | null; hash: string | null }>(sql`
    select tenant, head.seq::text as seq, head.hash from (select tenant from ${audit} union select tenant from ${auditHeads}) as known
    left join ${auditHeads} as head using (tenant) order by tenant`);
  const reports: ChainReport[] = [];
  for (const { tenant, seq, hash } of rows) reports.push(await verifyChain(db, tenant, hash === null ? undefined : { seq: Number(seq), hash }));
  return reports;
}

async function verifyChain(db: Metadata, tenant: string, head: ChainHead | undefined): Promise<ChainReport> {
  const problems: string[] = [];
  let entries = 0;
  let last: ChainHead = { seq: 0, hash: GENESIS };
  for (;;) {
    const links = await readAudit(db, tenant, last.seq, STRETCH);
    problems.push(...checkLinks(tenant, links, last));
    entries += links.length;
    last = links.at(-1) ?? last;
    // What is written while this runs is the next run's.
    if (links.length < STRETCH || (head && last.seq >= head.seq)) return { tenant, entries, head: last.hash, problems: [...problems, ...endOf(last, head)] };
  }
}

/** Entries newer than the head that was read first were written meanwhile. */
function endOf(last: ChainHead, head: ChainHead | undefined): string[] {
  return head && last.seq > head.seq ? [] : checkEnd(last, head);
}
