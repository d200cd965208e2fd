// A shop whose keys are declared: what is drafted, said, and answered.
import { beforeAll, describe, expect, it } from "vitest";
import { answer, discovered, type Discovered } from "./database.ts";
import { joins, problemsOf } from "./drafts.ts";

const SHOP = `
CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');
CREATE TABLE customers (id bigint PRIMARY KEY, org_id int NOT NULL, name text NOT NULL, email text NOT NULL, city text, is_active boolean NOT NULL, password_hash text);
COMMENT ON TABLE customers IS 'People who buy.';
COMMENT ON COLUMN customers.city IS 'Where they live.';
CREATE TABLE orders (id bigint PRIMARY KEY, org_id int NOT NULL, customer_id bigint NOT NULL REFERENCES customers (id), status order_status NOT NULL,
  total_amt numeric(10,2) NOT NULL, discount_pct numeric, qty int NOT NULL, order_date date NOT NULL, created_at timestamptz NOT NULL, notes varchar(200));
INSERT INTO customers SELECT i, i % 2, 'Customer ' || i, 'c' || i || '@example.com', (ARRAY['Rome','Oslo','Lima'])[1 + i % 3], i % 4 > 0, md5(i::text) FROM generate_series(1, 40) i;
INSERT INTO orders SELECT i, i % 2, 1 + i % 40, (ARRAY['new','paid','shipped'])[1 + i % 3]::order_status, i * 1.5, i % 20, 1 + i % 5, date '2024-01-01' + i, now(), repeat('word ', i % 30) FROM generate_series(1, 600) i;
CREATE TABLE regions (id int PRIMARY KEY, name text);`;

let shop: Discovered;
beforeAll(async () => {
  shop = await discovered(SHOP, { tenantColumn: "org_id", currency: "EUR" });
});

const column = (table: string, name: string): unknown => shop.model.tables.find((one) => one.name === table)?.columns.find((one) => one.name === name);

describe("a database with declared keys", () => {
  it("becomes a model that is valid", () => {
    expect(problemsOf(shop.model)).toEqual([]);
    expect(joins(shop.model)).toEqual(["orders.customer_id -> customers.id"]);
  });

  it("says what tables are", () => {
    expect(shop.model.tables.find((table) => table.name === "orders")).toMatchObject({ label: "order", plural: "orders", primaryKey: ["id"], timeColumn: "order_date", defaultMetric: "orders" });
    expect(shop.model.tables.find((table) => table.name === "customers")).toMatchObject({ nameColumn: "name", description: "People who buy." });
  });

  it("says what columns mean", () => {
    expect(column("orders", "total_amt")).toMatchObject({ label: "amount", synonyms: ["total amt"], semantic: "currency", unit: "EUR", aggregates: ["sum", "avg", "median", "min", "max"] });
    expect(column("orders", "discount_pct")).toMatchObject({ label: "discount percent", semantic: "percent", aggregates: ["avg", "median", "min", "max"] });
    expect(column("orders", "status")).toMatchObject({ type: "text", values: { mode: "list", list: [{ value: "new" }, { value: "paid" }, { value: "shipped" }] } });
    expect(column("orders", "customer_id")).toMatchObject({ semantic: "id", hidden: true, dimension: false });
    expect(column("customers", "city")).toMatchObject({ description: "Where they live.", dimension: true, values: { mode: "sample" } });
    expect(column("customers", "email")).toMatchObject({ dimension: false });
  });

  it("has numbers and segments", () => {
    expect(shop.model.metrics.find((metric) => metric.name === "orders")).toMatchObject({ label: "orders", aggregate: { function: "count" }, additive: true });
    expect(shop.model.metrics.find((metric) => metric.aggregate?.column === "orders.discount_pct")).toMatchObject({ aggregate: { function: "avg" }, additive: false });
    expect(shop.model.segments).toContainEqual(expect.objectContaining({ label: "active", table: "customers", conditions: [{ column: "customers.is_active", op: "=", values: [true] }] }));
  });

  it("lets tenants read their own rows, and hides secrets", () => {
    const rows = Object.fromEntries(shop.policy.tables.map((table) => [table.name, table.rows]));
    expect(rows).toEqual({ customers: [{ column: "org_id", op: "=", claim: "tenant" }], orders: [{ column: "org_id", op: "=", claim: "tenant" }], regions: "global" });
    expect(shop.notes).toContainEqual(expect.objectContaining({ kind: "policy", about: "regions" }));
    const secret = shop.policy.tables.flatMap((table) => table.columns).filter((one) => one.mask);
    expect(secret).toEqual([{ name: "password_hash", type: "text", mask: { kind: "hide" } }]);
  });

  it("can be asked", async () => {
    expect(await answer(shop, "How many orders are there?")).toEqual([{ orders: 600 }]);
    expect(await answer(shop, "Total amount by status")).toHaveLength(3);
    for (const question of shop.model.suggestions) expect(await answer(shop, question), question).toBeInstanceOf(Array);
    expect(shop.model.suggestions.length).toBeGreaterThan(2);
  });
});
