// The law: what an accepted statement answers on the shared database is what the original answers on the tenant's own.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareAll, openDatabases, type Databases } from "./databases.ts";
import { allLegit } from "./legit/queries.ts";
import { testGuard } from "./load.ts";
import { CLAIMS, POLICY } from "./shop.ts";

const guard = await testGuard();
let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
}, 60_000);
afterAll(() => databases?.close());

describe("legitimate statements", () => {
  it.each(allLegit())("$category: $sql", async ({ sql }) => {
    const verdict = guard(sql, POLICY, CLAIMS);
    expect(verdict).toMatchObject({ ok: true });
    if (!verdict.ok) return;
    const { solo, shared, altered } = await compareAll(databases, sql, verdict.sql, verdict.params);
    expect(solo).not.toHaveProperty("error");
    expect(shared).toEqual(solo);
    expect(altered).toEqual(solo);
    if ("columns" in solo) expect(verdict.columns).toEqual(solo.columns);
  });
});
