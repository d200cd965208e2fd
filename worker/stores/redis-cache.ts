// The cache over Upstash Redis. Keys are hashed: they are made of questions, and keys show in consoles and logs.
import { Redis } from "@upstash/redis/cloudflare";
import type { Cache } from "../ports.ts";
import { digest } from "./digest.ts";
import { orStoreFailed, PATIENCE, type Credentials } from "./store-failed.ts";

/**
 * Makes the cache. It writes JSON itself: the client's own guessing would turn the text "12" into a number.
 * Pipelining is off, because a pipeline would join requests of different askers in one isolate.
 */
export function createRedisCache({ url, token }: Credentials): Cache {
  const redis = new Redis({ url, token, ...PATIENCE, automaticDeserialization: false, enableAutoPipelining: false, responseEncoding: false });
  return {
    get: <T>(key: string) => orStoreFailed("cache.get", async () => {
      const text = await redis.get<string>(await nameOf(key));
      return text === null ? undefined : (JSON.parse(text) as T);
    }),
    set: (key, value, ttlSeconds) => orStoreFailed("cache.set", async () => {
      if (ttlSeconds > 0) await redis.set(await nameOf(key), JSON.stringify(value), { px: Math.ceil(ttlSeconds * 1_000) });
    }),
    add: (key, value, ttlSeconds) => orStoreFailed("cache.add", async () => {
      const set = await redis.set(await nameOf(key), JSON.stringify(value), { nx: true, px: Math.max(1, Math.ceil(ttlSeconds * 1_000)) });
      return set !== null;
    }),
    delete: (key) => orStoreFailed("cache.delete", async () => {
      await redis.del(await nameOf(key));
    }),
  };
}

async function nameOf(key: string): Promise<string> {
  return `medha:${await digest(key)}`;
}
