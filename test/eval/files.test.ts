// What is read of the file and of its gold statements.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testParser } from "../guard/load.ts";
import { readCases } from "./cases.ts";
import { asksOrder } from "./grade.ts";
import { endingOf } from "./order-keys.ts";
import { readOptions } from "./read-options.ts";

const parser = await testParser();

describe("a file of questions", () => {
  it("is one JSON object a line, with what is left out filled in", () => {
    expect(readCases('{"id":"a","question":"How many?","gold":["select 1"]}\n\n')).toEqual([{ id: "a", question: "How many?", gold: ["select 1"], expect: "answer", part: false, category: "all", locale: "en", turns: [] }]);
  });

  it.each([
    ["no JSON", '{"id":', "line 1"],
    ["no gold for an answer", '{"id":"a","question":"q"}', "line 1: needs gold"],
    ["no gold for a follow-up", '{"id":"a","question":"q","gold":["select 1"],"turns":[{"question":"and?"}]}', "line 1: needs gold"],
    ["an expectation nobody knows", '{"id":"a","question":"q","expect":"maybe"}', "line 1: expect"],
    ["an id twice", '{"id":"a","question":"q","expect":"decline"}\n{"id":"a","question":"r","expect":"decline"}', "the id a is there twice"],
  ])("with %s is refused by line", (_name, text, problem) => {
    expect(() => readCases(text)).toThrow(problem);
  });

  it.each(["skyward", "shop", "staff"])("%s.jsonl has enough of each kind", (name) => {
    const cases = readCases(readFileSync(new URL(`${name}.jsonl`, import.meta.url), "utf8"));
    expect(cases.filter((one) => one.expect === "answer").length).toBeGreaterThanOrEqual(100);
    expect(cases.filter((one) => one.expect !== "answer").length).toBeGreaterThanOrEqual(20);
    expect(new Set(cases.map(({ question }) => question)).size).toBe(cases.length);
  });
});

describe("the order of a gold statement", () => {
  it.each<[string, string, string[], number[] | undefined, string?]>([
    ["by name", "select a, count(*) as n from t group by a order by n desc limit 3", ["a", "n"], [1], "select a, count(*) as n from t group by a order by n desc limit 10000"],
    ["by place", "select a, b from t order by 2, 1", ["a", "b"], [1, 0]],
    ["by expression", "select t.a, sum(t.b) from t group by 1 order by sum(t.b) desc", ["a", "sum"], [1]],
    ["by a qualified name", "select t.a from t order by t.a", ["a"], [0]],
    ["behind a star", "select t.*, t.c + 1 as d from t order by t.b", ["a", "b", "c", "d"], [1]],
    ["by what it does not show", "select a from t order by b", ["a"], undefined],
    ["up to what it does not show", "select a from t order by a, b", ["a"], [0]],
    ["with a limit behind letters of two bytes", "select a as \"é\" from t order by 1 limit 3 offset 1", ["é"], [0], "select a as \"é\" from t order by 1 limit 10000 offset 1"],
    ["with a limit, by what it does not show", "select a from t order by a, b limit 3", ["a"], [0]],
    ["inside only", "select a from (select a from t order by a limit 1) s", ["a"], undefined],
    ["in what is no SQL", "order by", [], undefined],
  ])("%s", (_name, sql, columns, order, unlimited) => {
    expect(endingOf(parser, sql, columns)).toEqual({ order, unlimited });
  });

  it.each([
    ["top 5 airports", true], ["which state had the fewest?", true], ["sorted by name", true], ["largest ones first", true],
    ["strikes by state", false], ["in order to count them", false], ["with at least 3 strikes", false], ["first name of each", false],
  ])("%s", (question, asks) => {
    expect(asksOrder(question)).toBe(asks);
  });
});

describe("the command line", () => {
  it("has what is left out filled in", () => {
    expect(readOptions(["a.jsonl"])).toMatchObject({ ok: true, options: { file: "a.jsonl", source: "skyward", threshold: 0.98, llm: false, verbose: false } });
  });

  it.each([
    ["no file", [], "Name one file"], ["two files", ["a", "b"], "Name one file"], ["a threshold in percent", ["a", "--threshold", "98"], "--threshold is a share"],
    ["no threshold at all", ["a", "--threshold", "high"], "--threshold is a share"], ["a day that is none", ["a", "--as-of", "2001-02-33"], "--as-of is a day"], ["an unknown option", ["a", "--fast"], "Unknown option"],
  ])("with %s is refused", (_name, args, problem) => {
    expect(readOptions(args)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });

  it("asks for help without a fault", () => {
    expect(readOptions(["--help"])).toEqual({ ok: false });
  });
});
