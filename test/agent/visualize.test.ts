// The decision table row by row, and the traps, each by its id.
import { describe, expect, it } from "vitest";
import { chooseChart, inferColumns, type ChartInput } from "../../worker/agent/visualize.ts";
import { decodeEvent, type Cell, type ResultColumn } from "../../worker/protocol.ts";
import { cost, id, light, month, monthly, named, phase, plan, rate, size, speed, strikes, weekday } from "./columns.ts";

function choose(columns: ResultColumn[], rows: Cell[][], change: Partial<ChartInput> = {}) {
  return chooseChart({ columns, rows, truncated: false, title: "Strikes", question: "", locale: "en", today: "2002-07-25", plan: plan(), ...change }).chart;
}
const cross = (a: number, b: number): Cell[][] => Array.from({ length: a * b }, (_, index) => [`P${Math.floor(index / b)}`, `S${index % b}`, index + 1]);
const overTime = (periods: number, groups: number): Cell[][] => Array.from({ length: periods * groups }, (_, index) => [monthly(Array.from({ length: periods }, () => 0))[Math.floor(index / groups)]?.[0] ?? null, `S${index % groups}`, index + 1]);

describe("the decision table", () => {
  it.each<[string, string, ResultColumn[], Cell[][], Partial<ChartInput>?]>([
    ["D0", "empty", [phase, strikes], []],
    ["D1", "kpi", [strikes], [[5]]],
    ["D1", "kpi", [phase, strikes], [["Climb", 5]]],
    ["D2", "kpi-row", [strikes, cost], [[5, 100]]],
    ["D3", "record", [month, phase, light, cost, speed], [["1998-01-01", "Climb", "Day", 1, 2]], { plan: plan({ intent: "list" }) }],
    ["D5", "histogram", [speed], Array.from({ length: 50 }, (_, index) => [index])],
    ["D38", "table", [speed], [[1], [2], [3]]],
    ["D7", "bar", [month, strikes], monthly([1, 2])],
    ["D8", "line", [month, strikes], monthly([1, 2, 3])],
    ["D9", "line-multi", [month, light, strikes], overTime(4, 3)],
    ["D12", "line-multi", [month, strikes, { ...strikes, name: "more", label: "More" }], monthly([1, 2, 3]).map((row) => [...row, 5])],
    ["D12", "panels", [month, strikes, cost], monthly([1, 2, 3]).map((row) => [...row, 90_000])],
    ["D13", "bar", [weekday, strikes], [["Sunday", 1], ["Monday", 2]]],
    ["D13", "bar", [size, strikes], [["Small", 1], ["Large", 2]]],
    ["D14", "bar", [phase, strikes], named([3, 2, 1])],
    ["D14", "bar-horizontal", [phase, strikes], named([9, 8, 7, 6, 5, 4, 3, 2])],
    ["D14", "bar-horizontal", [phase, strikes], [["A label that is long", 2], ["B", 1]]],
    ["D14", "bar-diverging", [phase, { ...strikes, additive: false }], named([3, -2])],
    ["D16", "table", [phase, strikes], named(Array.from({ length: 250 }, (_, index) => index))],
    ["D18", "bar-stacked", [phase, light, strikes], cross(4, 3)],
    ["D18", "bar-grouped", [phase, light, strikes], cross(4, 3), { plan: plan({ intent: "compare" }) }],
    ["D19", "heatmap", [phase, light, speed], cross(4, 3)],
    ["D19", "heatmap", [phase, light, strikes], cross(10, 8)],
    ["D20", "bar-grouped", [phase, strikes, { ...strikes, name: "b", label: "B" }], named([3, 2]).map((row) => [...row, 4])],
    ["D21", "panels", [phase, strikes, cost], named([3, 2, 1]).map((row) => [...row, 9_000])],
    ["D23", "scatter", [speed, cost], Array.from({ length: 30 }, (_, index) => [index, index * 2])],
    ["D38", "table", [month, phase, cost], monthly([1, 2, 3]).map(([at, value]) => [at ?? null, "Climb", value ?? null]), { plan: plan({ intent: "list" }) }],
    ["D38", "table", [id, phase], [[1, "a"], [2, "b"]]],
  ])("%s: %s", (rule, kind, columns, rows, change) => {
    const chart = choose(columns, rows, change);
    expect([chart.rule, chart.kind]).toEqual([rule, kind]);
    expect(decodeEvent(JSON.stringify({ type: "chart", chart }))).toBeDefined();
    expect(chart.alternatives).not.toContain(chart.kind);
    expect(chart.alternatives.length).toBeLessThanOrEqual(4);
  });

  it("draws a comparison of periods as two lines, or as pairs", () => {
    const compared = plan({ previous: { label: "" }, time: { column: "strikes.flight_date", ranges: [{ label: "" }] } });
    const columns = [{ ...strikes, label: "Strikes, 1998" }, { ...strikes, name: "then", label: "Strikes, 1997" }, { ...strikes, name: "change", label: "Change" }, { ...rate, name: "r", label: "Change in %" }];
    const rows = (cells: Cell[][]): Cell[][] => cells.map((row) => [...row, 2, 1, 0.5]);
    expect(choose([month, ...columns], rows(monthly([1, 2, 3])), { plan: compared })).toMatchObject({ kind: "line-multi", series: { domain: ["Strikes, 1998", "Strikes, 1997"] } });
    expect(choose([phase, ...columns], rows(named([1, 2, 3])), { plan: compared }).kind).toBe("bar-grouped");
    expect(choose([phase, ...columns], rows(named([1, 2, 3, 4, 5, 6, 7, 8])), { plan: compared }).kind).toBe("dumbbell");
  });
});

