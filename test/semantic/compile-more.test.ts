// The law again, for the parts of a plan that build on plain groups: alternatives, averages, places, series, shares within, causes.
import { beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../worker/protocol.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric, TimeRange } from "../../worker/semantic/plan.ts";
import { model } from "../agent/fixtures.ts";
import { createData, pick, seeded, type Data } from "./data.ts";
import { evaluateMore } from "./evaluate-more.ts";

const SEED = 77_001;
const TODAY = "1999-03-20";
let data: Data;
beforeAll(async () => {
  data = await createData(SEED);
});

const DAY = "strikes.flight_date" as const;
const NAMED: PlanDimension[] = [{ column: "strikes.phase" }, { column: "airports.name" }, { column: "species.name" }, { column: "strikes.time_of_day" }];
const CALENDAR: PlanDimension[] = (["week", "month", "quarter", "year"] as const).map((grain) => ({ column: DAY, grain }));
const ADDITIVE: PlanMetric[] = ["strikes", "cost", "damaging_strikes"].map((name) => ({ kind: "metric", name }));
const FILTERS: PlanFilter[] = [
  { column: "strikes.phase", op: "in", values: ["Climb"] }, { column: "airports.state", op: "in", values: ["Texas"] }, { column: "strikes.cost_total", op: ">", values: [500] },
  { column: "strikes.damage", op: "not-in", values: ["None"] }, { column: "strikes.time_of_day", op: "in", values: ["Night"] }, { column: "strikes.speed_knots", op: "is-null", values: [] },
];
const RANGES: TimeRange[] = [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }, { from: "1998-03-01", to: "2000-01-01", label: "" }, { from: "1998-02-10", label: "" }, { to: "1998-06-01", label: "" }];

const KINDS: Record<string, (random: () => number, plan: Plan) => Plan> = {
  "parts of the date": (random, plan) => ({ ...plan, filters: [...plan.filters, { column: DAY, op: pick(random, ["in", "not-in"] as const), ...pick(random, [{ cycle: "weekday" as const, values: ["Saturday", "Sunday"] }, { cycle: "month-of-year" as const, values: ["March"] }]) }] }),
  "groups that pass": (random, plan) => ({ ...plan, dimensions: [], per: { dimension: pick(random, [...NAMED, ...CALENDAR]), function: "count" }, having: [{ metric: 0, op: pick(random, [">", "<="] as const), value: pick(random, [5, 30, 1_000]) }] }),
  alternatives: (random, plan) => ({ ...plan, anyOf: [[pick(random, FILTERS.slice(0, 3)), pick(random, FILTERS.slice(3))]] }),
  "above the average of the rows": (random, plan) => ({ ...plan, filters: [...plan.filters, { column: pick(random, ["strikes.cost_total", "strikes.speed_knots"] as const), op: pick(random, [">", "<="] as const), values: [], average: true }] }),
  "above the average of the groups": (random, plan) => ({ ...plan, having: [{ metric: 0, op: pick(random, [">", "<", ">="] as const), value: 0, average: true }] }),
  "places within a group": (random, plan) => ({ ...plan, dimensions: [pick(random, NAMED.slice(0, 2)), pick(random, [...NAMED.slice(2), ...CALENDAR.slice(1)])], order: { by: "metric", index: 0, direction: pick(random, ["asc", "desc"] as const) }, limit: pick(random, [1, 2]), limitWithin: pick(random, [0, 1]) }),
  "averages over a calendar": (random, plan) => ({ ...plan, dimensions: random() < 0.5 ? [] : plan.dimensions, per: { dimension: pick(random, CALENDAR), function: "avg" } }),
  "other folds over groups": (random, plan) => ({ ...plan, dimensions: [], per: { dimension: pick(random, [...CALENDAR, ...NAMED]), function: pick(random, ["avg", "median", "min", "max"] as const) } }),
  "the change from period to period": (random, plan) => ({ ...plan, metrics: [pick(random, [...plan.metrics, { kind: "aggregate", function: "avg", column: "strikes.cost_total" }])], dimensions: [pick(random, CALENDAR)], series: "change" }),
  "the total so far": (random, plan) => ({ ...plan, dimensions: [pick(random, CALENDAR)], series: "running" }),
  "shares within each group": (random, plan) => ({ ...plan, intent: "share", filters: [...plan.filters, { ...pick(random, FILTERS.slice(3)), part: true }] }),
  causes: (random, plan) => ({ ...plan, intent: "change", dimensions: [NAMED[1], NAMED[3]].slice(0, 1 + Math.floor(random() * 2)).flatMap((one) => one ?? []), time: { column: DAY, ranges: [{ from: "1998-07-01", to: "1998-12-01", label: "now" }] }, previous: { from: "1998-01-01", to: "1998-06-01", label: "then" } }),
};

