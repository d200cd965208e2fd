// What each store must do, whatever is behind it. An adapter's test passes itself in.
import { describe, expect, it } from "vitest";
import type { Cache, Conversations, Limits, Principal, SimilarQuestions, Turn } from "../../worker/ports.ts";
import type { Plan } from "../../worker/semantic/plan.ts";

export function asker(tenant: string, user: string): Principal {
  return { tenant, user, roles: [], claims: { tenant, sub: user }, scope: tenant, expiresAt: 0 };
}

const id = (): string => crypto.randomUUID();
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @param broken the same store where nothing answers */
export function cacheContract(name: string, open: () => { cache: Cache; broken: Cache }): void {
  describe(`${name} as a cache`, () => {
    it("gives back any JSON just as it was", async () => {
      const { cache } = open();
      for (const value of [{ a: [1, null, "x"], b: { c: true } }, "12", "text", "", 12, 0, -1.5, true, false, null, [], {}, "“é”😀\u2028", "null", "OK"]) {
        const key = id();
        await cache.set(key, value, 60);
        expect(await cache.get(key)).toEqual(value);
      }
    });

    it("has nothing under a key that was never set, and keeps keys apart to the last letter", async () => {
      const { cache } = open();
      const key = id();
      expect(await cache.get(key)).toBeUndefined();
      await cache.set(key, 1, 60);
      expect(await cache.get(`${key} `)).toBeUndefined();
      expect(await cache.get(key.toUpperCase())).toBeUndefined();
    });

    it("replaces and deletes", async () => {
      const { cache } = open();
      const key = id();
      await cache.set(key, 1, 60);
      await cache.set(key, 2, 60);
      expect(await cache.get(key)).toBe(2);
      await cache.delete(key);
      expect(await cache.get(key)).toBeUndefined();
      await expect(cache.delete(key)).resolves.toBeUndefined();
    });

    it("forgets when the time is up, and keeps nothing for no time", async () => {
      const { cache } = open();
      const [short, none] = [id(), id()];
      await cache.set(short, 1, 0.2);
      await cache.set(none, 1, 0);
      expect([await cache.get(short), await cache.get(none)]).toEqual([1, undefined]);
      await wait(300);
      expect(await cache.get(short)).toBeUndefined();
    });

    it("adds only what is not there, and of many at once lets one", async () => {
      const { cache } = open();
      const [key, crowd, short] = [id(), id(), id()];
      expect([await cache.add(key, { first: true }, 60), await cache.add(key, 2, 60), await cache.get(key)]).toEqual([true, false, { first: true }]);
      await cache.delete(key);
      expect(await cache.add(key, null, 60)).toBe(true);
      const added = await Promise.all(Array.from({ length: 10 }, (_, i) => cache.add(crowd, i, 60)));
      expect(added.filter(Boolean)).toHaveLength(1);
      await cache.add(short, 1, 0.2);
      await wait(300);
      expect(await cache.add(short, 2, 60)).toBe(true);
    });

    it("takes long keys and large values", async () => {
      const { cache } = open();
      const [key, value] = [id() + "k".repeat(10_000), "v".repeat(500_000)];
      await cache.set(key, value, 60);
      expect(await cache.get(key)).toBe(value);
    });

    it("throws when it cannot be reached, and quotes neither key nor value", async () => {
      const { broken } = open();
      for (const outcome of await Promise.allSettled([broken.get("secret-key"), broken.set("secret-key", "secret-value", 60), broken.add("secret-key", "secret-value", 60), broken.delete("secret-key")])) {
        expect(outcome.status === "rejected" && outcome.reason).toBeInstanceOf(Error);
        expect(String(outcome.status === "rejected" && outcome.reason)).not.toContain("secret");
      }
    });
  });
}

export function limitsContract(name: string, open: (perMinute: number) => { limits: Limits; broken: Limits }): void {
  describe(`${name} as limits`, () => {
    it("counts down to nothing and then says how long to wait", async () => {
      const { limits } = open(3);
      const who = asker("acme", id());
      const taken = [];
      for (let i = 0; i < 5; i++) taken.push(await limits.take(who));
      expect(taken.map(({ ok, limit }) => [ok, limit])).toEqual([[true, 3], [true, 3], [true, 3], [false, 3], [false, 3]]);
      expect(taken.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 0]);
      for (const { resetSeconds } of taken) expect([resetSeconds >= 1, resetSeconds <= 60, Number.isInteger(resetSeconds)]).toEqual([true, true, true]);
    });

    it("counts each user of each tenant alone, whatever their names", async () => {
      const { limits } = open(1);
      const unique = id();
      const names: [string, string][] = [[`a${unique}`, "b"], [`a${unique}`, "c"], [`b${unique}`, "b"], [`a${unique}:b`, ""], [`a${unique}`, ":b"]];
      const taken = await Promise.all(names.map(([tenant, user]) => limits.take(asker(tenant, user))));
      expect(taken.map(({ ok }) => ok)).toEqual(names.map(() => true));
    });

    it("counts every one of many at once", async () => {
      const { limits } = open(5);
      const who = asker("acme", id());
      const taken = await Promise.all(Array.from({ length: 12 }, () => limits.take(who)));
      expect(taken.filter(({ ok }) => ok)).toHaveLength(5);
    });

    it("throws when it cannot be reached: whether to go on is the caller's to say", async () => {
      await expect(open(1).broken.take(asker("acme", "u"))).rejects.toThrow(Error);
    });
  });
}

