// What a look over a model finds, and that it finds nothing where there is nothing.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintModel, type ColumnStatistics, type Finding, type LintOptions, type Snapshot } from "../../worker/semantic/discover/index.ts";
import type { Column, SemanticModel } from "../../worker/semantic/model.ts";
import { parseModel } from "../../worker/semantic/validate.ts";

const column = (name: string, rest: Partial<Column> = {}): Column => ({ name, type: "integer", label: name.replaceAll("_", " "), synonyms: [], dimension: false, ...rest });
const id = column("id", { semantic: "id", hidden: true });

const SHOP: SemanticModel = {
  name: "shop", label: "Shop", description: "A shop.", version: "1", calendar: { timeZone: "UTC", weekStart: "monday", fiscalYearStart: 1, asOf: "now" },
  tables: [
    { name: "orders", schema: "public", label: "order", plural: "orders", synonyms: [], description: "What somebody bought at once.", primaryKey: ["id"], timeColumn: "placed", columns: [id, column("customer_id", { hidden: true }), column("placed", { type: "date", dimension: true }), column("revenue", { aggregates: ["sum", "avg"] })] },
    { name: "customers", schema: "public", label: "customer", plural: "customers", synonyms: [], description: "Who buys.", primaryKey: ["id"], nameColumn: "name", columns: [id, column("name", { type: "text", label: "customer", plural: "customers", dimension: true })] },
  ],
  relationships: [{ from: "orders.customer_id", to: "customers.id", cardinality: "many-to-one" }],
  metrics: [{ name: "orders", label: "orders", synonyms: [], description: "Number of orders.", table: "orders", aggregate: { function: "count" }, additive: true, format: "integer" }],
  segments: [], ambiguous: [], suggestions: [], verified: [],
};

const with_ = (change: (model: SemanticModel) => void): SemanticModel => {
  const model = structuredClone(SHOP);
  change(model);
  const parsed = parseModel(model);
  if (!parsed.ok) expect(parsed.problems.filter((problem) => !problem.includes("more than one way"))).toEqual([]);
  return model;
};
const found = (model: SemanticModel, options?: LintOptions): string[] => lintModel(model, options).map(({ rule, weight, at, text }: Finding) => `${weight} ${rule}: ${at}: ${text}`);

const seen = (statistics: Record<string, Partial<ColumnStatistics>>): Snapshot => ({
  foreignKeys: [], overlaps: [],
  tables: SHOP.tables.map((table) => ({ schema: table.schema, name: table.name, rows: 10, primaryKey: [], unique: [], columns: table.columns.map(({ name, type }) => ({ name, type, nullable: true, statistics: { sampled: 10, distinct: 10, nullFraction: 0, values: [], ...statistics[`${table.name}.${name}`] } })) })),
});

describe("a look over a model", () => {
  it("finds nothing in a sound one", () => {
    expect(found(SHOP, { snapshot: seen({}), canAnswer: () => true })).toEqual([]);
  });

  it("finds no problem in the demo's", () => {
    const demo = parseModel(JSON.parse(readFileSync("demo/skyward/model.json", "utf8")));
    if (!demo.ok) throw new Error("the demo's model is not valid");
    expect(found(demo.model).filter((line) => line.startsWith("problem"))).toEqual([]);
  });

  it("finds joins that double rows", () => {
    expect(found(SHOP, { snapshot: seen({ "customers.id": { distinct: 7 } }) })).toEqual(["problem fan-out: orders.customer_id → customers.id: customers.id is no key: 3 of the rows looked at share a value, so rows would be counted twice"]);
    const single = with_((model) => model.relationships.splice(0, 1, { from: "orders.customer_id", to: "customers.id", cardinality: "one-to-one" }));
    expect(found(single, { snapshot: seen({ "orders.customer_id": { distinct: 3, nullFraction: 0.2 } }) })).toEqual(["advice fan-out: orders.customer_id → customers.id: orders.customer_id holds the same value in several rows, so this is many-to-one"]);
  });

  it("finds names that several rows have", () => {
    expect(found(SHOP, { snapshot: seen({ "customers.name": { distinct: 9 } }) })).toEqual(["advice name-not-unique: customers.name: 1 of the customers looked at share a name with another and are counted together"]);
  });

  it("finds two ways to a table", () => {
    const model = with_(({ tables, relationships }) => {
      tables[0]?.columns.push(column("payer_id", { hidden: true }));
      relationships.push({ from: "orders.payer_id", to: "customers.id", cardinality: "many-to-one" });
    });
    expect(found(model)).toEqual(["problem ambiguous-path: orders: there is more than one way to customers, so none is taken"]);
  });

  it("finds tables that nothing leads to", () => {
    expect(found(with_((model) => model.relationships.splice(0)))).toEqual(expect.arrayContaining([expect.stringContaining("unreachable: orders"), expect.stringContaining("unreachable: customers")]));
  });

  it("finds what nobody has described, and what no question can use", () => {
    const model = with_(({ tables: [orders] }) => {
      if (orders) orders.description = "One order: a row of the orders.";
      orders?.columns.push(column("remark", { type: "text" }));
    });
    expect(found(model)).toEqual(["advice no-description: orders: nobody has said what one row is", "advice unused-column: orders.remark: no question can use them: hide them, or make them dimensions or measures"]);
  });

  it("finds words with two meanings: labels are a problem, synonyms advice", () => {
    expect(found(with_(({ tables: [orders] }) => orders?.columns.push(column("customer", { dimension: true }))))).toEqual(["problem collision: “customer”: may mean orders.customer or customers"]);
    expect(found(with_(({ tables: [orders, customers] }) => {
      orders?.synonyms.push("deal");
      customers?.synonyms.push("deals");
    }))).toEqual(["advice collision: “deal”: may mean orders or customers"]);
  });

  it("finds no second meaning in a number that adds a column up", () => {
    expect(found(with_((model) => model.metrics.push({ name: "revenue", label: "revenue", synonyms: [], description: "Money.", table: "orders", aggregate: { function: "sum", column: "orders.revenue" }, additive: true, format: "decimal" })))).toEqual([]);
  });

  it("finds sums of what can't be added up", () => {
    const rate = with_(({ tables: [orders], metrics }) => {
      orders?.columns.push(column("rate", { semantic: "percent", aggregates: ["avg"] }));
      metrics.push({ name: "rates", label: "rates", synonyms: [], description: "Rates.", table: "orders", aggregate: { function: "sum", column: "orders.rate" }, additive: true, format: "decimal" });
    });
    expect(found(rate)[0]).toBe("problem not-additive: rates: adds up rate, which is a percent");
    const mean = with_(({ metrics }) => metrics.push({ name: "mean", label: "mean", synonyms: [], description: "Mean.", table: "orders", aggregate: { function: "avg", column: "orders.revenue" }, additive: true, format: "decimal" }));
    expect(found(mean)).toContain("problem not-additive: mean: is marked additive, but parts of it do not add up to the whole");
  });

  it("finds suggestions that can't be answered", () => {
    const model = with_(({ suggestions }) => suggestions.push("How many orders?", "Why?"));
    expect(found(model, { canAnswer: (question) => question !== "Why?" })).toEqual(["problem suggestion: Why?: the built-in planner can't answer it"]);
  });
});
