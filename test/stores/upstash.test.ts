// The Upstash adapters against the local stand-ins: each port's contract, then what is particular to this vendor.
import { neon, neonConfig } from "@neondatabase/serverless";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, type Gateway } from "../../db/local/gateway.ts";
import type { RestService } from "../../db/local/rest-service.ts";
import { startUpstashRedis } from "../../db/local/upstash-redis.ts";
import { startUpstashVector } from "../../db/local/upstash-vector.ts";
import { createRedisCache } from "../../worker/stores/redis-cache.ts";
import { createRedisLimits } from "../../worker/stores/redis-limits.ts";
import { createVectorPlans } from "../../worker/stores/vector-plans.ts";
import { createVectorSimilar } from "../../worker/stores/vector-similar.ts";
import { asker, cacheContract, limitsContract, similarContract } from "./contract.ts";
import { planCacheContract } from "./plan-cache-contract.ts";

const folder = mkdtempSync(join(tmpdir(), "medha-stores-"));
const nowhere = { url: "http://127.0.0.1:9", token: "t" };
let gateway: Gateway;
let redis: RestService;
let vector: RestService;

beforeAll(async () => {
  gateway = await startGateway({ databases: [{ name: "medha", dataDir: join(folder, "medha"), users: { postgres: "p" }, withVector: true }] });
  neonConfig.fetchEndpoint = gateway.fetchEndpoint;
  const sql = neon(gateway.connectionString("medha", "postgres"));
  redis = await startUpstashRedis({ token: "redis-secret" });
  vector = await startUpstashVector({ token: "vector-secret", run: (text, params) => sql.query(text, params) });
}, 30_000);
afterAll(async () => {
  await Promise.all([redis.close(), vector.close()]);
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

cacheContract("Upstash Redis", () => ({ cache: createRedisCache(redis), broken: createRedisCache(nowhere) }));
limitsContract("Upstash Redis", (perMinute) => ({ limits: createRedisLimits({ ...redis, perMinute }), broken: createRedisLimits({ ...nowhere, perMinute }) }));
similarContract("Upstash Vector", () => ({ similar: createVectorSimilar(vector), broken: createVectorSimilar(nowhere) }));
planCacheContract("Upstash Vector", () => ({ plans: createVectorPlans(vector), broken: createVectorPlans(nowhere) }));

/** Says what a request carried, and answers as it is told. */
async function listening(use: (address: string, seen: string[]) => Promise<void>, status: number | undefined, body = ""): Promise<void> {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    let text = request.url ?? "";
    for await (const part of request) text += String(part);
    seen.push(text);
    if (status !== undefined) response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen);
  server.closeAllConnections();
  server.close();
}

describe("what goes over the wire", () => {
  it("holds no question and no name in a key", async () => {
    await listening(async (url, seen) => {
      await createRedisCache({ url, token: "t" }).set("answer:how many strikes?", 1, 60);
      await createRedisLimits({ url, token: "t", perMinute: 5 }).take(asker("acme-airlines", "ann@example.com")).catch(() => undefined);
      expect(seen[0]).toMatch(/"medha:[0-9a-f]{64}"/u);
      expect(seen.join("\n")).not.toMatch(/strikes|acme|ann@/u);
    }, 200, '{"result":"OK"}');
  });

  it.each([401, 400, 500])("an answer of %i is a failure that quotes nothing", async (status) => {
    await listening(async (url) => {
      const error: unknown = await createRedisCache({ url, token: "t" }).set("k", "secret rows", 60).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "StoreFailed" });
      expect(String(error)).not.toMatch(/secret|WRONG/u);
      await expect(createVectorSimilar({ url, token: "t" }).find("n", "q", 1)).rejects.toMatchObject({ name: "StoreFailed" });
      await expect(createRedisLimits({ url, token: "t", perMinute: 1 }).take(asker("a", "b"))).rejects.toMatchObject({ name: "StoreFailed" });
    }, status, '{"error":"WRONGPASS secret"}');
  });

  it("a page in place of JSON is a failure", async () => {
    await listening(async (url) => {
      await expect(createRedisCache({ url, token: "t" }).get("k")).rejects.toMatchObject({ name: "StoreFailed" });
    }, 200, "<html>");
  });

  it("a store that never answers is given up after two seconds", async () => {
    await listening(async (url) => {
      const started = performance.now();
      const stores = [createRedisCache({ url, token: "t" }).get("k"), createVectorSimilar({ url, token: "t" }).find("n", "q", 1), createRedisLimits({ url, token: "t", perMinute: 1 }).take(asker("a", "b"))];
      for (const outcome of await Promise.allSettled(stores)) expect(outcome).toMatchObject({ status: "rejected", reason: { name: "StoreFailed" } });
      expect(performance.now() - started).toBeLessThan(3_000);
    }, undefined);
  });
});
