// Rewording by a model: it sees no value, what it may not change comes back as it was, and its failures cost nothing.
import { describe, expect, it } from "vitest";
import { rewordInsights } from "../../worker/agent/insight/reword.ts";
import type { LanguageModel, ModelOutcome } from "../../worker/ports.ts";
import type { Insight } from "../../worker/protocol.ts";

const insight = (text: string, values: Record<string, string>): Insight => ({ type: "t", class: "descriptive", text, values, score: 1 });
const trend = insight("Strikes tended to rise by about 4.8 per month over 24 months (between 4.5 and 5.1).", { what: "Strikes", slope: "4.8", low: "4.5", high: "5.1", n: "24", unit: "month", per: "month" });
const leader = insight("Climb leads with 90, 4.5 times the next, Taxi (20).", { name: "Climb", value: "90", times: "4.5", next: "Taxi", nextValue: "20" });

function modelOf(answer: (sentences: string[]) => unknown): { model: LanguageModel; seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    model: { complete: async ({ system, user }): Promise<ModelOutcome> => {
      seen.push(system, user);
      const { sentences } = JSON.parse(user) as { sentences: string[] };
      return { ok: true, value: answer(sentences), tokens: 10, model: "m" };
    } },
  };
}

describe("a model that rewords", () => {
  it("is shown by what it says where it keeps all, and passed over where it does not", async () => {
    const { model } = modelOf((sentences) => ({ sentences: sentences.map((sentence) => sentence.replace("tended to rise by about", "have tended to grow by roughly").replace("leads with", "trails with")) }));
    const [first, second] = await rewordInsights([trend, leader], model);
    expect(first?.text).toBe("Strikes have tended to grow by roughly 4.8 per month over 24 months (between 4.5 and 5.1).");
    expect(first?.values).toEqual(trend.values);
    expect(second).toEqual(leader);
  });

  it("sees no value of the data", async () => {
    const { model, seen } = modelOf((sentences) => ({ sentences }));
    expect(await rewordInsights([trend, leader], model)).toEqual([trend, leader]);
    for (const value of [...Object.values(leader.values), "Strikes", "4.8", "24"]) expect(seen[1]).not.toMatch(new RegExp(`(?<![\\w{])${value}(?![\\w}])`, "u"));
    expect(seen[1]).toContain("tended to rise by about {");
  });

  it.each<[string, (sentences: string[]) => unknown]>([
    ["too few sentences", (sentences) => ({ sentences: sentences.slice(1) })], ["no sentences", () => ({})], ["something else", () => "hello"], ["numbers", (sentences) => ({ sentences: sentences.map(() => 5) })],
    ["places that are not there", (sentences) => ({ sentences: sentences.map(() => "{0} leads with {99}.") })], ["places in another order", (sentences) => ({ sentences: sentences.map((sentence) => sentence.replaceAll(/\{(\d)\}/gu, (_all, index) => `{${(Number(index) + 1) % 4}}`)) })],
  ])("may send %s: the findings stay", async (_name, answer) => expect(await rewordInsights([leader, leader], modelOf(answer).model)).toEqual([leader, leader]));

  it("may fail, and is not asked for nothing", async () => {
    const failing: LanguageModel = { complete: async () => ({ ok: false, failure: "timeout" }) };
    expect(await rewordInsights([trend], failing)).toEqual([trend]);
    const { model, seen } = modelOf(() => ({}));
    expect([await rewordInsights([], model), seen]).toEqual([[], []]);
  });
});