function plain(random: () => number): Plan {
  const time = random() < 0.4 ? { time: { column: DAY, ranges: [pick(random, RANGES)] } } : {};
  return { intent: "breakdown", table: "strikes", metrics: [pick(random, ADDITIVE)], dimensions: [pick(random, NAMED)], filters: random() < 0.3 ? [pick(random, FILTERS.slice(0, 3))] : [], ...time };
}

async function run(plan: Plan): Promise<{ rows: Cell[][]; sql: string }> {
  const compiled = compile(plan, model, TODAY);
  if (!compiled.ok) throw new Error(`${compiled.problem}: ${JSON.stringify(plan)}`);
  const result = await data.db.query<unknown[]>(compiled.sql, [], { rowMode: "array" });
  return { sql: compiled.sql, rows: result.rows.map((row) => row.map((cell, index) => cellOf(cell, compiled.columns[index]?.type))) };
}

const cellOf = (cell: unknown, type: string | undefined): Cell => (cell === null ? null : cell instanceof Date ? cell.toISOString().slice(0, 10) : type === "number" ? Number(cell) : String(cell as string));
const rounded = (rows: Cell[][]): string[] => rows.map((row) => JSON.stringify(row.map((cell) => (typeof cell === "number" ? Number((cell * (1 + 1e-12)).toPrecision(9)) : cell)))).toSorted();

describe("the law holds for", () => {
  it.each(Object.entries(KINDS))("%s", async (_name, kind) => {
    const random = seeded(SEED);
    for (let index = 0; index < 40; index++) {
      const plan = kind(random, plain(random));
      const { rows, sql } = await run(plan);
      const expected = evaluateMore(plan, model, data.strikes, TODAY);
      const shown = plan.intent === "change" ? withTotal(expected) : expected;
      expect(rounded(rows), `${JSON.stringify(plan)}\n${sql}`).toEqual(rounded(shown));
    }
  });

  /** The whole, and the members of each dimension that has several. */
  function withTotal(rows: Cell[][]): Cell[][] {
    const by = [...Map.groupBy(rows, (row) => row[0]).values()];
    const sum = (at: number): number => (by[0] ?? []).reduce((total, row) => total + Number(row[at]), 0);
    return [["Total", null, sum(2), sum(3), sum(4), sum(4) === 0 ? null : 1], ...by.filter((members) => members.length > 1).flat()];
  }
});

describe("the second most", () => {
  it("comes after the most", async () => {
    const plan: Plan = { intent: "rank", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [{ column: "airports.name" }], filters: [], order: { by: "metric", index: 0, direction: "desc" }, limit: 3 };
    const all = (await run(plan)).rows;
    expect((await run({ ...plan, limit: 1, skip: 1 })).rows).toEqual([all[1]]);
  });
});

describe("who came again", () => {
  it("is told by the month of the first row, in whole months since", async () => {
    const { rows } = await run({ intent: "breakdown", table: "strikes", metrics: [{ kind: "aggregate", function: "count-distinct", column: "strikes.airport_id" }], dimensions: [{ column: DAY, grain: "month" }], filters: [], cohort: { key: "strikes.airport_id", grain: "month" } });
    const months = new Map([...Map.groupBy(data.strikes, (row) => String(row["strikes.airport_id"]))].map(([airport, members]) => [airport, new Set(members.map((row) => String(row[DAY]).slice(0, 7)))]));
    const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
    const born = Map.groupBy([...months], ([, seen]) => [...seen].toSorted()[0] ?? "");
    const expected = [...born].flatMap(([cohort, members]) => {
      const since = members.flatMap(([, seen]) => [...seen].map((month) => index(month) - index(cohort)));
      return [...Map.groupBy(since, (step) => step)].map(([step, all]) => [`${cohort}-01`, step, all.length / members.length, all.length, members.length]);
    });
    expect(rounded(rows)).toEqual(rounded(expected));
  });
});

