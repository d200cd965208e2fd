// Keeps approved questions with their plans: who approved which when, how often it served, and when it was taken back.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { KeptQuery } from "../worker/ports.ts";
import type { VerifiedQuery } from "../worker/semantic/model.ts";
import type { Metadata } from "./connect.ts";
import { verifiedQueries as table } from "./schema.ts";

const inForce = (sourceId: string) => and(eq(table.sourceId, sourceId), isNull(table.removedAt));

/** @returns those in force, oldest first */
export async function listVerified(db: Metadata, sourceId: string): Promise<KeptQuery[]> {
  const rows = await db.select().from(table).where(inForce(sourceId)).orderBy(asc(table.at), asc(table.id));
  return rows.map(({ id, question, plan, by, at, uses }) => ({ id, question, plan, by, at: at.toISOString(), uses }));
}

/** Puts a question in force; one of the same words is taken back by the same person. */
export async function saveVerified(db: Metadata, id: string, sourceId: string, { question, plan, by, at }: VerifiedQuery): Promise<void> {
  const moment = new Date(at);
  await db.batch([
    db.update(table).set({ removedAt: moment, removedBy: by }).where(and(inForce(sourceId), eq(table.question, question))),
    db.insert(table).values({ id, sourceId, question, plan, by, at: moment }),
  ]);
}

/** @returns whether there was one to take back */
export async function removeVerified(db: Metadata, sourceId: string, id: string, by: string, at: Date): Promise<boolean> {
  const gone = await db.update(table).set({ removedAt: at, removedBy: by }).where(and(inForce(sourceId), eq(table.id, id))).returning({ id: table.id });
  return gone.length > 0;
}

export async function countUse(db: Metadata, sourceId: string, question: string): Promise<void> {
  await db.update(table).set({ uses: sql`${table.uses} + 1` }).where(and(inForce(sourceId), eq(table.question, question)));
}
