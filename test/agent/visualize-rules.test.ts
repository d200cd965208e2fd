// What a chart may never do, by the name of the constraint; the rarer rows of the decision table; scales read from texts.
import { describe, expect, it } from "vitest";
import { chooseChart, inferColumns, type ChartInput } from "../../worker/agent/visualize.ts";
import { build } from "../../worker/agent/visualize/build.ts";
import { brokenBy, HARD, PENALTIES } from "../../worker/agent/visualize/constraints.ts";
import { shapeOf } from "../../worker/agent/visualize/shape.ts";
import { CHART_KINDS, type Cell, type ChartKind, type ResultColumn } from "../../worker/protocol.ts";
import { pick, seeded } from "../semantic/data.ts";
import { cost, id, light, month, monthly, named, phase, plan, rate, size, speed, strikes, weekday } from "./columns.ts";

const input = (columns: ResultColumn[], rows: Cell[][], change: Partial<ChartInput> = {}): ChartInput => ({ columns, rows, truncated: false, title: "Strikes", question: "", locale: "en", today: "2002-07-25", plan: plan(), ...change });
const choose = (columns: ResultColumn[], rows: Cell[][], change: Partial<ChartInput> = {}) => chooseChart(input(columns, rows, change));
/** Without a plan, as a statement written by a model. */
const read = (columns: ResultColumn[], rows: Cell[][], question = "") => {
  const { plan: _plan, ...bare } = input(columns, rows, { question });
  return chooseChart(bare);
};
const more = (name: string): ResultColumn => ({ ...strikes, name, label: name });
const years = (count: number): Cell[][] => Array.from({ length: count }, (_, index) => [1990 + index, index * 3]);
const many = (count: number): number[] => Array.from({ length: count }, (_, index) => count - index);
const pairs = (a: number, b: number): Cell[][] => Array.from({ length: a * b }, (_, index) => [`P${Math.floor(index / b)}`, `S${index % b}`, index + 1]);
const dated = (periods: number, groups: number): Cell[][] => Array.from({ length: periods * groups }, (_, index) => [monthly(many(periods))[Math.floor(index / groups)]?.[0] ?? null, `S${index % groups}`, index + 1]);

