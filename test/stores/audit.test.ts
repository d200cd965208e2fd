// The audit: one chain a tenant, whoever writes at once; every edit, gap, cut and change of order is found.
import { sql } from "drizzle-orm";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalText } from "../../db/audit/book.ts";
import { verifyAudit } from "../../db/audit/verify.ts";
import { openMetadata } from "../../db/connect.ts";
import type { Audit, AuditEntry } from "../../worker/ports.ts";
import { createAudit } from "../../worker/stores/audit.ts";
import { startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;
let audit: Audit;
const now = (): Date => new Date("2026-03-01T10:00:00Z");
const entry = (tenant: string, more: Partial<AuditEntry> = {}): AuditEntry => ({ kind: "question", tenant, user: "ann", requestId: "r", decision: "answered", question: "How many at Zebulon?", ...more });
const problemsOf = async (tenant: string): Promise<string[] | undefined> => (await verifyAudit(metadata.db)).find((report) => report.tenant === tenant)?.problems;
const write = async (tenant: string, count: number): Promise<void> => { for (let at = 0; at < count; at++) await audit.append(entry(tenant, { requestId: `r${at}` })); };

/** What only the owner of the database can do: past the trigger. */
async function tamper(...statements: ReturnType<typeof sql>[]): Promise<void> {
  await metadata.db.execute(sql`alter table medha.audit disable trigger user`);
  for (const statement of statements) await metadata.db.execute(statement);
  await metadata.db.execute(sql`alter table medha.audit enable trigger user`);
}

beforeAll(async () => {
  metadata = await startMetadata();
  audit = createAudit(metadata.db, { now });
}, 30_000);
afterAll(() => metadata.stop());

describe("the book", () => {
  it("keeps entries in order, with digests in the place of what was asked", async () => {
    await audit.append(entry("acme", { sql: "select 'Zebulon'", stripped: "how many at {word}" }));
    await audit.append(entry("acme", { kind: "change", decision: "PUT /x", status: 200 }));
    const [first, second] = await audit.page("acme", 0, 10);
    expect(first).toMatchObject({ seq: 1, entry: { kind: "question", tenant: "acme", decision: "answered", stripped: "how many at {word}", at: "2026-03-01T10:00:00.000Z" } });
    expect(first?.entry["questionDigest"]).toMatch(/^[0-9a-f]{64}$/u);
    expect(first?.entry["sqlDigest"]).toMatch(/^[0-9a-f]{64}$/u);
    expect(second).toMatchObject({ seq: 2, entry: { kind: "change", status: 200 } });
    expect(JSON.stringify([first, second])).not.toContain("Zebulon");
  });

  it("gives each tenant its own, in pages, and equal questions of two tenants have other digests", async () => {
    await write("pages", 5);
    await write("others", 1);
    expect((await audit.page("pages", 2, 2)).map(({ seq }) => seq)).toEqual([3, 4]);
    expect(await audit.page("pages", 5, 2)).toEqual([]);
    const [[one], [other]] = [await audit.page("pages", 0, 1), await audit.page("others", 0, 1)];
    expect(one?.entry["questionDigest"]).not.toBe(other?.entry["questionDigest"]);
  });

  it("does not fork when many write at once", async () => {
    const another = createAudit(openMetadata(metadata.url, { fetchEndpoint: metadata.fetchEndpoint }), { now });
    await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 ? audit : another).append(entry("crowd", { requestId: `r${at}` }))));
    const seqs = (await audit.page("crowd", 0, 100)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(await problemsOf("crowd")).toEqual([]);
  });

  it("takes any text as a tenant and an entry", async () => {
    for (const tenant of ["", "a'b\n\"c\\", "Ж漢🙂"]) {
      await audit.append(entry(tenant, { user: "x\n1\ny", decision: "€'\\" }));
      await audit.append(entry(tenant));
      expect(await problemsOf(tenant)).toEqual([]);
    }
  });

  it("can't be changed by a statement", async () => {
    await write("fixed", 2);
    for (const statement of [sql`update medha.audit set entry = '{}'`, sql`delete from medha.audit where tenant = 'fixed'`, sql`truncate medha.audit`]) {
      await expect(metadata.db.execute(statement)).rejects.toMatchObject({ cause: { message: expect.stringContaining("append-only") as unknown } });
    }
    expect(await problemsOf("fixed")).toEqual([]);
  });

  it("says when it can't be reached", async () => {
    const broken = createAudit(openMetadata(metadata.url.replace(/\/medha$/u, "/gone")), { now });
    await expect(broken.append(entry("acme"))).rejects.toMatchObject({ code: "database_unavailable" });
    await expect(broken.page("acme", 0, 1)).rejects.toMatchObject({ code: "database_unavailable" });
  });
});

