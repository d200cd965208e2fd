// What people teach in the metadata database: the contract, the half minute in memory, and approved questions as part of the model.
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import { answers, feedback, sources as sourceTable, unanswered, verifiedQueries, vocabularies } from "../../db/schema.ts";
import { saveSource } from "../../db/sources.ts";
import type { Plan } from "../../worker/semantic/plan.ts";
import { createConversations } from "../../worker/stores/conversations.ts";
import { createLearning } from "../../worker/stores/learning.ts";
import { createSources } from "../../worker/stores/sources.ts";
import { asker } from "./contract.ts";
import { learningContract } from "./learning-contract.ts";
import { goodSource, startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;
let clock = Date.parse("2026-03-01T12:00:00Z");
const now = (): Date => new Date(clock);
const later = (seconds: number): void => { clock += seconds * 1_000; };
const newId = (): string => crypto.randomUUID();
const noon = (): Date => new Date("2026-03-01T12:00:00Z");
const ann = asker("acme", "ann");

async function newSource(): Promise<string> {
  const id = `s-${newId()}`;
  await saveSource(metadata.db, goodSource(id));
  return id;
}

beforeAll(async () => { metadata = await startMetadata(); }, 30_000);
afterAll(() => metadata.stop());

learningContract("the metadata database", newSource, () => ({
  learning: createLearning(metadata.db, { now: noon, newId }),
  conversations: createConversations(metadata.db),
  broken: createLearning(openMetadata(metadata.url.replace(/\/medha$/u, "/gone")), { now: noon, newId }),
}));

describe("a vocabulary", () => {
  const words = (term: string) => ({ synonyms: [{ term, metric: "strikes" }], segments: [] });

  it("is served from memory for half a minute by other Workers, and at once by the one that saved it", async () => {
    const source = await newSource();
    const [here, elsewhere] = [createLearning(metadata.db, { now, newId }).vocabularies, createLearning(metadata.db, { now, newId }).vocabularies];
    expect([await here.load(source, "acme"), await elsewhere.load(source, "acme")]).toEqual([undefined, undefined]);
    await here.save(source, ann, words("bashes"), 0);
    expect([(await here.load(source, "acme"))?.version, (await elsewhere.load(source, "acme"))?.version]).toEqual([1, undefined]);
    later(31);
    expect(await elsewhere.load(source, "acme")).toEqual(await here.load(source, "acme"));
  });

  it("is read anew after a save that came too late", async () => {
    const source = await newSource();
    const [here, elsewhere] = [createLearning(metadata.db, { now, newId }).vocabularies, createLearning(metadata.db, { now, newId }).vocabularies];
    await here.load(source, "acme");
    await elsewhere.save(source, ann, words("bashes"), 0);
    expect(await here.save(source, ann, words("hits"), 0)).toBeUndefined();
    expect((await here.load(source, "acme"))?.document).toEqual(words("bashes"));
  });

  it("keeps all its versions", async () => {
    const source = await newSource();
    const store = createLearning(metadata.db, { now, newId }).vocabularies;
    for (const version of [0, 1, 2]) await store.save(source, ann, words(`word ${version}`), version);
    expect((await metadata.db.select().from(vocabularies).where(eq(vocabularies.sourceId, source))).map(({ version }) => version)).toEqual([1, 2, 3]);
  });
});

describe("approved questions", () => {
  const plan: Plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [] };
  const query = (question: string, change: Partial<Plan> = {}) => ({ question, plan: { ...plan, ...change }, by: "vera", at: "2026-03-01T12:00:00.000Z" });

  it("are part of the model, and of its version, at once where they were approved", async () => {
    const source = await newSource();
    const sources = createSources(metadata.db, { now });
    const { verified } = createLearning(metadata.db, { now, newId, onVerified: (id) => sources.forget(id) });
    const versions = [(await sources.get(source))?.model.version];
    const { id } = await verified.keep(source, query("how many?"));
    expect((await sources.get(source))?.model.verified).toEqual([query("how many?")]);
    versions.push((await sources.get(source))?.model.version);
    await verified.keep(source, query("how much?"));
    versions.push((await sources.get(source))?.model.version);
    expect([versions[0], new Set(versions).size]).toEqual(["skyward-1", 3]);
    await verified.used(source, "how much?");
    sources.forget(source);
    expect((await sources.get(source))?.model.version).toBe(versions[2]);
    await verified.remove(source, id, "viktor");
    expect((await sources.get(source))?.model.verified).toEqual([query("how much?")]);
    const [gone] = await metadata.db.select().from(verifiedQueries).where(eq(verifiedQueries.id, id));
    expect(gone).toMatchObject({ by: "vera", removedBy: "viktor", removedAt: now() });
  });

  it("take the place of the model's own for the same question, and are left out where the model no longer allows them", async () => {
    const source = goodSource(`s-${newId()}`);
    const theirs = query("how many?", { limit: 3 });
    await saveSource(metadata.db, { ...source, model: { ...source.model, verified: [theirs, query("which?")] } as typeof source.model });
    const { verified } = createLearning(metadata.db, { now, newId });
    await verified.keep(source.id, query("how many?"));
    await verified.keep(source.id, query("how gone?", { metrics: [{ kind: "metric", name: "gone" }] }));
    expect((await createSources(metadata.db, { now }).get(source.id))?.model.verified).toEqual([query("how many?"), query("which?")]);
  });
});

