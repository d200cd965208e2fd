// The local gateway against the real Neon client: what the product relies on must hold as it does on Neon.
import { neon } from "@neondatabase/serverless";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDLESS, failureOf, openGateway, type TestGateway } from "./local-gateway.ts";

let local: TestGateway;

beforeAll(async () => {
  local = await openGateway({ maxStatementMs: 1_500, maxIdleInTransactionMs: 400 });
  const { owner } = local;
  await owner.transaction([
    owner`create table items (id bigint primary key, name text not null, price numeric(12,2), secret text)`,
    owner`insert into items select n, 'item ' || n, n * 1.10, 'hidden' from generate_series(1, 100) n`,
    owner`create role reader login`,
    owner`grant select (id, name, price) on items to reader`,
    owner`alter role reader set default_transaction_read_only = on`,
    owner`alter role reader set search_path = pg_catalog`,
    owner`alter role reader set statement_timeout = '1200ms'`,
  ]);
});
afterAll(() => local.stop());

const count = async (): Promise<unknown> => (await local.owner`select count(*)::int as n from items`)[0]?.["n"];

describe("over HTTP", () => {
  it("gives types as the client parses them, and raw text below", async () => {
    const [row] = await local.owner`select 1.50::numeric n, date '2002-07-25' d, timestamptz '2002-07-25 10:00Z' t, '{1,2}'::int[] a, '{"x":[1]}'::jsonb j, true b, null::text nothing, 9007199254740993::bigint big, ''::text empty`;
    expect(row).toMatchObject({ n: "1.50", a: [1, 2], j: { x: [1] }, b: true, nothing: null, big: "9007199254740993", empty: "" });
    expect(row?.["t"]).toEqual(new Date("2002-07-25T10:00:00Z"));
    const raw = await fetch(local.gateway.fetchEndpoint, {
      method: "POST",
      headers: { "Neon-Connection-String": local.gateway.connectionString("shop", "postgres"), "Neon-Raw-Text-Output": "true", "Neon-Array-Mode": "true" },
      body: JSON.stringify({ query: "select 1.50::numeric n, date '2002-07-25' d, '{1,2}'::int[] a, '{\"x\": 1}'::json j, true b", params: [] }),
    });
    const body = (await raw.json()) as { rows: unknown; fields: { name: string; dataTypeID: number }[]; rowAsArray: boolean };
    expect(body.rows).toEqual([["1.50", "2002-07-25", "{1,2}", '{"x": 1}', "t"]]);
    expect(body.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([["n", 1700], ["d", 1082], ["a", 1007], ["j", 114], ["b", 16]]);
    expect(body.rowAsArray).toBe(true);
  });

  it("turns cells into JSON values for a client that does not ask for raw text", async () => {
    const response = await fetch(local.gateway.fetchEndpoint, {
      method: "POST",
      headers: { "Neon-Connection-String": local.gateway.connectionString("shop", "postgres") },
      body: JSON.stringify({ query: "select 1 i, 1.5::float8 f, 1.50::numeric n, true b, '[1]'::jsonb j, 9007199254740993::int8 big, $1::text p", params: [7] }),
    });
    expect(((await response.json()) as { rows: unknown }).rows).toEqual([{ i: 1, f: 1.5, n: "1.50", b: true, j: [1], big: "9007199254740993", p: "7" }]);
  });

  it("binds parameters, nulls and arrays", async () => {
    const rows = await local.owner`select ${"O'Hare; drop table items"} as text, ${null}::int as nothing, ${[1, 2, 3]}::int[] as list, ${true}::boolean as yes`;
    expect(rows).toEqual([{ text: "O'Hare; drop table items", nothing: null, list: [1, 2, 3], yes: true }]);
  });

  it("tells command and row count with full results", async () => {
    const full = neon(local.gateway.connectionString("shop", "postgres"), { fullResults: true });
    expect(await full`update items set name = name where id <= 7`).toMatchObject({ command: "UPDATE", rowCount: 7, rows: [] });
    expect(await full`select id from items where id < 3 order by id`).toMatchObject({ command: "SELECT", rowCount: 2 });
  });

  it("runs a batch as one transaction: a failure leaves nothing behind", async () => {
    const { owner } = local;
    const failure = await failureOf(owner.transaction([owner`delete from items`, owner`select 1 / 0`]));
    expect(failure.code).toBe("22012");
    expect(await count()).toBe(100);
  });

  it("refuses writes in a read-only batch, and honours the isolation level", async () => {
    const { owner } = local;
    const refused = await failureOf(owner.transaction([owner`delete from items`], { readOnly: true }));
    expect(refused).toEqual({ code: "25006", message: "cannot execute DELETE in a read-only transaction" });
    const [level] = await owner.transaction([owner`show transaction_isolation`], { isolationLevel: "Serializable", readOnly: true, deferrable: true });
    expect(level).toEqual([{ transaction_isolation: "serializable" }]);
  });

  it("answers errors with the fields of the database's error", async () => {
    const error: unknown = await local.owner`select nope from items`.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "NeonDbError", code: "42703", severity: "ERROR", position: "8", routine: expect.any(String) as string });
    expect((await failureOf(local.owner`selec 1`)).code).toBe("42601");
    expect((await failureOf(local.owner`insert into items values (1, 'again')`)).code).toBe("23505");
    expect((await failureOf(local.owner.query("select 1; select 2"))).code).toBe("42601");
  });

  it("keeps settings of one request out of the next", async () => {
    await local.owner`set search_path = pg_catalog`;
    expect(await local.owner`show search_path`).toEqual([{ search_path: "public" }]);
  });

  it("answers many clients at once, each its own", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => local.owner`select ${n}::int as n`));
    expect(answers.map(([row]) => row?.["n"])).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });
});

