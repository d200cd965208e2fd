// Whose rows are whose: drafted policies, and that the guard takes them.
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../worker/semantic/compile/index.ts";
import { valuesQueries } from "../../worker/semantic/values.ts";
import { testGuard } from "../guard/load.ts";
import { discovered, type Discovered } from "./database.ts";

const SAAS = `
  CREATE TABLE organizations (id int PRIMARY KEY, name text);
  CREATE TABLE users (id int PRIMARY KEY, org_id int NOT NULL REFERENCES organizations (id), user_name text, api_key text);
  CREATE TABLE orders (id int PRIMARY KEY, org_id int NOT NULL REFERENCES organizations (id), placed_on date, approved_by int REFERENCES users (id));
  CREATE TABLE order_lines (id int PRIMARY KEY, reviewer_id int REFERENCES users (id), order_id int NOT NULL REFERENCES orders (id), quantity int);
  CREATE TABLE line_notes (id int PRIMARY KEY, line_id int REFERENCES order_lines (id), mood varchar(20));
  CREATE TABLE countries (code char(2) PRIMARY KEY, name text);
  INSERT INTO organizations VALUES (1, 'A'), (2, 'B'); INSERT INTO users SELECT i, 1 + i % 2, 'u' || i, 'k' FROM generate_series(1, 8) i;
  INSERT INTO orders SELECT i, 1 + i % 2, date '2026-09-01' + i, NULL FROM generate_series(1, 30) i;
  INSERT INTO order_lines SELECT i, NULL, 1 + i % 30, i FROM generate_series(1, 90) i; INSERT INTO line_notes SELECT i, i, 'good' FROM generate_series(1, 90) i;
  INSERT INTO countries VALUES ('DE', 'Germany'), ('CL', 'Chile');`;

let saas: Discovered;
beforeAll(async () => {
  saas = await discovered(SAAS, { tenantColumn: "org_id", rowCap: 100 });
});

const rows = (name: string): unknown => saas.policy.tables.find((table) => table.name === name)?.rows;

describe("rows", () => {
  it("are the tenant's by their own column", () => {
    expect(rows("orders")).toEqual([{ column: "org_id", op: "=", claim: "tenant" }]);
  });

  it("of the table of tenants are the tenant itself", () => {
    expect(rows("organizations")).toEqual([{ column: "id", op: "=", claim: "tenant" }]);
  });

  it("without the column are the tenant's by the row that each of them belongs to", () => {
    const ofOrder = { column: "order_id", parent: { schema: "public", name: "orders", column: "id", rows: [{ column: "org_id", op: "=", claim: "tenant" }] } };
    expect(rows("order_lines")).toEqual([ofOrder]);
    expect(rows("line_notes")).toEqual([{ column: "line_id", parent: { schema: "public", name: "order_lines", column: "id", rows: [ofOrder] } }]);
    expect(saas.notes).toContainEqual({ kind: "policy", about: "order_lines", text: "has no org_id: rows are those of the tenant's orders, by order_id" });
  });

  it("that belong to nobody are open, with a word", () => {
    expect(rows("countries")).toBe("global");
    expect(saas.notes).toContainEqual({ kind: "policy", about: "countries", text: "has no org_id: every tenant may read every row of it, say otherwise in the policy" });
  });
});

describe("the guard", () => {
  it("takes the policy, and lets a tenant count its own rows only", async () => {
    const guard = await testGuard();
    const compiled = compile({ intent: "value", table: "order_lines", metrics: [{ kind: "metric", name: "order_lines" }], dimensions: [], filters: [] }, saas.model);
    const verdict = compiled.ok ? guard(compiled.sql, saas.policy, { tenant: 1 }) : undefined;
    if (!verdict?.ok) throw new Error(JSON.stringify(verdict));
    expect(verdict.rowCap).toBe(100);
    expect(await saas.run(verdict.sql, verdict.params)).toEqual([{ order_lines: 45 }]);
  });

  it("lets the values be read that questions may name", async () => {
    const guard = await testGuard();
    const verdict = guard(valuesQueries(saas.model)[0] ?? "", saas.policy, { tenant: 1 });
    if (!verdict.ok) throw new Error(JSON.stringify(verdict));
    const read = await saas.run(verdict.sql, verdict.params);
    expect(read).toContainEqual({ ref: "organizations.name", value: "A" });
    expect(read).not.toContainEqual({ ref: "organizations.name", value: "B" });
  });

  it("does not let a secret be read", async () => {
    const guard = await testGuard();
    expect(guard("SELECT u.api_key FROM public.users u", saas.policy, { tenant: 1 })).toMatchObject({ ok: false, code: "column_not_allowed" });
  });
});
