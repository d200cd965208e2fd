// The Postgres connector against a real server, or against PGlite through a WebSocket where there is none.
import { Client as NeonClient, neonConfig } from "@neondatabase/serverless";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway } from "../../db/local/gateway.ts";
import { createPostgresConnector, type PostgresClient } from "../../worker/connectors/postgres.ts";
import type { Connector } from "../../worker/ports.ts";
import { ASKER, connectorContract, expectRows, LIMITS, statement, type Subject } from "./contract.ts";
import { NUMBERS_SETUP, NUMBERS_STATEMENTS } from "./numbers.ts";
import { startPostgres } from "./postgres-server.ts";

interface Database { connect(user: string): Promise<PostgresClient>; stop(): Promise<void> }

const server = await startPostgres();
const database: Database = server ? { connect: (user) => connectTo(server.url(user)), stop: () => server.stop() } : await openPglite();

beforeAll(async () => {
  const owner = await database.connect("postgres");
  for (const sql of NUMBERS_SETUP) await owner.query(sql);
  await owner.end();
}, 30_000);
afterAll(() => database.stop());

async function connectTo(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

/** Where no PostgreSQL is installed. Neon's client is an older pg over a WebSocket. */
async function openPglite(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), "medha-connector-"));
  const gateway = await startGateway({ databases: [{ name: "shop", dataDir: join(folder, "shop"), users: { postgres: "owner", reader: "reader" } }] });
  Object.assign(neonConfig, { wsProxy: gateway.wsProxy, useSecureWebSocket: false, pipelineTLS: false, pipelineConnect: false });
  return {
    async connect(user) {
      const client = new NeonClient(gateway.connectionString("shop", user));
      await client.connect();
      return client as unknown as PostgresClient;
    },
    async stop() {
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The older client has no way to say that a text is one statement. */
const { two: _two, ...WITHOUT_TWO } = NUMBERS_STATEMENTS;

const reader = (): Promise<PostgresClient> => database.connect("reader");
const nowhere = (): Promise<PostgresClient> => connectTo("postgresql://reader@127.0.0.1:9/shop");

connectorContract(server ? "Postgres" : "Postgres (PGlite)", async (): Promise<Subject> => ({
  connector: createPostgresConnector(reader), unreachable: createPostgresConnector(nowhere), statements: server ? NUMBERS_STATEMENTS : WITHOUT_TWO, stop: async () => undefined,
}));

describe("one transaction", () => {
  const connector = createPostgresConnector(reader);
  const row = async (sql: string, by: Connector = connector) => expectRows(await by.run(statement(sql), ASKER, LIMITS)).rows[0];

  it("is read-only, sees one snapshot, has a time limit and only the system's names", async () => {
    const settings = ["transaction_read_only", "transaction_isolation", "statement_timeout", "search_path", "timezone"];
    expect(await row(`select ${settings.map((name) => `current_setting('${name}')`).join(", ")}`)).toEqual(["on", "repeatable read", "2s", "pg_catalog, pg_temp", "UTC"]);
    expect(await connector.run(statement("select 1 from numbers"), ASKER, LIMITS)).toEqual({ ok: false, failure: "unknown-table" });
  });

  it("tells row-level security who asks, with the signature of the claims", async () => {
    const signing = createPostgresConnector(reader, { signClaims: async () => ({ claims: '{"region":"east"}', signature: "ab" }) });
    expect(await row("select current_setting('medha.claims'), current_setting('medha.signature')", signing)).toEqual(['{"region":"east"}', "ab"]);
    expect(await row("select amount from shop.orders", signing)).toEqual([2]);
    expect(await row("select amount from shop.orders")).toEqual([1]);
  });

  it("keeps the cells as Postgres wrote them, two of one name apart", async () => {
    expect(await row("select timestamptz '1998-03-29 02:30:00+02' as a, 9007199254740993::bigint as a, interval '1 day 2 hours'")).toEqual(["1998-03-29T00:30:00Z", "9007199254740993", "P1DT2H"]);
  });

  it("takes lists as parameters", async () => {
    const read = await connector.run(statement("select n from shop.numbers where n = any($1::integer[]) and word = any($2::text[]) order by n", [[2, 4], ["w2", 'a"b', "w4"]]), ASKER, LIMITS);
    expect(expectRows(read).rows).toEqual([[2], [4]]);
  });

  it("knows which tables the database locks against this role", async () => {
    expect(await connector.rowSecurity(["shop.orders"])).toBe(true);
    expect(await connector.rowSecurity(["shop.orders", "shop.numbers"])).toBe(false);
    expect(await connector.rowSecurity(["shop.nothing"])).toBe(false);
    expect(await createPostgresConnector(() => database.connect("postgres")).rowSecurity(["shop.orders"])).toBe(false);
  });
});

describe.skipIf(!server)("a pool behind it (needs a PostgreSQL on this machine)", () => {
  let pool: Pool;
  let pooled: Connector;
  beforeAll(() => {
    pool = new Pool({ connectionString: server?.url("reader"), max: 1 });
    pooled = createPostgresConnector(() => pool.connect());
  });
  afterAll(() => pool.end());

  const backend = async () => expectRows(await pooled.run(statement("select pg_backend_pid()"), ASKER, LIMITS)).rows[0]?.[0];

  it("gets its connection back, after a failed statement too, with nothing of the last asker left", async () => {
    const first = await backend();
    expect(await pooled.run(statement("select 1 / 0"), ASKER, LIMITS)).toEqual({ ok: false, failure: "division-by-zero" });
    expect(await backend()).toBe(first);
    const { rows } = await pool.query<{ tenant: string; path: string }>("select current_setting('medha.tenant', true) as tenant, current_setting('search_path') as path");
    expect(rows).toEqual([{ tenant: "", path: '"$user", public' }]);
  });

  it.each([
    ["the asker left", NUMBERS_STATEMENTS.endless, {}, 50, "cancelled"],
    ["too much came", NUMBERS_STATEMENTS.wide, { maxBytes: 50_000 }, undefined, "too-large"],
  ] as const)("throws its connection away when %s", async (_why, sql, limits, leaveAfter, failure) => {
    const first = await backend();
    const leaving = new AbortController();
    if (leaveAfter) setTimeout(() => leaving.abort(), leaveAfter);
    expect(await pooled.run(statement(sql), ASKER, { ...LIMITS, ...limits }, leaving.signal)).toEqual({ ok: false, failure });
    expect(await backend()).not.toBe(first);
  });

  it("waits for a free connection no longer than the statement's own limit and the grace", async () => {
    const taken = await pool.connect();
    expect(await pooled.run(statement("select 1"), ASKER, { ...LIMITS, timeoutMs: 50 })).toEqual({ ok: false, failure: "timeout" });
    taken.release();
    expect(await backend()).toBeTypeOf("number");
  });

  it("names a connection that the server ended", async () => {
    const ending = pooled.run(statement("select pg_backend_pid(), pg_sleep(2)"), ASKER, LIMITS);
    const owner = await database.connect("postgres");
    await owner.query("select pg_sleep(0.1), pg_terminate_backend(pid) from pg_stat_activity where usename = 'reader'");
    await owner.end();
    expect(await ending).toEqual({ ok: false, failure: "unavailable" });
    expect(await backend()).toBeTypeOf("number");
  });
});

describe("a server in trouble", () => {
  it.each([
    ["closes at once", (socket: Socket) => socket.destroy(), "unavailable"],
    ["speaks something else", (socket: Socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "unavailable"],
    ["says nothing", () => undefined, "timeout"],
  ] as const)("that %s is named", async (_name, greet, failure) => {
    const troubled = createServer((socket) => void greet(socket.on("error", () => undefined)));
    await new Promise<void>((resolve) => troubled.listen(0, "127.0.0.1", resolve));
    const { port } = troubled.address() as AddressInfo;
    const connector = createPostgresConnector(() => connectTo(`postgresql://reader:secret@127.0.0.1:${port}/shop`));
    expect(await connector.run(statement("select 1"), ASKER, { ...LIMITS, timeoutMs: 50 })).toEqual({ ok: false, failure });
    troubled.close();
  });
});
