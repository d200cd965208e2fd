// Of many who ask the same at once, one computes; nobody waits long, and a cache that fails holds nobody up.
import { describe, expect, it } from "vitest";
import type { Recalled } from "../../worker/agent/recall.ts";
import { takeTurn } from "../../worker/agent/take-turn.ts";
import type { Cache } from "../../worker/ports.ts";

const answer: Recalled = { events: [], followUps: ["by month"], receipt: {} as never };

function inMemory(): Cache & { held: Map<string, unknown> } {
  const held = new Map<string, unknown>();
  return {
    held,
    get: <T>(key: string) => Promise.resolve(held.get(key) as T | undefined),
    set: (key, value) => Promise.resolve(void held.set(key, value)),
    add: (key, value) => Promise.resolve(held.has(key) ? false : (held.set(key, value), true)),
    delete: (key) => Promise.resolve(void held.delete(key)),
  };
}

/** Asks as `ask.ts` does: recalls nothing, takes its turn, computes for some time, keeps the answer. */
async function askOnce(cache: Cache, computed: number[], ticks: number, wait: () => Promise<void>): Promise<string> {
  const turn = await takeTurn(cache, "key", undefined, wait);
  if (turn.found) return "found";
  for (let tick = 0; tick < ticks; tick++) await wait();
  computed.push(1);
  await cache.set("key", answer, 60);
  await turn.leave();
  return "computed";
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a turn", () => {
  it("is one asker's; the others get that one's answer", async () => {
    const cache = inMemory();
    const computed: number[] = [];
    const all = await Promise.all(Array.from({ length: 20 }, () => askOnce(cache, computed, 2, soon)));
    expect(computed).toHaveLength(1);
    expect(all.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["computed", ...Array.from({ length: 19 }, () => "found")]);
    expect([...cache.held.keys()]).toEqual(["key"]);
  });

  it("goes to the next where the first found no answer", async () => {
    const cache = inMemory();
    const first = await takeTurn(cache, "key");
    let waited = 0;
    const second = await takeTurn(cache, "key", undefined, async () => { waited++; await first.leave(); });
    expect([waited, second.found]).toEqual([1, undefined]);
    expect(cache.held.has("turn:key")).toBe(true);
    await second.leave();
    expect(cache.held.size).toBe(0);
  });

  it("is not waited for longer than some seconds, and is not given back by who never had it", async () => {
    const cache = inMemory();
    await takeTurn(cache, "key");
    const waits: number[] = [];
    const late = await takeTurn(cache, "key", undefined, (ms) => (waits.push(ms), Promise.resolve()));
    expect(late.found).toBeUndefined();
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(3_100);
    await late.leave();
    expect(cache.held.has("turn:key")).toBe(true);
  });

  it("of another question is another turn", async () => {
    const cache = inMemory();
    await takeTurn(cache, "one");
    expect((await takeTurn(cache, "other", undefined, () => Promise.reject(new Error("waited")))).found).toBeUndefined();
  });

  it("is not waited for by who went away", async () => {
    const cache = inMemory();
    await takeTurn(cache, "key");
    const gone = new AbortController();
    let waited = 0;
    await takeTurn(cache, "key", gone.signal, () => (waited++, gone.abort(), Promise.resolve()));
    expect(waited).toBe(1);
  });

  it("of a cache that fails is free", async () => {
    const down = (): Promise<never> => Promise.reject(new Error("down"));
    const broken: Cache = { get: down, set: down, add: down, delete: down };
    const turn = await takeTurn(broken, "key", undefined, down);
    expect(turn.found).toBeUndefined();
    await expect(turn.leave()).resolves.toBeUndefined();
    const halfway = { ...inMemory(), delete: down };
    await expect((await takeTurn(halfway, "key")).leave()).resolves.toBeUndefined();
  });
});
