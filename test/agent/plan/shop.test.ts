// The same planner on a shop: nothing in it knows birds or airports.
import { describe, expect, it } from "vitest";
import { compile } from "../../../worker/semantic/compile/index.ts";
import { read, shop } from "./shop.ts";
import { sayUnderstood } from "./say-plan.ts";

const ANSWERED: [question: string, plan: string][] = [
  ["Revenue of Nordwand versus Alpina by quarter in 2023", "compare revenue by orders.ordered_on:quarter, products.brand | products.brand in Nordwand, Alpina | 2023-01-01..2024-01-01"],
  ["average amount by status", "breakdown avg orders.amount by orders.status"],
  ["average order value by channel", "breakdown aov by orders.channel"],
  ["cheapest order", "list of orders orders.amount asc limit 1"],
  ["customers by revenue", "rank revenue by customers.name metric 0 desc"],
  ["customers with more than 5 orders", "breakdown orders by customers.name | having 0 > 5"],
  ["customers with no returned orders", "absent of orders by customers.name | never orders.status in Returned"],
  ["distribution of order value", "distribution of orders orders.amount"],
  ["how many orders do we have", "value orders"],
  ["jackets revenue", "value revenue | products.category in Jackets"],
  ["list open orders", "list of orders | orders.status in Open"],
  ["list the 10 latest orders", "list of orders orders.ordered_on desc limit 10"],
  ["median amount", "value median orders.amount"],
  ["monthly revenue this year", "trend revenue by orders.ordered_on:month | 2024-01-01..2024-05-16"],
  ["not cancelled orders", "value orders | orders.status not-in Cancelled"],
  ["orders by Alpina", "value orders | products.brand in Alpina"],
  ["orders by Anna Müller", "value orders | customers.name in Anna Müller"],
  ["orders by anna muller", "value orders | customers.name in Anna Müller"],
  ["orders by status in percent", "share orders by orders.status share"],
  ["orders by weekday", "breakdown orders by orders.ordered_on~weekday"],
  ["orders except cancelled and returned", "value orders | orders.status not-in Cancelled, Returned"],
  ["orders for O'Neill & Sons", "value orders | customers.name in O'Neill & Sons"],
  ["orders from Café Olé", "value orders | customers.name in Café Olé"],
  ["orders from France or Spain", "value orders | customers.country in France, Spain"],
  ["orders from ONeill", "value orders | customers.name in O'Neill & Sons"],
  ["orders in Germany", "value orders | customers.country in Germany"],
  ["orders last week", "value orders | 2024-05-06..2024-05-13"],
  ["orders over 100 euros", "value orders | orders.amount > 100"],
  ["orders over €100", "value orders | orders.amount > 100"],
  ["orders that are not cancelled", "value orders | orders.status not-in Cancelled"],
  ["orders with a discount", "value orders | orders.amount < 20 (discounted)"],
  ["orders with an amount above 100", "value orders | orders.amount > 100"],
  ["orders without a discount", "value orders | orders.amount >= 20"],
  ["orders yesterday", "value orders | 2024-05-14..2024-05-15"],
  ["ordes by contry", "breakdown orders by customers.country"],
  ["priciest order in 2023", "list of orders orders.amount desc limit 1 | 2023-01-01..2024-01-01"],
  ["relationship between amount and units", "relation of orders orders.amount ~ orders.items"],
  ["return rate by category", "breakdown return_rate by products.category"],
  ["returned orders by month", "trend returned by orders.ordered_on:month"],
  ["returns by product as a table", "breakdown returned by products.name as table"],
  ["revenu by brand", "breakdown revenue by products.brand"],
  ["revenue by customer segment", "breakdown revenue by customers.segment"],
  ["revenue by product category and quarter", "trend revenue by products.category, orders.ordered_on:quarter"],
  ["revenue by week since March 2024", "trend revenue by orders.ordered_on:week | 2024-03-01.."],
  ["revenue from shoes by month in 2023", "trend revenue by orders.ordered_on:month | products.category in Shoes | 2023-01-01..2024-01-01"],
  ["revenue in 2023 vs 2022", "compare revenue | 2023-01-01..2024-01-01 | vs 2022-01-01..2023-01-01"],
  ["revenue last month", "value revenue | 2024-04-01..2024-05-01"],
  ["revenue of jackets", "value revenue | products.category in Jackets"],
  ["revenue over time", "trend revenue by orders.ordered_on:year"],
  ["revenue per order", "value aov"],
  ["revenue this month compared with the previous year", "compare revenue | 2024-05-01..2024-05-16 | vs 2023-05-01..2023-05-16"],
  ["sales by country", "breakdown revenue by customers.country"],
  ["share of returned orders", "value return_rate"],
  ["sum of amounts", "value sum orders.amount"],
  ["top 3 customers by revenue in 2023", "rank revenue by customers.name metric 0 desc limit 3 | 2023-01-01..2024-01-01"],
  ["top 5 products by units sold", "rank units by products.name metric 0 desc limit 5"],
  ["top 5 products", "rank revenue by products.name metric 0 desc limit 5"],
  ["total revenue", "value revenue"],
  ["units sold per product", "breakdown units by products.name"],
  ["web vs store revenue", "compare revenue by orders.channel | orders.channel in Web, Store"],
  ["what share of orders came from the web", "share orders share | orders.channel in Web"],
  ["what share of revenue comes from business customers", "share revenue share | customers.segment in Business"],
  ["which customer has the highest revenue", "rank revenue by customers.name metric 0 desc limit 1"],
  ["which products had no orders in the store", "absent of orders by products.name | never orders.channel in Store"],
];

