import { describe, expect, it } from "vitest";
import { execute } from "../../worker/agent/execute.ts";
import { todayOf } from "../../worker/agent/today.ts";
import type { Connector, QueryFailure } from "../../worker/ports.ts";
import { principalOf, skyward } from "./fixtures.ts";

const statement = { ok: true as const, sql: "SELECT 1", params: [], tables: [], columns: ["a"], rowCap: 1 };
const failing = (failure: QueryFailure): Connector => ({ run: () => Promise.resolve({ ok: false, failure }), rowSecurity: () => Promise.resolve(false), ping: () => Promise.resolve() });
const run = (failure: QueryFailure) => execute(failing(failure), statement, principalOf("a"), skyward.limits);

describe("a failure of the database", () => {
  it.each([["timeout", "query_timeout"], ["too-large", "result_too_large"], ["unavailable", "database_unavailable"], ["cancelled", "cancelled"]] as const)(
    "%s is final, as %s",
    async (failure, code) => {
      await expect(run(failure)).rejects.toMatchObject({ name: "AskError", code });
    },
  );

  it.each(["syntax", "unknown-column", "type-mismatch", "division-by-zero", "other"] as const)("%s comes back as a value another statement might mend", async (failure) => {
    expect(await run(failure)).toEqual({ ok: false, failure });
  });
});

describe("today", () => {
  const calendar = skyward.model.calendar;
  it("is the last day of a closed data set", () => expect(todayOf(calendar, new Date("2026-01-01T00:00:00Z"))).toBe("2002-07-25"));
  it("is counted in the source's zone", () => {
    expect(todayOf({ ...calendar, asOf: "now", timeZone: "Asia/Tokyo" }, new Date("2026-01-01T20:00:00Z"))).toBe("2026-01-02");
    expect(todayOf({ ...calendar, asOf: "now", timeZone: "America/New_York" }, new Date("2026-01-01T03:00:00Z"))).toBe("2025-12-31");
  });
});
