// The command itself, over the demo and over a database of its own.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type PostgresServer } from "../connectors/postgres-server.ts";
import { startModelServer } from "../model-server/start.ts";
import type { Graded } from "./grade.ts";
import type { Summary } from "./summary.ts";

const folder = mkdtempSync(join(tmpdir(), "medha-eval-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const server: PostgresServer | undefined = await startPostgres();
const command = fileURLToPath(new URL("run.ts", import.meta.url));

function run(...args: string[]): Promise<{ code: number; output: string }> {
  return runIn({ OPENAI_API_KEY: "" }, ...args);
}

function runIn(environment: Record<string, string>, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...args], { env: { ...process.env, ...environment } }, (_error, out, problems) => resolve({ code: child.exitCode ?? -1, output: out + problems }));
  });
}

describe("over the demo", () => {
  it("answers its set, and hardly ever wrong", async () => {
    const json = join(folder, "skyward.json");
    const { code, output } = await run(fileURLToPath(new URL("skyward.jsonl", import.meta.url)), "--json", json, "--threshold", "0.98");
    expect(code, output).toBe(0);
    const { summary, cases } = JSON.parse(readFileSync(json, "utf8")) as { summary: Summary; cases: Graded[] };
    expect(summary.all).toMatchObject({ cases: cases.length, failed: 0 });
    expect(summary.all.wrongRate).toBeLessThanOrEqual(0.02);
    expect(summary.all.coverage).toBeGreaterThan(0.85);
    expect(cases.find(({ id }) => id === "count-1")?.outcome.answer?.rows).toEqual([[865]]);
  }, 60_000);
});

describe.skipIf(!server)("over a database nobody described (needs a PostgreSQL on this machine)", () => {
  const file = join(folder, "shop.jsonl");
  const ask = (...args: string[]) => run(file, "--database-url", server?.url("postgres", "{db}") ?? "", ...args);
  const write = (...lines: object[]): void => writeFileSync(file, lines.map((line) => JSON.stringify({ db: "postgres", ...line })).join("\n"));

  beforeAll(async () => {
    const client = new Client({ connectionString: server?.url("postgres") });
    await client.connect();
    await client.query("create table orders (id integer primary key, city text not null, amount numeric not null); insert into orders select n, case when n % 3 = 0 then 'Oslo' else 'Bergen' end, n from generate_series(1, 90) n; analyze orders");
    await client.end();
  });
  afterAll(() => server?.stop());

  it("asks a drafted model", async () => {
    write({ id: "1", question: "how many orders", gold: ["select count(*) from orders"] }, { id: "2", question: "orders by city", gold: ["select city, count(*) from orders group by 1"] }, { id: "3", question: "what is our churn?", expect: "decline" });
    const { code, output } = await ask();
    expect(code, output).toBe(0);
    expect(output).toMatch(/all +3 +2 +2 +0 +0 +1 +0 +100\.0 %/u);
  }, 30_000);

  it("fails below the threshold, and shows the rows that differ", async () => {
    write({ id: "1", question: "how many orders", gold: ["select count(*) + 1 from orders"] });
    const { code, output } = await ask("--verbose");
    expect(code).toBe(1);
    expect(output).toContain("- 91\n");
    expect(output).toContain("+ 90\n");
  }, 30_000);

  it("asks a model where it is told to, and counts its tokens", async () => {
    const plan = { intent: "value", table: "orders", metrics: [{ metric: "orders", aggregate: null, column: null }], dimensions: [], filters: [], segments: [], time: null, previous: null, share: false, having: [], order: null, limit: null, columns: [], chart: null };
    const model = await startModelServer(() => ({ json: { kind: "plan", message: "", term: null, choices: [], plan } }));
    write({ id: "1", question: "hm the gist of it", gold: ["select count(*) from orders"] });
    const { code, output } = await runIn({ OPENAI_API_KEY: "k", OPENAI_BASE_URL: model.baseURL }, file, "--database-url", server?.url("postgres", "{db}") ?? "", "--llm");
    await model.close();
    expect(code, output).toBe(0);
    expect(output).toMatch(/model-plan +1 +1 +1/u);
    expect(output).toMatch(/tokens [1-9]/u);
  }, 30_000);

  it("tells a file that is at fault from an answer that is", async () => {
    write({ id: "1", question: "how many orders", gold: ["select count(*) from nothing"] });
    const { code, output } = await ask();
    expect(code).toBe(2);
    expect(output).toContain('gold does not run: relation "nothing" does not exist');
  }, 30_000);
});

describe("a command that cannot run", () => {
  it.each([
    ["an option nobody knows", ["file.jsonl", "--modle", "x"], "Unknown option '--modle'"],
    ["a file that is not there", ["nothing.jsonl"], "no such file"],
    ["a model without a key", [fileURLToPath(new URL("skyward.jsonl", import.meta.url)), "--llm"], "--llm needs OPENAI_API_KEY"],
  ])("says %s", async (_name, args, words) => {
    const { code, output } = await run(...args);
    expect(code).toBe(2);
    expect(output).toContain(words);
  }, 30_000);
});
