// What each store of what people teach must do, whatever is behind it. An adapter's test passes itself in.
import { describe, expect, it } from "vitest";
import type { Conversations, Feedback, Learning, Unanswered } from "../../worker/ports.ts";
import type { Plan } from "../../worker/semantic/plan.ts";
import { asker } from "./contract.ts";

const id = (): string => crypto.randomUUID();
const NOW = new Date("2026-03-01T12:00:00Z");
const ann = asker("acme", "ann");
const plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [] } satisfies Plan;

/** `now` of the stores stands at noon of 2026-03-01. */
export interface LearningUnderTest { learning: Learning; conversations: Conversations; broken: Learning }

/** @param newSource saves a source with a new id */
export function learningContract(name: string, newSource: () => Promise<string>, open: () => LearningUnderTest): void {
  const answered = async (source: string, who = ann): Promise<string> => {
    const answerId = id();
    await open().conversations.append(id(), source, who, { answerId, question: "how many in Denver?", resolve: {}, at: NOW.toISOString(), plan });
    return answerId;
  };
  const down = (skeleton: string, more: Partial<Feedback> = {}): Feedback => ({ verdict: "down", reasons: ["wrong-number"], skeleton, at: NOW, ...more });
  const unmet = (sourceId: string, skeleton: string, more: Partial<Unanswered> = {}): Unanswered => ({ sourceId, skeleton, outcome: "cannot", missing: 1, at: NOW, ...more });

  describe(`${name} as feedback`, () => {
    it("knows an answer for its owner alone, and keeps nothing for another", async () => {
      const { learning: { feedback, inbox } } = open();
      const source = await newSource();
      const answerId = await answered(source);
      expect(await feedback.answer(answerId, ann)).toEqual({ sourceId: source, question: "how many in Denver?", plan });
      for (const other of [asker("acme", "bob"), asker("globex", "ann"), asker("", "")]) {
        expect(await feedback.answer(answerId, other)).toBeUndefined();
        expect(await feedback.give(answerId, other, down("theirs"))).toBe(false);
      }
      expect([await feedback.answer(id(), ann), await feedback.give("' or true --", ann, down("x"))]).toEqual([undefined, false]);
      expect(await inbox.list(source)).toEqual([]);
    });

    it("keeps what was said last", async () => {
      const { learning: { feedback, inbox } } = open();
      const source = await newSource();
      const answerId = await answered(source);
      expect(await feedback.give(answerId, ann, down("how many in {value}", { reasons: ["wrong-rows", "other"], note: "“é”😀 ' \" \\" }))).toBe(true);
      expect(await inbox.list(source)).toEqual([{ skeleton: "how many in {value}", tenants: 1, count: 1, outcomes: { disliked: 1 }, reasons: { "wrong-rows": 1, other: 1 }, lastOn: "2026-03-01" }]);
      await feedback.give(answerId, ann, down("how many in {value}"));
      expect((await inbox.list(source))[0]).toMatchObject({ count: 1, reasons: { "wrong-number": 1 } });
      await feedback.give(answerId, ann, { ...down("how many in {value}"), verdict: "up", reasons: [] });
      expect(await inbox.list(source)).toEqual([]);
    });
  });

  describe(`${name} as an inbox`, () => {
    it("ranks by tenants, then by questions, and names neither tenant nor user", async () => {
      const { learning: { feedback, inbox } } = open();
      const source = await newSource();
      for (const tenant of ["acme", "globex", "initech"]) await inbox.record(unmet(source, "{word} by month"), asker(tenant, "ann"));
      for (let turn = 0; turn < 5; turn++) await inbox.record(unmet(source, "{word} of {value}", { outcome: turn ? "clarify" : "query_failed" }), ann);
      await inbox.record(unmet(source, "top {number}"), ann);
      await feedback.give(await answered(source), ann, down("{word} of {value}"));
      const entries = await inbox.list(source);
      expect(entries.map(({ skeleton, tenants, count }) => [skeleton, tenants, count])).toEqual([["{word} by month", 3, 3], ["{word} of {value}", 1, 6], ["top {number}", 1, 1]]);
      expect(entries[1]).toMatchObject({ outcomes: { clarify: 4, query_failed: 1, disliked: 1 }, reasons: { "wrong-number": 1 } });
      expect(JSON.stringify(entries)).not.toMatch(/acme|globex|initech|\bann\b|[0-9a-f]{32}/u);
    });

    it("keeps sources apart, and forgets after 90 days", async () => {
      const { learning: { inbox } } = open();
      const [source, other] = [await newSource(), await newSource()];
      await inbox.record(unmet(source, "old", { at: new Date("2025-11-30T11:00:00Z") }), ann);
      await inbox.record(unmet(source, "new", { at: new Date("2025-12-02T11:00:00Z") }), ann);
      expect((await inbox.list(source)).map(({ skeleton }) => skeleton)).toEqual(["new"]);
      expect(await inbox.list(other)).toEqual([]);
    });
  });

  describe(`${name} as approved questions`, () => {
    const query = (question: string) => ({ question, plan, by: "vera", at: NOW.toISOString() });

    it("keeps, counts and takes back, each source for itself", async () => {
      const { learning: { verified } } = open();
      const [source, other] = [await newSource(), await newSource()];
      const kept = await verified.keep(source, query("how many?"));
      expect(await verified.list(source)).toEqual([{ id: kept.id, ...query("how many?"), uses: 0 }]);
      await Promise.all([verified.used(source, "how many?"), verified.used(source, "how many?"), verified.used(source, "how few?"), verified.used(other, "how many?")]);
      expect((await verified.list(source))[0]?.uses).toBe(2);
      expect([await verified.remove(other, kept.id, "vera"), await verified.remove(source, id(), "vera"), await verified.list(other)]).toEqual([false, false, []]);
      expect([await verified.remove(source, kept.id, "vera"), await verified.remove(source, kept.id, "vera"), await verified.list(source)]).toEqual([true, false, []]);
    });

    it("has one plan for a question: the last", async () => {
      const { learning: { verified } } = open();
      const source = await newSource();
      await verified.keep(source, query("how many?"));
      const again = await verified.keep(source, { ...query("how many?"), by: "viktor" });
      expect((await verified.list(source)).map(({ id: one, by }) => [one, by])).toEqual([[again.id, "viktor"]]);
    });
  });

  describe(`${name} as vocabularies`, () => {
    const words = (term: string) => ({ synonyms: [{ term, metric: "strikes" }], segments: [], weekStart: "monday" as const });

    it("keeps the words of each tenant for each source, and shows no other's", async () => {
      const { learning: { vocabularies } } = open();
      const [source, other] = [await newSource(), await newSource()];
      expect(await vocabularies.load(source, "acme")).toBeUndefined();
      const saved = await vocabularies.save(source, ann, words("bashes"), 0);
      expect(saved).toMatchObject({ version: 1, by: "ann", at: NOW.toISOString(), document: words("bashes") });
      expect(await vocabularies.load(source, "acme")).toEqual(saved);
      expect([await vocabularies.load(source, "globex"), await vocabularies.load(other, "acme"), await vocabularies.load(source, "")]).toEqual([undefined, undefined, undefined]);
    });

    it("gives a digest to each source, tenant, version and text: equal for nothing else", async () => {
      const { learning: { vocabularies } } = open();
      const [source, other] = [await newSource(), await newSource()];
      const saved = [
        await vocabularies.save(source, ann, words("a b"), 0), await vocabularies.save(source, ann, words("a b"), 1), await vocabularies.save(source, asker("globex", "ann"), words("a b"), 0),
        await vocabularies.save(other, ann, words("a b"), 0), await vocabularies.save(other, asker("globex", "ann"), words("a c"), 0),
      ];
      expect(new Set(saved.map((one) => one?.digest)).size).toBe(saved.length);
    });

    it("lets one of two who edit at once", async () => {
      const { learning: { vocabularies } } = open();
      const source = await newSource();
      await vocabularies.save(source, ann, words("first"), 0);
      const saved = await Promise.all([vocabularies.save(source, ann, words("mine"), 1), vocabularies.save(source, asker("acme", "bob"), words("yours"), 1)]);
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await vocabularies.save(source, ann, words("late"), 1)).toBeUndefined();
      expect(await vocabularies.save(source, ann, words("early"), 7)).toBeUndefined();
      expect((await vocabularies.load(source, "acme"))?.version).toBe(2);
    });
  });

  it(`${name}: nothing that is taught answers when it cannot be reached, and no error says a word of it`, async () => {
    const { broken } = open();
    const attempts = [
      broken.feedback.answer("a", ann), broken.feedback.give("a", ann, down("secret")), broken.inbox.record(unmet("s", "secret"), ann), broken.inbox.list("s"), broken.verified.list("s"),
      broken.verified.keep("s", { question: "secret", plan, by: "v", at: NOW.toISOString() }), broken.verified.remove("s", "secret", "v"), broken.verified.used("s", "secret"),
      broken.vocabularies.load("s", "secret"), broken.vocabularies.save("s", ann, { synonyms: [{ term: "secret", metric: "m" }], segments: [] }, 0),
    ];
    for (const outcome of await Promise.allSettled(attempts)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "database_unavailable" } });
      expect(String(outcome.status === "rejected" && outcome.reason)).not.toContain("secret");
    }
  });
}
