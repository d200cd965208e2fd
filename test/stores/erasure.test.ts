// Erasing: afterwards no table but the audit holds a trace of the tenant or the person, and everybody else's is untouched.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import { saveSource } from "../../db/sources.ts";
import { createAudit } from "../../worker/stores/audit.ts";
import { createConversations } from "../../worker/stores/conversations.ts";
import { digest } from "../../worker/stores/digest.ts";
import { createErasure } from "../../worker/stores/erasure.ts";
import { createLearning } from "../../worker/stores/learning.ts";
import { createReadings } from "../../worker/stores/readings.ts";
import { createUsage } from "../../worker/stores/usage.ts";
import { asker } from "./contract.ts";
import { goodSource, startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;
const now = (): Date => new Date("2026-03-01T10:00:00Z");

beforeAll(async () => {
  metadata = await startMetadata();
  await saveSource(metadata.db, goodSource("shop"));
  for (const [tenant, user] of [["acme", "ann"], ["acme", "bob"], ["globex", "ann"]] as const) await live(tenant, user);
}, 30_000);
afterAll(() => metadata.stop());

/** Leaves something in every table that knows tenants. */
async function live(tenant: string, user: string): Promise<void> {
  const { db } = metadata;
  const who = asker(tenant, user);
  const answerId = `${tenant}-${user}`;
  const learning = createLearning(db, { now, newId: () => "id" });
  await createConversations(db).append(`c-${answerId}`, "shop", who, { answerId, question: `how many of ${user}`, resolve: {}, at: now().toISOString() });
  await learning.feedback.give(answerId, who, { verdict: "down", reasons: [], note: `says ${user}`, skeleton: "how many", at: now() });
  await learning.inbox.record({ sourceId: "shop", skeleton: "{word}", outcome: "cannot", missing: 1, at: now() }, who);
  await learning.vocabularies.save("shop", who, { synonyms: [], segments: [] }, 0);
  await createReadings(db, { now }).keep("shop", who, { term: "big", choice: "cost", label: "Cost" });
  await createUsage(db).record({ answerId, tenant, user, sourceId: "shop", tier: "built-in", cached: false, calls: 0, tokens: 0, cost: 0, ms: 1, at: now() });
  await createAudit(db, { now }).append({ kind: "question", tenant, user, requestId: "r", decision: "answered", question: `how many of ${user}` });
}

/** Tables with a row that holds one of these texts. */
async function tracesOf(...texts: string[]): Promise<string[]> {
  const { rows } = await metadata.db.execute<{ name: string }>(sql`select table_name as name from information_schema.tables where table_schema = 'medha' order by 1`);
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await metadata.db.execute(sql`select 1 from ${sql.identifier("medha")}.${sql.identifier(name)} as t where t::text like any (${sql.param(`{${texts.map((text) => `%${text}%`).join(",")}}`)}::text[]) limit 1`);
    if (hit.rows.length > 0) found.push(name);
  }
  return found;
}

const ALL = ["answers", "audit", "audit_heads", "conversations", "feedback", "readings", "unanswered", "usage", "vocabularies"];

describe("erasing", () => {
  it("says when the database can't be reached", async () => {
    await expect(createErasure(openMetadata(metadata.url.replace(/\/medha$/u, "/gone"))).erase("acme")).rejects.toMatchObject({ code: "database_unavailable" });
  });

  it("takes a person's data and nobody else's", async () => {
    expect(await createErasure(metadata.db).erase("acme", "ann")).toEqual({ conversations: 1, readings: 1, usage: 1, vocabularies: 1 });
    expect(await tracesOf("acme-ann")).toEqual([]);
    const { rows } = await metadata.db.execute(sql`select entry from medha.audit where entry like '%"ann"%' union all select by from medha.vocabularies where tenant = 'acme' and by = 'ann'`);
    expect(rows).toEqual([]);
    expect(await tracesOf("acme-bob")).toEqual(["answers", "conversations", "feedback", "usage"]);
    expect(await tracesOf("globex-ann")).toEqual(["answers", "conversations", "feedback", "usage"]);
  });

  it("takes a tenant's data from every table but the audit, and nobody else's", async () => {
    const hashes = [await digest("tenant:acme"), await digest("tenant:globex")] as const;
    expect(await tracesOf("acme", hashes[0])).toEqual(ALL);
    const others = await tracesOf("globex", hashes[1]);
    expect(others).toEqual(ALL);
    expect(await createErasure(metadata.db).erase("acme")).toEqual({ feedback: 1, conversations: 1, readings: 1, usage: 1, vocabularies: 1, unanswered: 2 });
    expect(await tracesOf("acme", hashes[0])).toEqual(["audit", "audit_heads"]);
    expect(await tracesOf("globex", hashes[1])).toEqual(others);
    expect(await createErasure(metadata.db).erase("acme")).toEqual({ feedback: 0, conversations: 0, readings: 0, usage: 0, vocabularies: 0, unanswered: 0 });
  });
});
