// What models are told, how much they may spend, and when two of their readings are the same answer.
import { describe, expect, it } from "vitest";
import { nearestExamples } from "../../worker/agent/examples.ts";
import { limitSpending } from "../../worker/agent/model-budget.ts";
import { describeExamples } from "../../worker/agent/model-plan/prompt.ts";
import { describeStatements } from "../../worker/agent/model-sql/prompt.ts";
import { relevantSource } from "../../worker/agent/relevant-tables.ts";
import { sameResult } from "../../worker/agent/same-result.ts";
import type { LanguageModel, ModelOutcome, ResultSet, SimilarQuestions, Source } from "../../worker/ports.ts";
import type { Cell } from "../../worker/protocol.ts";
import type { SemanticModel, Table } from "../../worker/semantic/model.ts";
import { parseModel } from "../../worker/semantic/validate.ts";
import { skyward } from "./fixtures.ts";

const log = { event: () => undefined };
const blind: SimilarQuestions = { index: () => Promise.resolve(), find: () => Promise.resolve([]) };
const broken: SimilarQuestions = { index: () => Promise.reject(new Error("down")), find: () => Promise.reject(new Error("down")) };

describe("a budget", () => {
  const model = (outcome: ModelOutcome): LanguageModel => ({ complete: () => Promise.resolve(outcome) });
  const request = { system: "", user: "", schema: {}, schemaName: "x", size: "small" } as const;

  it("counts calls, tokens and cost, failures too", async () => {
    const spending = limitSpending(model({ ok: true, value: 1, tokens: 100, model: "m", cost: 0.01 }));
    await spending.model.complete(request);
    await spending.model.complete(request);
    expect(spending.spent()).toEqual({ calls: 2, tokens: 200, cost: 0.02 });
    const failing = limitSpending(model({ ok: false, failure: "timeout" }));
    await failing.model.complete(request);
    expect(failing.spent()).toEqual({ calls: 1, tokens: 0, cost: 0 });
  });

  it("ends calls past it without making them", async () => {
    const spending = limitSpending(model({ ok: true, value: 1, tokens: 600, model: "m" }), { calls: 5, tokens: 1_000 });
    for (let call = 0; call < 4; call++) await spending.model.complete(request);
    expect(await spending.model.complete(request)).toEqual({ ok: false, failure: "budget" });
    expect(spending.spent()).toMatchObject({ calls: 2, tokens: 1_200 });
    const few = limitSpending(model({ ok: true, value: 1, tokens: 1, model: "m" }), { calls: 1, tokens: 1_000 });
    await few.model.complete(request);
    expect([few.affords(1), await few.model.complete(request)]).toEqual([false, { ok: false, failure: "budget" }]);
  });

  it("knows whether a large call would fit", () => {
    expect(limitSpending(model({ ok: false, failure: "timeout" }), { calls: 1, tokens: 100 }).affords(101)).toBe(false);
  });
});

/** The demo's model among many tables that have nothing to do with it. */
function crowded(): Source {
  const others = Array.from({ length: 60 }, (_, index): Table => ({ name: `ledger_${index}`, schema: "x", label: `ledger ${index}`, plural: `ledgers ${index}`, synonyms: [], description: "Bookings.", primaryKey: ["id"], columns: [{ name: "id", type: "integer", label: "number", synonyms: [], dimension: false }] }));
  return { ...skyward, model: { ...skyward.model, tables: [...others, ...skyward.model.tables] } };
}
const namesOf = ({ model }: { model: SemanticModel }): string[] => model.tables.map(({ name }) => name);

