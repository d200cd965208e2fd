import { describe, expect, it } from "vitest";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { parseModel } from "../../worker/semantic/validate.ts";
import { model } from "../agent/fixtures.ts";

type Change = (copy: SemanticModel) => void;
function problemsOf(change: Change): string[] {
  const copy = structuredClone(model);
  change(copy);
  const parsed = parseModel(copy);
  return parsed.ok ? [] : parsed.problems;
}
const strikes = (copy: SemanticModel) => copy.tables[0] ?? expect.fail();

describe("a semantic model", () => {
  it("of the demo is whole", () => expect(parseModel(model)).toEqual({ ok: true, model }));

  it.each<[string, Change, string]>([
    ["a misspelt field", (copy) => Object.assign(copy, { tabels: [] }), 'model: Unrecognized key: "tabels"'],
    ["a time zone that is none", (copy) => (copy.calendar.timeZone = "Mars/Base"), "calendar.timeZone: must be an IANA time zone"],
    ["a time column that is not there", (copy) => (strikes(copy).timeColumn = "when"), "tables.strikes: has no column when"],
    ["a display column that is not there", (copy) => strikes(copy).display?.push("strikes.nothing"), "tables.strikes.display: there is no column strikes.nothing"],
    ["a default metric that is not there", (copy) => (strikes(copy).defaultMetric = "nothing"), "tables.strikes.defaultMetric: no such metric on this table, or on one whose rows refer to it"],
    ["a table twice", (copy) => copy.tables.push(strikes(copy)), "tables: strikes is there twice"],
    ["a join onto half a key", (copy) => copy.relationships.push({ from: "strikes.id", to: "airports.city", cardinality: "many-to-one" }), "relationships: airports.city is not the primary key of its table"],
    ["two ways to a table", (copy) => copy.relationships.push({ from: "strikes.phase", to: "airports.id", cardinality: "many-to-one" }), "relationships: more than one way from strikes to airports"],
    ["a metric that is two things", (copy) => Object.assign(copy.metrics[0] ?? {}, { ratio: { numerator: "cost", denominator: "strikes" } }), "metrics.strikes: needs exactly one of aggregate and ratio"],
    ["a ratio of a ratio", (copy) => Object.assign(copy.metrics[2]?.ratio ?? {}, { numerator: "damage_rate" }), "metrics.cost_per_strike: damage_rate is no plain metric of the same table"],
    ["a sum of nothing", (copy) => delete copy.metrics[1]?.aggregate?.column, "metrics.cost: sum needs a column"],
    ["a range with one end", (copy) => copy.segments[0]?.conditions.push({ column: "strikes.cost_total", op: "between", values: [1] }), "segments.damaging: between on strikes.cost_total has the wrong number of values"],
    ["a way whose level can't be grouped by", (copy) => (copy.hierarchies = [{ name: "place", label: "place", levels: ["airports.state", "strikes.cost_total"] }]), "hierarchies.place: strikes.cost_total is no dimension"],
    ["a level in two ways", (copy) => copy.hierarchies?.push({ name: "other", label: "other", levels: ["airports.state", "species.name"] }), "hierarchies.other: airports.state is there twice"],
    ["a choice that leads nowhere", (copy) => delete copy.ambiguous[0]?.choices[0]?.column, "ambiguous.biggest.cost: needs exactly one of column and metric"],
  ])("is refused for %s", (_name, change, problem) => expect(problemsOf(change)).toContain(problem));

  it.each([undefined, null, 5, "model", [], {}])("is not %j", (document) => expect(parseModel(document).ok).toBe(false));

  it("tells all its problems at once", () => {
    expect(problemsOf((copy) => { strikes(copy).timeColumn = "when"; strikes(copy).defaultMetric = "nothing"; }).length).toBeGreaterThan(1);
  });
});
