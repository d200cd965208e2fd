import { describe, expect, it } from "vitest";
import { addMonths, addUnits, daysBetween, endOf, isIsoDate, isPartial, rangeLabel, startOf } from "../../worker/semantic/calendar.ts";
import { fillCalendar } from "../../worker/semantic/fill.ts";
import type { Plan } from "../../worker/semantic/plan.ts";
import { describePlan, titleOf } from "../../worker/semantic/words.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { model } from "../agent/fixtures.ts";

const strikes: Plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [] };
const say = (change: Partial<Plan>): string => describePlan({ ...strikes, ...change }, model, { locale: "en" }).words;
const flight = "strikes.flight_date" as const;

describe("a plan in words", () => {
  it.each<[Partial<Plan>, string]>([
    [{}, "Strikes"],
    [{ metrics: [{ kind: "metric", name: "cost" }], dimensions: [{ column: "strikes.phase" }] }, "Total cost by phase of flight"],
    [{ filters: [{ column: "strikes.time_of_day", op: "in", values: ["Night"] }, { column: "strikes.phase", op: "not-in", values: ["Approach"] }] }, "Strikes, time of day: Night, phase of flight: not Approach"],
    [{ filters: [{ column: "strikes.cost_total", op: ">", values: [100_000] }] }, "Strikes, cost above $100,000"],
    [{ filters: [{ column: "strikes.speed_knots", op: "between", values: [100, 200] }] }, "Strikes, speed from 100 kn to 200 kn"],
    [{ filters: [{ column: "strikes.damage", op: "not-in", values: ["None"], segment: "damaging" }] }, "Strikes, with damage"],
    [{ time: { column: flight, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "last year" }] } }, "Strikes, 1998"],
    [{ time: { column: flight, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] }, previous: { from: "1997-01-01", to: "1998-01-01", label: "" } }, "Strikes, 1998, compared with 1997"],
    [{ dimensions: [{ column: "airports.name" }], order: { by: "metric", index: 0, direction: "desc" }, limit: 5 }, "Strikes by airport, highest strikes first, top 5"],
    [{ dimensions: [{ column: flight, cycle: "weekday" }] }, "Strikes by day of the week"],
    [{ dimensions: [{ column: "strikes.phase" }, { column: "strikes.time_of_day" }] }, "Strikes by phase of flight and time of day"],
    [{ filters: [{ column: "strikes.damage", op: "not-in", values: ["None"] }] }, "Strikes, with damage"],
    [{ dimensions: [{ column: "airports.name" }], having: [{ metric: 0, op: ">", value: 50 }] }, "Strikes by airport, only with strikes above 50"],
    [{ metrics: [{ kind: "metric", name: "damage_rate" }], dimensions: [{ column: "airports.name" }], having: [{ metric: 0, op: ">", value: 0.1 }] }, "Damage rate by airport, only with damage rate above 10%"],
    [{ metrics: [{ kind: "metric", name: "cost" }], dimensions: [{ column: "airports.name" }], having: [{ metric: 0, op: ">=", value: 5000 }] }, "Total cost by airport, only with total cost at least $5,000"],
    [{ share: true, filters: [{ column: "strikes.time_of_day", op: "in", values: ["Night"] }] }, "Strikes, time of day: Night, as a share of all strikes"],
    [{ anyOf: [[{ column: "strikes.time_of_day", op: "in", values: ["Night"] }, { column: "strikes.damage", op: "not-in", values: ["None"] }]] }, "Strikes, time of day: Night or with damage"],
    [{ metrics: [{ kind: "aggregate", function: "median", column: "strikes.speed_knots", at: 0.9 }] }, "90th percentile of speed"], [{ metrics: [{ kind: "aggregate", function: "median", column: "strikes.speed_knots", at: 0.01 }] }, "1st percentile of speed"],
    [{ dimensions: [{ column: flight, grain: "month" }], cohort: { key: "strikes.airport_id", grain: "month" } }, "How many came again, by the month they were first seen in"],
    [{ per: { dimension: { column: flight, grain: "month" }, function: "avg" } }, "Average strikes per month"],
    [{ dimensions: [{ column: flight, grain: "month" }], series: "running" }, "Strikes, the total so far by month"],
    [{ dimensions: [{ column: "airports.name" }], having: [{ metric: 0, op: ">", value: 0, average: true }] }, "Strikes by airport, only with strikes above the average of all"],
    [{ filters: [{ column: "strikes.cost_total", op: ">", values: [], average: true }] }, "Strikes, cost above the average"],
    [{ dimensions: [{ column: "airports.name" }], order: { by: "metric", index: 0, direction: "desc" }, limit: 1, skip: 1 }, "Strikes by airport, highest strikes first, top 1, after the first 1"],
    [{ dimensions: [{ column: "airports.state" }, { column: "species.name" }], order: { by: "metric", index: 0, direction: "desc" }, limit: 3, limitWithin: 0 }, "Strikes by state and species, highest strikes first, top 3 of each state"],
    [{ dimensions: [{ column: "airports.name" }], filters: [{ column: "strikes.damage", op: "not-in", values: ["None"], part: true }] }, "Share of strikes: with damage by airport"],
    [{ intent: "list", table: "airports", metrics: [], related: [{ table: "strikes", exists: false, filters: [{ column: "strikes.time_of_day", op: "in", values: ["Night"] }], time: { column: flight, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] } }] }, "List of airports, without strikes (time of day: Night, 1998)"],
    [{ intent: "change", dimensions: [{ column: "airports.name" }], time: { column: flight, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] }, previous: { from: "1997-01-01", to: "1998-01-01", label: "" } }, "What changed in strikes, 1998, compared with 1997"],
    [{ share: true, filters: [{ column: "strikes.damage", op: "not-in", values: ["None"] }, { column: "strikes.time_of_day", op: "in", values: ["Night"], whole: true }] }, "Strikes, with damage, as a share of strikes, time of day: Night"],
    [{ intent: "list", metrics: [], limit: 10 }, "List of strikes, first 10"],
    [{ intent: "relation", metrics: [], columns: ["strikes.speed_knots", "strikes.cost_total"] }, "Speed against cost, one point for each of the strikes"],
    [{ intent: "absent", metrics: [], dimensions: [{ column: "airports.name" }], filters: [{ column: "strikes.damage", op: "not-in", values: ["None"], segment: "damaging", absent: true }] }, "Airports that had strikes, but none with damage"],
    [{ intent: "absent", metrics: [], dimensions: [{ column: "airports.name" }], filters: [{ column: flight, op: ">=", values: ["2001-01-01"], absent: true }, { column: flight, op: "<", values: ["2002-01-01"], absent: true }] }, "Airports that had strikes, but none in 2001"],
  ])("%j", (change, words) => expect(say(change)).toBe(words));

  it("names what a title needs and no more", () => {
    expect(titleOf({ ...strikes, metrics: [{ kind: "metric", name: "cost" }], dimensions: [{ column: flight, grain: "month" }] }, model)).toBe("Total cost by month");
  });

  it("leaves no filter unsaid", () => {
    const ops = ["in", "not-in", "=", "<>", "<", "<=", ">", ">=", "between", "is-null", "is-not-null", "contains"] as const;
    const said = ops.map((op) => say({ filters: [{ column: "strikes.speed_knots", op, values: op.startsWith("is-") ? [] : [1, 2] }] }));
    expect(new Set(said).size).toBe(ops.length);
    expect(said.every((words) => words.includes("speed"))).toBe(true);
  });
});

