// Keeps conversations: every statement names the owner, so that no code path can read or write another's.
import { desc, eq, sql, type SQL } from "drizzle-orm";
import type { Conversation, Turn } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import { answers, conversations } from "./schema.ts";

export interface Owner { tenant: string; user: string }

/** Turns read back: more than a follow-up can refer to. */
const NEWEST = 50;

/** @returns the newest turns in order; undefined for no such conversation, and just so for another owner's */
export async function loadConversation(db: Metadata, id: string, owner: Owner): Promise<Conversation | undefined> {
  const mine = sql`${conversations.id} = ${id} and ${ownedBy(owner)}`;
  const [[found], turns] = await db.batch([
    db.select({ sourceId: conversations.sourceId }).from(conversations).where(mine),
    db.select({ answer: answers }).from(answers).innerJoin(conversations, eq(conversations.id, answers.conversationId))
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
      insert into ${answers} (id, conversation_id, position, question, plan, resolve, created_at)
      select ${turn.answerId}, ${conversations.id}, coalesce((select max(${answers.position}) + 1 from ${answers} where ${answers.conversationId} = ${id}), 0),
        ${turn.question}, ${turn.plan ? JSON.stringify(turn.plan) : null}::jsonb, ${JSON.stringify(turn.resolve)}::jsonb, ${at.toISOString()}::timestamptz
      from ${conversations} where ${conversations.id} = ${id} and ${mine}
      on conflict (id) do nothing`),
  ]);
  return touched.length > 0;
}

function ownedBy({ tenant, user }: Owner): SQL {
  return sql`${conversations.tenant} = ${tenant} and ${conversations.user} = ${user}`;
}

function toTurn(row: typeof answers.$inferSelect): Turn {
  const { id, question, plan, resolve, createdAt } = row;
  return { answerId: id, question, resolve, at: createdAt.toISOString(), ...(plan ? { plan } : {}) };
}
