// The guard where it runs for real: in workerd, from the compiled module, without compiling or fetching anything.
import { describe, expect, it } from "vitest";
import { createGuard, loadParser } from "../../worker/guard/index.ts";
import wasm from "../../worker/guard/wasm/pg-query.wasm";
import policy from "../../demo/skyward/policy.json" with { type: "json" };
import type { Policy } from "../../worker/guard/index.ts";

const parser = loadParser(wasm);
const guard = createGuard(parser);

describe("the guard in workerd", () => {
  it("accepts and rewrites", async () => {
    await parser.ready;
    const verdict = guard("SELECT phase, count(*) FROM strikes GROUP BY phase", policy as Policy, { tenant: "DAL" });
    expect(verdict).toMatchObject({ ok: true, params: ["DAL"], columns: ["phase", "count"] });
  });

  it("refuses", () => {
    expect(guard("SELECT pg_sleep(1)", policy as Policy, { tenant: "DAL" })).toMatchObject({ ok: false, code: "function_not_allowed" });
    expect(guard("SELEC", policy as Policy, { tenant: "DAL" })).toMatchObject({ ok: false, code: "syntax" });
  });

  it("leaves no folder name behind in the global scope", () => {
    expect("__dirname" in globalThis).toBe(false);
  });
});