describe("the calendar", () => {
  const sunday = { weekStart: "sunday", fiscalYearStart: 1 } as const;

  it.each([["2002-07-25", "month", "2002-07-01"], ["2002-07-25", "quarter", "2002-07-01"], ["2002-07-25", "year", "2002-01-01"], ["2002-07-25", "week", "2002-07-21"], ["2002-07-21", "week", "2002-07-21"]] as const)(
    "%s lies in the %s of %s", (day, grain, start) => expect(startOf(day, grain, sunday)).toBe(start),
  );

  it("follows the fiscal year and the week's start", () => {
    expect(startOf("2002-07-25", "year", { weekStart: "monday", fiscalYearStart: 10 })).toBe("2001-10-01");
    expect(startOf("2002-11-02", "quarter", { weekStart: "monday", fiscalYearStart: 10 })).toBe("2002-10-01");
    expect(startOf("2002-07-21", "week", { weekStart: "monday", fiscalYearStart: 1 })).toBe("2002-07-15");
  });

  it("steps over short months and leap days", () => {
    expect([addMonths("2001-01-31", 1), addMonths("2000-02-29", 12), addUnits("2002-12-31", "day", 1), endOf("2002-07-25", "quarter", sunday)]).toEqual(["2001-02-28", "2001-02-28", "2003-01-01", "2002-10-01"]);
    expect(daysBetween("2000-02-28", "2000-03-01")).toBe(2);
  });

  it("knows what is no date, and which period is not over", () => {
    expect(["2001-02-29", "2001-2-1", "", "yesterday"].map(isIsoDate)).toEqual([false, false, false, false]);
    expect([isPartial("2002-07-01", "month", "2002-07-25"), isPartial("2002-06-01", "month", "2002-07-25"), isPartial("2002-07-01", "month", "2002-07-31")]).toEqual([true, false, false]);
  });

  it.each([
    ["1998-01-01", "1999-01-01", "1998"], ["1995-01-01", "1999-01-01", "1995 – 1998"], ["1998-03-01", "1998-04-01", "March 1998"], ["1997-03-01", "1997-07-01", "March – June 1997"], ["1997-11-01", "1998-03-01", "November 1997 – February 1998"],
    ["2002-01-26", "2002-07-26", "26 January – 25 July 2002"], ["1999-07-04", "1999-07-05", "4 July 1999"], ["1995-01-01", undefined, "since 1995"], [undefined, "1995-01-01", "before 1 January 1995"], [undefined, undefined, "all dates"],
  ])("says %s to %s as %s", (from, to, label) => expect(rangeLabel(from, to)).toBe(label));
});