describe("who may come in", () => {
  const { protocol } = new URL("postgresql://x");
  const connect = (user: string, password: string, database = "shop"): Promise<unknown> => neon(`${protocol}//${user}:${password}@localhost/${database}`)`select 1`;

  it.each([
    ["a wrong password", () => connect("postgres", "wrong"), "28P01"],
    ["an unknown user", () => connect("mallory", "owner-secret"), "28P01"],
    ["another user's password", () => connect("reader", "owner-secret"), "28P01"],
    ["an unknown database", () => connect("postgres", "owner-secret", "bank"), "3D000"],
  ])("not with %s over HTTP", async (_, attempt, code) => {
    expect((await failureOf(attempt())).code).toBe(code);
  });

  it("not with a wrong password over WebSocket", async () => {
    const { Pool } = await import("@neondatabase/serverless");
    const pool = new Pool({ connectionString: "postgresql://postgres:wrong@localhost/shop" });
    expect((await failureOf(pool.query("select 1"))).code).toBe("28P01");
    await pool.end();
  });

  it.each([["no header", {}, '{"query":"select 1"}'], ["a malformed body", { "Neon-Connection-String": "postgresql://postgres:owner-secret@localhost/shop" }, "{"]])(
    "says 400 to %s",
    async (_, headers, body) => {
      const response = await fetch(local.gateway.fetchEndpoint, { method: "POST", headers, body });
      expect([response.status, typeof ((await response.json()) as { message: unknown }).message]).toEqual([400, "string"]);
    },
  );
});

describe("a role without rights", () => {
  it("reads granted columns only, over HTTP", async () => {
    const { reader } = local;
    expect(await reader`select name from public.items where id = 1`).toEqual([{ name: "item 1" }]);
    expect((await failureOf(reader`select secret from public.items`)).code).toBe("42501");
    expect((await failureOf(reader`select * from public.items`)).code).toBe("42501");
    expect((await failureOf(reader`create table public.mine (a int)`)).code).toBe("25006");
    expect((await failureOf(reader.transaction([reader`delete from public.items`], { readOnly: false }))).code).toMatch(/42501|25006/u);
    expect(await reader`select current_user::text as me, session_user::text as really`).toEqual([{ me: "reader", really: "reader" }]);
  });

  it("starts with the settings kept for it", async () => {
    const { reader } = local;
    expect((await failureOf(reader`select name from items`)).code).toBe("42P01");
    expect(await reader`show search_path`).toEqual([{ search_path: "pg_catalog" }]);
    expect(await reader`show default_transaction_read_only`).toEqual([{ default_transaction_read_only: "on" }]);
  });

  it("leaves the owner the owner", async () => {
    await local.reader`select 1`;
    expect(await local.owner`select current_user::text as me`).toEqual([{ me: "postgres" }]);
  });

  it("reads granted columns only, over WebSocket", async () => {
    const pool = local.pool("reader");
    expect((await pool.query("select name from public.items where id = $1", [2])).rows).toEqual([{ name: "item 2" }]);
    expect((await failureOf(pool.query("select secret from public.items"))).code).toBe("42501");
  });
});

