// Usage in the metadata database: each answer once, sums by day, tenant, source and tier.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMetadata } from "../../db/connect.ts";
import type { Usage, UsageEvent } from "../../worker/ports.ts";
import { createUsage } from "../../worker/stores/usage.ts";
import { startMetadata, type TestMetadata } from "./metadata.ts";

let metadata: TestMetadata;
let usage: Usage;
let made = 0;
const event = (more: Partial<UsageEvent>): UsageEvent => ({ answerId: `a${made++}`, tenant: "acme", user: "ann", sourceId: "shop", tier: "built-in", cached: false, calls: 0, tokens: 0, cost: 0, ms: 12, at: new Date("2026-03-02T10:00:00Z"), ...more });
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

beforeAll(async () => {
  metadata = await startMetadata();
  usage = createUsage(metadata.db);
}, 30_000);
afterAll(() => metadata.stop());

describe("usage", () => {
  it("sums by day, tenant, source and tier", async () => {
    const model = { tier: "model-plan", calls: 2, tokens: 1_500, cost: 0.25 };
    for (const one of [event({}), event({ cached: true }), event(model), event({ ...model, tokens: 2 ** 31 - 1 }), event({ tenant: "globex" }), event({ at: new Date("2026-03-02T23:59:59.999Z") }), event({ at: day("2026-03-03") })]) await usage.record(one);
    const zero = { calls: 0, tokens: 0, cost: 0 };
    const rows = await usage.sum(day("2026-03-02"), day("2026-03-03"));
    expect(rows).toEqual([
      { day: "2026-03-02", tenant: "acme", source: "shop", tier: "built-in", answers: 3, cached: 1, ...zero },
      { day: "2026-03-02", tenant: "acme", source: "shop", tier: "model-plan", answers: 2, cached: 0, calls: 4, tokens: 1_500 + 2 ** 31 - 1, cost: 0.5 },
      { day: "2026-03-02", tenant: "globex", source: "shop", tier: "built-in", answers: 1, cached: 0, ...zero },
    ]);
    expect((await usage.sum(day("2026-03-02"), day("2026-03-04"), "globex")).map(({ tenant }) => tenant)).toEqual(["globex"]);
    expect((await usage.sum(day("2026-03-03"), day("2026-03-04"))).map(({ answers }) => answers)).toEqual([1]);
  });

  it("counts an answer once, however often it is told", async () => {
    const told = event({ tenant: "twice" });
    await Promise.all([usage.record(told), usage.record(told), usage.record(told)]);
    expect(await usage.sum(day("2026-03-02"), day("2026-03-03"), "twice")).toMatchObject([{ answers: 1 }]);
  });

  it("says when it can't be reached", async () => {
    const broken = createUsage(openMetadata(metadata.url.replace(/\/medha$/u, "/gone")));
    await expect(broken.record(event({}))).rejects.toMatchObject({ code: "database_unavailable" });
    await expect(broken.sum(day("2026-03-02"), day("2026-03-03"))).rejects.toMatchObject({ code: "database_unavailable" });
  });
});
