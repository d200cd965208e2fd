// Templates by themselves: what is kept of a question and its plan, and what never is.
import { describe, expect, it } from "vitest";
import { matchTemplate } from "../../../worker/agent/plan-cache/match.ts";
import { signatureOf } from "../../../worker/agent/plan-cache/skeleton.ts";
import { makeTemplate, readTemplate, type Template } from "../../../worker/agent/plan-cache/template.ts";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import type { Plan } from "../../../worker/semantic/plan.ts";
import { only, plan, planOf, say, SOURCES } from "./sources.ts";

const { shop, skyward } = SOURCES;
/** A question that the built-in planner can't read, with the plan a model might make of it. */
const SOLD = "Which 3 customers from Germany bought the most in 2023?";
const sold = plan({
  intent: "rank", metrics: [{ kind: "metric", name: "revenue" }], dimensions: [{ column: "customers.name" }], filters: [only("customers.country", "Spain")],
  time: { column: "orders.ordered_on", ranges: [{ from: "2023-01-01", to: "2024-01-01", label: "2023" }] }, order: { by: "metric", index: 0, direction: "desc" }, limit: 3,
});
const spain = SOLD.replace("Germany", "Spain");

function templateOf(question: string, made: Plan, options = {}): Template {
  const template = makeTemplate(question, made, shop, options);
  if (!template) throw new Error(`no template: ${question}`);
  return template;
}
const reuse = (question: string, template: Template): string => {
  const match = matchTemplate(question, template, shop);
  return "plan" in match ? say(match.plan) : `declined: ${match.declined}`;
};

describe("a template", () => {
  it("holds no literal of the question", () => {
    const text = JSON.stringify(templateOf(spain, sold));
    expect(text).not.toMatch(/Spain|2023|2024|:3[,}]/u);
    expect(text).toContain("{value:customers.country}");
  });

  it("gives the next question its own literals", () => {
    const template = templateOf(spain, sold);
    expect(reuse("which five customers in France bought the most during 2021", template)).toBe("rank revenue by customers.name metric 0 desc limit 5 | customers.country in France | 2021-01-01..2022-01-01");
    expect(reuse("In 2021, which five clients from France bought the most?", template)).toMatch(/limit 5 \| customers\.country in France \| 2021/u);
  });

  it.each([
    "which 3 customers from Spain bought the least in 2023", "which 3 customers not from Spain bought the most in 2023", "which 3 products from Spain bought the most in 2023",
    "which 3 customers from Nordwand bought the most in 2023", "which 3 customers from Spain bought the most since 2023", "which 3 customers from Spain bought the most",
    "which customers from Spain bought the most in 2023", "which 3 customers from Spain returned the most in 2023", "which 3 customers from Spain and France bought the most in 2023",
    "which 3 customers from Germany bought the most in 2023", "which 3 customers from Italy bought the most in 2023", "which 3 customers from Spain bought the most by month in 2023",
    "which 3.5 customers from Spain bought the most in 2023", "which 0 customers from Spain bought the most in 2023", "which 5000 customers from Spain bought the most in 2023", "bought customers Spain", "", "by country",
  ])("does not fit: %s", (question) => {
    expect(reuse(question, templateOf(spain, sold))).toMatch(/^declined/u);
  });

  it("is found under one name, however its question was put", () => {
    const other = templateOf("in 2023, which 3 clients from Spain bought the most, please?", sold);
    expect(signatureOf(other.chunks)).toBe(signatureOf(templateOf(spain, sold).chunks));
    expect(signatureOf(other.chunks)).not.toBe(signatureOf(templateOf("which 3 clients bought the most", plan({ limit: 3 })).chunks));
  });

  it("of one name takes no set of names, unless its plan does", () => {
    const coats = { ...shop, lexicon: buildLexicon(shop.model, { "products.name": ["Rain Coat", "Wind Coat"] }) };
    const bind = (op: "=" | "in", question: string): string => {
      const template = makeTemplate("orders sold of Rain Coat", plan({ filters: [{ column: "products.name", op, values: ["Rain Coat"] }] }), coats);
      const match = template ? matchTemplate(question, template, coats) : { declined: "no template" };
      return "plan" in match ? say(match.plan) : match.declined;
    };
    expect(bind("in", "orders sold of coats")).toBe("value orders | products.name in Rain Coat, Wind Coat");
    expect(bind("=", "orders sold of coats")).toBe("a literal that does not fit");
    expect(bind("=", "orders sold of Wind Coat")).toBe("value orders | products.name = Wind Coat");
  });

  it("survives being stored, and nothing else is taken for one", () => {
    const template = templateOf(spain, sold);
    expect(readTemplate(JSON.parse(JSON.stringify(template)))).toEqual(template);
    for (const other of [undefined, null, "x", {}, { ...template, format: 2 }, { ...template, holes: [{ at: "limit" }] }, { ...template, extra: 1 }]) expect(readTemplate(other)).toBeUndefined();
  });
});