export function similarContract(name: string, open: () => { similar: SimilarQuestions; broken: SimilarQuestions }): void {
  describe(`${name} as similar questions`, () => {
    const questions = ["How many strikes were there in 1998?", "Which airport had the most strikes?", "What did strikes cost by month?"];

    it("finds the nearest first, with a score that falls", async () => {
      const { similar } = open();
      const namespace = `shop/${id()}`;
      await similar.index(namespace, questions);
      const found = await similar.find(namespace, "how many strikes in 1998", 3);
      expect(found[0]?.question).toBe(questions[0]);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
      expect(await similar.find(namespace, "how many strikes in 1998", 1)).toHaveLength(1);
    });

    it("keeps one of each, however often it is indexed", async () => {
      const { similar } = open();
      const namespace = id();
      await similar.index(namespace, questions);
      await similar.index(namespace, [...questions, ...questions, " "]);
      expect((await similar.find(namespace, "strikes", 10)).map(({ question }) => question).toSorted()).toEqual(questions.toSorted());
    });

    it("keeps namespaces apart, and an empty one empty", async () => {
      const { similar } = open();
      const [one, other] = [id(), id()];
      await similar.index(one, questions);
      await similar.index(other, []);
      expect(await similar.find(other, "strikes", 5)).toEqual([]);
      expect(await similar.find(one, " ", 5)).toEqual([]);
      expect(await similar.find(one, "strikes", 0)).toEqual([]);
    });

    it("throws when it cannot be reached", async () => {
      await expect(open().broken.find("n", "q", 1)).rejects.toThrow(Error);
      await expect(open().broken.index("n", ["q"])).rejects.toThrow(Error);
    });
  });
}

