// A second, unrelated model: a shop with orders, lines, customers and products. Proves that the planner knows no domain.
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import type { Column, ColumnRef, SemanticModel } from "../../../worker/semantic/model.ts";
import type { Plan, Understood } from "../../../worker/semantic/plan.ts";
import { understand } from "../../../worker/agent/plan/index.ts";

const id = (name: string): Column => ({ name, type: "integer", label: `${name} number`, synonyms: [], semantic: "id", dimension: false, hidden: true });
const group = (name: string, label: string, plural: string, more: Partial<Column> = {}): Column => ({ name, type: "text", label, plural, synonyms: [], semantic: "category", dimension: true, values: { mode: "sample" }, ...more });
const list = (...values: string[]): Pick<Column, "values"> => ({ values: { mode: "list", list: values.map((value) => ({ value })) } });

export const shop: SemanticModel = {
  name: "shop", label: "Shop", description: "Orders of a shop.", version: "1",
  calendar: { timeZone: "Europe/Berlin", weekStart: "monday", fiscalYearStart: 1, asOf: "now" },
  tables: [
    {
      name: "orders", schema: "shop", label: "order", plural: "orders", synonyms: ["purchase"], description: "One order.", primaryKey: ["id"], timeColumn: "ordered_on", defaultMetric: "orders",
      display: ["orders.ordered_on", "customers.name", "orders.status", "orders.amount"],
      columns: [
        id("id"), id("customer_id"), id("product_id"),
        { name: "ordered_on", type: "date", label: "order date", synonyms: ["date"], dimension: true },
        group("status", "status", "statuses", { ...list("Paid", "Open", "Cancelled", "Returned"), prepositions: ["with", "in"], valueNouns: ["order"] }),
        group("channel", "channel", "channels", { ...list("Web", "Store", "Phone"), synonyms: ["sales channel"], prepositions: ["by", "via", "in", "on", "from"], valueNouns: ["order", "channel"] }),
        { name: "amount", type: "numeric", label: "amount", plural: "amounts", synonyms: ["order value", "order amount", "value"], semantic: "currency", unit: "EUR", dimension: false, aggregates: ["sum", "avg", "median", "min", "max"], adjectives: { more: ["larger"], less: ["smaller"], most: ["priciest"], least: ["cheapest"] } },
        { name: "items", type: "integer", label: "item count", plural: "item counts", synonyms: ["quantity", "units"], semantic: "quantity", dimension: false, aggregates: ["sum", "avg", "min", "max"] },
      ],
    },
    { name: "customers", schema: "shop", label: "customer", plural: "customers", synonyms: ["client", "buyer"], description: "Who buys.", primaryKey: ["id"], nameColumn: "name",
      columns: [id("id"), group("name", "customer", "customers", { semantic: "name", synonyms: ["client", "buyer"], prepositions: ["by", "from", "of", "for"] }), group("country", "country", "countries", { prepositions: ["in", "from"], valueNouns: ["customer", "client"] }), group("segment", "segment", "segments", { ...list("Consumer", "Business"), prepositions: ["by", "from", "for"], valueNouns: ["customer", "client"] })] },
    { name: "products", schema: "shop", label: "product", plural: "products", synonyms: ["article"], description: "What is sold.", primaryKey: ["id"], nameColumn: "name", defaultMetric: "revenue",
      columns: [id("id"), group("name", "product", "products", { semantic: "name", synonyms: ["article"], prepositions: ["of", "with", "for"] }), group("category", "category", "categories", { synonyms: ["product category", "kind of product"], prepositions: ["of", "in", "for"], valueNouns: ["product"] }), group("brand", "brand", "brands", { prepositions: ["of", "by", "from"] })] },
  ],
  relationships: [
    { from: "orders.customer_id", to: "customers.id", cardinality: "many-to-one" },
    { from: "orders.product_id", to: "products.id", cardinality: "many-to-one" },
  ],
  metrics: [
    { name: "orders", label: "orders", synonyms: ["order count"], description: "Number of orders.", table: "orders", aggregate: { function: "count" }, additive: true, format: "integer", better: "up" },
    { name: "revenue", label: "revenue", synonyms: ["sales", "turnover", "income"], description: "Sum of amounts.", table: "orders", aggregate: { function: "sum", column: "orders.amount" }, additive: true, unit: "EUR", format: "currency", better: "up" },
    { name: "units", label: "units sold", synonyms: ["items sold"], description: "Items sold.", table: "orders", aggregate: { function: "sum", column: "orders.items" }, additive: true, format: "integer", better: "up" },
    { name: "aov", label: "average order value", synonyms: ["aov", "revenue per order"], description: "Revenue per order.", table: "orders", ratio: { numerator: "revenue", denominator: "orders" }, additive: false, unit: "EUR", format: "currency", better: "up" },
    { name: "returned", label: "returned orders", synonyms: ["returns"], description: "Orders sent back.", table: "orders", aggregate: { function: "count" }, filters: [{ column: "orders.status", op: "in", values: ["Returned"] }], additive: true, format: "integer", better: "down" },
    { name: "return_rate", label: "return rate", synonyms: ["share of returned orders", "percentage of returned orders"], description: "Returned orders of all.", table: "orders", ratio: { numerator: "returned", denominator: "orders" }, additive: false, unit: "percent", format: "percent", better: "down" },
  ],
  segments: [{ name: "discounted", label: "with a discount", synonyms: ["discounted", "with discount"], description: "Below 20 euros.", table: "orders", conditions: [{ column: "orders.amount", op: "<", values: [20] }] }],
  ambiguous: [{ words: ["best", "biggest", "largest"], ask: "By which number?", choices: [{ id: "revenue", label: "Revenue", synonyms: [], column: "orders.amount" }, { id: "units", label: "Units sold", synonyms: [], column: "orders.items" }] }],
  suggestions: [], verified: [],
};

const values: Record<ColumnRef, string[]> = {
  "customers.name": ["Anna Müller", "Bruno Keller", "Acme GmbH", "Café Olé", "O'Neill & Sons"],
  "customers.country": ["Germany", "France", "Spain", "Austria", "Switzerland", "United Kingdom"],
  "products.name": ["Trail Shoe", "Road Shoe", "Rain Jacket", "Wind Jacket", "Wool Socks", "Knife Set"],
  "products.category": ["Shoes", "Jackets", "Socks", "Kitchen"],
  "products.brand": ["Nordwand", "Alpina", "Germany"],
};

export const TODAY = "2024-05-15";
export const lexicon = buildLexicon(shop, values);

export function read(question: string, { previous, resolve = {} }: { previous?: Plan; resolve?: Record<string, string> } = {}): Understood {
  return understand({ question, lexicon, model: shop, today: TODAY, resolve, ...(previous ? { previous } : {}) });
}
