// The command that hardens: from a policy file, or from the source's own record; a key is told apart from the SQL.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveSource } from "../../db/sources.ts";
import { goodSource, startMetadata, type TestMetadata } from "../stores/metadata.ts";

let metadata: TestMetadata;
beforeAll(async () => {
  metadata = await startMetadata();
  await saveSource(metadata.db, goodSource("shop"));
}, 30_000);
afterAll(() => metadata.stop());

interface Said { code: number; stdout: string; stderr: string }
async function harden(args: string[], environment: Record<string, string> = {}): Promise<Said> {
  const run = promisify(execFile)(process.execPath, ["db/harden-cli.ts", ...args], { env: { PATH: process.env.PATH, ...environment } });
  return run.then((said) => ({ code: 0, ...said }), (failed: unknown) => failed as Said);
}

describe("npm run harden", () => {
  it("reads the policy in force of a source", async () => {
    const { code, stdout, stderr } = await harden(["--source", "shop", "--role", "reader"], { METADATA_DATABASE_URL: metadata.url, NEON_FETCH_ENDPOINT: metadata.fetchEndpoint });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^BEGIN;[^]*ENABLE ROW LEVEL SECURITY;[^]*COMMIT;\n$/u);
    expect(stderr).toMatch(/MEDHA_CLAIMS_KEY: [0-9a-f]{64}\n$/u);
    expect(stdout).not.toContain(/[0-9a-f]{64}/u.exec(stderr)?.[0] ?? "no key");
  });

  it("reads a policy file, and takes back what it did", async () => {
    const { stdout, stderr } = await harden(["--policy", "demo/skyward/policy.json", "--undo"]);
    expect(stdout).toContain('ALTER TABLE "aviation"."strikes" DISABLE ROW LEVEL SECURITY;');
    expect(stderr).toBe("");
  });

  it.each([[[]], [["--role", "reader"]], [["--source", "shop"]], [["--policy", "demo/skyward/policy.json"]]])("says what it lacks: %j", async (args) => {
    expect(await harden(args, { METADATA_DATABASE_URL: metadata.url, NEON_FETCH_ENDPOINT: metadata.fetchEndpoint })).toMatchObject({ code: 1, stdout: "" });
  });

  it("says that there is no such source, and where to look", async () => {
    expect((await harden(["--source", "nope", "--role", "r"], { METADATA_DATABASE_URL: metadata.url, NEON_FETCH_ENDPOINT: metadata.fetchEndpoint })).stderr).toContain("There is no source nope");
    expect((await harden(["--source", "shop", "--role", "r"])).stderr).toContain("Set METADATA_DATABASE_URL");
  });
});
