import { parseSync, loadModule } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../worker/protocol.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import type { Plan } from "../../worker/semantic/plan.ts";
import { readValues, valuesQueries } from "../../worker/semantic/values.ts";
import { model } from "../agent/fixtures.ts";
import { createData, seeded, type Data } from "./data.ts";
import { evaluate } from "./evaluate.ts";
import { randomPlan } from "./plans.ts";

const SEED = 20021125;
const PLANS = 400;
let data: Data;

beforeAll(async () => {
  await loadModule();
  data = await createData(SEED);
});

const value: Plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [] };

async function run(plan: Plan): Promise<{ sql: string; rows: Cell[][]; columns: string[] }> {
  const compiled = compile(plan, model);
  if (!compiled.ok) throw new Error(compiled.problem);
  const result = await data.db.query<unknown[]>(compiled.sql, [], { rowMode: "array" });
  return { sql: compiled.sql, columns: compiled.columns.map((column) => column.name), rows: result.rows.map((row) => row.map((cell, index) => toCell(cell, compiled.columns[index]?.type))) };
}

function toCell(cell: unknown, type: string | undefined): Cell {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return type === "number" ? Number(cell) : `${cell as string}`;
}

const dates = (rows: Cell[][]): string[] => rows.map((row) => String(row[0]));
/** To nine digits; a hair more, so that what lies half-way between two falls the same way on both sides. */
const rounded = (rows: Cell[][]): string[] => rows.map((row) => JSON.stringify(row.map((cell) => (typeof cell === "number" ? Number((cell * (1 + 1e-12)).toPrecision(9)) : cell))));

describe("the law: compiled SQL = the plan evaluated in memory", () => {
  it(`holds for ${PLANS} plans of seed ${SEED}`, async () => {
    const random = seeded(SEED);
    for (let index = 0; index < PLANS; index++) {
      const plan = randomPlan(random);
      const { rows, sql } = await run(plan);
      const expected = evaluate(plan, model, data.strikes);
      const context = `${JSON.stringify(plan)}\n${sql}`;
      if (plan.limit) expectTop(plan, rows, expected, context);
      else expect(rounded(rows).toSorted(), context).toEqual(rounded(expected).toSorted());
    }
  });

  /** Ties may fall either way, so a top-n is held to its values; names must come with their own value. */
  function expectTop(plan: Plan, rows: Cell[][], expected: Cell[][], context: string): void {
    const at = plan.dimensions.length;
    const sign = plan.order?.direction === "asc" ? 1 : -1;
    const best = expected.toSorted((a, b) => (a[at] === null ? 1 : b[at] === null ? -1 : sign * (Number(a[at]) - Number(b[at])))).slice(0, plan.limit);
    expect(rounded(rows.map((row) => [row[at] ?? null])), context).toEqual(rounded(best.map((row) => [row[at] ?? null])));
    const all = new Set(rounded(expected));
    expect(rounded(rows).every((row) => all.has(row)), context).toBe(true);
  }
});

describe("every statement", () => {
  it("is one SELECT that the Postgres parser takes", () => {
    const random = seeded(7);
    for (let index = 0; index < 200; index++) {
      const compiled = compile(randomPlan(random), model);
      const tree = parseSync(compiled.ok ? compiled.sql : "") as { stmts: { stmt: object }[] };
      expect(tree.stmts.map((entry) => Object.keys(entry.stmt)), JSON.stringify(compiled)).toEqual([["SelectStmt"]]);
    }
  });

  it("holds a hostile value as a value", async () => {
    const hostile = "x' OR '1'='1'; DROP TABLE aviation.strikes; --\\";
    const { rows } = await run({ ...value, filters: [{ column: "airports.name", op: "in", values: [hostile] }] });
    expect(rows).toEqual([[0]]);
    expect((await run(value)).rows).toEqual([[300]]);
  });
});

describe("order", () => {
  it("of time is the calendar's, of a declared order the declared one, of names the largest first", async () => {
    const months = await run({ ...value, dimensions: [{ column: "strikes.flight_date", grain: "month" }] });
    expect(dates(months.rows)).toEqual(dates(months.rows).toSorted());
    const sizes = await run({ ...value, dimensions: [{ column: "strikes.wildlife_size" }] });
    expect(sizes.rows.map((row) => row[0])).toEqual(["Small", "Medium", "Large", null]);
    const weekdays = await run({ ...value, dimensions: [{ column: "strikes.flight_date", cycle: "weekday" }] });
    expect(weekdays.rows[0]?.[0]).toBe("Sunday");
    const phases = await run({ ...value, dimensions: [{ column: "strikes.phase" }] });
    expect(phases.rows.map((row) => Number(row[1]))).toEqual(phases.rows.map((row) => Number(row[1])).toSorted((a, b) => b - a));
  });
});