describe("a percentile", () => {
  it("lies between the two rows beside it", async () => {
    const speeds = data.strikes.flatMap((row) => (row["strikes.speed_knots"] === null ? [] : [Number(row["strikes.speed_knots"])])).toSorted((a, b) => a - b);
    const place = 0.9 * (speeds.length - 1);
    const [low = 0, high = 0] = [speeds[Math.floor(place)], speeds[Math.ceil(place)]];
    const { rows } = await run({ intent: "value", table: "strikes", metrics: [{ kind: "aggregate", function: "median", column: "strikes.speed_knots", at: 0.9 }], dimensions: [], filters: [] });
    expect(rows[0]?.[0]).toBeCloseTo(low + (high - low) * (place % 1), 9);
  });
});

describe("rows that others point to", () => {
  const airports: Plan = { intent: "list", table: "airports", metrics: [], dimensions: [], filters: [], columns: ["airports.name"] };
  const names = async (plan: Plan): Promise<string[]> => (await run(plan)).rows.map(([name]) => String(name)).toSorted();
  const has = (test: (row: Record<string, Cell>) => boolean): Set<string> => new Set(data.strikes.filter(test).map((row) => String(row["airports.name"])));

  it("are there, or are not, under the conditions named", async () => {
    await data.db.exec("insert into aviation.airports values ('ZZZ', 'Nowhere', 'Nowhere', 'Nowhere', 0, 0)");
    expect(await names({ ...airports, related: [{ table: "strikes", exists: false, filters: [] }] })).toEqual(["Nowhere"]);
    const dear: PlanFilter[] = [{ column: "strikes.cost_total", op: ">", values: [9_800] }, { column: "species.name", op: "in", values: ["Owl"] }];
    const with98 = has((row) => Number(row["strikes.cost_total"]) > 9_800 && row["species.name"] === "Owl" && String(row[DAY]).startsWith("1998"));
    const time = { column: DAY, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] };
    expect(await names({ ...airports, related: [{ table: "strikes", exists: true, filters: dear, time }] })).toEqual([...with98].toSorted());
    expect(await names({ ...airports, related: [{ table: "strikes", exists: false, filters: dear, time }] })).toEqual(["Alpha Intl", "Beta", "Nowhere", "O'Gamma"].filter((name) => !with98.has(name)));
  });

  it("are not asked of tables that do not lead there", () => {
    expect(compile({ ...airports, related: [{ table: "species", exists: false, filters: [] }] }, model)).toMatchObject({ ok: false });
  });
});

describe("what does not go together", () => {
  const base: Plan = { intent: "breakdown", table: "strikes", metrics: [{ kind: "metric", name: "damage_rate" }], dimensions: [{ column: "strikes.phase" }], filters: [] };
  it.each<[string, Partial<Plan>]>([
    ["an average of rates", { per: { dimension: { column: "airports.name" }, function: "avg" } }], ["a running total of a rate", { dimensions: [{ column: DAY, grain: "month" }], series: "running" }],
    ["rates above the mean of rates", { having: [{ metric: 0, op: ">", value: 0, average: true }] }], ["a series without a calendar", { series: "change" }], ["places without an order", { limitWithin: 0, limit: 3 }],
    ["causes of a rate", { intent: "change", time: { column: DAY, ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "" }] }, previous: { from: "1997-01-01", to: "1998-01-01", label: "" } }],
    ["cohorts of some rows", { dimensions: [{ column: DAY, grain: "month" }], filters: [{ column: "strikes.phase", op: "in", values: ["Climb"] }], cohort: { key: "strikes.airport_id", grain: "month" } }], ["a percentile beyond all", { metrics: [{ kind: "aggregate", function: "median", column: "strikes.speed_knots", at: 1.5 }] }],
    ["one alternative", { anyOf: [[{ column: "strikes.phase", op: "in", values: ["Climb"] }]] }],
  ])("%s is refused in words", (_name, change) => {
    const compiled = compile({ ...base, ...change }, model);
    expect(!compiled.ok && compiled.problem.length).toBeGreaterThan(10);
  });
});
