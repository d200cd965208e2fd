// The planner on the demo: every plan whole, every refusal by name, every clarification to its end.
import { describe, expect, it } from "vitest";
import { compile } from "../../../worker/semantic/compile/index.ts";
import { ANSWERED } from "./skyward-answered.ts";
import { FOLDED, NOT_FOLDED } from "./skyward-folds.ts";
import { MUST_NOT_ANSWER, NOT_YET } from "./skyward-unanswered.ts";
import { understand } from "../../../worker/agent/plan/index.ts";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import { model, read, TODAY, values, type Given } from "./skyward.ts";
import { sayUnderstood } from "./say-plan.ts";

const say = (question: string, given?: Given): string => sayUnderstood(read(question, given));

describe("questions with one reading", () => {
  it.each([...ANSWERED, ...FOLDED])("%s", (question, plan) => {
    const understood = read(question);
    expect(sayUnderstood(understood)).toBe(plan);
    if (understood.kind === "plan") expect(compile(understood.plan, model)).toMatchObject({ ok: true });
  });

  it("are at least 200", () => expect(ANSWERED.length).toBeGreaterThanOrEqual(200));
});

describe("questions that must not be answered", () => {
  it.each([...MUST_NOT_ANSWER, ...NOT_YET, ...NOT_FOLDED])("%s", (question, outcome) => {
    expect(say(question)).toBe(outcome);
  });

  it("are at least 60", () => expect(MUST_NOT_ANSWER.length).toBeGreaterThanOrEqual(60));

  it.each(model.suggestions)("but every suggestion is answered: %s", (question) => {
    expect(read(question).kind).toBe("plan");
  });

  it("name what is missing and what there is", () => {
    const understood = read("what is our churn?");
    expect(understood).toMatchObject({ kind: "unknown", missing: ["churn"] });
    expect(understood.kind === "unknown" && understood.message).toMatch(/^I don't find “churn” in this data\. It holds strikes with total cost/u);
  });

  it("hold no word of another tenant", () => {
    for (const airline of ["Delta", "Delta Air Lines", "United", "Southwest"]) expect(read(`how many strikes did ${airline} have`).kind).toBe("unknown");
    const delta = buildLexicon(model, { ...values, "operators.name": ["Delta Air Lines"] });
    for (const question of ["strikes by American", "how many strikes did American have", "strikes for American Airlines"]) {
      expect(understand({ question, lexicon: delta, model, today: TODAY, resolve: {} }).kind, question).toBe("unknown");
    }
  });
});

describe("a clarification", () => {
  it.each([
    ["biggest strikes", { biggest: "cost" }, /^list of strikes strikes\.cost_total desc limit 10$/u],
    ["biggest strikes", { biggest: "speed" }, /^list of strikes strikes\.speed_knots desc limit 10$/u],
    ["the 3 worst strikes at Denver", { worst: "size" }, /^list of strikes strikes\.wildlife_size desc limit 3 \| airports\.city in Denver$/u],
    ["worst airports", { worst: "cost" }, /^rank cost by airports\.name metric 0 desc limit 10$/u],
    ["strikes in New York", { "new york": "airports.state" }, /^value strikes \| airports\.state in New York$/u],
    ["strikes in March", { march: "2001-03" }, /^value strikes \| 2001-03-01\.\.2001-04-01$/u],
    ["by month", { measure: "cost" }, /^trend cost by strikes\.flight_date:month$/u],
    ["speed by phase", { speed: "median" }, /^breakdown median strikes\.speed_knots by strikes\.phase$/u],
    ["which month had the most strikes", { month: "cycle" }, /^rank strikes by strikes\.flight_date~month-of-year metric 0 desc limit 1$/u],
    ["which day had the most strikes", { day: "grain" }, /^rank strikes by strikes\.flight_date:day metric 0 desc limit 1$/u],
    ["show strikes in 1998", { show: "list" }, /^list of strikes \| 1998-01-01/u],
    ["strikes by day", { "by day": "grain" }, /^trend strikes by strikes\.flight_date:day$/u],
    ["strikes by day", { "by day": "value" }, /^value strikes \| strikes\.time_of_day in Day$/u],
    ["how many birds did we hit", { birds: "rows" }, /^value strikes$/u],
    ["strikes from 1995", { from: "since" }, /^value strikes \| 1995-01-01\.\.$/u],
    ["strikes this year versus last year", { versus: "same" }, /\| 2002-01-01\.\.2002-07-26 \| vs 2001-01-01\.\.2001-07-26$/u],
    ["strikes this year versus last year", { versus: "whole" }, /\| 2002-01-01\.\.2002-07-26 \| vs 2001-01-01\.\.2002-01-01$/u],
    ["airports with cost over 100000", { cost: "group" }, /^breakdown cost by airports\.name \| having 0 > 100000$/u],
    ["airports with cost over 100000", { cost: "row" }, /^breakdown strikes by airports\.name \| strikes\.cost_total > 100000$/u],
  ])("of “%s” by %j is obeyed", (question, resolve: Record<string, string>, plan) => {
    expect(say(question)).toMatch(/^ask /u);
    expect(say(question, { resolve })).toMatch(plan);
  });

  it("offers two to four choices", () => {
    for (const [question] of MUST_NOT_ANSWER) {
      const understood = read(question);
      if (understood.kind !== "clarify") continue;
      expect(understood.choices.length, question).toBeGreaterThanOrEqual(2);
      expect(understood.choices.length, question).toBeLessThanOrEqual(4);
    }
  });

  it("is not needed where the question says it", () => {
    expect(say("biggest strikes by cost")).toBe("list of strikes strikes.cost_total desc limit 10");
    expect(say("airport with the biggest cost")).toBe("rank cost by airports.name metric 0 desc limit 1");
    expect(say("top 5 airports")).toBe("rank strikes by airports.name metric 0 desc limit 5");
    expect(say("which month in 2001 had the most strikes")).toMatch(/flight_date:month/u);
  });
});

describe("typos", () => {
  it("are mended only where one word is meant, and it is said", () => {
    const understood = read("toatl cost by pahse");
    expect(sayUnderstood(understood)).toBe("breakdown cost by strikes.phase");
    expect(understood.trace.map((line) => line.note)).toEqual(expect.arrayContaining(["read “toatl” as “total”", "read “pahse” as “phase”"]));
  });

  it("never turn one ordinary word into another", () => {
    for (const question of ["strikes in early 1998", "flights by month", "strikes by weight", "stats by phase", "strikes at right", "how many strikes per mouth"]) expect(read(question).kind, question).toBe("unknown");
  });
});

describe("the account of words", () => {
  it.each(["churn", "blorb", "other", "or", "not", "versus", "without", "average", "forecast", "than", "why"])("never drops “%s”", (word) => {
    expect(read(`how many strikes ${word}`).kind).not.toBe("plan");
    expect(read(`${word} cost by phase blorb`).kind).toBe("unknown");
  });

  it("is quick", () => {
    const started = performance.now();
    for (const [question] of ANSWERED.slice(0, 100)) read(question);
    expect((performance.now() - started) / 100).toBeLessThan(20);
  });
});
