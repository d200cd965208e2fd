// Row-level security on a real Postgres engine: what a role without valid claims, with forged ones, or of another tenant gets.
import type { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "../empty-database.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hardenStatements, undoStatements } from "../../db/harden.ts";
import { createClaimsSigner } from "../../worker/connectors/sign-claims.ts";
import type { Policy } from "../../worker/guard/types.ts";
import type { Principal } from "../../worker/ports.ts";

const KEY = "0123456789abcdef".repeat(4);
const NOW = new Date();
const policy: Policy = {
  version: "1", rowCap: 100,
  tables: [
    { schema: "shop", name: "orders", rows: [{ column: "tenant", op: "=", claim: "tenant" }], columns: [{ name: "id", type: "integer" }, { name: "tenant", type: "text" }, { name: "amount", type: "numeric" }] },
    { schema: "shop", name: "visits", rows: [{ column: "region", op: "in", claim: "regions" }, { column: "day", op: "between", claim: "days" }], columns: [{ name: "id", type: "integer" }, { name: "region", type: "integer" }, { name: "day", type: "date" }] },
    { schema: "shop", name: "products", rows: "global", columns: [{ name: "id", type: "integer" }] },
    { schema: "shop", name: "items", rows: [{ column: "order_id", parent: { schema: "shop", name: "orders", column: "id", rows: [{ column: "tenant", op: "=", claim: "tenant" }] } }], columns: [{ name: "sku", type: "text" }] },
    { schema: "shop", name: "parts", rows: [{ column: "box", parent: { schema: "shop", name: "boxes", column: "id", rows: [{ column: "owner", op: "=", claim: "tenant" }] } }], columns: [{ name: "id", type: "integer" }] },
    { schema: "shop", name: "codes", rows: [{ column: "owner", op: "=", claim: "tenant" }], columns: [{ name: "id", type: "integer" }, { name: "owner", type: "varchar(1)" }] },
    { schema: "shop", name: "pay", roles: ["boss"], rows: [{ column: "tenant", op: "=", claim: "tenant" }, { column: "site", op: "=", claim: "site", unless: ["hq"] }], columns: [{ name: "id", type: "integer" }, { name: "iban", type: "text", mask: { kind: "hide" } }, { name: "sum", type: "integer", mask: { kind: "bucket", size: 10 } }] },
  ],
};
let db: PGlite;

beforeAll(async () => {
  db = await emptyDatabase();
  await db.exec(`create role reader login; create schema shop;
    create table shop.orders(id int, tenant text, amount numeric, secret text); create table shop.visits(id int, region int, day date); create table shop.products(id int, cost numeric);
    insert into shop.orders values (1, 'a', 10, 's1'), (2, 'a', 20, 's2'), (3, 'b', 30, 's3'), (4, null, 40, 's4');
    insert into shop.visits values (1, 1, '2024-01-01'), (2, 2, '2024-06-01'), (3, 3, '2024-06-01'), (4, 1, '2030-01-01'); insert into shop.products values (1, 9);
    create table shop.items(order_id int, sku text); create table shop.boxes(id int, owner text); create table shop.parts(id int, box int); create table shop.codes(id int, owner varchar(1)); create table shop.pay(id int, tenant text, site text, iban text, sum int);
    insert into shop.items values (1, 'a1'), (2, 'a2'), (3, 'b3'), (4, 'n4'), (null, 'n5'); insert into shop.boxes values (1, 'a'), (2, 'b'); insert into shop.parts values (10, 1), (20, 2); insert into shop.codes values (1, 'a'), (2, 'b');
    insert into shop.pay values (1, 'a', 'x', 'DE1', 11), (2, 'a', 'y', 'DE2', 22), (3, 'b', 'x', 'DE3', 33);`);
  await harden();
  await harden();
});
afterAll(() => db.close());
beforeEach(() => db.exec("set session authorization postgres"));

async function harden(): Promise<void> {
  for (const statement of hardenStatements(policy, { role: "reader", key: KEY })) await db.exec(statement);
}

const principal = (claims: Principal["claims"]): Principal => ({ tenant: "a", user: "u", roles: [], claims, scope: "", expiresAt: 0 });

/** Runs as the reader with the settings a Worker would send. */
async function read(sql: string, claims: Principal["claims"], change: (signed: { claims: string; signature: string }) => void = () => undefined, key = KEY, now = NOW): Promise<unknown[]> {
  const signed = await createClaimsSigner(key, () => now)(principal(claims));
  change(signed);
  await db.exec("set session authorization reader");
  return db.transaction(async (run) => {
    await run.query("select set_config('medha.claims', $1, true), set_config('medha.signature', $2, true)", [signed.claims, signed.signature]);
    return (await run.query(sql)).rows;
  });
}

describe("a hardened database", () => {
  it("gives a tenant its own rows, whatever the statement says", async () => {
    expect(await read("select id from shop.orders order by id", { tenant: "a" })).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await read("select id from shop.orders where tenant = 'b' or true order by id", { tenant: "b" })).toEqual([{ id: 3 }]);
    expect(await read("select count(*)::int as n from shop.orders", { tenant: "nobody" })).toEqual([{ n: 0 }]);
  });

  it("obeys lists and ranges of claims, and leaves global tables open", async () => {
    expect(await read("select id from shop.visits order by id", { regions: [1, 2], days: ["2024-01-01", "2024-12-31"] })).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await read("select id from shop.products", {})).toEqual([{ id: 1 }]);
  });

  it("obeys filters through a parent, one that may be read and one that may not", async () => {
    expect(await read("select sku from shop.items order by sku", { tenant: "a" })).toEqual([{ sku: "a1" }, { sku: "a2" }]);
    expect(await read("select id from shop.parts", { tenant: "b" })).toEqual([{ id: 20 }]);
    expect(await read("select id from shop.boxes", { tenant: "b" })).toEqual([{ id: 2 }]);
  });

  it("lets the guard's own filter look at a column that may not be asked for", async () => {
    expect(await read("select sku from shop.items where order_id in (select id from shop.orders where tenant = 'a') order by sku", { tenant: "a" })).toHaveLength(2);
  });

  it("cuts no claim off to the size of its column", async () => {
    expect(await read("select id from shop.codes", { tenant: "a" })).toEqual([{ id: 1 }]);
    expect(await read("select id from shop.codes", { tenant: "ab" })).toEqual([]);
  });

  it("opens tables by role, and lifts single filters by role", async () => {
    expect(await read("select id from shop.pay", { tenant: "a", site: "x" })).toEqual([]);
    expect(await read("select id from shop.pay", { tenant: "a", site: "x", roles: ["boss"] })).toEqual([{ id: 1 }]);
    expect(await read("select id from shop.pay order by id", { tenant: "a", roles: ["boss", "hq"] })).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["for a column that is hidden from everybody", () => read("select iban from shop.pay", { tenant: "a", site: "x", roles: ["boss"] })],
    ["without claims", () => read("select * from shop.orders", {}, (signed) => Object.assign(signed, { claims: "", signature: "" }))],
    ["without a signature", () => read("select id from shop.orders", { tenant: "a" }, (signed) => Object.assign(signed, { signature: "" }))],
    ["with changed claims", () => read("select id from shop.orders", { tenant: "a" }, (signed) => Object.assign(signed, { claims: signed.claims.replace('"a"', '"b"') }))],
    ["signed with another key", () => read("select id from shop.orders", { tenant: "a" }, undefined, "f".repeat(64))],
    ["with claims of an hour ago", () => read("select id from shop.orders", { tenant: "a" }, undefined, KEY, new Date(NOW.getTime() - 3_600_000))],
    ["for a column that is not granted", () => read("select secret from shop.orders", { tenant: "a" })],
    ["for the signing key", () => read("select * from medha_guard.signing_key", { tenant: "a" })],
    ["to write", () => read("insert into shop.orders values (9, 'a', 1)", { tenant: "a" })],
    ["to forge claims inside the statement", () => read(`select id from shop.orders, lateral (select set_config('medha.claims', '{"tenant":"b","expires":99999999999}', true)) forged where set_config('medha.claims', '{"tenant":"b","expires":99999999999}', true) is not null and tenant = (medha_guard.claims() ->> 'tenant')`, { tenant: "a" })],
  ])("refuses to answer %s", async (_name, run) => {
    await expect(run()).rejects.toThrow(/permission denied|claims are not signed|claims have expired/u);
  });

  it("is what it was after the undoing", async () => {
    for (const statement of undoStatements(policy)) await db.exec(statement);
    const { rows } = await db.query<{ n: number }>("select count(*)::int as n from pg_policies");
    expect(rows).toEqual([{ n: 0 }]);
    await db.exec("set session authorization reader");
    expect((await db.query("select id from shop.orders")).rows).toHaveLength(4);
    await db.exec("set session authorization postgres");
    await harden();
  });

  it("takes no half key", () => expect(() => hardenStatements(policy, { role: "reader", key: "abc" })).toThrow(/64 hex digits/u));
});
