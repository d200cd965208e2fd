// Schemas that nobody prepared: columns called like times, values called like rows, several kinds of rows. Each case was once answered wrongly.
import { describe, expect, it } from "vitest";
import { understand } from "../../../worker/agent/plan/index.ts";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import type { SemanticModel } from "../../../worker/semantic/model.ts";
import { parseModel } from "../../../worker/semantic/validate.ts";
import { sayUnderstood } from "./say-plan.ts";
import { shop, TODAY } from "./shop.ts";

/** The shop as a draft of its database might be: a year of each product, and notices beside the orders. */
const drafted: SemanticModel = {
  ...shop,
  tables: [
    ...shop.tables.map((table) => (table.name === "products"
      ? { ...table, columns: [...table.columns, { name: "year", type: "integer", label: "year", synonyms: [], semantic: "year" as const, dimension: true }] } : table)),
    {
      name: "notices", schema: "shop", label: "notice", plural: "notices", synonyms: [], description: "Sent to customers.", primaryKey: ["id"], timeColumn: "sent_on",
      columns: [
        { name: "id", type: "integer", label: "notice number", synonyms: [], semantic: "id", dimension: false, hidden: true }, { name: "customer_id", type: "integer", label: "customer number", synonyms: [], semantic: "id", dimension: false, hidden: true },
        { name: "sent_on", type: "date", label: "sent on", synonyms: [], dimension: true },
        { name: "kind", type: "text", label: "kind", synonyms: [], dimension: true, values: { mode: "list", list: [{ value: "transaction" }, { value: "promotion" }] } },
      ],
    },
  ],
  relationships: [...shop.relationships, { from: "notices.customer_id", to: "customers.id", cardinality: "many-to-one" }],
  metrics: [...shop.metrics, { name: "notices", label: "notices", synonyms: [], description: "Number of notices.", table: "notices", aggregate: { function: "count" }, additive: true, format: "integer" }],
};
const lexicon = buildLexicon(drafted, { "products.category": ["Shoes"] });
const read = (question: string, resolve: Record<string, string> = {}) => understand({ question, lexicon, model: drafted, today: TODAY, resolve });

describe("a drafted model", () => {
  it("is a model", () => expect(parseModel(drafted)).toMatchObject({ ok: true }));

  it("asks whether a year is the time of a row or a column of that name", () => {
    const asked = read("average amount by brand and year");
    expect(asked).toMatchObject({ kind: "clarify", term: "year", choices: [{ id: "time" }, { id: "products.year" }] });
    expect(sayUnderstood(read("average amount by brand and year", { year: "products.year" }))).toBe("breakdown avg orders.amount by products.brand, products.year");
    expect(sayUnderstood(read("average amount by brand and year", { year: "time" }))).toBe("trend avg orders.amount by products.brand, orders.ordered_on:year");
    expect(sayUnderstood(read("orders by month"))).toBe("trend orders by orders.ordered_on:month");
  });

  it("takes a singular before a number of its rows for whose number it is", () => {
    expect(sayUnderstood(read("top 5 customers by order amount"))).toMatch(/^rank .*amount|^rank revenue/u);
    expect(sayUnderstood(read("top 5 customers by order amount"))).not.toContain("orders,");
    expect(sayUnderstood(read("order quantity by category"))).toBe("breakdown sum orders.items by products.category");
  });

  it("does not make a value out of rows that are missing", () => {
    expect(read("customers without transactions").kind).toBe("unknown");
    expect(sayUnderstood(read("customers without cancelled orders"))).toBe("absent of orders by customers.name | never orders.status in Cancelled");
  });

  it("asks what the total of rows that are money is", () => {
    const model: SemanticModel = { ...drafted, tables: drafted.tables.map((table) => (table.name === "orders" ? { ...table, label: "payment", plural: "payments" } : table)) };
    const total = (resolve: Record<string, string> = {}) => understand({ question: "total payments by channel", lexicon: buildLexicon(model, {}), model, today: TODAY, resolve });
    expect(total()).toMatchObject({ kind: "clarify", term: "payments", choices: [{ id: "rows" }, { id: "amount" }] });
    expect(sayUnderstood(total({ payments: "amount" }))).toBe("breakdown sum orders.amount by orders.channel");
    expect(sayUnderstood(total({ payments: "rows" }))).toBe("breakdown orders by orders.channel");
  });

  it("counts things by what they are, where they have a number of their own", () => {
    const model: SemanticModel = { ...drafted, metrics: [...drafted.metrics, { name: "customers", label: "customers", synonyms: [], description: "Number of customers.", table: "customers", aggregate: { function: "count" }, additive: true, format: "integer" }] };
    const own = (question: string) => sayUnderstood(understand({ question, lexicon: buildLexicon(model, {}), model, today: TODAY, resolve: {} }));
    expect(own("customers by country")).toBe("breakdown customers by customers.country");
    expect(own("customers by segment and country")).toBe("breakdown customers by customers.segment, customers.country");
    expect(own("customers by revenue")).toBe("rank revenue by customers.name metric 0 desc");
    expect(own("customers by status")).not.toMatch(/^breakdown customers/u);
    expect(own("top 5 customers by country")).not.toMatch(/^breakdown customers/u);
  });

  it("takes the column of the rows that are counted, of several by one name", () => {
    const model: SemanticModel = { ...drafted, tables: drafted.tables.map((table) => (table.name === "notices" ? { ...table, columns: [...table.columns, { name: "status", type: "text", label: "status", synonyms: [], dimension: true }] } : table)) };
    const own = (question: string) => sayUnderstood(understand({ question, lexicon: buildLexicon(model, {}), model, today: TODAY, resolve: {} }));
    expect(own("notices by status")).toBe("breakdown notices by notices.status");
    expect(own("orders by status")).toBe("breakdown orders by orders.status");
  });

  it("passes no noun of other rows over", () => {
    for (const question of ["average amount with notices", "total revenue of customers with notices", "revenue by brand that have notices"]) expect(read(question).kind, question).not.toBe("plan");
    expect(sayUnderstood(read("average amount by status"))).toBe("breakdown avg orders.amount by orders.status");
  });

  it("drops no verb that says whose side a number is on", () => {
    for (const question of ["total amount received by each customer", "total amount sent by each customer", "orders received by month"]) expect(read(question).kind, question).not.toBe("plan");
  });
});
