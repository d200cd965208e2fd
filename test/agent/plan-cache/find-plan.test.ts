// The plan cache in the chain: who is served what, and that a store that fails is one that has nothing.
import { describe, expect, it } from "vitest";
import { findKept, findVerified, forgetPlan, keepPlan } from "../../../worker/agent/plan-cache/find-plan.ts";
import { readQuestion, type Readable } from "../../../worker/agent/read-question.ts";
import type { LanguageModel, PlanCache, Ports, Source } from "../../../worker/ports.ts";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import type { VerifiedQuery } from "../../../worker/semantic/model.ts";
import type { Plan } from "../../../worker/semantic/plan.ts";
import { only, plan, say, SOURCES } from "./sources.ts";

/** A store in memory that finds whatever is in the namespace: the match decides, not the search. */
function inMemory(): { plans: PlanCache; held: Map<string, object>; log: Ports["log"]; logged: string[] } {
  const held = new Map<string, object>();
  const logged: string[] = [];
  const plans: PlanCache = {
    candidates: (namespace) => Promise.resolve([...held].flatMap(([key, one]) => (key.startsWith(`${namespace} `) ? [JSON.parse(JSON.stringify(one)) as unknown] : []))),
    keep: (namespace, signature, template) => Promise.resolve(void held.set(`${namespace} ${signature}`, template)),
    forget: (namespace, signature) => Promise.resolve(void held.delete(`${namespace} ${signature}`)),
  };
  return { plans, held, logged, log: { event: (name) => void logged.push(name) } };
}

const broken: PlanCache = { candidates: () => Promise.reject(new Error("down")), keep: () => Promise.reject(new Error("down")), forget: () => Promise.reject(new Error("down")) };

function sourceOf(change: Partial<Source["model"]> = {}): Source {
  return { id: "shop", label: "Shop", connection: "X", model: { ...SOURCES.shop.model, ...change }, policy: { version: "1", rowCap: 100, tables: [] }, limits: { timeoutMs: 1, maxRows: 1, maxBytes: 1 } };
}

function asked(question: string, change: Partial<Readable> = {}): Readable {
  return { question, lexicon: SOURCES.shop.lexicon, source: sourceOf(), today: SOURCES.shop.today, previous: undefined, resolve: {}, locale: "en", ...change };
}

const QUESTION = "Which customers from Spain bought the most?";
const bought = plan({ intent: "rank", dimensions: [{ column: "customers.name" }], filters: [only("customers.country", "Spain")], order: { by: "metric", index: 0, direction: "desc" }, limit: 10 });
const said = (found: Plan | undefined): string | undefined => found && say(found);

describe("a kept plan", () => {
  it("serves the next asker's paraphrase with that asker's values", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION), store);
    const other = buildLexicon(SOURCES.shop.model, { "customers.country": ["Norway"], "customers.name": ["Olsen"] });
    expect(said(await findKept(asked("please show me which clients in Norway bought the most", { lexicon: other }), store))).toBe("rank orders by customers.name metric 0 desc limit 10 | customers.country in Norway");
    expect(await findKept(asked("which clients in Spain bought the most", { lexicon: other }), store)).toBeUndefined();
  });

  it("holds nothing of who asked", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION), store);
    expect(JSON.stringify([...store.held])).not.toMatch(/Spain|Müller|today|tenant/u);
  });

  it("is not found under another version of the model, or another source", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION), store);
    expect(await findKept(asked(QUESTION), store)).toBeDefined();
    expect(await findKept(asked(QUESTION, { source: sourceOf({ version: "2" }) }), store)).toBeUndefined();
    expect(await findKept(asked(QUESTION, { source: { ...sourceOf(), id: "other" } }), store)).toBeUndefined();
  });

  it("is not found by askers who see another part of the model", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION), store);
    const fewer = sourceOf({ metrics: SOURCES.shop.model.metrics.filter(({ name }) => name !== "units") });
    expect(await findKept(asked(QUESTION, { source: fewer }), store)).toBeUndefined();
    expect(await findKept(asked(QUESTION, { source: sourceOf({ label: "Another label" }) }), store)).toBeDefined();
  });

  it("is forgotten by any paraphrase of its question", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION), store);
    await forgetPlan(asked("which buyers in France bought the most"), store);
    expect(store.held.size).toBe(0);
  });

  it("is not made of an answer that hung on the conversation or on a choice", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION, { previous: plan() }), store);
    await keepPlan(bought, asked(QUESTION, { resolve: { best: "revenue" } }), store);
    expect(store.held.size).toBe(0);
  });

  it("serves no fragment, which edits the question before", async () => {
    const store = inMemory();
    await keepPlan(plan({ filters: [only("customers.country", "Spain")] }), asked("sold in Spain by customer"), store);
    await keepPlan(plan({ dimensions: [{ column: "customers.country" }], intent: "breakdown" }), asked("sold by country"), store);
    expect(await findKept(asked("sold by country"), store)).toBeDefined();
    expect(await findKept(asked("sold by country", { previous: plan() }), store)).toBeUndefined();
    expect(await findKept(asked("sold by country", { resolve: { sold: "x" } }), store)).toBeUndefined();
  });

  it("that somebody tampered with is checked like a model's", async () => {
    const store = inMemory();
    await keepPlan(bought, asked(QUESTION), store);
    const [[key, kept] = ["", {}]] = [...store.held];
    for (const change of [{ table: "secrets" }, { dimensions: [{ column: "customers.id" }] }, { metrics: [{ kind: "metric", name: "profit" }] }, { filters: [only("orders.password", "x")] }, { filters: [only("customers.country"), only("customers.name", "Nobody we know")] }, { metrics: "x" }]) {
      store.held.set(key, { ...kept, plan: { ...(kept as { plan: object }).plan, ...change } });
      expect(await findKept(asked(QUESTION), store), JSON.stringify(change)).toBeUndefined();
    }
  });

  it("is nothing where the store fails, and the log says so", async () => {
    const { log, logged } = inMemory();
    const ports = { plans: broken, log };
    expect(await findKept(asked(QUESTION), ports)).toBeUndefined();
    await keepPlan(bought, asked(QUESTION), ports);
    await forgetPlan(asked(QUESTION), ports);
    expect(logged).toEqual(["plans.failed", "plans.failed", "plans.failed"]);
  });

  it("is not even looked for where the question may name somebody", async () => {
    const { log, logged } = inMemory();
    expect(await findKept(asked("what did jane doe buy in Spain by customer"), { plans: broken, log })).toBeUndefined();
    expect(logged).toEqual([]);
  });
});