describe("nothing is kept", () => {
  it.each<[string, string, Plan]>([
    ["a value that the question does not say", "which customers bought the most", plan({ filters: [only("orders.status", "Paid")] })],
    ["a number that it does not say", "orders of great value", plan({ filters: [{ column: "orders.amount", op: ">", values: [1_000] }] })],
    ["a date that it does not say", "orders of late", plan({ time: { column: "orders.ordered_on", ranges: [{ from: "2024-01-01", label: "" }] } })],
    ["free text", "orders like Café", plan({ filters: [{ column: "customers.name", op: "contains", values: ["Café"] }] })],
    ["a value that has no use", "orders sold in France", plan()],
    ["a number that has no use", "orders sold by 5", plan()],
    ["a date that has no use", "orders sold in 2023", plan()],
    ["a number that stands for two", "which 5 customers bought more than 5 orders", plan({ limit: 5, having: [{ metric: 0, op: ">", value: 5 }] })],
    ["a number said once and used twice", "customers buying more than 5 orders", plan({ limit: 5, having: [{ metric: 0, op: ">", value: 5 }] })],
    ["a name in small letters", "orders sold by jane doe", plan()],
    ["a name that is also a word", "orders sold by Page", plan()],
    ["a code", "orders sold under x77q", plan()],
    ["an address", "orders sold to jane@example.com", plan()],
    ["two years that the plan made one period of", "orders sold in 2021 and 2022", plan({ time: { column: "orders.ordered_on", ranges: [{ from: "2021-01-01", to: "2023-01-01", label: "" }] } })],
    ["a word of two readings", "orders sold in March", plan()],
    ["a question that leans on another", "and those instead?", plan()],
  ])("of %s", (_name, question, made) => {
    expect(makeTemplate(question, made, shop)).toBeUndefined();
  });

  it("but a plan that a person approved may hold what the model says", () => {
    const paid = plan({ filters: [only("orders.status", "Paid")] });
    expect(makeTemplate("how many sales went through", paid, shop)).toBeUndefined();
    const template = templateOf("how many sales went through", paid, { approved: true });
    expect(reuse("How many sales went through?", template)).toBe("value orders | orders.status in Paid");
  });
});

describe("periods", () => {
  const rebind = (first: string, second: string): string => {
    const template = makeTemplate(first, planOf(first, skyward), skyward);
    const match = template ? matchTemplate(second, template, skyward) : { declined: "no template" };
    return "plan" in match ? say(match.plan) : match.declined;
  };

  it.each([
    ["strikes in 2001 compared with the previous year", "strikes in 1999 compared with the previous year", "compare strikes | 1999-01-01..2000-01-01 | vs 1998-01-01..1999-01-01"],
    ["strikes between March and June 1997", "strikes from May 1999 to July 1999", "value strikes | 1999-05-01..1999-08-01"],
    ["strikes since 2000", "strikes since 1995", "value strikes | 1995-01-01.."],
    ["strikes before 1995", "strikes before 1999", "value strikes | ..1999-01-01"],
    ["strikes in 1998 compared with 1997", "strikes in 2001 compared with 2000", "compare strikes | 2001-01-01..2002-01-01 | vs 2000-01-01..2001-01-01"],
    ["strikes last year", "strikes in the last 6 months", "value strikes | 2002-01-26..2002-07-26"],
  ])("“%s” serves “%s”", (first, second, wanted) => expect(rebind(first, second)).toBe(wanted));

  it.each([
    ["strikes in 1998 compared with 1997", "strikes in 1997 compared with 1998"],
    ["strikes in 2001 compared with the previous year", "strikes in 2001 compared with the previous period"],
    ["strikes in 2001 compared with the previous year", "strikes in March 2001 compared with the previous year"],
    ["strikes over time in 2001", "strikes over time from 1990 to 2002"],
    ["strikes since 2000", "strikes after 2000"],
    ["strikes since 2000", "strikes in 2000"],
    ["strikes in 1998 and 2000", "strikes from 1998 to 2000"],
  ])("“%s” does not serve “%s”", (first, second) => expect(rebind(first, second)).not.toMatch(/^(?:value|trend|compare)/u));
});
