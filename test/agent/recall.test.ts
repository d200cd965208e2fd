import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerKey, recall, remember, rowScope, type RecallInput } from "../../worker/agent/recall.ts";
import type { Cache } from "../../worker/ports.ts";
import { principalOf, skyward } from "./fixtures.ts";

const input: RecallInput = {
  question: "How many strikes?", source: skyward, principal: principalOf("a"), previous: undefined, resolve: {}, locale: "en", timeZone: undefined, today: "2002-07-25",
};

describe("the key of an answer", () => {
  it("is the same for the same question, however it is spaced or cased", () => {
    expect(answerKey({ ...input, question: "  how MANY   strikes? " })).toBe(answerKey(input));
  });

  it.each<[string, Partial<RecallInput>]>([
    ["the tenant", { principal: principalOf("b") }],
    ["a filter claim", { source: withClaim("region"), principal: principalOf("a", { region: "west" }) }],
    ["the question", { question: "How many strikes in 1998?" }],
    ["the model version", { source: { ...skyward, model: { ...skyward.model, version: "2" } } }],
    ["the policy version", { source: { ...skyward, policy: { ...skyward.policy, version: "2" } } }],
    ["the source", { source: { ...skyward, id: "other" } }],
    ["the plan before", { previous: { intent: "value", table: "strikes", metrics: [], dimensions: [], filters: [] } }],
    ["a choice", { resolve: { biggest: "cost" } }],
    ["the locale", { locale: "de" }],
    ["the day", { today: "2002-07-26" }],
  ])("differs with %s", (_name, change) => {
    expect(answerKey({ ...input, ...change })).not.toBe(answerKey(input));
  });

  it("is never shared by two tenants, whatever they are called and ask", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (one, other, question, another) => {
        fc.pre(one !== other);
        return answerKey({ ...input, question, principal: principalOf(one) }) !== answerKey({ ...input, question: another, principal: principalOf(other) });
      }),
      { seed: 20021125, numRuns: 500 },
    );
  });
});

describe("the scope of rows", () => {
  it("tells principals apart by the claims the policy reads", () => {
    const source = withClaim("region");
    expect(rowScope(principalOf("a", { region: "west" }), source)).not.toBe(rowScope(principalOf("a", { region: "east" }), source));
  });

  it("is shared by users of one tenant where no filter reads the user", () => {
    expect(rowScope({ ...principalOf("a"), user: "one" }, skyward)).toBe(rowScope({ ...principalOf("a"), user: "two" }, skyward));
  });
});

describe("a cache that fails", () => {
  const broken: Cache = { get: () => Promise.reject(new Error("down")), set: () => Promise.reject(new Error("down")), add: () => Promise.reject(new Error("down")), delete: () => Promise.reject(new Error("down")) };

  it("is a cache that has nothing, and says so", async () => {
    expect(await recall(broken, "key")).toEqual({ degraded: true });
    expect(await remember(broken, "key", { events: [], followUps: [], receipt: {} as never })).toBe(false);
  });
});

function withClaim(claim: string): typeof skyward {
  const tables = skyward.policy.tables.map((table) => (table.rows === "global" ? table : { ...table, rows: [...table.rows, { column: "id", op: "=" as const, claim }] }));
  return { ...skyward, policy: { ...skyward.policy, tables } };
}
