// What every connector must do, whatever the database behind it. An adapter's test passes itself in, with a table to read.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector, Principal, QueryLimits, QueryOutcome, ResultSet } from "../../worker/ports.ts";
import type { Verdict } from "../../worker/guard/index.ts";

export type Statement = Extract<Verdict, { ok: true }>;

/** Statements in the adapter's dialect over a table of numbers 1 to 100. */
export interface Subject {
  connector: Connector;
  /** the same adapter, pointed where nothing answers */
  unreachable: Connector;
  statements: {
    /** one row a number, columns n, half (n / 2, decimal), even (boolean), day (date, 2001-01-01 + n), word (text, null for odd n), in order; one parameter: only n >= $1 */
    numbers: string;
    /** one row a few hundred kB wide */
    wide: string;
    /** runs for minutes */
    endless: string;
    /** would change data */
    write: string;
    /** two statements in one text, the first of which ends the transaction; absent where a stand-in's client can't tell */
    two?: string;
    failing: Partial<Record<Extract<QueryOutcome, { ok: false }>["failure"], string>>;
  };
  stop(): Promise<void>;
}

export const LIMITS: QueryLimits = { timeoutMs: 2_000, maxRows: 1_000, maxBytes: 1_000_000 };
export const ASKER: Principal = { tenant: "acme", user: "u1", roles: [], claims: { tenant: "acme", sub: "u1", region: "west" }, scope: "s", expiresAt: 0 };

export function statement(sql: string, params: Statement["params"] = [], rowCap = 5_000): Statement {
  return { ok: true, sql, params, tables: [], columns: [], rowCap };
}

export function expectRows(outcome: QueryOutcome): ResultSet {
  if (!outcome.ok) throw new Error(`expected rows, got ${outcome.failure}`);
  return outcome.result;
}

export function connectorContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name} as a connector`, () => {
    let subject: Subject;
    beforeAll(async () => { subject = await open(); }, 30_000);
    afterAll(() => subject.stop());

    const run = (sql: string, params: Statement["params"] = [], limits: Partial<QueryLimits> = {}, signal?: AbortSignal) =>
      subject.connector.run(statement(sql, params), ASKER, { ...LIMITS, ...limits }, signal);
    const numbers = (from: number, limits: Partial<QueryLimits> = {}, signal?: AbortSignal) => run(subject.statements.numbers, [from], limits, signal);

    it("gives typed columns and rows, parameters applied", async () => {
      const result = expectRows(await numbers(98));
      expect(result.columns).toEqual([
        { name: "n", type: "number" }, { name: "half", type: "number" }, { name: "even", type: "boolean" }, { name: "day", type: "date" }, { name: "word", type: "string" },
      ]);
      expect(result.rows).toEqual([[98, 49, true, "2001-04-09", "w98"], [99, 49.5, false, "2001-04-10", null], [100, 50, true, "2001-04-11", "w100"]]);
      expect(result.truncated).toBe(false);
      expect(result.bytes).toBeGreaterThan(50);
    });

    it("gives columns when there is no row", async () => {
      const result = expectRows(await numbers(1_000));
      expect(result.rows).toEqual([]);
      expect(result.columns).toHaveLength(5);
    });

    it("takes a parameter as a value, whatever it says", async () => {
      expect(await run(subject.statements.numbers, ["1; drop table numbers"])).toEqual({ ok: false, failure: "bad-value" });
    });

    it("cuts at the row limit and says so", async () => {
      const result = expectRows(await numbers(1, { maxRows: 10 }));
      expect([result.rows.length, result.truncated]).toEqual([10, true]);
      const whole = expectRows(await numbers(91, { maxRows: 10 }));
      expect([whole.rows.length, whole.truncated]).toEqual([10, false]);
    });

    it("says so when the statement's own cap may have cut", async () => {
      const full = await subject.connector.run(statement(subject.statements.numbers, [91], 10), ASKER, LIMITS);
      expect(expectRows(full).truncated).toBe(true);
    });

    it("stops at the byte limit", async () => {
      expect(await run(subject.statements.wide, [], { maxBytes: 50_000 })).toEqual({ ok: false, failure: "too-large" });
      expect((await run(subject.statements.wide)).ok).toBe(true);
    });

    it("keeps each call's limits apart when many run at once", async () => {
      const outcomes = await Promise.all([50_000, 1_000_000, 50_000, 1_000_000].map((maxBytes) => run(subject.statements.wide, [], { maxBytes })));
      expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true, false, true]);
    });

    it("ends a statement that runs too long, and works again after it", async () => {
      const started = performance.now();
      expect(await run(subject.statements.endless, [], { timeoutMs: 300 })).toEqual({ ok: false, failure: "timeout" });
      expect(performance.now() - started).toBeLessThan(3_000);
      expect((await numbers(100)).ok).toBe(true);
    });

    it("does nothing for an asker who is gone", async () => {
      expect(await numbers(1, {}, AbortSignal.abort())).toEqual({ ok: false, failure: "cancelled" });
    });

    it("stops for an asker who leaves meanwhile", async () => {
      const leaving = new AbortController();
      setTimeout(() => leaving.abort(), 50);
      const started = performance.now();
      expect(await run(subject.statements.endless, [], { timeoutMs: 400 }, leaving.signal)).toEqual({ ok: false, failure: "cancelled" });
      expect(performance.now() - started).toBeLessThan(390);
    });

    it("calls it a timeout when the asker's own patience ended", async () => {
      expect(await run(subject.statements.endless, [], { timeoutMs: 400 }, AbortSignal.timeout(50))).toEqual({ ok: false, failure: "timeout" });
    });

    it("writes nothing", async () => {
      expect(await run(subject.statements.write)).toEqual({ ok: false, failure: "permission" });
      expect(expectRows(await numbers(1)).rows).toHaveLength(100);
    });

    it("takes one statement at a time", async ({ skip }) => {
      if (subject.statements.two === undefined) return skip("the stand-in's client can't tell");
      expect(await run(subject.statements.two)).toEqual({ ok: false, failure: "syntax" });
    });

    it("names every failure by a closed code and says nothing else", async () => {
      const named = Object.entries(subject.statements.failing);
      const outcomes = await Promise.all(named.map(([, sql]) => run(sql)));
      expect(outcomes).toEqual(named.map(([failure]) => ({ ok: false, failure })));
    });

    it("pings", async () => {
      await expect(subject.connector.ping()).resolves.toBeUndefined();
    });

    it("says when the database cannot be reached, without its address", async () => {
      expect(await subject.unreachable.run(statement(subject.statements.numbers, [1]), ASKER, LIMITS)).toEqual({ ok: false, failure: "unavailable" });
      await expect(subject.unreachable.ping()).rejects.toThrow("the database does not answer: unavailable");
    });
  });
}
