// The vector stand-in against Upstash's own client, over the gateway's pgvector.
import { Index } from "@upstash/vector";
import { neon, neonConfig } from "@neondatabase/serverless";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startGateway, type Gateway } from "../../db/local/gateway.ts";
import type { RestService } from "../../db/local/rest-service.ts";
import { DIMENSION, embedTrigrams } from "../../db/local/trigrams.ts";
import { startUpstashVector } from "../../db/local/upstash-vector.ts";

const TOKEN = "vector-secret";
const folder = mkdtempSync(join(tmpdir(), "medha-vector-"));
let gateway: Gateway;
let service: RestService;
let index: Index<Record<string, unknown>>;

beforeAll(async () => {
  gateway = await startGateway({ databases: [{ name: "medha", dataDir: join(folder, "medha"), users: { postgres: "p" }, withVector: true }] });
  neonConfig.fetchEndpoint = gateway.fetchEndpoint;
  const sql = neon(gateway.connectionString("medha", "postgres"));
  service = await startUpstashVector({ token: TOKEN, run: (text, params) => sql.query(text, params) });
  index = new Index({ url: service.url, token: TOKEN, retry: false });
});
afterAll(async () => {
  await service.close();
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => index.reset({ all: true }));

/** A unit vector that leans from the first axis to the second. */
const leaning = (angle: number): number[] => Array.from({ length: DIMENSION }, (_, at) => [Math.cos(angle), Math.sin(angle)][at] ?? 0);

describe("vectors", () => {
  beforeEach(async () => {
    await index.upsert([
      { id: "near", vector: leaning(0.1), metadata: { kind: "plan", n: 1, deep: { tag: "a" } } },
      { id: "far", vector: leaning(1.2), metadata: { kind: "other", n: 20, ok: true } },
      { id: 3, vector: leaning(0.5) },
    ]);
  });

  it("come nearest first, with (1 + cosine) / 2 as score", async () => {
    const found = await index.query({ vector: leaning(0), topK: 2, includeMetadata: true });
    expect(found.map(({ id }) => id)).toEqual(["near", "3"]);
    expect(found[0]?.score).toBeCloseTo((1 + Math.cos(0.1)) / 2, 6);
    expect(found[0]).toMatchObject({ metadata: { kind: "plan", deep: { tag: "a" } } });
    expect(found[1]).not.toHaveProperty("metadata");
  });

  it("are fetched by id and by prefix, with what is asked for", async () => {
    const fetched = await index.fetch(["near", "missing"], { includeVectors: true });
    expect(fetched.map((item) => item?.id)).toEqual(["near", undefined]);
    expect(fetched[0]?.vector?.[0]).toBeCloseTo(Math.cos(0.1), 5);
    expect((await index.fetch({ prefix: "f" })).map((item) => item?.id)).toEqual(["far"]);
  });

  it("are replaced, updated and deleted", async () => {
    await index.upsert({ id: "near", vector: leaning(1.5), metadata: { kind: "new" } });
    expect((await index.fetch(["near"], { includeMetadata: true }))[0]?.metadata).toEqual({ kind: "new" });
    expect(await index.update({ id: "near", metadata: { kind: "newer" } })).toEqual({ updated: 1 });
    expect(await index.delete(["near", "missing"])).toEqual({ deleted: 1 });
    expect(await index.delete({ filter: "n > 10" })).toEqual({ deleted: 1 });
    expect((await index.info()).vectorCount).toBe(1);
  });

  it("are paged by range", async () => {
    const first = await index.range({ cursor: 0, limit: 2 });
    const second = await index.range({ cursor: first.nextCursor, limit: 2 });
    expect([first.vectors, second.vectors].map((page) => page.map(({ id }) => id))).toEqual([["3", "far"], ["near"]]);
    expect(second.nextCursor).toBe("");
  });

  it.each([
    ["kind = 'plan'", ["near"]],
    ["kind != 'plan'", ["far", "3"]],
    ["n >= 1 AND n < 20", ["near"]],
    ["n > 3", ["far"]],
    ["(n = 1 OR n = 20) AND ok = true", ["far"]],
    ["n = 1 OR n = 20 AND kind = 'plan'", ["near"]],
    ["deep.tag = 'a'", ["near"]],
    ["kind IN ('plan', 'other')", ["near", "far"]],
    ["kind NOT IN ('plan')", ["far", "3"]],
    ["HAS FIELD ok", ["far"]],
    ["HAS NOT FIELD kind", ["3"]],
    ["kind = 'it''s; drop table local_vector.items'", []],
    ["kind > 3", []],
    ["kind < 3", []],
  ])("are filtered: %s", async (filter, ids) => {
    const found = await index.query({ vector: leaning(0), topK: 10, filter });
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids));
  });

  it.each(["kind GLOB 'p*'", "kind =", "= 3", "kind = 'a' OR", "(kind = 'a'", "tags[0] = 'a'", "kind = 'a'; select 1"])("says so when a filter is beyond it: %s", async (filter) => {
    await expect(index.query({ vector: leaning(0), topK: 1, filter })).rejects.toThrow(/local stand-in/u);
  });
});