describe("verifying finds", () => {
  const row = (tenant: string, seq: number) => sql`tenant = ${tenant} and seq = ${seq}`;
  const changes: [what: string, change: (tenant: string) => ReturnType<typeof sql>[], problem: string][] = [
    ["an edited entry", (t) => [sql`update medha.audit set entry = replace(entry, 'answered', 'declined') where ${row(t, 2)}`], "entry 2 is not what was written"],
    ["an edited hash", (t) => [sql`update medha.audit set hash = repeat('0', 64) where ${row(t, 2)}`], "entry 2 is not what was written"],
    ["a gap", (t) => [sql`delete from medha.audit where ${row(t, 2)}`], "entry 3 follows 1: entries are missing or moved"],
    ["a missing beginning", (t) => [sql`delete from medha.audit where ${row(t, 1)}`], "entry 2 follows 0: entries are missing or moved"],
    ["a cut end", (t) => [sql`delete from medha.audit where ${row(t, 4)}`], "the chain ends with entry 3, but 4 were written"],
    ["a removed chain", (t) => [sql`delete from medha.audit where tenant = ${t}`], "the chain ends with entry 0, but 4 were written"],
    ["a removed head", (t) => [sql`delete from medha.audit_heads where tenant = ${t}`], "the end of the chain is not in the book"],
    ["two entries that changed places", (t) => [sql`update medha.audit set seq = 99 where ${row(t, 2)}`, sql`update medha.audit set seq = 2 where ${row(t, 3)}`, sql`update medha.audit set seq = 3 where ${row(t, 99)}`], "entry 2 is not what was written"],
    ["an entry put in", (t) => [sql`insert into medha.audit select tenant, 5, hash, entry from medha.audit where ${row(t, 4)}`], "entry 5 is not what was written"],
    ["a chain given to another tenant", (t) => [sql`delete from medha.audit where tenant = ${`${t} 2`}`, sql`insert into medha.audit select ${`${t} 2`}, seq, hash, entry from medha.audit where tenant = ${t}`], "entry 1 is of another tenant"],
  ];

  it.each(changes)("%s", async (what, change, problem) => {
    const other = what.includes("another tenant");
    await write(what, 4);
    expect(await problemsOf(what)).toEqual([]);
    await tamper(...change(what));
    expect(await problemsOf(other ? `${what} 2` : what)).toContain(problem);
  });

  it("what the command says: each broken chain, and that it failed", async () => {
    await write("command", 3);
    await tamper(sql`delete from medha.audit where ${row("command", 2)}`);
    const env = { ...process.env, METADATA_DATABASE_URL: metadata.url, NEON_FETCH_ENDPOINT: metadata.fetchEndpoint };
    const run = promisify(execFile)(process.execPath, ["db/audit/verify-cli.ts"], { env });
    const failed = await run.then(() => expect.fail("it passed"), (error: { code: number; stdout: string }) => error);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('BROKEN  "command"  2 entries');
    expect(failed.stdout).toMatch(/^ok {2}"crowd" {2}40 entries, ends [0-9a-f]{64}$/mu);
  });
});

describe("an entry as text", () => {
  it("is the same for the same entry, in any order and with what is undefined", () => {
    expect(canonicalText({ b: 1, a: "x", c: undefined })).toBe('{"a":"x","b":1}');
    expect(canonicalText({ a: "x", b: 1 })).toBe('{"a":"x","b":1}');
  });
});