describe("an approved question", () => {
  const approve = (question: string, made: Plan): VerifiedQuery => ({ question, plan: made, by: "ann", at: "2024-01-10T09:00:00Z" });
  const source = sourceOf({
    verified: [
      approve("Which customers from Norway bought the most?", { ...bought, filters: [only("customers.country", "Norway")] }),
      approve("Umsatz letzten Monat", plan({ metrics: [{ kind: "metric", name: "revenue" }], time: { column: "orders.ordered_on", ranges: [{ from: "2023-12-01", to: "2024-01-01", label: "December 2023" }] } })),
      approve("How are we doing?", plan({ metrics: [{ kind: "metric", name: "revenue" }] })),
      approve("revenue last month", plan({ metrics: [{ kind: "metric", name: "units" }], time: { column: "orders.ordered_on", ranges: [{ from: "2023-12-01", to: "2024-01-01", label: "December 2023" }] } })),
    ],
  });
  const find = (question: string, change: Partial<Readable> = {}): string | undefined => said(findVerified(asked(question, { source, ...change })));

  it("is a template from the start, also with values that this asker's data does not hold", () => {
    expect(find("in Spain, which clients bought the most?")).toBe("rank orders by customers.name metric 0 desc limit 10 | customers.country in Spain");
    expect(find("which customers from Norway bought the most?")).toBeUndefined();
    expect(find("which customers from Spain bought the least?")).toBeUndefined();
  });

  it("counts relative dates from the day of the question, not of the approval", () => {
    expect(find("revenue last month")).toBe("value units | 2024-04-01..2024-05-01");
  });

  it("is not answered with the dates of its approval, where its own words for them are not understood", () => {
    expect(find("Umsatz letzten Monat")).toBeUndefined();
  });

  it("without a word of the model is found word for word only", () => {
    expect(find("how are we doing")).toBe("value revenue");
    expect(find("how are we doing in 2023")).toBeUndefined();
  });

  it("does not answer a fragment of a conversation", () => {
    expect(find("revenue last month", { previous: plan() })).toBe("value units | 2024-04-01..2024-05-01");
    expect(find("last month", { previous: plan() })).toBeUndefined();
  });
});

describe("the order of tiers", () => {
  const model = (plans: number[]): LanguageModel => ({ complete: () => (plans.push(1), Promise.resolve({ ok: false, failure: "unavailable" })) });
  const ports = (change: Partial<Ports>): Ports => ({ ...inMemory(), similar: { index: () => Promise.resolve(), find: () => Promise.resolve([]) }, ...change }) as Ports;
  const tierOf = async (readable: Readable, change: Partial<Ports> = {}): Promise<string> => {
    const reading = await readQuestion(readable, ports(change));
    return reading.kind === "read" ? reading.tier : reading.kind;
  };

  it("is approved, built in, kept, model", async () => {
    const calls: number[] = [];
    const store = inMemory();
    const approved = sourceOf({ verified: [{ question: "orders by status", plan: plan(), by: "ann", at: "2024-01-10" }] });
    expect(await tierOf(asked("orders by status", { source: approved }))).toBe("verified");
    expect(await tierOf(asked("orders by status"))).toBe("built-in");
    expect(await tierOf(asked(QUESTION), { ...store, model: model(calls) })).toBe("cannot");
    expect(calls).toHaveLength(1);
    await keepPlan(bought, asked(QUESTION), store);
    expect(await tierOf(asked("which clients in France bought the most"), { ...store, model: model(calls) })).toBe("plan-cache");
    expect(calls).toHaveLength(1);
  });

  it("goes on to the model where the store is down", async () => {
    const calls: number[] = [];
    expect(await tierOf(asked(QUESTION), { plans: broken, model: model(calls) })).toBe("cannot");
    expect(calls).toHaveLength(1);
  });
});
