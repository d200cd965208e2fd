// A sample of the questions to the made schemas: of what is answered, hardly anything may be wrong. The whole is `npm run eval`.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SHOP } from "./schemas/shop/rows.ts";
import { STAFF } from "./schemas/staff/rows.ts";
import type { Graded } from "./grade.ts";
import type { Summary } from "./summary.ts";

const EVERY = 4;
const SETS = ["shop", "staff"] as const;

const folder = mkdtempSync(join(tmpdir(), "medha-sets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Ran { summary: Summary; cases: Graded[] }
let ran: Ran[];

/** Each in a process of its own: what takes long is making the databases. */
beforeAll(async () => { ran = await Promise.all(SETS.map(askSample)); });

async function askSample(name: string): Promise<Ran> {
  const [questions, json] = [join(folder, `${name}.jsonl`), join(folder, `${name}.json`)];
  const lines = readFileSync(path(`${name}.jsonl`), "utf8").trimEnd().split("\n");
  writeFileSync(questions, lines.filter((_line, index) => index % EVERY === 0).join("\n"));
  await promisify(execFile)(process.execPath, [path("run.ts"), questions, "--json", json, "--threshold", "0"], { env: { ...process.env, OPENAI_API_KEY: "" } });
  return JSON.parse(readFileSync(json, "utf8")) as Ran;
}

describe("a quarter of the questions to the made schemas", () => {
  const cases = (): Graded[] => ran.flatMap((one) => one.cases);
  const wrong = (): Graded[] => cases().filter(({ grade }) => grade === "wrong");

  it("has gold that runs", () => {
    expect(cases().filter(({ goldProblem }) => goldProblem)).toEqual([]);
  });

  it("is answered rightly, or not at all", () => {
    const answered = ran.reduce((sum, { summary }) => sum + summary.all.answered, 0);
    expect(wrong().length, wrong().map(({ question }) => question).join("\n")).toBeLessThanOrEqual(0.02 * answered);
  });

  it("is answered in good part", () => {
    for (const { summary } of ran) expect(summary.all.coverage).toBeGreaterThan(0.5);
  });
});

describe.each([["shop", SHOP, "shop_id"], ["staff", STAFF, "company"]] as const)("the rows of %s", (_name, { tables, rows }, tenant) => {
  it("are the same each time, and of two tenants in every table", () => {
    const made = rows();
    expect(rows()).toEqual(made);
    for (const { name } of tables) expect(new Set(made[name]?.map((row) => Object.entries(row).find(([key]) => key === tenant)?.[1])).size, name).toBe(2);
  });
});
