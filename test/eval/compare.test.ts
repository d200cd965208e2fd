// When an answer counts as right, and when it does not.
import { describe, expect, it } from "vitest";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { compare, type Gold } from "./compare.ts";
import { diffRows } from "./diff-rows.ts";

const column = (name: string, more: Partial<ResultColumn> = {}): ResultColumn => ({ name, label: name, type: "number", role: "measure", ...more });
const category = column("group", { type: "string", role: "category" });
const gold = (rows: Cell[][], more: Partial<Gold> = {}): Gold => ({ columns: (rows[0] ?? ["a"]).map((_cell, index) => `g${index}`), rows, ...more });
const answer = (rows: Cell[][], columns = (rows[0] ?? []).map((_cell, index) => column(`c${index}`))) => ({ columns, rows });
const right = (given: Gold, rows: Cell[][], columns?: ResultColumn[], ordered = false) => compare(given, answer(rows, columns), ordered).right;

describe("columns", () => {
  it("match by values, whatever their names and places", () => {
    expect(right(gold([["a", 1], ["b", 2]]), [[2, "b"], [1, "a"]])).toBe(true);
  });

  it("may be more than the gold's, not fewer", () => {
    expect(right(gold([["a", 1], ["b", 2]]), [["x", 1, "a"], ["y", 2, "b"]])).toBe(true);
    expect(compare(gold([["a", 1], ["b", 2]]), answer([["a"], ["b"]]), false)).toEqual({ right: false, reason: 'no column of the answer says "g1"' });
  });

  it("of equal values are told apart by the rows", () => {
    expect(right(gold([[1, 2, "x"], [2, 1, "y"]]), [[2, "x", 1], [1, "y", 2]])).toBe(true);
    expect(compare(gold([[1, "x"], [2, "y"]]), answer([[1, "y"], [2, "x"]]), false)).toMatchObject({ reason: "the columns agree one by one, the rows do not" });
  });

  it("are read once each", () => {
    expect(right(gold([[1, 1], [2, 2]]), [[1, "a"], [2, "b"]])).toBe(false);
    expect(right(gold([[1, 1], [2, 2]]), [[1, 1], [2, 2]])).toBe(true);
  });
});

describe("rows", () => {
  it("count as often as they are there", () => {
    expect(right(gold([[1], [1], [2]]), [[1], [2], [2]])).toBe(false);
    expect(right(gold([[1], [2]]), [[1], [2], [2]])).toBe(false);
  });

  it("may be said once where the gold repeats them", () => {
    expect(compare(gold([["a"], ["a"], ["b"]]), answer([["b"], ["a"]]), false)).toEqual({ right: true, note: "repeated rows dropped" });
  });

  it("too few and too many are said", () => {
    expect(compare(gold([[1], [2]]), answer([[1]]), false)).toEqual({ right: false, reason: "1 rows, gold has 2" });
    expect(compare(gold([[1]]), answer([]), false)).toEqual({ right: false, reason: "0 rows, gold has 1" });
    expect(right(gold([], { columns: ["a"] }), [], [column("x")])).toBe(true);
  });

  it("of empty periods, which the chain adds, do no harm; of other groups they do", () => {
    const month = column("month", { type: "date", role: "time", grain: "month" });
    const rows: Cell[][] = [["2001-01-01", 4], ["2001-02-01", 0], ["2001-03-01", 5]];
    expect(compare(gold([["2001-01-01", 4], ["2001-03-01", 5]]), answer(rows, [month, column("n")]), false)).toEqual({ right: true, note: "empty periods filled" });
    expect(right(gold([["2001-01-01", 4], ["2001-03-01", 5]]), rows, [category, column("n")])).toBe(false);
  });
});

describe("order", () => {
  const ranked = gold([["a", 9], ["b", 5], ["c", 5], ["d", 1]], { order: [1] });

  it("counts only where it was asked for", () => {
    expect(right(ranked, [["d", 1], ["c", 5], ["b", 5], ["a", 9]])).toBe(true);
    expect(compare(ranked, answer([["d", 1], ["c", 5], ["b", 5], ["a", 9]]), true)).toEqual({ right: false, reason: "another order than asked" });
  });

  it("leaves ties in any order", () => {
    expect(right(ranked, [["a", 9], ["c", 5], ["b", 5], ["d", 1]], undefined, true)).toBe(true);
  });

  it("accepts others that tie at the limit, and only those", () => {
    const top = gold([["a", 9], ["b", 5]], { order: [1], ties: [["b", 5], ["c", 5], ["d", 5]] });
    expect(compare(top, answer([["a", 9], ["d", 5]]), true)).toEqual({ right: true, note: "others tie at the limit" });
    expect(right(top, [["x", 9], ["b", 5]], undefined, true)).toBe(false);
    expect(right(top, [["a", 9], ["x", 5]], undefined, true)).toBe(false);
    expect(right(top, [["a", 9], ["c", 4]], undefined, true)).toBe(false);
    expect(right({ ...top, ties: [["b", 5]] }, [["a", 9], ["c", 5]], undefined, true)).toBe(false);
  });
});

describe("cells", () => {
  it.each<[string, Cell, Cell, boolean]>([
    ["the last bits of a double", 0.1 + 0.2, 0.3, true],
    ["another number", 100, 101, false],
    ["what the gold rounded to cents", 12.35, 12.3456, true],
    ["half a cent too far", 12.35, 12.3556, false],
    ["a whole number is no rounded one", 3, 3.4, false],
    ["a number as text", "12.50", 12.5, true],
    ["a code with a leading zero", "0123", 123, false],
    ["a date and its midnight", "2001-02-03", "2001-02-03T00:00:00Z", true],
    ["a date and noon", "2001-02-03", "2001-02-03T12:00:00Z", false],
    ["text padded by the database", "Monday   ", "Monday", true],
    ["other case", "monday", "Monday", false],
    ["nothing and zero", null, 0, false],
    ["nothing and nothing", null, null, true],
  ])("%s", (_name, expected, got, same) => {
    expect(right(gold([[expected], [7]]), [[got], [7]], [column("n")])).toBe(same);
  });

  it.each<[string, Partial<ResultColumn>, Cell, Cell, boolean]>([
    ["a share as percent", { format: "percent" }, 12.5, 0.125, true],
    ["a number that is no share", { format: "decimal" }, 12.5, 0.125, false],
    ["a year as its number", { grain: "year" }, 2001, "2001-01-01", true],
    ["a month as text", { grain: "month" }, "2001-03", "2001-03-01", true],
    ["a month as its number", { grain: "month" }, 3, "2001-03-01", true],
    ["a quarter", { grain: "quarter" }, "2001-Q2", "2001-04-01", true],
    ["another quarter", { grain: "quarter" }, "2001-Q1", "2001-04-01", false],
    ["a day of the week by its number", { cycle: "weekday" }, 0, "Sunday", true],
    ["a month of the year by its name", { cycle: "month-of-year" }, "August", 8, true],
  ])("%s", (_name, more, expected, got, same) => {
    expect(right(gold([[expected]]), [[got]], [column("c", more)])).toBe(same);
  });
});

describe("the difference", () => {
  it("shows the first rows of each side that the other lacks", () => {
    const lines = diffRows(gold([["a", 1], ["b", 2], ["c", 3], ["d", 4], ["e", 5]]), answer([["a", 1], ["b", 7]], [category, column("n")]));
    expect(lines).toEqual(["gold has (g0, g1)", "- b | 2", "- c | 3", "- d | 4", "- … 1 more", "answer has (group, n)", "+ b | 7"]);
  });
});