describe("a ranking", () => {
  it("gives no place to rows without a name, which a breakdown shows", async () => {
    const byPhase = { ...value, dimensions: [{ column: "strikes.phase" as const }] };
    expect((await run(byPhase)).rows.map((row) => row[0])).toContain(null);
    const { rows } = await run({ ...byPhase, intent: "rank", order: { by: "metric", index: 0, direction: "asc" }, limit: 4 });
    expect(rows.map((row) => row[0])).toEqual(expect.arrayContaining(["Approach", "Climb", "Landing Roll", "Take-off run"]));
  });
});

describe("rows as they are", () => {
  it("are listed newest first, with names instead of keys", async () => {
    const { rows, columns } = await run({ ...value, intent: "list", metrics: [], filters: [{ column: "airports.city", op: "in", values: ["Gamma"] }], limit: 5 });
    expect(columns).toContain("airports_name");
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(["O'Gamma"]));
    expect(dates(rows)).toEqual(dates(rows).toSorted().toReversed());
  });

  it("are listed by a declared order, largest first", async () => {
    const { rows, columns } = await run({ ...value, intent: "list", metrics: [], order: { by: "column", column: "strikes.wildlife_size", direction: "desc" }, limit: 3 });
    expect(rows.map((row) => row[columns.indexOf("wildlife_size")])).toEqual(["Large", "Large", "Large"]);
  });

  it("give the values of a distribution and the pairs of a relation, without the empty ones", async () => {
    const speeds = data.strikes.flatMap((row) => (row["strikes.speed_knots"] === null ? [] : [Number(row["strikes.speed_knots"])]));
    const { rows } = await run({ ...value, intent: "distribution", metrics: [], columns: ["strikes.speed_knots"] });
    expect(rows.map((row) => row[0])).toEqual(speeds.toSorted((a, b) => a - b));
    const pairs = await run({ ...value, intent: "relation", metrics: [], columns: ["strikes.speed_knots", "strikes.cost_total"] });
    expect(pairs.rows).toHaveLength(speeds.length);
  });
});

describe("a share of rows", () => {
  it("is the part over the whole of the same period", async () => {
    const time = { column: "strikes.flight_date" as const, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] };
    const { rows } = await run({ ...value, intent: "share", share: true, filters: [{ column: "strikes.time_of_day", op: "in", values: ["Night"] }], time });
    const own = data.strikes.filter((row) => String(row["strikes.flight_date"]).startsWith("1998"));
    const night = own.filter((row) => row["strikes.time_of_day"] === "Night");
    expect(rounded(rows)).toEqual(rounded([[night.length / own.length, night.length, own.length]]));
  });
});

describe("a share within a condition", () => {
  it("is taken of the rows that meet it", async () => {
    const { rows } = await run({ ...value, intent: "share", share: true, filters: [{ column: "strikes.damage", op: "not-in", values: ["None"] }, { column: "airports.state", op: "in", values: ["Texas"], whole: true }] });
    const texas = data.strikes.filter((row) => row["airports.state"] === "Texas");
    const damaged = texas.filter((row) => row["strikes.damage"] !== "None");
    expect(rounded(rows)).toEqual(rounded([[damaged.length / texas.length, damaged.length, texas.length]]));
  });
});

describe("absence", () => {
  it("names the groups that have rows, none of which meets the condition", async () => {
    const lacking = { column: "strikes.cost_total" as const, op: ">" as const, values: [9_000], absent: true };
    const { rows } = await run({ ...value, intent: "absent", metrics: [], dimensions: [{ column: "strikes.flight_date", grain: "month" }], filters: [lacking] });
    const months = Map.groupBy(data.strikes, (row) => String(row["strikes.flight_date"]).slice(0, 7));
    const expected = [...months].filter(([, members]) => !members.some((row) => Number(row["strikes.cost_total"]) > 9_000));
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.map((row) => String(row[0]).slice(0, 7)).toSorted()).toEqual(expected.map(([month]) => month).toSorted());
  });
});

