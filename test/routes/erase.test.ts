// Who may erase whose data.
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { AskError } from "../../worker/errors.ts";
import type { Ports } from "../../worker/ports.ts";
import type { AppEnv } from "../../worker/routes/app-env.ts";
import { createEraseRoute } from "../../worker/routes/erase.ts";
import { principalOf } from "../agent/fixtures.ts";

async function erase(roles: string[], query: string, kept = true): Promise<[number, unknown[]]> {
  const erased: unknown[] = [];
  const erasure = { erase: (tenant: string, user?: string) => { erased.push([tenant, user]); return Promise.resolve({}); } };
  const app = new Hono<AppEnv>();
  app.use(async (context, next) => { context.set("principal", { ...principalOf("acme"), roles }); await next(); });
  app.onError((error, context) => context.text("", error instanceof AskError ? (error.status as 400) : 500));
  app.delete("/data", createEraseRoute((kept ? { erasure } : {}) as Ports));
  return [(await app.request(`/data${query}`, { method: "DELETE" })).status, erased];
}

describe("DELETE /admin/data", () => {
  it("erases a tenant, or one of its people", async () => {
    expect(await erase(["tenant-admin"], "?tenant=acme")).toEqual([200, [["acme", undefined]]]);
    expect(await erase(["tenant-admin"], "?tenant=acme&user=ann")).toEqual([200, [["acme", "ann"]]]);
    expect(await erase(["vendor-admin"], "?tenant=globex")).toEqual([200, [["globex", undefined]]]);
  });

  it.each([[["tenant-admin"], "?tenant=globex"], [["viewer"], "?tenant=acme"], [[], "?tenant=acme&user=ann"]])("refuses %j %s", async (roles, query) => expect(await erase(roles, query)).toEqual([403, []]));
  it.each(["", "?user=ann", "?tenant=acme&user=", "?tenant="])("erases nothing where it is not said whose: %j", async (query) => expect(await erase(["vendor-admin"], query)).toEqual([400, []]));
  it("says so where nothing is kept", async () => expect(await erase(["vendor-admin"], "?tenant=acme", false)).toEqual([503, []]));
});
