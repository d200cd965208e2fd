import { describe, expect, it } from "vitest";
import { checkPlan } from "../../worker/agent/model-plan/check-plan.ts";
import { PLANNER_SCHEMA, type PlanReply } from "../../worker/agent/model-plan/schema.ts";
import { model } from "./fixtures.ts";

const reply: PlanReply = {
  intent: "breakdown", table: "strikes", metrics: [{ metric: "cost", aggregate: null, column: null }],
  dimensions: [{ column: "airports.name", grain: null, cycle: null }],
  filters: [{ column: "strikes.phase", op: "in", values: ["climb"], absent: false }],
  segments: [], time: null, previous: null, share: false, having: [], order: null, limit: null, columns: [], chart: null,
};
const findValue = (_column: string, text: string): string | undefined => (text === "climb" ? "Climb" : undefined);
const check = (change: Partial<PlanReply>) => checkPlan({ ...reply, ...change }, model, findValue);

describe("a model's plan", () => {
  it("is taken with the stored spelling of its values", () => {
    const checked = check({});
    expect(checked.ok && checked.plan.filters).toEqual([{ column: "strikes.phase", op: "in", values: ["Climb"] }]);
  });

  it("turns numbers into numbers and keeps ranges and order", () => {
    const checked = check({
      filters: [{ column: "strikes.cost_total", op: ">", values: ["100000"], absent: false }],
      time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] },
      order: { by: "metric", index: 0, column: null, direction: "desc" }, limit: 5,
    });
    expect(checked).toMatchObject({ ok: true, plan: { filters: [{ values: [100000] }], time: { ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] }, order: { by: "metric", index: 0, direction: "desc" }, limit: 5 } });
  });

  it("takes a segment apart into its conditions", () => {
    const checked = check({ segments: ["damaging"], filters: [] });
    expect(checked.ok && checked.plan.filters).toEqual([{ column: "strikes.damage", op: "not-in", values: ["None"], segment: "damaging" }]);
  });

  it.each<[string, Partial<PlanReply>, string]>([
    ["table", { table: "secrets" }, "unknown table"],
    ["metric", { metrics: [{ metric: "churn", aggregate: null, column: null }] }, "unknown metric"],
    ["column", { dimensions: [{ column: "strikes.password", grain: null, cycle: null }] }, "unknown column"],
    ["hidden column", { dimensions: [{ column: "strikes.operator_id", grain: null, cycle: null }] }, "unknown column"],
    ["measure as a dimension", { dimensions: [{ column: "strikes.cost_total", grain: null, cycle: null }] }, "not a dimension"],
    ["value", { filters: [{ column: "strikes.phase", op: "in", values: ["orbit"], absent: false }] }, "unknown value"],
    ["aggregate", { metrics: [{ metric: null, aggregate: "sum", column: "strikes.speed_knots" }] }, "aggregate not allowed on this column"],
    ["half a metric", { metrics: [{ metric: null, aggregate: "sum", column: null }] }, "a metric names neither a metric nor an aggregate"],
    ["number", { filters: [{ column: "strikes.cost_total", op: ">", values: ["a lot"], absent: false }] }, "a number was expected"],
    ["date", { time: { column: "strikes.flight_date", ranges: [{ from: "last year", to: null, label: "" }] } }, "a date was expected"],
    ["segment", { segments: ["vip"] }, "unknown segment"],
    ["order", { order: { by: "column", index: 0, column: null, direction: "asc" } }, "an order by column names none"],
  ])("is refused for an unknown %s", (_name, change, problem) => {
    expect(check(change)).toEqual({ ok: false, problem });
  });
});

describe("the schema sent to the model", () => {
  it("is of the strict subset: every object closed, every key required", () => {
    const loose: string[] = [];
    walk(PLANNER_SCHEMA, "$", loose);
    expect(loose).toEqual([]);
  });
});

function walk(node: unknown, path: string, loose: string[]): void {
  if (typeof node !== "object" || node === null) return;
  const { type, properties, required, additionalProperties } = node as Record<string, unknown>;
  if (type === "object" && properties) {
    const keys = Object.keys(properties as object).toSorted();
    if (additionalProperties !== false || JSON.stringify((required as string[] | undefined)?.toSorted()) !== JSON.stringify(keys)) loose.push(path);
  }
  for (const [key, child] of Object.entries(node)) walk(child, `${path}.${key}`, loose);
}
