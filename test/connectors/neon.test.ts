// The Neon connector against the local gateway: the contract, then what is Postgres's own (types, settings, row-level security).
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, type Gateway } from "../../db/local/gateway.ts";
import { createClaimsSigner } from "../../worker/connectors/sign-claims.ts";
import { createNeonConnector } from "../../worker/connectors/neon.ts";
import type { Connector } from "../../worker/ports.ts";
import { ASKER, connectorContract, expectRows, LIMITS, statement, type Subject } from "./contract.ts";
import { NUMBERS_SETUP, NUMBERS_STATEMENTS } from "./numbers.ts";

const folder = mkdtempSync(join(tmpdir(), "medha-connector-"));
let gateway: Gateway;
let connector: Connector;

beforeAll(async () => {
  gateway = await startGateway({ databases: [{ name: "shop", dataDir: join(folder, "shop"), users: { postgres: "owner", reader: "reader" } }] });
  connector = connect("reader");
  for (const sql of NUMBERS_SETUP) await asOwner(sql);
}, 30_000);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

function connect(user: string): Connector {
  return createNeonConnector(gateway.connectionString("shop", user), { fetchEndpoint: gateway.fetchEndpoint });
}

/** As the database's owner, past the product. */
async function asOwner(query: string): Promise<void> {
  const headers = { "neon-connection-string": gateway.connectionString("shop", "postgres") };
  const response = await fetch(gateway.fetchEndpoint, { method: "POST", headers, body: JSON.stringify({ query, params: [] }) });
  if (!response.ok) throw new Error(await response.text());
}

connectorContract("Neon", async (): Promise<Subject> => ({
  connector,
  unreachable: createNeonConnector(gateway.connectionString("shop", "reader"), { fetchEndpoint: "http://127.0.0.1:9/sql" }),
  statements: NUMBERS_STATEMENTS,
  stop: () => Promise.resolve(),
}));

const rowOf = async (sql: string) => {
  const result = expectRows(await connector.run(statement(sql), ASKER, LIMITS));
  return result.columns.map(({ type }, index) => [type, result.rows[0]?.[index]]);
};

describe("Postgres types", () => {
  it("keep dates and times as they are written, in UTC", async () => {
    expect(await rowOf("select date '1998-03-29', timestamp '1998-03-29 02:30:00.5', timestamptz '1998-03-29 02:30:00+02', time '10:00'")).toEqual([
      ["date", "1998-03-29"], ["timestamp", "1998-03-29T02:30:00.5"], ["timestamp", "1998-03-29T00:30:00Z"], ["string", "10:00:00"],
    ]);
  });

  it("read numbers of every kind", async () => {
    expect(await rowOf("select 1::smallint, -2::integer, 9007199254740991::bigint, 0.1::numeric, 1.5::real, 1e300::double precision, avg(x) from (values (1), (2)) v(x)")).toEqual([
      ["number", 1], ["number", -2], ["number", 9_007_199_254_740_991], ["number", 0.1], ["number", 1.5], ["number", 1e300], ["number", 1.5],
    ]);
  });

  it("turn a column to text rather than lose what a value says", async () => {
    expect(await rowOf("select 9007199254740993::bigint, 123456789012345678901234567890::numeric, 'NaN'::numeric, 'Infinity'::double precision, 'infinity'::date, date '0044-03-15 BC'")).toEqual([
      ["string", "9007199254740993"], ["string", "123456789012345678901234567890"], ["string", "NaN"], ["string", "Infinity"], ["string", "infinity"], ["string", "0044-03-15 BC"],
    ]);
    const mixed = expectRows(await connector.run(statement("select x from (values (1::bigint), (9007199254740993), (null)) v(x) order by x"), ASKER, LIMITS));
    expect([mixed.columns, mixed.rows]).toEqual([[{ name: "x", type: "string" }], [["1"], ["9007199254740993"], [null]]]);
  });

  it("show everything else as its text", async () => {
    expect(await rowOf(`select '{"a":1}'::jsonb, array['x','y'], '\\xff'::bytea, interval '1 day 2 hours', 'b3c0aa5e-0000-4000-8000-000000000000'::uuid, null::integer`)).toEqual([
      ["string", '{"a": 1}'], ["string", "{x,y}"], ["string", "\\xff"], ["string", "P1DT2H"], ["string", "b3c0aa5e-0000-4000-8000-000000000000"], ["number", null],
    ]);
  });

  it("keep two columns of one name apart", async () => {
    const result = expectRows(await connector.run(statement("select 1 as a, 'x' as a"), ASKER, LIMITS));
    expect([result.columns.map(({ name }) => name), result.rows]).toEqual([["a", "a"], [[1, "x"]]]);
  });
});