describe("a calendar without gaps", () => {
  const columns: ResultColumn[] = [{ name: "month", label: "Month", type: "date", role: "time", grain: "month" }, { name: "strikes", label: "Strikes", type: "number", role: "measure", additive: true }, { name: "rate", label: "Rate", type: "number", role: "measure", additive: false }];
  const monthly: Plan = { ...strikes, dimensions: [{ column: flight, grain: "month" }] };
  const fill = (plan: Plan, rows: Cell[][], today = "2002-07-25"): Cell[][] => fillCalendar(plan, { columns, rows, truncated: false }, model, today);

  it("has 0 for what adds up and nothing for what does not", () => {
    expect(fill(monthly, [["1998-01-01", 2, 0.5], ["1998-03-01", 1, 1]])).toEqual([["1998-01-01", 2, 0.5], ["1998-02-01", 0, null], ["1998-03-01", 1, 1]]);
  });

  it("reaches over the period that was asked for, but not past the data", () => {
    const asked = (from: string, to: string): Plan => ({ ...monthly, time: { column: flight, ranges: [{ from, to, label: "" }] } });
    expect(fill(asked("1998-01-01", "1999-01-01"), [["1998-05-01", 2, 1]])).toHaveLength(12);
    expect(fill(asked("2002-01-01", "2003-01-01"), [["2002-05-01", 2, 1]]).at(-1)?.[0]).toBe("2002-07-01");
  });

  it("is left alone where rows were cut, ranked or filtered by their number", () => {
    const rows = [["1998-01-01", 2, 0.5], ["1998-03-01", 1, 1]];
    for (const change of [{ limit: 5 }, { having: [{ metric: 0, op: ">" as const, value: 0 }] }, { order: { by: "metric" as const, index: 0, direction: "desc" as const } }, { dimensions: [...monthly.dimensions, { column: "strikes.phase" as const }] }]) {
      expect(fill({ ...monthly, ...change }, rows)).toEqual(rows);
    }
    expect(fillCalendar(monthly, { columns, rows, truncated: true }, model, "2002-07-25")).toEqual(rows);
  });

  it("has every weekday", () => {
    const weekday: ResultColumn = { name: "weekday", label: "Weekday", type: "string", role: "cyclic", cycle: "weekday", order: ["Sunday", "Monday"] };
    expect(fillCalendar({ ...strikes, dimensions: [{ column: flight, cycle: "weekday" }] }, { columns: [weekday, ...columns.slice(1, 2)], rows: [["Monday", 3]], truncated: false }, model, "2002-07-25")).toEqual([["Sunday", 0], ["Monday", 3]]);
  });
});
