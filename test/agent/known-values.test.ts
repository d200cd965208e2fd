// The words of the data: sampled in as many statements as the guard takes, through the asker's policy; what fails costs words only.
import { describe, expect, it } from "vitest";
import { createLexicons } from "../../worker/agent/known-values.ts";
import type { Policy } from "../../worker/guard/index.ts";
import type { Connector, Ports, QueryOutcome, Source } from "../../worker/ports.ts";
import type { Column, Table } from "../../worker/semantic/model.ts";
import { valuesQueries } from "../../worker/semantic/values.ts";
import { testGuard } from "../guard/load.ts";
import { principalOf, skyward } from "./fixtures.ts";

const guard = await testGuard();
const names = (table: string): Column[] => Array.from({ length: 10 }, (_, index) => ({ name: `c${index}`, type: "text", label: `${table} ${index}`, synonyms: [], dimension: true, values: { mode: "sample" } }));
const tables = Array.from({ length: 12 }, (_, index): Table => ({ name: `t${index}`, schema: "s", label: `t ${index}`, plural: `ts ${index}`, synonyms: [], description: "x", primaryKey: [], columns: names(`t${index}`) }));
const policy: Policy = { version: "1", rowCap: 10_000, tables: tables.map(({ schema, name, columns }) => ({ schema, name, rows: [{ column: "org", op: "=", claim: "tenant" }], columns: columns.map((column) => ({ name: column.name, type: "text" })) })) };
const wide: Source = { ...skyward, policy, model: { ...skyward.model, tables, relationships: [], metrics: [], segments: [], ambiguous: [], suggestions: [] } };

function setUp(outcome: (sql: string) => QueryOutcome) {
  const [ran, logged, cached]: [string[], string[], string[]] = [[], [], []];
  let now = 0;
  const connector: Connector = { run: (statement) => { ran.push(statement.sql); return Promise.resolve(outcome(statement.sql)); }, rowSecurity: () => Promise.resolve(true), ping: () => Promise.resolve() };
  const ports = {
    now: () => new Date(now), guard, log: { event: (name: string) => void logged.push(name) },
    cache: { get: () => Promise.resolve(undefined), set: (key: string) => { cached.push(key); return Promise.resolve(); }, delete: () => Promise.resolve() },
  } as unknown as Ports;
  const lexicons = createLexicons();
  return { ran, logged, cached, later: (seconds: number) => { now += seconds * 1_000; }, ask: (source = wide) => lexicons({ source, principal: principalOf("a"), connector }, ports) };
}
const rows = (...found: string[][]): QueryOutcome => ({ ok: true, result: { columns: [], rows: found, truncated: false, bytes: 0 } });

describe("sample values", () => {
  it("of many columns are read by several statements, each small enough for the guard", async () => {
    const queries = valuesQueries(wide.model);
    expect(queries.length).toBe(3);
    for (const sql of queries) expect(guard(sql, policy, { tenant: "a" })).toMatchObject({ ok: true });
    const { ask, ran, cached } = setUp((sql) => rows(...(sql.includes("t11.c9") || sql.includes('"c9"') ? [["t11.c9", "Zurich"]] : [["t0.c0", "Adam"]])));
    const lexicon = await ask();
    expect([ran.length, cached.length]).toEqual([3, 1]);
    expect(lexicon.find("adam")).toMatchObject([{ kind: "value", column: "t0.c0" }]);
    for (const sql of ran) expect(sql).toContain("t.org = $1");
  });

  it("that fail cost their words, are not kept, and are asked for again soon", async () => {
    let failing = true;
    const { ask, ran, logged, cached, later } = setUp(() => (failing ? { ok: false, failure: "other" } : rows(["t0.c0", "Adam"])));
    expect((await ask()).find("adam")).toEqual([]);
    expect([logged.filter((name) => name === "values.failed").length, cached.length]).toEqual([3, 0]);
    failing = false;
    await ask();
    expect(ran).toHaveLength(3);
    later(31);
    expect((await ask()).find("adam")).toHaveLength(1);
  });

  it("the guard refuses cost their words too", async () => {
    const { ask, logged } = setUp(() => rows());
    await ask({ ...wide, policy: { ...policy, tables: [] } });
    expect(logged).toContain("values.failed");
  });

  it("of no column need no statement", () => {
    expect(valuesQueries({ ...wide.model, tables: tables.map((table) => ({ ...table, columns: table.columns.map(({ values: _values, ...column }) => column) })) })).toEqual([]);
  });
});
