// Questions a minute for one user of one tenant, counted in Upstash Redis so that all isolates share the count.
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis/cloudflare";
import type { Limits } from "../ports.ts";
import { digest } from "./digest.ts";
import { orStoreFailed, PATIENCE, type Credentials } from "./store-failed.ts";

export interface LimitSettings extends Credentials { perMinute: number }

/** Makes the counter: a window that slides, so that the turn of a minute does not allow twice as much. */
export function createRedisLimits({ url, token, perMinute }: LimitSettings): Limits {
  const redis = new Redis({ url, token, ...PATIENCE, enableAutoPipelining: false });
  // timeout 0: the client would let everyone through after a while without saying so; here the caller decides that.
  const limiter = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(perMinute, "60 s"), prefix: "medha:limit", timeout: 0, analytics: false });
  return {
    take: ({ tenant, user }) => orStoreFailed("limits.take", async () => {
      const { success, limit, remaining, reset } = await limiter.limit(await digest(JSON.stringify([tenant, user])));
      return { ok: success, limit, remaining: Math.max(0, remaining), resetSeconds: Math.max(1, Math.ceil((reset - Date.now()) / 1_000)) };
    }),
  };
}
