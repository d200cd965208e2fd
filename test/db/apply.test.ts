// Files of a repository put in force: what changes is said first, and nothing malformed or unversioned gets in.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { planApply } from "../../db/apply/apply.ts";
import { diffDocuments } from "../../db/apply/diff-documents.ts";
import { loadSource } from "../../db/sources.ts";
import { model, policy } from "../agent/fixtures.ts";
import { startMetadata, type TestMetadata } from "../stores/metadata.ts";

describe("what differs", () => {
  it("is told by names, each place once", () => {
    const after = { ...model, version: "next", tables: model.tables.filter(({ name }) => name !== "species").map((table) => (table.name === "strikes" ? { ...table, label: "hit" } : table)), suggestions: [] };
    expect(diffDocuments(model, after)).toEqual([
      { at: "version", kind: "changed" }, { at: "tables.aviation.strikes.label", kind: "changed" }, { at: "tables.aviation.species", kind: "removed" }, { at: "suggestions", kind: "changed" },
    ]);
    expect(diffDocuments(model, model)).toEqual([]);
    expect(diffDocuments({ list: [{ name: "a" }, { name: "b" }] }, { list: [{ name: "b" }, { name: "a" }] })).toEqual([{ at: "list", kind: "changed" }]);
  });
});

describe("planApply", () => {
  const known = { id: "sky", label: "Sky", connection: "SKY_URL", limits: { timeoutMs: 1_000, maxRows: 10, maxBytes: 1_000 }, model, policy };

  it("keeps what the files leave out", () => {
    const planned = planApply({ id: "sky", model: { ...model, version: "m2", label: "Sky two" } }, known);
    expect(planned).toMatchObject({ ok: true, record: { connection: "SKY_URL", limits: { maxRows: 10 }, model: { version: "m2" }, policy: { version: policy.version } } });
    expect(planned.ok && planned.changes.map(({ what }) => what)).toEqual(["model"]);
  });

  it.each<[string, Parameters<typeof planApply>, RegExp]>([
    ["a change under the old version", [{ id: "sky", model: { ...model, label: "Other" } }, known], /not its version/u],
    ["a malformed model", [{ id: "sky", model: { ...model, version: "m2", tables: [{}] } }, known], /tables/u],
    ["a policy that names no filter", [{ id: "sky", policy: { ...policy, version: "p2", tables: [{ schema: "a", name: "b", columns: [{ name: "c", type: "text" }], rows: [] }] } }, known], /policy/u],
    ["a new source without all it needs", [{ id: "new", model }, undefined], /--connection/u],
  ])("refuses %s", (_name, args, problem) => {
    const planned = planApply(...args);
    expect(planned.ok ? "" : planned.problems.join("\n")).toMatch(problem);
  });
});

describe("npm run apply", () => {
  const folder = mkdtempSync(join(tmpdir(), "apply-"));
  const files = { model: join(folder, "model.yaml"), policy: join(folder, "policy.json") };
  let metadata: TestMetadata;
  beforeAll(async () => {
    metadata = await startMetadata();
    writeFileSync(files.model, stringify(model));
    writeFileSync(files.policy, JSON.stringify(policy));
  }, 30_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await metadata.stop();
  });

  const apply = async (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    const run = promisify(execFile)(process.execPath, ["db/apply/cli.ts", ...args], { env: { PATH: process.env.PATH, METADATA_DATABASE_URL: metadata.url, NEON_FETCH_ENDPOINT: metadata.fetchEndpoint } });
    return run.then((said) => ({ code: 0, ...said }), (failed: unknown) => failed as { code: number; stdout: string; stderr: string });
  };

  it("says what it would do, does it, and finds nothing to do the second time", async () => {
    const all = ["--source", "sky", "--model", files.model, "--policy", files.policy, "--connection", "SKY_DATABASE_URL"];
    expect(await apply(...all, "--dry-run")).toMatchObject({ code: 0, stdout: expect.stringContaining("dry run") as string });
    expect(await loadSource(metadata.db, "sky")).toBeUndefined();
    expect((await apply(...all)).stdout).toContain(`model ${model.version}`);
    expect(await loadSource(metadata.db, "sky")).toMatchObject({ connection: "SKY_DATABASE_URL", model: { name: model.name } });
    expect((await apply(...all)).stdout).toBe("sky is as the files say.\n");
    expect(await apply("--source", "sky", "--model", join(folder, "none.yaml"))).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no file") as string });
  });
});
