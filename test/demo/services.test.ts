// The services as the Worker finds them: data loaded, rights in place, state kept, one process at a time.
import { neon } from "@neondatabase/serverless";
import { Redis } from "@upstash/redis";
import { Index } from "@upstash/vector";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import { loadSource } from "../../db/sources.ts";
import { startLocalServices, type LocalServices } from "../../demo/services.ts";
import { StartProblem } from "../../demo/start-problem.ts";
import { buildSkyward } from "../../demo/skyward/build-skyward.ts";
import { readSkywardFiles } from "../../demo/skyward/load-skyward.ts";
import { createClaimsSigner } from "../../worker/connectors/sign-claims.ts";
import { failureOf } from "../db/local-gateway.ts";
import { by, cost, of, strikes as reports } from "../e2e/strikes.ts";

const stateDir = mkdtempSync(join(tmpdir(), "medha-services-"));
const said: string[] = [];
let services: LocalServices;
const url = (name: string): string => services.vars[name] ?? "";
const reader = () => neon(url("SKYWARD_DATABASE_URL"));
/** As the Worker asks for one tenant. */
async function asTenant(tenant: string, query: string): Promise<Record<string, unknown>[]> {
  const sign = createClaimsSigner(url("MEDHA_CLAIMS_KEY"), () => new Date());
  const { claims, signature } = await sign({ tenant, user: "", roles: [], claims: { tenant }, scope: "", expiresAt: 0 });
  const sql = reader();
  const [, rows] = await sql.transaction([sql`select set_config('medha.claims', ${claims}, true), set_config('medha.signature', ${signature}, true)`, sql.query(query)]);
  return rows ?? [];
}

const start = () => startLocalServices({ stateDir, say: (line) => said.push(line) });

beforeAll(async () => { services = await start(); });
afterAll(async () => {
  await services.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

describe("the target database", () => {
  it("holds every report, each operator with its own number and cost", async () => {
    const { operators } = buildSkyward(readSkywardFiles());
    const rows = (await Promise.all(operators.map(({ id }) => asTenant(id, "select count(*)::int as n, sum(cost_total)::float8 as cost from aviation.strikes")))).flat();
    const expected = by(reports, (row) => row.operator, (own) => own.length).map(([operator, n]) => ({ n, cost: cost(reports.filter((row) => row.operator === operator)) }));
    const order = (list: unknown[]): string[] => list.map((one) => JSON.stringify(one)).toSorted((a, b) => a.localeCompare(b));
    expect(order(rows)).toEqual(order(expected));
    expect(rows.reduce((sum, row) => sum + Number(row["n"]), 0)).toBe(10_000);
  });

  it("keeps types, nulls and dates", async () => {
    const [row] = await asTenant("american-airlines", "select min(flight_date)::text as first, max(flight_date)::text as last, count(*) filter (where speed_knots is null)::int as unknown, pg_typeof(min(cost_total))::text as money from aviation.strikes");
    const own = of("AMERICAN AIRLINES");
    const dates = own.map(({ date }) => date).toSorted((a, b) => a.localeCompare(b));
    expect(row).toEqual({ first: dates[0], last: dates.at(-1), unknown: own.filter(({ speed }) => speed === null).length, money: "numeric" });
  });

  it("answers nobody without signed claims, and nobody about another", async () => {
    expect((await failureOf(reader()`select count(*) from aviation.strikes`)).code).toBe("42501");
    expect(await asTenant("delta-air-lines", "select count(*)::int as n from aviation.strikes where operator_id <> 'delta-air-lines'")).toEqual([{ n: 0 }]);
  });

  it("lets its reader read the policy's tables and nothing else", async () => {
    const sql = reader();
    expect(await sql`select current_user::text as me, current_setting('default_transaction_read_only') as fixed, current_setting('search_path') as path`).toEqual([{ me: "skyward_reader", fixed: "on", path: "pg_catalog" }]);
    expect((await failureOf(sql`delete from aviation.strikes`)).code).toBe("25006");
    expect((await failureOf(sql.transaction([sql`set transaction read write`, sql`delete from aviation.strikes`]))).code).toBe("42501");
    expect((await failureOf(sql`select * from medha_demo.stamp`)).code).toBe("42501");
    expect((await failureOf(sql`select count(*) from strikes`)).code).toBe("42P01");
  });

  it("has its keys and indexes", async () => {
    const rows = await reader()`select c.contype::text as kind, count(*)::int as n from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'aviation' and c.contype in ('p', 'f') group by 1 order by 1`;
    expect(rows).toEqual([{ kind: "f", n: 4 }, { kind: "p", n: 5 }]);
    const [index] = await reader()`select indexdef from pg_indexes where indexname = 'strikes_by_operator'`;
    expect(index?.["indexdef"]).toContain("(operator_id, flight_date)");
  });
});

it("keeps the source in the metadata database", async () => {
  const source = await loadSource(openMetadata(url("METADATA_DATABASE_URL")), "skyward");
  expect(source).toMatchObject({ id: "skyward", connection: "SKYWARD_DATABASE_URL", model: { version: "skyward-1" }, policy: { rowCap: 5_000 } });
});

it("answers as cache and as vector index", async () => {
  const redis = new Redis({ url: url("UPSTASH_REDIS_REST_URL"), token: url("UPSTASH_REDIS_REST_TOKEN"), retry: false });
  expect([await redis.set("k", "v"), await redis.get("k")]).toEqual(["OK", "v"]);
  const index = new Index({ url: url("UPSTASH_VECTOR_REST_URL"), token: url("UPSTASH_VECTOR_REST_TOKEN"), retry: false });
  await index.upsert({ id: "q", data: "strikes by month" });
  expect((await index.query({ data: "strikes by month", topK: 1 }))[0]?.score).toBeCloseTo(1, 5);
});

it("refuses a second process on the same state, and keeps the state over a restart", async () => {
  await expect(start()).rejects.toThrow(/is running already/u);
  const before = services.vars["SKYWARD_DATABASE_URL"];
  await services.stop();
  said.length = 0;
  services = await start();
  expect(said).toEqual(["Opening the databases …"]);
  expect(services.vars["SKYWARD_DATABASE_URL"]).toBe(before);
  expect(await asTenant("american-airlines", "select count(*)::int as n from aviation.strikes")).toEqual([{ n: of("AMERICAN AIRLINES").length }]);
});

describe("what a person can mend is one line", () => {
  const problemOf = async (folder: string): Promise<string> => {
    const outcome: unknown = await startLocalServices({ stateDir: folder }).catch((error: unknown) => error);
    return outcome instanceof StartProblem ? outcome.message : `no start problem: ${String(outcome)}`;
  };

  it("a state folder that is none", async () => {
    const file = join(stateDir, "file");
    writeFileSync(file, "");
    expect(await problemOf(file)).toMatch(/is no folder/u);
    expect(await problemOf(join(file, "below"))).toMatch(/is no folder/u);
  });

  it("a damaged database, told from one whose making was cut off", async () => {
    const folder = mkdtempSync(join(tmpdir(), "medha-broken-"));
    mkdirSync(join(folder, "skyward"));
    writeFileSync(join(folder, "skyward", "PG_VERSION"), "junk");
    writeFileSync(join(folder, "skyward.made"), "");
    expect(await problemOf(folder)).toMatch(/damaged\. Run npm run reset/u);
    expect(readdirSync(folder)).not.toContain("running.pid");
    rmSync(folder, { recursive: true, force: true });
  });
});
