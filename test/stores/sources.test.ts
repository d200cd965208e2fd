// Sources in the metadata database: versions, the half minute in memory, and that nothing malformed is ever served.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import { semanticModels } from "../../db/schema.ts";
import { loadSource, saveSource } from "../../db/sources.ts";
import type { Log } from "../../worker/ports.ts";
import { parseLimits, parsePolicy } from "../../worker/stores/source-shape.ts";
import { createSources } from "../../worker/stores/sources.ts";
import { goodSource, startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;
let clock = Date.parse("2026-03-01T12:00:00Z");
const now = () => new Date(clock);
const later = (seconds: number) => { clock += seconds * 1_000; };

beforeAll(async () => { metadata = await startMetadata(); }, 30_000);
afterAll(() => metadata.stop());

describe("saveSource", () => {
  it("saved twice is there once, with the document of the last time", async () => {
    const source = goodSource("twice");
    await saveSource(metadata.db, source);
    await saveSource(metadata.db, { ...source, label: "Renamed" });
    expect(await loadSource(metadata.db, "twice")).toEqual({ ...source, label: "Renamed" });
    expect(await metadata.db.$count(semanticModels)).toBe(1);
  });

  it("puts the version saved last in force, an older one saved again included", async () => {
    const source = goodSource("versions");
    const versions = async () => {
      const { model, policy } = (await loadSource(metadata.db, "versions")) ?? {};
      return [(model as { version: string }).version, (policy as { version: string }).version];
    };
    await saveSource(metadata.db, { ...source, model: { ...source.model, version: "m1" }, policy: { ...source.policy, version: "p1" } });
    await saveSource(metadata.db, { ...source, model: { ...source.model, version: "m2" }, policy: { ...source.policy, version: "p1" } });
    expect(await versions()).toEqual(["m2", "p1"]);
    await saveSource(metadata.db, { ...source, model: { ...source.model, version: "m1" }, policy: { ...source.policy, version: "p2" } });
    expect(await versions()).toEqual(["m1", "p2"]);
    await saveSource(metadata.db, { ...source, model: { ...source.model, version: "m1" }, policy: { ...source.policy, version: "p1" } });
    expect(await versions()).toEqual(["m1", "p1"]);
  });
});

describe("createSources", () => {
  it("gives a checked source, and nothing for one that is not there", async () => {
    const sources = createSources(metadata.db, { now });
    await saveSource(metadata.db, goodSource("shop"));
    expect(await sources.get("shop")).toMatchObject({ id: "shop", connection: "SHOP_DATABASE_URL", policy: { version: "skyward-1" }, model: { name: "skyward" }, limits: { maxRows: 1_000 } });
    expect(await sources.get("nowhere")).toBeUndefined();
    expect(await sources.get("shop' or true --")).toBeUndefined();
  });

  it("lists ids and labels, and not a word of connections", async () => {
    const listed = await createSources(metadata.db, { now }).list();
    expect(listed).toContainEqual({ id: "shop", label: "Source shop" });
    expect(JSON.stringify(listed)).not.toContain("DATABASE_URL");
  });

  it("serves from memory for half a minute, and no longer", async () => {
    const sources = createSources(metadata.db, { now });
    await sources.get("shop");
    await sources.list();
    await saveSource(metadata.db, { ...goodSource("shop"), label: "New name" });
    later(29);
    expect([(await sources.get("shop"))?.label, (await sources.list()).some(({ label }) => label === "New name")]).toEqual(["Source shop", false]);
    later(2);
    expect([(await sources.get("shop"))?.label, (await sources.list()).some(({ label }) => label === "New name")]).toEqual(["New name", true]);
  });

  it("sees a new source at once", async () => {
    const sources = createSources(metadata.db, { now });
    expect(await sources.get("late")).toBeUndefined();
    await saveSource(metadata.db, goodSource("late"));
    expect((await sources.get("late"))?.id).toBe("late");
  });

  it("never serves a malformed model, policy or limits: the asker hears not_configured, the log hears why", async () => {
    const good = goodSource("bad");
    const events: unknown[] = [];
    const log: Log = { event: (name, fields) => void events.push([name, fields]) };
    const wrong = [
      { ...good, model: { version: "x" } },
      { ...good, policy: { ...good.policy, tables: [{ schema: "aviation", name: "strikes", columns: [{ name: "id", type: "bigint" }], rows: [] }] } },
      { ...good, limits: { ...good.limits, maxRows: 0 } },
    ];
    for (const source of wrong) {
      await saveSource(metadata.db, source);
      await expect(createSources(metadata.db, { now, log }).get("bad")).rejects.toMatchObject({ code: "not_configured" });
    }
    expect(events).toHaveLength(3);
    expect(JSON.stringify(events)).toContain("policy.tables");
    expect(JSON.stringify(events)).toContain("limits.maxRows");
  });

  it("says when the metadata database cannot be reached", async () => {
    const sources = createSources(openMetadata(metadata.url.replace(/\/medha$/u, "/gone")), { now });
    await expect(sources.get("shop")).rejects.toMatchObject({ code: "database_unavailable", retryAfterSeconds: 5 });
    await expect(sources.list()).rejects.toMatchObject({ code: "database_unavailable" });
  });
});

describe("the shape of a policy", () => {
  const table = { schema: "s", name: "t", columns: [{ name: "id", type: "bigint" }], rows: [{ column: "id", op: "=", claim: "tenant" }] };
  const good = { version: "1", rowCap: 100, tables: [table] };

  it("is taken as it is", () => {
    expect(parsePolicy(good)).toEqual({ ok: true, value: good });
    expect(parsePolicy(goodSource("x").policy).ok).toBe(true);
  });

  it("may have masks, roles and filters through a parent", () => {
    const rich = {
      ...good, maskKey: "0123456789abcdef",
      tables: [{
        ...table, roles: ["staff"], columns: [{ name: "id", type: "bigint", roles: ["boss"], mask: { kind: "bucket", size: 10, unless: ["hq"] } }, { name: "ref", type: "text", mask: { kind: "hash" } }],
        rows: [{ column: "id", unless: ["hq"], parent: { schema: "s", name: "p", column: "id", rows: [{ column: "x", op: "in", claim: "xs" }] } }, { column: "id", op: "=", claim: "tenant" }],
      }],
    };
    expect(parsePolicy(rich)).toEqual({ ok: true, value: rich });
  });

  it.each([
    ["a mask that says nothing", { ...good, tables: [{ ...table, columns: [{ name: "id", type: "bigint", mask: {} }] }] }],
    ["a hash without a key", { ...good, tables: [{ ...table, columns: [{ name: "id", type: "bigint", mask: { kind: "hash" } }] }] }],
    ["filters that a role lifts whole", { ...good, tables: [{ ...table, rows: [{ column: "id", op: "=", claim: "x", unless: ["boss"] }] }] }],
    ["a parent without filters", { ...good, tables: [{ ...table, rows: [{ column: "id", parent: { schema: "s", name: "p", column: "id", rows: [] } }] }] }],
    ["no document", undefined], ["no version", { ...good, version: "" }], ["no cap", { ...good, rowCap: 0 }], ["a misspelt field", { ...good, tabels: [] }],
    ["a table without columns", { ...good, tables: [{ ...table, columns: [] }] }],
    ["a table without a word on its rows", { ...good, tables: [{ ...table, rows: undefined }] }],
    ["an empty list of filters, which would be every row", { ...good, tables: [{ ...table, rows: [] }] }],
    ["filters in SQL", { ...good, tables: [{ ...table, rows: "tenant = 1" }] }],
    ["an unknown comparison", { ...good, tables: [{ ...table, rows: [{ column: "id", op: "or", claim: "x" }] }] }],
    ["a filter with more in it", { ...good, tables: [{ ...table, rows: [{ column: "id", op: "=", claim: "x", sql: "1" }] }] }],
    ["a table named twice", { ...good, tables: [table, table] }],
  ])("refuses %s", (_name, document) => {
    expect(parsePolicy(document)).toMatchObject({ ok: false, problems: [expect.stringContaining("policy")] });
  });

  it.each([[{}], [{ timeoutMs: 1, maxRows: 1, maxBytes: -1 }], [{ timeoutMs: 1.5, maxRows: 1, maxBytes: 1 }], [null]])("refuses limits such as %j", (document) => {
    expect(parseLimits(document).ok).toBe(false);
  });
});