describe("relevant tables", () => {
  it("are all of them where they are few", async () => {
    expect(await relevantSource("strikes by airport", skyward, { similar: broken, log })).toBe(skyward);
  });

  it("are those that the words point to, with the joins between; what is left holds together", async () => {
    const { model } = await relevantSource("Which airports and species had most strikes?", crowded(), { similar: blind, log });
    expect(namesOf({ model })).toEqual(expect.arrayContaining(["strikes", "airports", "species"]));
    expect(namesOf({ model }).filter((name) => name.startsWith("ledger"))).toEqual([]);
    expect(parseModel({ ...model, suggestions: [], ambiguous: [], verified: [], segments: [] })).toMatchObject({ ok: true });
  });

  it("are also those whose descriptions are alike, and a search that is down changes nothing else", async () => {
    const alike: SimilarQuestions = { index: () => Promise.resolve(), find: () => Promise.resolve([{ question: "ledger_7: ledgers", score: 0.9 }]) };
    expect(namesOf(await relevantSource("strikes", crowded(), { similar: alike, log }))).toContain("ledger_7");
    expect(namesOf(await relevantSource("strikes", crowded(), { similar: broken, log }))).toContain("strikes");
  });

  it("are some, even where no word is known", async () => {
    expect(namesOf(await relevantSource("xyzzy", crowded(), { similar: blind, log })).length).toBeGreaterThan(0);
  });
});

describe("approved examples", () => {
  const verified = ["strikes by year", "strikes by phase", "strikes by airport", "cost by year"].map((question) => ({
    question, by: "ann", at: "2026-01-01", plan: { intent: "value" as const, table: "strikes", metrics: [{ kind: "metric" as const, name: "strikes" }], dimensions: [], filters: [] },
  }));
  const source = { ...skyward, model: { ...skyward.model, verified } };
  const found: SimilarQuestions = { index: () => Promise.resolve(), find: () => Promise.resolve([{ question: "cost by year", score: 1 }, { question: "gone", score: 0.9 }]) };

  it("are the nearest, three at most, with plan and SQL", async () => {
    expect((await nearestExamples("x", source, { similar: found, log })).map(({ question }) => question)).toEqual(["cost by year"]);
    const [first, ...more] = await nearestExamples("x", source, { similar: broken, log });
    expect([first?.question, more.length]).toEqual(["strikes by year", 2]);
    expect(describeStatements(first ? [first] : [])).toContain("FROM");
    expect(describeExamples(first ? [first] : [])).toContain('"intent":"value"');
  });

  it("are none where none was approved", async () => {
    expect(await nearestExamples("x", skyward, { similar: broken, log })).toEqual([]);
    expect(describeExamples([]) + describeStatements([])).toBe("");
  });
});

describe("two results", () => {
  const result = (names: string[], ...rows: Cell[][]): ResultSet => ({ columns: names.map((name) => ({ name, type: "number" })), rows, truncated: false, bytes: 0 });
  const base = result(["year", "n"], [1990, 10], [1991, 20.5]);

  it.each<[string, ResultSet, boolean]>([
    ["themselves", base, true], ["other names", result(["a", "b"], [1990, 10], [1991, 20.5]), true], ["another order of rows", result(["year", "n"], [1991, 20.5], [1990, 10]), true],
    ["another order of columns", result(["n", "year"], [10, 1990], [20.5, 1991]), true], ["rounding", result(["year", "n"], [1990, 10], [1991, 20.500000001]), true],
    ["another number", result(["year", "n"], [1990, 10], [1991, 21]), false], ["a row more", result(["year", "n"], [1990, 10], [1991, 20.5], [1992, 1]), false], ["a column more", result(["year", "n", "x"], [1990, 10, 1], [1991, 20.5, 1]), false],
    ["the numbers at other years", result(["year", "n"], [1990, 20.5], [1991, 10]), false], ["nothing for a number", result(["year", "n"], [1990, 10], [1991, null]), false], ["text for a number", result(["year", "n"], ["1990", 10], ["1991", 20.5]), false],
  ])("with %s: %s", (_what, other, same) => {
    expect(sameResult(base, other)).toBe(same);
  });

  it("of many columns are compared as they stand", () => {
    const wide = result(["a", "b", "c", "d", "e", "f"], [1, 2, 3, 4, 5, 6]);
    expect([sameResult(wide, wide), sameResult(wide, result(["a", "b", "c", "d", "e", "f"], [2, 1, 3, 4, 5, 6]))]).toEqual([true, false]);
  });
});
