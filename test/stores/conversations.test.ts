// Conversations in the metadata database: the contract, and what the schema itself holds.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import { migrateMetadata } from "../../db/migrate.ts";
import { answers, conversations as table, sources } from "../../db/schema.ts";
import { saveSource } from "../../db/sources.ts";
import { createConversations } from "../../worker/stores/conversations.ts";
import { asker, conversationsContract } from "./contract.ts";
import { goodSource, startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;

beforeAll(async () => {
  metadata = await startMetadata();
  await saveSource(metadata.db, goodSource("shop"));
  await saveSource(metadata.db, goodSource("other"));
}, 30_000);
afterAll(() => metadata.stop());

conversationsContract("the metadata database", ["shop", "other"], () => ({
  conversations: createConversations(metadata.db),
  broken: createConversations(openMetadata(metadata.url.replace(/\/medha$/u, "/gone"))),
}));

describe("migrations", () => {
  it("apply once", async () => {
    expect(await migrateMetadata(metadata.url, { fetchEndpoint: metadata.fetchEndpoint })).toBe(0);
  });
});

describe("the schema", () => {
  const turn = { question: "q", resolve: {}, at: "2026-03-01T12:00:00.000Z" };
  const ann = asker("acme", "ann");

  it("removes a source's conversations and answers with it", async () => {
    await saveSource(metadata.db, goodSource("brief"));
    await createConversations(metadata.db).append("c-brief", "brief", ann, { ...turn, answerId: "a-brief" });
    await metadata.db.delete(sources).where(eq(sources.id, "brief"));
    expect(await metadata.db.select().from(table).where(eq(table.id, "c-brief"))).toEqual([]);
    expect(await metadata.db.select().from(answers).where(eq(answers.id, "a-brief"))).toEqual([]);
  });

  it("has no conversation about a source that is not there: a bug, said by its code alone", async () => {
    const refused: unknown = await createConversations(metadata.db).append("c", "nowhere", ann, { ...turn, question: "secret", answerId: "a" }).catch((error: unknown) => error);
    expect(String(refused)).toBe("Error: the metadata database refused a statement: 23503");
  });

  it("loads the newest turns of a long conversation", async () => {
    const store = createConversations(metadata.db);
    for (let i = 0; i < 53; i++) await store.append("long", "shop", ann, { ...turn, answerId: `long-${i}`, question: `q${i}` });
    const loaded = await store.load("long", ann);
    expect(loaded?.turns.map(({ question }) => question)).toEqual(Array.from({ length: 50 }, (_, i) => `q${i + 3}`));
  });
});
