// The Redis stand-in against Upstash's own clients. With REDIS_URL set, the same tests hold a real Redis to it.
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startUpstashRedis } from "../../db/local/upstash-redis.ts";
import type { RestService } from "../../db/local/rest-service.ts";

const TOKEN = "redis-secret";
let service: RestService;
let redis: Redis;
const key = (name: string): string => `medha-test:${process.pid}:${name}`;

beforeAll(async () => {
  service = await startUpstashRedis({ token: TOKEN, redisUrl: process.env["REDIS_URL"] });
  redis = new Redis({ url: service.url, token: TOKEN, retry: false });
});
afterAll(() => service.close());

describe("values", () => {
  it.each([["text", "naïve — ünïcode 🦆"], ["json", { rows: [[1, null, "x"]] }], ["number", 42], ["the word OK", "OK"], ["empty text", ""]])("come back as they went in: %s", async (name, value) => {
    await redis.set(key(name), value);
    expect(await redis.get(key(name))).toEqual(value);
  });

  it("are null when missing", async () => {
    expect(await redis.get(key("nothing"))).toBeNull();
    expect(await redis.mget(key("nothing"), key("text"))).toEqual([null, "naïve — ünïcode 🦆"]);
  });

  it("come back raw too, without base64", async () => {
    const raw = new Redis({ url: service.url, token: TOKEN, responseEncoding: false });
    await raw.set(key("raw"), "plain");
    expect(await raw.get(key("raw"))).toBe("plain");
  });

  it("expire and are written only when asked: ex, px, nx, xx", async () => {
    await redis.set(key("short"), 1, { px: 40 });
    await redis.set(key("long"), 1, { ex: 60 });
    expect(await redis.ttl(key("long"))).toBeGreaterThan(50);
    expect(await redis.set(key("long"), 2, { nx: true })).toBeNull();
    expect(await redis.set(key("absent"), 2, { xx: true })).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await redis.get(key("short"))).toBeNull();
    expect(await redis.get(key("long"))).toBe(1);
  });

  it("count, live in hashes, lists, sets and sorted sets", async () => {
    expect([await redis.incr(key("n")), await redis.incrby(key("n"), 4), await redis.del(key("n"))]).toEqual([1, 5, 1]);
    await redis.hset(key("h"), { a: 1, b: "two" });
    expect(await redis.hgetall(key("h"))).toEqual({ a: 1, b: "two" });
    await redis.rpush(key("l"), "x", "y");
    expect(await redis.lrange(key("l"), 0, -1)).toEqual(["x", "y"]);
    await redis.sadd(key("s"), "m");
    expect(await redis.smembers(key("s"))).toEqual(["m"]);
    await redis.zadd(key("z"), { score: 2, member: "b" }, { score: 1, member: "a" });
    expect(await redis.zrange(key("z"), 0, -1, { withScores: true })).toEqual(["a", 1, "b", 2]);
    await redis.del(key("h"), key("l"), key("s"), key("z"));
  });

  it("are found by scan", async () => {
    await redis.set(key("scan:1"), 1);
    const [, keys] = await redis.scan(0, { match: key("scan:*"), count: 1_000 });
    expect(keys).toEqual([key("scan:1")]);
  });
});

describe("several commands", () => {
  it("run in order in a pipeline", async () => {
    expect(await redis.pipeline().set(key("p"), "v").get(key("p")).del(key("p")).exec()).toEqual(["OK", "v", 1]);
  });

  it("run together in a transaction", async () => {
    expect(await redis.multi().set(key("m"), 1).incr(key("m")).get(key("m")).exec()).toEqual(["OK", 2, 2]);
  });

  it("say which one failed", async () => {
    const [failed, went] = await redis.pipeline().eval("this is no script", [], []).ping().exec({ keepErrors: true });
    expect([failed.error, went.result]).toEqual([expect.stringMatching(/^ERR /u), "PONG"]);
  });

  it("run as a script, by hash the second time", async () => {
    const script = redis.createScript<number>("return redis.call('INCRBY', KEYS[1], ARGV[1])");
    expect([await script.exec([key("script")], ["3"]), await script.exec([key("script")], ["4"])]).toEqual([3, 7]);
    await redis.del(key("script"));
  });
});

describe("what is refused", () => {
  it("a wrong token", async () => {
    await expect(new Redis({ url: service.url, token: "wrong", retry: false }).get("x")).rejects.toThrow(/WRONGPASS/u);
  });

  it("a script that is none", async () => {
    await expect(redis.eval("this is no script", [], [])).rejects.toThrow(/: ERR /u);
  });

  it.each(["nonsense", "disconnect", "quit", "subscribe", "on", "multi"])("the command %s", async (command) => {
    const response = await fetch(service.url, { method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body: JSON.stringify([command, "x"]) });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(/^ERR /u);
    expect(await redis.ping()).toBe("PONG");
  });

  it.each(["{", "{}", "[]", '"get"'])("a malformed body: %s", async (body) => {
    const response = await fetch(service.url, { method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body });
    expect(response.status).toBe(400);
  });
});

describe("rate limits by Upstash's own library", () => {
  it.each([
    ["slidingWindow", () => Ratelimit.slidingWindow(3, "60 s")],
    ["fixedWindow", () => Ratelimit.fixedWindow(3, "60 s")],
  ])("%s lets three in and keeps the fourth out", async (name, limiter) => {
    const limit = new Ratelimit({ redis, limiter: limiter(), prefix: key(name), ephemeralCache: false });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await limit.limit("tenant:user"));
    expect(answers.map(({ success }) => success)).toEqual([true, true, true, false]);
    expect(answers.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect((await limit.limit("tenant:other")).success).toBe(true);
  });
});
