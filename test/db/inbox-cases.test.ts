// Disliked and unanswered questions become cases by one command, without a literal or a tenant in them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveUnanswered } from "../../db/feedback.ts";
import { saveSource } from "../../db/sources.ts";
import { readCases } from "../eval/cases.ts";
import { goodSource, startMetadata, type TestMetadata } from "../stores/metadata.ts";

let metadata: TestMetadata;
beforeAll(async () => {
  metadata = await startMetadata();
  await saveSource(metadata.db, goodSource("shop"));
  const at = new Date();
  const question = { sourceId: "shop", skeleton: "orders of {value} by {word}", outcome: "cannot" as const, missing: 0, at };
  for (const tenant of ["hash-a", "hash-b"]) await saveUnanswered(metadata.db, question, tenant, new Date(0));
}, 30_000);
afterAll(() => metadata.stop());

const run = (args: string[], environment: Record<string, string>): Promise<{ stdout: string; stderr: string; code?: number }> =>
  promisify(execFile)(process.execPath, ["db/inbox-cases.ts", ...args], { env: { PATH: process.env.PATH, ...environment } }).catch((failed: unknown) => failed as { stdout: string; stderr: string; code: number });

describe("npm run eval:cases", () => {
  it("writes a case for each question, which the eval asks to complete", async () => {
    const { stdout } = await run(["--source", "shop"], { METADATA_DATABASE_URL: metadata.url, NEON_FETCH_ENDPOINT: metadata.fetchEndpoint });
    expect(JSON.parse(stdout)).toEqual({ id: "inbox-1", category: "unanswered", question: "orders of {value} by {word}", expect: "answer", gold: [], why: { tenants: 2, count: 2, reasons: {} } });
    expect(() => readCases(stdout)).toThrow(/line 1.*needs gold/u);
    expect(readCases(stdout.replace('"gold":[]', '"gold":["select 1"]'))).toHaveLength(1);
    expect(stdout).not.toContain("hash-");
  });

  it("says what it lacks", async () => {
    expect(await run([], { METADATA_DATABASE_URL: "postgres://x" })).toMatchObject({ code: 1, stdout: "" });
    expect((await run(["--source", "shop"], {})).stderr).toContain("METADATA_DATABASE_URL");
  });
});