const MUST_NOT_ANSWER: [question: string, outcome: string][] = [
  ["French orders", "unknown: French"],
  ["amount over 100", "ask measure: orders revenue units aov"],
  ["average amount over 100", "unknown:"],
  ["average order value for Germany in 2023", "ask germany: customers.country products.brand"],
  ["best products", "ask best: revenue units"],
  ["biggest orders", "ask biggest: revenue units"],
  ["business customers in Germany", "ask measure: orders revenue units aov"],
  ["churned customers", "unknown: churned"],
  ["customers by country", "ask measure: orders revenue units aov"],
  ["customers", "ask measure: orders revenue units aov"],
  ["how many business customers do we have", "ask customers: occurring all"],
  ["how many customers do we have", "ask customers: occurring all"],
  ["how many customers in Germany", "ask customers: occurring all"],
  ["how many customers ordered in 2023", "unknown: ordered"],
  ["how many customers ordered via phone", "unknown: ordered"],
  ["how many products are there", "ask products: occurring all"],
  ["how many products were sold", "unknown: sold"],
  ["knives sold", "unknown: sold"],
  ["latest orders from Germany", "ask germany: customers.country products.brand"],
  ["orders containing jackets", "unknown: containing"],
  ["orders from Italy", "unknown: Italy"],
  ["orders worth more than 100", "unknown: worth"],
  ["profit by month", "unknown: profit"],
  ["revenue by region", "unknown: region"],
  ["revenue excluding Germany", "ask germany: customers.country products.brand"],
  ["revenue forecast", "unknown: forecast"],
  ["which product sold the most", "unknown: sold"],
];

describe("a shop", () => {
  it.each(ANSWERED)("answers: %s", (question, plan) => {
    const understood = read(question);
    expect(sayUnderstood(understood)).toBe(plan);
    if (understood.kind === "plan") expect(compile(understood.plan, shop)).toMatchObject({ ok: true });
  });

  it.each(MUST_NOT_ANSWER)("does not answer: %s", (question, outcome) => {
    expect(sayUnderstood(read(question))).toBe(outcome);
  });

  it("asks whether things are counted in the rows or at all, and obeys", () => {
    expect(sayUnderstood(read("how many customers do we have", { resolve: { customers: "occurring" } }))).toBe("value count-distinct customers.name");
    const all = read("how many customers do we have", { resolve: { customers: "all" } });
    expect(sayUnderstood(all)).toBe("value count customers.id");
    expect(all.kind === "plan" && all.plan.table).toBe("customers");
    expect(all.kind === "plan" && compile(all.plan, shop).ok).toBe(true);
  });

  it("follows up", () => {
    const first = read("revenue by category in 2023");
    const previous = first.kind === "plan" ? first.plan : undefined;
    expect(previous).toBeDefined();
    if (!previous) return;
    expect(sayUnderstood(read("by brand", { previous }))).toBe("breakdown revenue by products.brand | 2023-01-01..2024-01-01");
    expect(sayUnderstood(read("and in 2022?", { previous }))).toBe("breakdown revenue by products.category | 2022-01-01..2023-01-01");
    expect(sayUnderstood(read("only web", { previous }))).toBe("breakdown revenue by products.category | orders.channel in Web | 2023-01-01..2024-01-01");
    expect(sayUnderstood(read("what about profit?", { previous }))).toBe("unknown: profit");
  });
});