describe("hard constraints", () => {
  it.each<[string, ChartKind, ResultColumn[], Cell[][], Partial<ChartInput>?]>([
    ["one-row-only", "kpi", [strikes], [[1], [2]]],
    ["two-to-four-numbers", "kpi-row", [strikes, more("a"), more("b"), more("c"), more("d")], [[1, 2, 3, 4, 5]]],
    ["needs-a-number", "bar", [phase, light], [["a", "b"], ["c", "d"]]],
    ["n-must-exceed-1", "bar", [phase, strikes], named([1])],
    ["one-dimension", "bar", [phase, light, strikes], pairs(2, 2)],
    ["two-dimensions", "heatmap", [phase, strikes], named([1, 2])],
    ["one-or-two-dimensions", "line-multi", [month, phase, light, strikes], [["1998-01-01", "a", "b", 1], ["1998-02-01", "a", "b", 1]]],
    ["one-mark-per-group", "bar", [phase, strikes], [["a", 1], ["a", 2]]],
    ["one-measure", "bar", [phase, strikes, cost], named([1, 2]).map((row) => [...row, 5])],
    ["line-needs-order", "line", [phase, strikes], named([1, 2, 3, 4, 5, 6])],
    ["time-needs-time", "line-multi", [phase, light, strikes], pairs(4, 2)],
    ["line-needs-three", "line", [month, strikes], monthly([1, 2])],
    ["stacked-non-additive", "bar-stacked", [phase, light, speed], pairs(3, 2)],
    ["stacked-negative", "area", [month, strikes], monthly([1, -2, 3])],
    ["diverging-needs-negatives", "bar-diverging", [phase, strikes], named([1, 2])],
    ["mixed-scale", "bar-grouped", [phase, strikes, cost], named([1, 2]).map((row) => [...row, 5])],
    ["names-only", "dumbbell", [month, strikes, more("a")], monthly([1, 2]).map((row) => [...row, 5])],
    ["too-many-pairs", "dumbbell", [phase, strikes, more("a")], named(many(31)).map((row) => [...row, 5])],
    ["too-many-groups", "bar-grouped", [phase, strikes, more("a")], named(many(7)).map((row) => [...row, 5])],
    ["two-to-four-panels", "panels", [phase, strikes], named([1, 2])],
    ["too-many-names", "panels", [phase, strikes, cost], named(many(21)).map((row) => [...row, 5])],
    ["too-many-bars", "bar-horizontal", [phase, strikes], named(many(201))],
    ["too-many-dated-bars", "bar", [month, strikes], monthly(many(61))],
    ["too-many-cells", "heatmap", [phase, light, strikes], pairs(21, 20)],
    ["raw-numbers-only", "histogram", [speed], named(many(19)).map(([, value]) => [value ?? null])],
    ["two-numbers", "scatter", [phase, strikes], named(many(30))],
    ["points-of-names", "scatter", [month, strikes, cost], monthly(many(30)).map((row) => [...row, 5])],
    ["too-few-or-many-points", "scatter", [speed, cost], [[1, 2], [2, 3]]],
  ])("%s forbids a %s", (constraint, kind, columns, rows, change) => {
    const shape = shapeOf(input(columns, rows, change));
    expect(brokenBy(kind, shape)).toBe(constraint);
    expect(build(kind, shape)).toBeUndefined();
    expect(chooseChart(input(columns, rows, change)).chart.kind).not.toBe(kind);
  });

  it("are all tried above, by a name of their own", () => {
    const names = [...HARD, ...PENALTIES].map(({ id: name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(HARD).toHaveLength(28);
  });

  it("hold for every chart that is chosen or offered, whatever the result", () => {
    const random = seeded(31);
    const kinds = [month, phase, light, size, weekday, id, strikes, cost, speed, rate];
    for (let run = 0; run < 600; run++) {
      const columns = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, index) => ({ ...pick(random, kinds), name: `c${index}` }));
      const cell = ({ type, order }: ResultColumn, row: number): Cell => (random() < 0.05 ? null : type === "date" ? (monthly(many(40))[row % 40]?.[0] ?? null) : order ? pick(random, order) : type === "number" ? Math.round(random() * 900 - 100) : `N${Math.floor(random() * 40)}`);
      const rows = Array.from({ length: Math.floor(random() ** 2 * 300) }, (_, row) => columns.map((column) => cell(column, row)));
      const given = input(columns, rows, pick(random, [{}, { truncated: true }, { plan: plan({ limit: 5 }) }]));
      const { chart, trace } = chooseChart(given);
      const shape = shapeOf(given);
      expect(trace.length).toBeGreaterThan(0);
      for (const kind of [chart.kind, ...chart.alternatives]) expect([kind, brokenBy(kind, shape)]).toEqual([kind, undefined]);
      for (const axis of [chart.x, chart.series]) if (axis && axis.scale === "ordinal") expect(new Set(axis.domain)).toEqual(new Set([...chart.rows.map((row) => row[axis.index] ?? null), ...(chart.columns[axis.index]?.role === "cyclic" ? (chart.columns[axis.index]?.order ?? []) : [])]));
      for (const axis of chart.y) expect(chart.columns[axis.index]?.role).toBe("measure");
      if (chart.kind.startsWith("bar")) expect(chart.y[0]?.zero).toBe(true);
    }
  });
});

describe("rows of the decision table that a plan seldom needs", () => {
  it.each<[string, ChartKind, { chart: { rule: string; kind: ChartKind } }]>([
    ["D6", "bar", read([phase], [["a"], ["b"], ["a"]])],
    ["D38", "table", read([phase], [["a"], ["b"]])],
    ["D8", "line", read([{ name: "year", label: "Year", type: "number", role: "time", grain: "year", format: "plain" }, strikes], years(6))],
    ["D9", "area", choose([month, phase, strikes], dated(5, 3), { plan: plan({ intent: "share" }) })],
    ["D10", "line-multi", choose([month, phase, strikes], dated(5, 15))],
    ["D11", "heatmap", choose([month, phase, strikes], dated(5, 30))],
    ["D10", "line-multi", choose([month, phase, strikes], dated(20, 30))],
    ["D13", "heatmap", choose([weekday, size, strikes], [["Monday", "Small", 1], ["Monday", "Large", 2], ["Sunday", "Small", 3]])],
    ["D15", "bar-horizontal", choose([phase, strikes], named(many(40)))],
    ["D17", "bar", choose([phase, strikes, { ...rate, additive: true }], named([3, 1]).map((row, index) => [...row, index ? 0.25 : 0.75]), { plan: plan({ intent: "share", share: true }) })],
    ["D20", "dumbbell", choose([phase, strikes, more("b")], named(many(9)).map((row) => [...row, 5]))],
    ["D21", "scatter", choose([phase, strikes, cost], named(many(9)).map((row) => [...row, 5_000]))],
    ["D22", "table", choose([phase, strikes, cost, speed], named(many(4)).map((row) => [...row, 5, 6]))],
    ["D23", "scatter", read([phase, speed, cost], [["a", 1, 2], ["a", 2, 3], ["b", 4, 5]])],
    ["D23", "scatter", read([speed, phase, cost], [[1, "a", 2], [2, "c", 3], [4, "b", 5]])],
    ["D14", "bar", choose([month, strikes], monthly([9, 8, 7]).toReversed(), { plan: plan({ limit: 3, order: { by: "metric", index: 0, direction: "desc" } }) })],
  ])("%s: %s", (rule, kind, { chart }) => expect([chart.rule, chart.kind]).toEqual([rule, kind]));

  it("D6 counts the names itself, most frequent first", () => {
    expect(read([phase], [["a"], ["b"], ["b"]]).chart).toMatchObject({ rows: [["b", 2], ["a", 1]], y: [{ label: "Rows" }] });
  });
  it("D17 draws the share that was asked for", () => {
    const { chart } = choose([phase, strikes, { ...rate, additive: true }], named([3, 1]).map((row) => [...row, 0.5]), { plan: plan({ intent: "share", share: true }) });
    expect(chart.y).toMatchObject([{ index: 2, format: "percent" }]);
  });
  it("groups of a plan are drawn whatever they hold: codes too", () => {
    const code: ResultColumn = { name: "code", label: "Code", type: "string", role: "key" };
    expect(choose([code, strikes], named([3, 2]), { plan: plan({ dimensions: [{ column: "airports.id" }] }) }).chart.kind).toBe("bar");
    expect(choose([code, strikes], named([3, 2]), { plan: plan({ intent: "list" }) }).chart.kind).toBe("table");
  });
});

describe("more traps", () => {
  it("duplicate-x: rows of the same name never overlap as bars or lines", () => {
    expect(read([phase, strikes], [["a", 1], ["a", 2], ["b", 3]]).chart.kind).toBe("table");
    expect(read([month, strikes], [["1998-01-01", 1], ["1998-01-01", 2], ["1998-02-01", 3]]).chart.kind).toBe("table");
  });
  it("ranking-of-periods: in the order of the ranking, never joined by a line", () => {
    const rows: Cell[][] = [["1998-05-01", 9], ["1998-01-01", 7], ["1998-09-01", 5]];
    const ranking = { limit: 3, order: { by: "metric" as const, index: 0, direction: "desc" as const } };
    expect(choose([month, strikes], rows, { plan: plan(ranking) }).chart).toMatchObject({ kind: "bar", x: { scale: "ordinal", domain: ["1998-05-01", "1998-01-01", "1998-09-01"] }, title: "Strikes: May 1998 is highest at 9" });
    expect(choose([month, strikes], rows.toReversed(), { plan: plan({ ...ranking, order: { ...ranking.order, direction: "asc" } }) }).chart.title).toBe("Strikes: Sep 1998 is lowest at 5");
  });
  it("asked-order-folds-its-tail: the fewest first keep the fewest", () => {
    const asc = plan({ order: { by: "metric", index: 0, direction: "asc" } });
    const { chart } = choose([phase, strikes], named(many(40).toReversed()), { plan: asc });
    expect([chart.x?.domain?.[0], chart.x?.domain?.length, chart.x?.domain?.at(-1)]).toEqual(["A1", 21, "Other (20 more)"]);
  });
  it("other-says-its-share", () => expect(choose([phase, strikes], named(many(40))).chart.notes.join()).toMatch(/"Other" sums up 20 more values of phase of flight, 25\.6% of all/u));
  it("all-equal and ties are said as such", () => {
    expect(choose([phase, strikes], named([4, 4, 4])).chart.title).toBe("Strikes: all equal at 4");
    expect(choose([phase, strikes], named([4, 4, 1])).chart.title).toBe("Strikes: A1 and A2 are highest at 4");
    expect(choose([phase, strikes], named([4, 4, 4, 4, 1])).chart.title).toBe("Strikes: 4 share the highest, 4");
  });
  it("nothing-leads-only-alone: rows without a name are no finding", () => expect(choose([phase, strikes], [[null, 9], ["Climb", 4], ["Taxi", 2]]).chart.title).toBe("Strikes: Climb is highest at 4 (26.7%)"));
  it("rows-without-a-date are told of", () => expect(choose([month, strikes], [...monthly([1, 2, 3]), [null, 5]]).chart.notes.join()).toContain("1 row has no date"));
  it("mostly-null is told of", () => expect(choose([phase, speed], [["a", 1], ["b", null], ["c", null], ["d", null]]).chart.notes.join()).toContain("3 of 4 rows have no average speed"));
  it("sql-year: a number that is a year is a date without separators, and its last one may be open", () => {
    const year: ResultColumn = { name: "year", label: "Year", type: "number", role: "time", grain: "year", format: "plain" };
    expect(read([year, strikes], [[2000, 5], [2001, 7], [2002, 2]]).chart).toMatchObject({ partial: [2002], title: "Strikes: highest in 2001 at 7" });
  });
  it("shuffled rows, added names and scaled values change nothing", () => {
    const kind = (rows: Cell[][]): ChartKind => choose([phase, strikes], rows).chart.kind;
    const rows = named(many(12));
    expect([kind(rows.toReversed()), kind(rows.map(([name = null, value]) => [name, Number(value) * 1_000])), kind([...rows, ["Z", null]])]).toEqual([kind(rows), kind(rows), kind(rows)]);
  });
});

describe("a chart or an aim named in a question without a plan", () => {
  it.each<[string, ChartKind]>([["costs by phase as a table", "table"], ["a horizontal bar chart of strikes", "bar-horizontal"], ["bar chart please", "bar"], ["nothing named", "bar"]])("%s", (question, kind) => {
    expect(read([phase, strikes], named([3, 2, 1]), question).chart.kind).toBe(kind);
  });
  it("that can't be is replaced, with the reason", () => {
    expect(read([phase, strikes], named([3, 2, 1]), "line chart").chart.notes[0]).toBe("A line chart can't show this result truly: a line needs dates or another order along it, so here is the one that fits.");
    expect(read([phase, light, speed], pairs(3, 2), "stacked bars").chart).toMatchObject({ kind: "bar-grouped", rule: "D4" });
  });
  it("groups bars side by side for a comparison", () => expect(read([phase, light, strikes], pairs(3, 2), "compare day versus night").chart.kind).toBe("bar-grouped"));
});

describe("the trace", () => {
  it("names the row that held, what others were marked down for, and what was refused", () => {
    const { trace } = choose([month, strikes], monthly([1, 2, 3]));
    expect(trace[0]).toBe("D8 line: chosen");
    expect(trace.join("\n")).toMatch(/table: −12 \(table-when-chart\)/u);
    expect(trace.at(-1)).toMatch(/^refused by: .*two-dimensions/u);
  });
  it("tells why a row that held was passed over", () => expect(choose([phase, light, speed], pairs(3, 2)).trace[0]).toBe("D18 bar-stacked: stacked-non-additive"));
  it("offers others, the best first, and none that is worse than the table", () => {
    const { chart } = choose([month, strikes], monthly([1, 2, 3]));
    expect(chart.alternatives).toEqual(["bar", "area", "table"]);
    expect(CHART_KINDS).toEqual(expect.arrayContaining(chart.alternatives));
  });
});

describe("columns read from values", () => {
  const infer = (name: string, type: ResultColumn["type"], cells: Cell[]): ResultColumn => inferColumns({ columns: [{ name, type }], rows: cells.map((cell) => [cell]) })[0] ?? expect.fail();
  it.each<[string, string, ResultColumn["type"], Cell[], Partial<ResultColumn>]>([
    ["quarters", "q", "string", ["2024-Q1", "2024-Q2"], { role: "time", grain: "quarter" }],
    ["weeks", "w", "string", ["2024-W07", "2024-W08"], { role: "time", grain: "week" }],
    ["months as text", "m", "string", ["2024-01", "2024-02"], { role: "time", grain: "month" }],
    ["years as text", "y", "string", ["2001", "1999"], { role: "time", grain: "year" }],
    ["short weekdays", "d", "string", ["Wed", "Mon"], { role: "cyclic", cycle: "weekday", order: ["Mon", "Wed"] }],
    ["months by name", "m", "string", ["Mar", "Jan"], { role: "cyclic", cycle: "month-of-year", order: ["Jan", "Mar"] }],
    ["quarters of any year", "q", "string", ["Q3", "Q1"], { role: "cyclic", cycle: "quarter-of-year", order: ["Q1", "Q3"] }],
    ["sizes", "size", "string", ["L", "S", "M"], { role: "ordinal", order: ["S", "M", "L"] }],
    ["levels", "level", "string", ["High", "Low", "Medium"], { role: "ordinal", order: ["Low", "Medium", "High"] }],
    ["age bands", "age", "string", ["65+", "<18", "18–39", "40–64"], { role: "ordinal", order: ["<18", "18–39", "40–64", "65+"] }],
    ["bands of years", "years", "string", ["1984~1986", "1981~1983"], { role: "ordinal", grain: "year", order: ["1981~1983", "1984~1986"] }],
    ["numbered names", "grade", "string", ["2 - Good", "10 - Bad"], { role: "ordinal", order: ["2 - Good", "10 - Bad"] }],
    ["scores are no bands", "score", "string", ["8–0", "3–5"], { role: "category" }],
    ["a run of years without a name", "period", "number", [1999, 2000, 2001, 2002], { role: "time", grain: "year" }],
    ["numbers that could be years", "altitude", "number", [1500, 2000, 1200, 1800], { role: "measure" }],
    ["places", "lat", "number", [40.1, -3], { role: "geo" }],
    ["whole percentages", "pct_damaged", "number", [12.5, 40], { role: "measure", unit: "%", additive: false }],
    ["an id in capitals", "AirportID", "number", [5, 6], { role: "key" }],
    ["a count of ids", "COUNT(airport_id)", "number", [5, 6], { role: "measure", additive: true }],
    ["different airports", "distinct_airport_count", "number", [5, 6], { role: "measure", additive: false }],
    ["codes with digits", "airport_code", "string", ["K1", "K2"], { role: "key" }],
    ["codes that are words", "card_type_code", "string", ["Debit", "Credit"], { role: "category" }],
    ["links", "page", "string", ["https://a.example/1", "https://a.example/2"], { role: "attribute" }],
    ["nothing at all", "x", "string", [null, null], { role: "category" }],
  ])("%s", (_name, name, type, cells, expected) => expect(infer(name, type, cells)).toMatchObject(expected));

  it("a bare number beside an aggregate is what it is grouped by", () => {
    expect(inferColumns({ columns: [{ name: "engines", type: "number" }, { name: "count", type: "number" }], rows: [[4, 9], [2, 100]] })).toMatchObject([{ role: "ordinal", order: [2, 4] }, { role: "measure", additive: true }]);
  });
});
