// Stampede protection: of many who ask the same at the same moment, one computes the answer and the others wait a little for it.
import type { Cache } from "../ports.ts";
import { recall, type Recalled } from "./recall.ts";

/** Seconds after which a turn is free again, should whoever took it be gone. */
const TURN_TTL = 15;
/** Milliseconds between looks: 3.1 seconds in all, then one goes on alone. */
const WAITS = [100, 200, 400, 800, 1_600];

/** `found`: another's answer came while waiting. `leave` gives the turn back, and is to be called whatever happens. */
export interface Turnstile { found?: Recalled; leave(): Promise<void> }

const free = (found?: Recalled): Turnstile => ({ ...(found ? { found } : {}), leave: () => Promise.resolve() });

/**
 * Takes the turn to compute an answer, or waits for the answer of whoever has it. A short-lived key in the cache, since a request
 * in a Worker may not await the work of another. A cache that fails holds nobody up.
 * @param key of the answer
 */
export async function takeTurn(cache: Cache, key: string, signal?: AbortSignal, wait: (ms: number) => Promise<void> = pause): Promise<Turnstile> {
  const turn = `turn:${key}`;
  try {
    for (const ms of WAITS) {
      if (await cache.add(turn, 1, TURN_TTL)) return { leave: () => giveBack(cache, turn) };
      await wait(ms);
      const { found, degraded } = await recall(cache, key);
      if (found || degraded || signal?.aborted) return free(found);
    }
  } catch {
    return free();
  }
  return free();
}

async function giveBack(cache: Cache, turn: string): Promise<void> {
  await cache.delete(turn).catch(() => undefined);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
