// Values in words and periods in the spellings of databases.
import { describe, expect, it } from "vitest";
import { formatCell, formatChange, formatDate, formatDifference, formatNumber, lowerFirst } from "../../worker/agent/format.ts";
import { grainOf, isOpen, periodStart } from "../../worker/agent/period.ts";
import type { Cell, Grain, ResultColumn } from "../../worker/protocol.ts";
import { cost, month, phase, rate, speed, strikes } from "./columns.ts";

describe("values", () => {
  it.each<[Cell, ResultColumn, string, string]>([
    [2171, strikes, "en", "2,171"], [2171, strikes, "de", "2.171"], [2194024.4, cost, "en", "$2,194,024"], [12.5, cost, "en", "$12.50"], [0.4567, rate, "en", "45.7%"],
    [145.25, speed, "en", "145.3 kn"], [0.123, { ...speed, unit: "%" }, "en", "0.12%"], [1998, { ...strikes, format: "plain" }, "en", "1998"], [null, phase, "en", "(none)"],
    [true, phase, "en", "Yes"], ["1998-03-01", month, "en", "Mar 1998"], ["Climb", phase, "en", "Climb"], [5, { ...cost, unit: "dollars" }, "en", "5 dollars"],
  ])("%s is %s", (cell, column, locale, text) => expect(formatCell(cell, column, locale)).toBe(text));

  it("fall back to English for a locale that there is not", () => expect(formatNumber(1234, strikes, "not a locale")).toBe("1,234"));
  it("of differences carry their sign, and points for percentages", () => {
    expect([formatChange(3, strikes, "en"), formatChange(-3, cost, "en"), formatChange(0, strikes, "en")]).toEqual(["+3", "−$3", "±0"]);
    expect(formatDifference(0.029, rate, "en")).toBe("+2.9 pts");
  });
  it("keep capitals that belong to a name", () => expect(["Total cost", "US states", "SQL", "Überflug"].map(lowerFirst)).toEqual(["total cost", "US states", "SQL", "überflug"]));
});

describe("dates", () => {
  it.each<[string, Grain, string, string]>([
    ["2001-01-01", "year", "en", "2001"], ["2001-07-01", "quarter", "en", "Q3 2001"], ["2001-07-05", "day", "en", "Jul 5, 2001"], ["2001-07-05", "day", "en-GB", "5 Jul 2001"],
    ["2001-07-05T23:59:00Z", "day", "en-GB", "5 Jul 2001"], ["2024-Q3", "quarter", "en", "2024-Q3"], ["soon", "day", "en", "soon"],
  ])("%s by %s in %s", (iso, grain, locale, text) => expect(formatDate(iso, grain, locale)).toBe(text));
  it("are Gregorian in every locale", () => expect(formatDate("2001-07-05", "month", "fa-u-nu-latn")).toContain("2001"));
});

describe("periods", () => {
  it.each<[Cell, string | undefined]>([
    ["2001-07-05", "2001-07-05"], ["2001-07-05 10:00", "2001-07-05"], ["2001-07", "2001-07-01"], ["2001", "2001-01-01"], [2001, "2001-01-01"], ["2001-Q3", "2001-07-01"], ["2001Q4", "2001-10-01"],
    ["2024-W01", "2024-01-01"], ["2021-W53", "2022-01-03"], ["2020-W53", "2020-12-28"], ["2001-13", undefined], [12, undefined], ["Monday", undefined], [null, undefined], [true, undefined],
  ])("%s begins %s", (cell, start) => expect(periodStart(cell)).toBe(start));

  it("have the grain of their spelling, else of their days", () => {
    expect([["2001"], ["2001-Q1"], ["2001-W09"], ["2001-05"]].map((cells) => grainOf(cells))).toEqual(["year", "quarter", "week", "month"]);
    expect([["2001-01-01", "2002-01-01"], ["2001-01-01", "2001-04-01"], ["2001-01-01", "2001-02-01"], ["2001-01-01"], ["2001-01-02", "2001-02-01"]].map((cells) => grainOf(cells))).toEqual(["year", "quarter", "month", "day", "day"]);
    expect([grainOf([]), grainOf(["2001", "later"])]).toEqual([undefined, undefined]);
  });
  it("are open until the data covers their last day", () => {
    const open = (cell: Cell, grain: Grain, today: string): boolean => isOpen(cell, { ...month, grain }, today);
    expect([open("2002-07-01", "month", "2002-07-30"), open("2002-07-01", "month", "2002-07-31"), open(2002, "year", "2002-12-30"), open("2002-Q2", "quarter", "2002-07-25"), open("2002-07-25", "day", "2002-07-25")]).toEqual([true, false, true, false, false]);
    expect(isOpen("2002-07-01", { ...month, role: "category" }, "2002-07-02")).toBe(false);
  });
});
