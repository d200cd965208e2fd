// Usage at the door: what is counted of a question, and who may read which sums.
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { AskError } from "../../worker/errors.ts";
import type { Ports, Usage, UsageEvent } from "../../worker/ports.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import type { AppEnv } from "../../worker/routes/app-env.ts";
import { countUsage, createUsageRoute } from "../../worker/routes/usage.ts";
import { principalOf } from "../agent/fixtures.ts";

const NOW = new Date("2026-03-31T15:00:00Z");

function setUp({ events = [], down = false, roles = ["vendor-admin"] }: { events?: AskEvent[]; down?: boolean; roles?: string[] } = {}) {
  const counted: UsageEvent[] = [];
  const logged: string[] = [];
  const summed: unknown[] = [];
  const usage: Usage = {
    record: (event) => (down ? Promise.reject(new Error("down")) : Promise.resolve(void counted.push(event))),
    sum: (from, to, tenant) => { summed.push([from.toISOString(), to.toISOString(), tenant]); return Promise.resolve([]); },
  };
  async function* ask(): AsyncGenerator<AskEvent> { yield* events; }
  const ports = { now: () => NOW, log: { event: (name: string) => logged.push(name) } } as unknown as Ports;
  const run = () => countUsage(ask, ports, usage)({ question: "how many at Zebulon", sourceId: "skyward", requestId: "r" }, principalOf("acme"));
  const app = new Hono<AppEnv>();
  app.use(async (context, next) => { context.set("principal", { ...principalOf("acme"), roles }); await next(); });
  app.onError((error, context) => context.text("", error instanceof AskError ? (error.status as 400) : 500));
  app.get("/usage", createUsageRoute({ usage, now: () => NOW }));
  return { counted, logged, summed, run, get: async (query = "") => app.request(`/usage${query}`) };
}

const ANSWER = { type: "answer", answerId: "a1", tier: "model-plan", cached: false, ms: 40, model: { calls: 1, tokens: 900, cost: 0.01 } } as unknown as AskEvent;
const drain = async (events: AsyncGenerator<AskEvent>): Promise<string[]> => { const seen: string[] = []; for await (const { type } of events) seen.push(type); return seen; };

describe("an answer", () => {
  it("is counted with what it took, and nothing of what was asked", async () => {
    const { run, counted } = setUp({ events: [ANSWER] });
    expect(await drain(run())).toEqual(["answer"]);
    expect(counted).toEqual([{ answerId: "a1", tenant: "acme", user: principalOf("acme").user, sourceId: "skyward", tier: "model-plan", cached: false, calls: 1, tokens: 900, cost: 0.01, ms: 40, at: NOW }]);
  });

  it("is counted where its reader leaves with it, and where no model was called", async () => {
    const { run, counted } = setUp({ events: [{ ...ANSWER, model: undefined } as unknown as AskEvent] });
    const events = run();
    await events.next();
    await events.return(undefined);
    expect(counted).toMatchObject([{ tokens: 0, cost: 0 }]);
  });

  it("is shown where it can't be counted, and the log says so; no answer, no count", async () => {
    const down = setUp({ events: [ANSWER], down: true });
    expect([await drain(down.run()), down.logged]).toEqual([["answer"], ["usage.failed"]]);
    const none = setUp({ events: [{ type: "cannot", message: "", missing: [], suggestions: [] }] });
    await drain(none.run());
    expect(none.counted).toEqual([]);
  });
});

describe("GET /admin/usage", () => {
  it.each([
    ["", ["2026-03-02T00:00:00.000Z", "2026-04-01T00:00:00.000Z"]], ["?from=2026-01-01&to=2026-01-31", ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"]],
    ["?from=2026-03-31", ["2026-03-31T00:00:00.000Z", "2026-04-01T00:00:00.000Z"]],
  ])("sums whole days: %j", async (query, span) => {
    const { get, summed } = setUp();
    expect((await get(query)).status).toBe(200);
    expect(summed).toEqual([[...span, undefined]]);
  });

  it("is of the own tenant for its administrators, of all or one for the vendor's", async () => {
    const asked = async (roles: string[], query: string): Promise<unknown> => { const { get, summed } = setUp({ roles }); const { status } = await get(query); return [status, (summed[0] as unknown[] | undefined)?.[2]]; };
    expect(await asked(["tenant-admin"], "")).toEqual([200, "acme"]);
    expect(await asked(["tenant-admin"], "?tenant=globex")).toEqual([403, undefined]);
    expect(await asked(["vendor-admin"], "?tenant=globex")).toEqual([200, "globex"]);
    expect(await asked(["vendor-admin", "tenant-admin"], "")).toEqual([200, undefined]);
    expect(await asked(["viewer"], "")).toEqual([403, undefined]);
  });

  it.each(["from=2026-02-31", "to=today", "from=", "from=2026-03-02&to=2026-03-01", "from=2024-01-01&to=2026-01-01"])("refuses %s", async (query) => expect((await setUp().get(`?${query}`)).status).toBe(400));
});