describe("the schema", () => {
  it("removes what was taught about a source with it, and feedback with its answer", async () => {
    const source = await newSource();
    const { inbox, verified, vocabularies: store, feedback: said } = createLearning(metadata.db, { now, newId });
    const answerId = newId();
    await createConversations(metadata.db).append(newId(), source, ann, { answerId, question: "q", resolve: {}, at: now().toISOString() });
    await said.give(answerId, ann, { verdict: "up", reasons: [], skeleton: "q", at: now() });
    await inbox.record({ sourceId: source, skeleton: "q", outcome: "cannot", missing: 0, at: now() }, ann);
    await verified.keep(source, { question: "q", plan: { intent: "value", table: "strikes", metrics: [], dimensions: [], filters: [] }, by: "v", at: now().toISOString() });
    await store.save(source, ann, { synonyms: [], segments: [] }, 0);
    await metadata.db.delete(answers).where(eq(answers.id, answerId));
    expect(await metadata.db.$count(feedback, eq(feedback.answerId, answerId))).toBe(0);
    await metadata.db.delete(sourceTable).where(eq(sourceTable.id, source));
    expect(await Promise.all([metadata.db.$count(unanswered, eq(unanswered.sourceId, source)), metadata.db.$count(verifiedQueries, eq(verifiedQueries.sourceId, source)), metadata.db.$count(vocabularies, eq(vocabularies.sourceId, source))])).toEqual([0, 0, 0]);
  });

  it("lets go of questions of more than 90 days ago when the next one comes", async () => {
    const source = await newSource();
    const { inbox } = createLearning(metadata.db, { now, newId });
    for (const at of ["2025-10-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"]) await inbox.record({ sourceId: source, skeleton: at, outcome: "cannot", missing: 0, at: new Date(at) }, ann);
    expect((await metadata.db.select().from(unanswered).where(eq(unanswered.sourceId, source))).map(({ skeleton }) => skeleton.slice(0, 7))).toEqual(["2026-02", "2026-03"]);
  });

  it("keeps no tenant's name with a question that failed or was disliked", async () => {
    const source = await newSource();
    await createLearning(metadata.db, { now, newId }).inbox.record({ sourceId: source, skeleton: "q", outcome: "cannot", missing: 0, at: now() }, ann);
    expect(JSON.stringify(await metadata.db.select().from(unanswered).where(eq(unanswered.sourceId, source)))).not.toMatch(/acme|\bann\b/u);
  });
});
