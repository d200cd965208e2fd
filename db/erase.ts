// Removes what is kept of a tenant or of one of its people, in one transaction. The audit stays: it holds digests.
import { and, eq } from "drizzle-orm";
import type { Erased } from "../worker/ports.ts";
import type { Metadata } from "./connect.ts";
import { conversations, feedback, readings, unanswered, usage, vocabularies } from "./schema.ts";

/** Answers and what was said of them go with their conversation; the tenant's words stay, without the name of who wrote them. @returns how many rows of each went */
export async function eraseUser(db: Metadata, tenant: string, user: string): Promise<Erased> {
  const [gone, kept, used, signed] = await db.batch([
    db.delete(conversations).where(and(eq(conversations.tenant, tenant), eq(conversations.user, user))).returning({ id: conversations.id }),
    db.delete(readings).where(and(eq(readings.tenant, tenant), eq(readings.user, user))).returning({ id: readings.term }),
    db.delete(usage).where(and(eq(usage.tenant, tenant), eq(usage.user, user))).returning({ id: usage.answerId }),
    db.update(vocabularies).set({ by: "" }).where(and(eq(vocabularies.tenant, tenant), eq(vocabularies.by, user))).returning({ id: vocabularies.version }),
  ]);
  return { conversations: gone.length, readings: kept.length, usage: used.length, vocabularies: signed.length };
}

/** @param tenantHash what stands for the tenant where it is only counted */
export async function eraseTenant(db: Metadata, tenant: string, tenantHash: string): Promise<Erased> {
  const [said, gone, kept, used, words, unmet] = await db.batch([
    db.delete(feedback).where(eq(feedback.tenantHash, tenantHash)).returning({ id: feedback.answerId }),
    db.delete(conversations).where(eq(conversations.tenant, tenant)).returning({ id: conversations.id }),
    db.delete(readings).where(eq(readings.tenant, tenant)).returning({ id: readings.term }),
    db.delete(usage).where(eq(usage.tenant, tenant)).returning({ id: usage.answerId }),
    db.delete(vocabularies).where(eq(vocabularies.tenant, tenant)).returning({ id: vocabularies.version }),
    db.delete(unanswered).where(eq(unanswered.tenantHash, tenantHash)).returning({ id: unanswered.id }),
  ]);
  return { feedback: said.length, conversations: gone.length, readings: kept.length, usage: used.length, vocabularies: words.length, unanswered: unmet.length };
}