describe("what the model does not allow", () => {
  it.each<[string, Partial<Plan>]>([
    ["a metric that is not there", { metrics: [{ kind: "metric", name: "churn" }] }], ["a column that is not there", { dimensions: [{ column: "strikes.nothing" }] }],
    ["an aggregate that makes no sense", { metrics: [{ kind: "aggregate", function: "sum", column: "strikes.speed_knots" }] }], ["grouping by a measure", { dimensions: [{ column: "strikes.cost_total" }] }],
    ["a table that cannot be reached", { table: "airports", filters: [{ column: "strikes.phase", op: "in", values: ["Climb"] }] }], ["an hour of a date", { dimensions: [{ column: "strikes.flight_date", cycle: "hour" }] }],
    ["nothing at all", { metrics: [] }], ["a comparison without a period", { previous: { from: "1997-01-01", to: "1998-01-01", label: "" } }], ["an order by what is not there", { dimensions: [{ column: "strikes.phase" }], order: { by: "metric", index: 3, direction: "asc" } }],
    ["days of months of unequal length", { dimensions: [{ column: "strikes.flight_date", grain: "day" }], time: { column: "strikes.flight_date", ranges: [{ from: "1998-02-01", to: "1998-03-01", label: "" }] }, previous: { from: "1998-01-01", to: "1998-02-01", label: "" } }],
    ["weeks that begin on other days", { dimensions: [{ column: "strikes.flight_date", grain: "week" }], time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] }, previous: { from: "1997-01-01", to: "1998-01-01", label: "" } }],
    ["periods that overlap", { time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] }, previous: { from: "1997-07-01", to: "1998-07-01", label: "" } }],
    ["shares of what is left of the groups", { dimensions: [{ column: "strikes.phase" }], share: true, having: [{ metric: 0, op: ">", value: 5 }] }],
  ])("%s is refused in words", (_name, change) => {
    const compiled = compile({ ...value, ...change }, model);
    expect(!compiled.ok && compiled.problem.length).toBeGreaterThan(10);
  });
});

describe("a fiscal year that begins in July", () => {
  const fiscal = { ...model, calendar: { ...model.calendar, fiscalYearStart: 7 } };
  it("counts its quarters from there", () => {
    const compiled = compile({ intent: "breakdown", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [{ column: "strikes.flight_date", cycle: "quarter-of-year" }], filters: [] }, fiscal);
    expect(compiled.ok && compiled.sql).toContain("- INTERVAL '6 months'");
  });
});

describe("sample values", () => {
  it("are those that occur in the rows", async () => {
    await data.db.exec("insert into aviation.airports values ('ZZZ', 'Nowhere', 'Nowhere', 'Nowhere', 0, 0)");
    const result = await data.db.query<unknown[]>(valuesQueries(model)[0] ?? "", [], { rowMode: "array" });
    const values = readValues(result.rows as Cell[][]);
    expect(values["airports.name"]).toEqual(["Alpha Intl", "Beta", "O'Gamma"]);
    expect(values["species.name"]).toEqual(["Gull", "Owl"]);
    expect(Object.keys(values)).not.toContain("strikes.phase");
  });
});

describe("names that are not unique", () => {
  const rowsOf = async (plan: Plan): Promise<unknown[]> => {
    const compiled = compile(plan, model);
    if (!compiled.ok) throw new Error(compiled.problem);
    return (await data.db.query<unknown[]>(compiled.sql, [], { rowMode: "array" })).rows;
  };
  const byAirport: Plan = { intent: "breakdown", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [{ column: "airports.name" }], filters: [] };

  it("stay apart, told by their keys; all others are shown as they are", async () => {
    const before = await rowsOf(byAirport);
    expect(before.flat()).toContain("Beta");
    await data.db.exec("insert into aviation.airports values ('DDD', 'Beta', 'Elsewhere', 'Maine', 0, 0); insert into aviation.strikes (id, operator_id, airport_id, flight_date, cost_total) values (90001, 'op', 'DDD', '1998-01-01', null)");
    const names = (await rowsOf(byAirport)).map((row) => (row as unknown[])[0]);
    expect(names).toEqual(expect.arrayContaining(["Alpha Intl", "Beta (BBB)", "Beta (DDD)"]));
    expect(names).not.toContain("Beta");
  });

  it("have a total of nothing where all their rows lack the number, and 0 where there are no rows", async () => {
    const cost: Plan = { ...byAirport, metrics: [{ kind: "metric", name: "cost" }] };
    expect((await rowsOf(cost)).find((row) => (row as unknown[])[0] === "Beta (DDD)")).toEqual(["Beta (DDD)", null]);
    expect(await rowsOf({ ...cost, dimensions: [], intent: "value", filters: [{ column: "airports.id", op: "in", values: ["none"] }] })).toEqual([["0"]]);
  });
});