describe("parameters", () => {
  it("may be lists", async () => {
    const read = await connector.run(statement("select n from shop.numbers where n = any($1::integer[]) and word = any($2::text[]) order by n", [[2, 4], ["w2", 'a"b', "w4"]]), ASKER, LIMITS);
    expect(expectRows(read).rows).toEqual([[2], [4]]);
  });
});

describe("the transaction", () => {
  it("is read-only, sees one snapshot, has a time limit and only the system's names", async () => {
    const settings = ["transaction_read_only", "transaction_isolation", "statement_timeout", "search_path", "timezone"];
    expect(await rowOf(`select ${settings.map((name) => `current_setting('${name}')`).join(", ")}`)).toEqual([
      ["string", "on"], ["string", "repeatable read"], ["string", "2s"], ["string", "pg_catalog, pg_temp"], ["string", "UTC"],
    ]);
    expect(await connector.run(statement("select 1 from numbers"), ASKER, LIMITS)).toEqual({ ok: false, failure: "unknown-table" });
  });

  it("tells row-level security who asks, and forgets it afterwards", async () => {
    const amounts = async (claims: Record<string, string>, tenant: string) =>
      expectRows(await connector.run(statement("select amount from shop.orders order by 1"), { ...ASKER, tenant, claims: { ...ASKER.claims, ...claims } }, LIMITS)).rows.flat();
    expect(await amounts({}, "acme")).toEqual([1]);
    expect(await amounts({ region: "east" }, "acme")).toEqual([2]);
    expect(await amounts({}, "globex")).toEqual([4]);
    expect(await amounts({}, "nobody' or true --")).toEqual([]);
  });
});

describe("a gateway in trouble", () => {
  const answering = async (status: number, body: string, use: (address: string) => Promise<void>): Promise<void> => {
    const server = createServer((request, response) => {
      request.resume();
      if (status === 0) return void request.socket.destroy();
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/sql`);
    server.close();
  };

  it.each([
    ["a lost connection", 0, "", "unavailable"],
    ["no JSON", 200, "<html>", "unavailable"],
    ["too few results", 200, '{"results":[]}', "unavailable"],
    ["a gateway's own 502", 502, "bad gateway", "unavailable"],
    ["an error without a code", 400, '{"message":"control plane request failed"}', "unavailable"],
    ["a wrong password", 400, '{"message":"password authentication failed for user neo","code":"28P01"}', "unavailable"],
    ["Neon's own size limit, as an error", 400, '{"message":"response is too large (max is 10485760 bytes)"}', "too-large"],
    ["Neon's own size limit, as a status", 507, "{}", "too-large"],
    ["a code nobody knows", 400, '{"message":"secret text","code":"ZZ999"}', "other"],
  ] as const)("%s is named", async (_name, status, body, failure) => {
    await answering(status, body, async (fetchEndpoint) => {
      const troubled = createNeonConnector("postgresql://neo:secret@db.example/shop", { fetchEndpoint });
      expect(await troubled.run(statement("select 1"), ASKER, LIMITS)).toEqual({ ok: false, failure });
    });
  });

  it("that never answers is given up a little after the statement's own limit", async () => {
    const server = createServer((request) => void request.resume());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const silent = createNeonConnector("postgresql://neo:secret@db.example/shop", { fetchEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sql` });
    const started = performance.now();
    expect(await silent.run(statement("select 1"), ASKER, { ...LIMITS, timeoutMs: 100 })).toEqual({ ok: false, failure: "timeout" });
    expect(performance.now() - started).toBeLessThan(2_500);
    server.closeAllConnections();
    server.close();
  });
});

describe("row-level security", () => {
  it("is told only of tables that have it, to a role that can't get round it", async () => {
    expect(await connector.rowSecurity(["shop.orders"])).toBe(true);
    expect(await connector.rowSecurity(["shop.orders", "shop.numbers"])).toBe(false);
    expect(await connector.rowSecurity(["shop.nothing"])).toBe(false);
    expect(await connect("postgres").rowSecurity(["shop.orders"])).toBe(false);
  });

  it("is sent claims signed with the key, good for a minute", async () => {
    const signed = await createClaimsSigner("00".repeat(32), () => new Date(1_000_000))(ASKER);
    expect(JSON.parse(signed.claims)).toMatchObject({ ...ASKER.claims, expires: 1_060 });
    const key = await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    expect(await crypto.subtle.verify("HMAC", key, Buffer.from(signed.signature, "hex"), new TextEncoder().encode(signed.claims))).toBe(true);
  });
});