describe("over WebSocket", () => {
  it("runs an interactive transaction", async () => {
    const client = await local.pool().connect();
    await client.query("begin");
    const { rows } = await client.query<{ id: string }>("insert into items values ($1, $2, $3) returning id", [1_000, "new", "9.90"]);
    await client.query("update items set name = $1 where id = $2", ["newer", rows[0]?.id]);
    await client.query("rollback");
    client.release();
    expect(await count()).toBe(100);
  });

  it("keeps others waiting while a transaction is open, and lets them in after", async () => {
    const client = await local.pool().connect();
    await client.query("begin");
    await client.query("update items set price = 0 where id = 1");
    const other = local.owner`select price from items where id = 1`;
    await client.query("commit");
    client.release();
    expect(await other).toEqual([{ price: "0.00" }]);
  });

  it("reports an error and goes on", async () => {
    const pool = local.pool();
    expect((await failureOf(pool.query("select nope"))).code).toBe("42703");
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("ends a transaction that sits idle, so that nobody waits for ever", async () => {
    const client = await local.pool().connect();
    client.on("error", () => undefined);
    await client.query("begin");
    await client.query("delete from items");
    expect(await count()).toBe(100);
    expect((await failureOf(client.query("select 1"))).code).not.toBe("none");
    client.release(true);
  });

  it("rolls back when the client goes away half-way", async () => {
    const client = await local.pool().connect();
    await client.query("begin");
    await client.query("delete from items");
    client.release(true);
    expect(await count()).toBe(100);
  });
});

describe("a statement that runs too long", () => {
  const TIMEOUT = { code: "57014", message: "canceling statement due to statement timeout" };
  const since = (start: number): number => performance.now() - start;

  it("is ended at the limit set in the batch, over HTTP; the data is whole and the next query works", async () => {
    const { owner } = local;
    const start = performance.now();
    const work = owner.transaction([owner`set local statement_timeout = 300`, owner`update items set name = 'lost'`, owner.query(ENDLESS)]);
    expect(await failureOf(work)).toEqual(TIMEOUT);
    expect(since(start)).toBeLessThan(1_400);
    expect(await owner`select count(*)::int as n from items where name = 'lost'`).toEqual([{ n: 0 }]);
    expect(await count()).toBe(100);
  });

  it.each(["250ms", "0.25s"])("takes set_config too (%s)", async (limit) => {
    const { owner } = local;
    const start = performance.now();
    expect(await failureOf(owner.transaction([owner`select set_config('statement_timeout', ${limit}, true)`, owner.query(ENDLESS)], { readOnly: true }))).toEqual(TIMEOUT);
    expect(since(start)).toBeLessThan(1_400);
  });

  it("cannot raise the gateway's own limit, and a single query has it", async () => {
    const { owner } = local;
    const start = performance.now();
    expect(await failureOf(owner.transaction([owner`set local statement_timeout = 0`, owner.query(ENDLESS)]))).toEqual(TIMEOUT);
    expect(since(start)).toBeGreaterThan(1_400);
    expect(await failureOf(local.reader.query(ENDLESS))).toEqual(TIMEOUT);
  });

  it("is ended over WebSocket, where the transaction is then failed until rolled back", async () => {
    const client = await local.pool().connect();
    await client.query("begin");
    await client.query("update items set name = 'lost'");
    await client.query("set local statement_timeout = 300");
    expect(await failureOf(client.query(ENDLESS))).toEqual(TIMEOUT);
    expect((await failureOf(client.query("select 1"))).code).toBe("25P02");
    await client.query("rollback");
    expect((await client.query("select count(*)::int as n from items where name = 'lost'")).rows).toEqual([{ n: 0 }]);
    client.release();
  });

  it("does not end the questions that wait behind it", async () => {
    const { owner } = local;
    const endless = failureOf(owner.transaction([owner`set local statement_timeout = 200`, owner.query(ENDLESS)]));
    const waiting = Promise.all([count(), count(), local.reader`select 1 as one`]);
    expect((await endless).code).toBe("57014");
    expect(await waiting).toEqual([100, 100, [{ one: 1 }]]);
  });
});
