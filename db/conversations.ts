// Keeps conversations: every statement names the owner, so that no code path can read or write another's.
import { desc, eq, sql, type SQL } from "drizzle-orm";
import type { Conversation, ConversationEntry, Turn } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import { answers, conversations } from "./schema.ts";

export interface Owner { tenant: string; user: string }

/** What a turn is read back with: its receipt is long and only asked for by itself. */
const TURN = { id: answers.id, question: answers.question, plan: answers.plan, resolve: answers.resolve, createdAt: answers.createdAt };
/** Turns read back: more than a follow-up can refer to. */
const NEWEST = 50;

/** @returns the newest turns in order; undefined for no such conversation, and just so for another owner's */
export async function loadConversation(db: Metadata, id: string, owner: Owner): Promise<Conversation | undefined> {
  const mine = sql`${conversations.id} = ${id} and ${ownedBy(owner)}`;
  const [[found], turns] = await db.batch([
    db.select({ sourceId: conversations.sourceId }).from(conversations).where(mine),
    db.select({ answer: TURN }).from(answers).innerJoin(conversations, eq(conversations.id, answers.conversationId))
      .where(mine).orderBy(desc(answers.position)).limit(NEWEST),
  ]);
  if (!found) return undefined;
  return { id, sourceId: found.sourceId, turns: turns.map(({ answer }) => toTurn(answer)).toReversed() };
}

/**
 * Appends a turn, starting the conversation if need be. The upsert locks the conversation's row, so that turns appended
 * at once get one position each; the same answer appended twice is kept once.
 * @returns false when the conversation is another's or of another source: nothing was written
 */
export async function appendTurn(db: Metadata, id: string, sourceId: string, owner: Owner, turn: Turn): Promise<boolean> {
  const at = new Date(turn.at);
  const { tenant, user } = owner;
  const mine = sql`${conversations.sourceId} = ${sourceId} and ${ownedBy(owner)}`;
  const [touched] = await db.batch([
    db.insert(conversations).values({ id, sourceId, tenant, user, createdAt: at, updatedAt: at })
      .onConflictDoUpdate({ target: conversations.id, set: { updatedAt: at }, setWhere: mine })
      .returning({ id: conversations.id }),
    db.execute(sql`
      insert into ${answers} (id, conversation_id, position, question, plan, resolve, receipt, created_at)
      select ${turn.answerId}, ${conversations.id}, coalesce((select max(${answers.position}) + 1 from ${answers} where ${answers.conversationId} = ${id}), 0),
        ${turn.question}, ${turn.plan ? JSON.stringify(turn.plan) : null}::jsonb, ${JSON.stringify(turn.resolve)}::jsonb, ${turn.receipt ?? null}::text, ${at.toISOString()}::timestamptz
      from ${conversations} where ${conversations.id} = ${id} and ${mine}
      on conflict (id) do nothing`),
  ]);
  return touched.length > 0;
}

/** @returns the signed receipt of one answer; undefined for no such answer, one without a receipt, and just so for another owner's */
export async function loadReceipt(db: Metadata, answerId: string, owner: Owner): Promise<string | undefined> {
  const [found] = await db.select({ receipt: answers.receipt }).from(answers).innerJoin(conversations, eq(conversations.id, answers.conversationId))
    .where(sql`${answers.id} = ${answerId} and ${ownedBy(owner)}`);
  return found?.receipt ?? undefined;
}

/** Conversations listed at once. */
const LISTED = 50;

/** @param search text that a title or a question must hold, in either case; @returns own conversations about a source, the last used first */
export async function listConversations(db: Metadata, sourceId: string, owner: Owner, search: string): Promise<ConversationEntry[]> {
  const { rows } = await db.execute<{ id: string; title: string; at: string; answers: number }>(sql`
    with own as (
      select ${conversations.id} as id, ${conversations.updatedAt} as at, array_agg(${answers.question} order by ${answers.position}) as questions, ${conversations.title} as title
      from ${conversations} join ${answers} on ${answers.conversationId} = ${conversations.id}
      where ${conversations.sourceId} = ${sourceId} and ${ownedBy(owner)} group by ${conversations.id}
    )
    select id, coalesce(title, questions[1]) as title, cardinality(questions) as answers, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from own
    where strpos(lower(concat_ws(chr(10), title, array_to_string(questions, chr(10)))), lower(${search}::text)) > 0
    order by own.at desc, id limit ${LISTED}`);
  return rows.map(({ id, title, at, answers: count }) => ({ id, title, at, answers: count }));
}

/** @returns false for no such conversation, and just so for another owner's */
export async function renameConversation(db: Metadata, id: string, owner: Owner, title: string): Promise<boolean> {
  const renamed = await db.update(conversations).set({ title }).where(sql`${conversations.id} = ${id} and ${ownedBy(owner)}`).returning({ id: conversations.id });
  return renamed.length > 0;
}

/** Removes it with its answers and what was said of them. @returns false for no such conversation, and just so for another owner's */
export async function removeConversation(db: Metadata, id: string, owner: Owner): Promise<boolean> {
  const removed = await db.delete(conversations).where(sql`${conversations.id} = ${id} and ${ownedBy(owner)}`).returning({ id: conversations.id });
  return removed.length > 0;
}

function ownedBy({ tenant, user }: Owner): SQL {
  return sql`${conversations.tenant} = ${tenant} and ${conversations.user} = ${user}`;
}

function toTurn(row: Pick<typeof answers.$inferSelect, keyof typeof TURN>): Turn {
  const { id, question, plan, resolve, createdAt } = row;
  return { answerId: id, question, resolve, at: createdAt.toISOString(), ...(plan ? { plan } : {}) };
}