describe("a chart that is asked for (D4)", () => {
  it("is honoured where it is true", () => {
    expect(choose([phase, strikes], named([3, 2, 1]), { plan: plan({ chart: "table" }) })).toMatchObject({ kind: "table", rule: "D4" });
    expect(choose([month, strikes], monthly([1, 2, 3]), { plan: plan({ chart: "bar" }) })).toMatchObject({ kind: "bar", rule: "D4" });
  });
  it("is replaced by the one that fits, with one sentence why", () => {
    const chart = choose([phase, strikes], named([3, 2, 1]), { plan: plan({ chart: "line" }) });
    expect(chart.kind).toBe("bar");
    expect(chart.notes[0]).toMatch(/line chart can't show/u);
  });
});

describe("traps", () => {
  it("sql-order-kept: an ordinal domain is written out in the order of the rows", () => {
    expect(choose([phase, strikes], [["Zulu", 3], ["Alpha", 2], ["Mike", 1]]).x?.domain).toEqual(["Zulu", "Alpha", "Mike"]);
  });
  it("calendar-order: weekdays come as the week does, missing ones too", () => {
    expect(choose([weekday, strikes], [["Monday", 3], ["Sunday", 2]]).x?.domain).toEqual(weekday.order);
  });
  it("declared-order: sizes are never alphabetical, nothing is last", () => {
    expect(choose([size, strikes], [[null, 1], ["Large", 3], ["Small", 2]]).x?.domain).toEqual(["Small", "Large", null]);
  });
  it("cyclic-not-a-time-axis", () => expect(choose([weekday, strikes], [["Monday", 3], ["Sunday", 2]]).x?.scale).toBe("ordinal"));
  it("bars-from-zero", () => expect(choose([phase, strikes], named([900, 901])).y[0]?.zero).toBe(true));
  it("line-zero-only-when-near", () => {
    expect(choose([month, strikes], monthly([900, 901, 902])).y[0]?.zero).toBe(false);
    expect(choose([month, strikes], monthly([1, 901, 902])).y[0]?.zero).toBe(true);
  });
  it("partial-last-period: marked, and left out of the title", () => {
    const chart = choose([month, strikes], [["2002-05-01", 3], ["2002-06-01", 2], ["2002-07-01", 99]]);
    expect(chart.partial).toEqual(["2002-07-01"]);
    expect(chart.title).toContain("May 2002");
    expect(chart.notes.join()).toMatch(/not over/u);
  });
  it("too-many-categories: the tail becomes Other where it adds up, last and with its count", () => {
    const chart = choose([phase, strikes], named(Array.from({ length: 50 }, (_, index) => 50 - index)));
    expect(chart.rows).toHaveLength(21);
    expect(chart.x?.domain?.at(-1)).toBe("Other (30 more)");
    expect(chart.rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe((50 * 51) / 2);
  });
  it("no-other-of-averages: the tail of what does not add up is left out, and said", () => {
    const chart = choose([phase, speed], named(Array.from({ length: 50 }, (_, index) => 50 - index)));
    expect(chart.rows).toHaveLength(20);
    expect(chart.notes.join()).toMatch(/20 largest of 50/u);
  });
  it("limit-hit: no Other, no share, and said", () => {
    const chart = choose([phase, strikes], named(Array.from({ length: 50 }, (_, index) => 50 - index)), { truncated: true });
    expect(chart.rows).toHaveLength(20);
    expect(chart.title).not.toContain("%");
    expect(chart.notes.join()).toMatch(/first 50 rows/u);
  });
  it("too-many-lines: seven and Other", () => {
    const chart = choose([month, light, strikes], overTime(4, 12));
    expect(chart.series?.domain).toHaveLength(8);
  });
  it("many-names-by-two: a heat map has them down its side, the tail folded", () => {
    const chart = choose([phase, light, strikes], cross(40, 7));
    expect([chart.kind, chart.x?.label, chart.series?.label]).toEqual(["heatmap", "Time of day", "Phase of flight"]);
    expect([chart.series?.domain?.length, chart.series?.domain?.at(-1)]).toEqual([21, "Other (20 more)"]);
    expect(chart.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe((280 * 281) / 2);
  });
  it("mixed-magnitudes: two units never share an axis", () => {
    expect(choose([month, strikes, cost], monthly([1, 2, 3]).map((row) => [...row, 1e6])).y.map((axis) => axis.unit)).toEqual([undefined, "USD"]);
  });
  it("stacked-non-additive: averages and negatives are never stacked", () => {
    expect(choose([phase, light, speed], cross(4, 3)).alternatives).not.toContain("bar-stacked");
    expect(choose([phase, light, strikes], cross(4, 3).map(([a, b, value]) => [a ?? null, b ?? null, -Number(value)])).kind).not.toBe("bar-stacked");
  });
  it("line-needs-order: a line over names is not offered", () => expect(choose([phase, strikes], named([3, 2, 1, 4, 5, 6, 7])).alternatives).not.toContain("line"));
  it("key-not-measure: ids are neither drawn nor summed", () => expect(choose([id, phase], [[1, "a"], [2, "b"]]).y).toEqual([]));
  it("title-states-the-finding: with a share only of a whole", () => {
    expect(choose([phase, strikes], named([3, 1])).title).toBe("Strikes: A1 is highest at 3 (75%)");
    expect(choose([phase, strikes], named([3, 1]), { plan: plan({ limit: 2 }) }).title).toBe("Strikes: A1 is highest at 3");
    expect(choose([month, strikes], monthly([3, 1, 2])).description).toBe("Line chart of Strikes, 3 rows. From 1 (Feb 1998) to 3 (Jan 1998). It starts at 3 (Jan 1998) and ends at 2 (Mar 1998).");
  });
  it("alternatives-of-all-measures: nothing is offered that would drop a measure", () => {
    expect(choose([month, strikes, cost], monthly([1, 2, 3]).map((row) => [...row, 90_000])).alternatives).toEqual(["table"]);
  });
});

describe("columns of a statement without a plan", () => {
  const infer = (name: string, type: ResultColumn["type"], cells: Cell[]): ResultColumn => inferColumns({ columns: [{ name, type }], rows: cells.map((cell) => [cell]) })[0] ?? expect.fail();
  const range = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);

  it.each<[string, string, ResultColumn["type"], Cell[], Partial<ResultColumn>]>([
    ["a year", "flight_year", "number", [1998, 1999], { role: "time", grain: "year", format: "plain" }],
    ["a key by name", "airport_id", "number", [5, 5], { role: "key" }],
    ["a key by its values", "reference", "number", range(40, 9_000), { role: "key" }],
    ["a count, however distinct", "strike_count", "number", range(40), { role: "measure", additive: true }],
    ["a rate", "damage_rate", "number", [0.1, 0.9], { role: "measure", format: "percent", additive: false }],
    ["an average", "avg_speed", "number", [1.5, 2], { role: "measure", format: "decimal", additive: false }],
    ["months", "m", "date", ["1998-01-01", "1998-02-01"], { role: "time", grain: "month" }],
    ["years", "y", "date", ["1998-01-01", "1999-01-01"], { role: "time", grain: "year" }],
    ["days", "d", "date", ["1998-01-05", "1998-02-01"], { role: "time", grain: "day" }],
    ["weekdays", "w", "string", ["Tuesday", "Monday"], { role: "cyclic", order: ["Monday", "Tuesday"] }],
    ["long text", "note", "string", ["x".repeat(80), "y".repeat(70)], { role: "attribute" }],
    ["names", "airport", "string", ["A", "B"], { role: "category", label: "Airport" }],
    ["yes and no", "ok", "boolean", [true, false], { role: "category" }],
  ])("%s", (_name, name, type, cells, expected) => expect(infer(name, type, cells)).toMatchObject(expected));
});