describe("namespaces", () => {
  it("are apart", async () => {
    await index.namespace("a/b c").upsert({ id: "x", vector: leaning(0) });
    await index.upsert({ id: "y", vector: leaning(0) });
    expect((await index.namespace("a/b c").query({ vector: leaning(0), topK: 5 })).map(({ id }) => id)).toEqual(["x"]);
    expect((await index.info()).namespaces).toMatchObject({ "": { vectorCount: 1 }, "a/b c": { vectorCount: 1 } });
    await index.namespace("a/b c").reset();
    expect((await index.info()).vectorCount).toBe(1);
    await index.upsert({ id: "z", vector: leaning(0) }, { namespace: "old" });
    expect(await index.listNamespaces()).toEqual(["", "old"]);
    await index.deleteNamespace("old");
    expect(await index.listNamespaces()).toEqual([""]);
  });
});

describe("texts", () => {
  it("are found by likeness of spelling", async () => {
    await index.upsert([{ id: 1, data: "strikes by month" }, { id: 2, data: "total cost by phase of flight" }, { id: 3, data: "which airports had no strikes" }]);
    const found = await index.query({ data: "Strikes by months?", topK: 3, includeData: true });
    expect(found[0]).toMatchObject({ id: "1", data: "strikes by month" });
    expect(found[0]?.score).toBeGreaterThan(0.9);
    const many = await index.queryMany([{ data: "cost by phase", topK: 1 }, { data: "airports with no strikes", topK: 1 }]);
    expect(many.map(([first]) => first?.id)).toEqual(["2", "3"]);
  });

  it("give unit vectors that ignore case, accents and punctuation", () => {
    expect(embedTrigrams("Strikes, by MONTH!")).toEqual(embedTrigrams("strikes by month"));
    expect(embedTrigrams("São Paulo")).toEqual(embedTrigrams("sao paulo"));
    expect(Math.hypot(...embedTrigrams("anything"))).toBeCloseTo(1, 9);
    expect(embedTrigrams("")).toHaveLength(DIMENSION);
  });
});

describe("what is refused", () => {
  it("a wrong token", async () => {
    await expect(new Index({ url: service.url, token: "wrong", retry: false }).info()).rejects.toThrow(/Unauthorized/u);
  });

  it("a vector of another dimension", async () => {
    await expect(index.upsert({ id: 1, vector: [1, 2, 3] })).rejects.toThrow(/dimension: 3, expected: 256/u);
  });

  it("a body that is not what the operation takes", async () => {
    for (const body of ["{", '{"topK":0}', "[1]"]) {
      const response = await fetch(`${service.url}/query`, { method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body });
      expect(response.status, body).toBe(422);
    }
  });
});
