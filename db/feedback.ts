// Keeps what askers say of their answers, and the questions that got none: what they ask about is kept without literals and names.
import { and, eq, lt, sql } from "drizzle-orm";
import type { Feedback, InboxEntry, Unanswered } from "../worker/ports.ts";
import type { Plan } from "../worker/semantic/plan.ts";
import type { Metadata } from "./connect.ts";
import type { Owner } from "./conversations.ts";
import { answers, conversations, feedback, unanswered } from "./schema.ts";

/** Groups that a vendor gets to see at once. */
const LISTED = 200;

/** @returns an own answer; undefined for no such answer, and just so for another owner's */
export async function loadAnswer(db: Metadata, id: string, { tenant, user }: Owner): Promise<{ sourceId: string; question: string; plan?: Plan } | undefined> {
  const [found] = await db.select({ sourceId: conversations.sourceId, question: answers.question, plan: answers.plan }).from(answers)
    .innerJoin(conversations, eq(conversations.id, answers.conversationId))
    .where(and(eq(answers.id, id), eq(conversations.tenant, tenant), eq(conversations.user, user)));
  if (!found) return undefined;
  const { sourceId, question, plan } = found;
  return { sourceId, question, ...(plan ? { plan } : {}) };
}

/** Keeps or replaces the feedback on an own answer, in one statement that names its owner. @returns whether there is such an answer */
export async function saveFeedback(db: Metadata, answerId: string, { tenant, user }: Owner, tenantHash: string, said: Feedback): Promise<boolean> {
  const kept = await db.execute(sql`
    insert into ${feedback} (answer_id, source_id, tenant_hash, verdict, reasons, note, skeleton, at)
    select ${answers.id}, ${conversations.sourceId}, ${tenantHash}::text, ${said.verdict}::text, ${JSON.stringify(said.reasons)}::jsonb, ${said.note ?? null}::text, ${said.skeleton}::text, ${said.at.toISOString()}::timestamptz
    from ${answers} join ${conversations} on ${conversations.id} = ${answers.conversationId}
    where ${answers.id} = ${answerId} and ${conversations.tenant} = ${tenant} and ${conversations.user} = ${user}
    on conflict (answer_id) do update set verdict = excluded.verdict, reasons = excluded.reasons, note = excluded.note, skeleton = excluded.skeleton, at = excluded.at
    returning answer_id`);
  return kept.rows.length > 0;
}

/** Keeps a question, and lets go of those of its source from before `since`. */
export async function saveUnanswered(db: Metadata, { sourceId, skeleton, outcome, missing, at }: Unanswered, tenantHash: string, since: Date): Promise<void> {
  await db.batch([
    db.insert(unanswered).values({ sourceId, tenantHash, skeleton, outcome, missing, at }),
    db.delete(unanswered).where(and(eq(unanswered.sourceId, sourceId), lt(unanswered.at, since))),
  ]);
}

/** @returns what failed or was disliked since a moment, by skeleton; most tenants first, then most questions */
export async function listInbox(db: Metadata, sourceId: string, since: Date): Promise<InboxEntry[]> {
  const { rows } = await db.execute<{ skeleton: string; tenants: number; count: number; outcomes: InboxEntry["outcomes"]; reasons: InboxEntry["reasons"] | null; last_on: string }>(sql`
    with asked as (
      select skeleton, outcome, tenant_hash, at, '[]'::jsonb as reasons from ${unanswered} where ${unanswered.sourceId} = ${sourceId} and ${unanswered.at} >= ${since.toISOString()}::timestamptz
      union all
      select skeleton, 'disliked', tenant_hash, at, reasons from ${feedback} where ${feedback.sourceId} = ${sourceId} and ${feedback.verdict} = 'down' and ${feedback.at} >= ${since.toISOString()}::timestamptz
    ), groups as (
      select skeleton, count(distinct tenant_hash)::int as tenants, count(*)::int as count, to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD') as last_on
      from asked group by skeleton order by tenants desc, count desc, skeleton limit ${LISTED}
    )
    select groups.*,
      (select jsonb_object_agg(outcome, n) from (select outcome, count(*)::int as n from asked where asked.skeleton = groups.skeleton group by outcome) as o) as outcomes,
      (select jsonb_object_agg(reason, n) from (select reason, count(*)::int as n from asked, jsonb_array_elements_text(asked.reasons) as reason where asked.skeleton = groups.skeleton group by reason) as r) as reasons
    from groups order by tenants desc, count desc, skeleton`);
  return rows.map(({ skeleton, tenants, count, outcomes, reasons, last_on }) => ({ skeleton, tenants, count, outcomes, reasons: reasons ?? {}, lastOn: last_on }));
}
