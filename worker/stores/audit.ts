// The audit over the metadata database. Users, questions and SQL come in as they are and are kept as digests.
import { appendAudit, canonicalText, readAudit } from "../../db/audit/book.ts";
import type { Metadata } from "../../db/connect.ts";
import type { Audit, AuditEntry } from "../ports.ts";
import { digest } from "./digest.ts";
import { orUnavailable } from "./unavailable.ts";

/** Makes the book. All throw AskError `database_unavailable` when the database does not answer. */
export function createAudit(db: Metadata, { now }: { now: () => Date }): Audit {
  return {
    async append(entry) {
      const text = canonicalText({ ...(await withDigests(entry)), at: now().toISOString() });
      await orUnavailable(() => appendAudit(db, entry.tenant, text));
    },
    page: (tenant, after, limit) => orUnavailable(async () => {
      const links = await readAudit(db, tenant, after, limit);
      return links.map(({ seq, hash, entry }) => ({ seq, hash, entry: JSON.parse(entry) as Record<string, unknown> }));
    }),
  };
}

/** The tenant is part of what is digested, so that equal digests of two tenants tell nothing. */
async function withDigests({ user, question, sql, ...entry }: AuditEntry): Promise<Record<string, string | number | undefined>> {
  const of = async (text: string | undefined): Promise<string | undefined> => (text === undefined ? undefined : digest(JSON.stringify([entry.tenant, text])));
  const [userDigest, questionDigest, sqlDigest] = await Promise.all([of(user), of(question), of(sql)]);
  return { ...entry, userDigest, questionDigest, sqlDigest };
}