/** @param sources two ids of sources that exist */
export function conversationsContract(name: string, sources: [string, string], open: () => { conversations: Conversations; broken: Conversations }): void {
  const [source, otherSource] = sources;
  const plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [] } satisfies Plan;
  const turn = (question: string, more: Partial<Turn> = {}): Turn => ({ answerId: id(), question, resolve: {}, at: "2026-03-01T12:00:00.000Z", ...more });
  const ann = asker("acme", "ann");

  describe(`${name} as conversations`, () => {
    it("gives back turns in order, with plan and choices", async () => {
      const { conversations } = open();
      const [conversation, first, second] = [id(), turn("how many?", { plan, resolve: { biggest: "cost" } }), turn("and “by month”? 😀")];
      await conversations.append(conversation, source, ann, first);
      await conversations.append(conversation, source, ann, second);
      expect(await conversations.load(conversation, ann)).toEqual({ id: conversation, sourceId: source, turns: [first, second] });
    });

    it("shows nothing of what is not there", async () => {
      expect(await open().conversations.load(id(), ann)).toBeUndefined();
      expect(await open().conversations.load("' or true --", ann)).toBeUndefined();
    });

    it("shows another owner nothing, and lets them write nothing", async () => {
      const { conversations } = open();
      const [conversation, mine] = [id(), turn("mine")];
      await conversations.append(conversation, source, ann, mine);
      for (const other of [asker("acme", "bob"), asker("globex", "ann"), asker("globex", "bob"), asker("", "ann"), asker("acme", "")]) {
        expect(await conversations.load(conversation, other)).toBeUndefined();
        await expect(conversations.append(conversation, source, other, turn("theirs"))).rejects.toMatchObject({ code: "unknown_conversation" });
      }
      expect((await conversations.load(conversation, ann))?.turns).toEqual([mine]);
    });

    it("gives a receipt to its owner alone, and never with the conversation", async () => {
      const { conversations } = open();
      const [conversation, mine, without] = [id(), turn("mine"), turn("without")];
      await conversations.append(conversation, source, ann, { ...mine, receipt: "head.body.signature" });
      await conversations.append(conversation, source, ann, without);
      expect(await conversations.receipt(mine.answerId, ann)).toBe("head.body.signature");
      for (const other of [asker("acme", "bob"), asker("globex", "ann"), asker("", "")]) expect(await conversations.receipt(mine.answerId, other)).toBeUndefined();
      expect(await conversations.receipt(without.answerId, ann)).toBeUndefined();
      expect(await conversations.receipt("' or true --", ann)).toBeUndefined();
      expect((await conversations.load(conversation, ann))?.turns).toEqual([mine, without]);
    });

    it("stays with its source", async () => {
      const { conversations } = open();
      const conversation = id();
      await conversations.append(conversation, source, ann, turn("here"));
      await expect(conversations.append(conversation, otherSource, ann, turn("there"))).rejects.toMatchObject({ code: "unknown_conversation" });
      expect((await conversations.load(conversation, ann))?.turns).toHaveLength(1);
    });

    it("keeps an answer once, however often it is appended", async () => {
      const { conversations } = open();
      const [conversation, once] = [id(), turn("once")];
      for (let i = 0; i < 3; i++) await conversations.append(conversation, source, ann, once);
      expect((await conversations.load(conversation, ann))?.turns).toEqual([once]);
    });

    it("gives each of many appended at once its place", async () => {
      const { conversations } = open();
      const conversation = id();
      const turns = Array.from({ length: 8 }, (_, i) => turn(`question ${i}`));
      await Promise.all(turns.map((one) => conversations.append(conversation, source, ann, one)));
      const loaded = await conversations.load(conversation, ann);
      expect(loaded?.turns.map(({ question }) => question).toSorted()).toEqual(turns.map(({ question }) => question).toSorted());
    });

    it("lists one's own about a source, the last used first, by the name given or the first question", async () => {
      const { conversations } = open();
      const me = asker(id(), "ann");
      const [old, newer, elsewhere] = [id(), id(), id()];
      await conversations.append(old, source, me, turn("how many geese?", { at: "2026-03-01T12:00:00.000Z" }));
      await conversations.append(old, source, me, turn("and by month?", { at: "2026-03-02T12:00:00.000Z" }));
      await conversations.append(newer, source, me, turn("total cost", { at: "2026-03-03T12:00:00.000Z" }));
      await conversations.append(elsewhere, otherSource, me, turn("how many geese?"));
      expect(await conversations.list(source, me, "")).toEqual([{ id: newer, title: "total cost", at: "2026-03-03T12:00:00.000Z", answers: 1 }, { id: old, title: "how many geese?", at: "2026-03-02T12:00:00.000Z", answers: 2 }]);
      expect(await conversations.rename(old, me, "Birds – “2026” %")).toBe(true);
      const found = async (search: string) => (await conversations.list(source, me, search)).map(({ title }) => title);
      expect(await found("BY MONTH")).toEqual(["Birds – “2026” %"]);
      expect([await found("birds"), await found("%"), await found("_"), await found("nothing")]).toEqual([["Birds – “2026” %"], ["Birds – “2026” %"], [], []]);
    });

    it("lists, renames and removes for its owner alone; what is removed is gone with its answers", async () => {
      const { conversations } = open();
      const [conversation, mine, tenant] = [id(), turn("mine", { receipt: "head.body.signature" }), id()];
      const me = asker(tenant, "ann");
      await conversations.append(conversation, source, me, mine);
      for (const other of [asker(tenant, "bob"), asker("globex", "ann"), asker("", "")]) {
        expect((await conversations.list(source, other, "")).map((entry) => entry.id)).not.toContain(conversation);
        expect([await conversations.rename(conversation, other, "theirs"), await conversations.remove(conversation, other)]).toEqual([false, false]);
      }
      expect(await conversations.list(source, me, "")).toMatchObject([{ id: conversation, title: "mine" }]);
      expect([await conversations.remove(conversation, me), await conversations.remove(conversation, me)]).toEqual([true, false]);
      expect([await conversations.load(conversation, me), await conversations.receipt(mine.answerId, me), await conversations.list(source, me, "")]).toEqual([undefined, undefined, []]);
    });

    it("says when it cannot be reached, without a word of the question", async () => {
      const { broken } = open();
      await expect(broken.list(source, ann, "")).rejects.toMatchObject({ code: "database_unavailable" });
      await expect(broken.load(id(), ann)).rejects.toMatchObject({ code: "database_unavailable" });
      const refused: unknown = await broken.append(id(), source, ann, turn("secret question")).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: "database_unavailable" });
      expect(String(refused)).not.toContain("secret");
    });
  });
}
