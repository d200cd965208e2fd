// Policies and claims: what is malformed refuses everything; every filter comes out as a parameter, never as text.
import { describe, expect, it } from "vitest";
import type { Claims, Policy, TablePolicy } from "../../worker/guard/index.ts";
import { testGuard } from "./load.ts";

const guard = await testGuard();
const COUNT = "SELECT count(*) FROM things";

const table = (change: Partial<Record<keyof TablePolicy, unknown>> = {}): unknown => ({
  schema: "app", name: "things", columns: [{ name: "id", type: "integer" }, { name: "owner", type: "text" }],
  rows: [{ column: "owner", op: "=", claim: "tenant" }], ...change,
});
const policy = (tables: unknown, change: object = {}): Policy => ({ version: "1", rowCap: 10, tables, ...change }) as unknown as Policy;
const ask = (tables: unknown, claims: object = { tenant: "a" }, sql = COUNT): ReturnType<typeof guard> => guard(sql, policy(tables), claims as Claims);
const filtered = (op: string, claim: unknown, type = "integer"): ReturnType<typeof guard> =>
  ask([table({ columns: [{ name: "id", type }], rows: [{ column: "id", op, claim: "c" }] })], { c: claim });
const inner = (verdict: ReturnType<typeof guard>): string => (verdict.ok ? (/WHERE (.*?)( OFFSET 0)?\) AS things/u.exec(verdict.sql)?.[1] ?? "no filter") : verdict.code);

describe("policy documents", () => {
  it.each<[string, unknown]>([
    ["no policy", undefined], ["no tables", { version: "1", rowCap: 10 }], ["no version", { rowCap: 10, tables: [] }], ["no cap", { version: "1", tables: [] }],
    ["cap 0", policy([table()], { rowCap: 0 })], ["cap of a fraction", policy([table()], { rowCap: 1.5 })], ["endless cap", policy([table()], { rowCap: Infinity })],
    ["no rows", policy([table({ rows: undefined })])], ["empty rows", policy([table({ rows: [] })])], ["rows of another word", policy([table({ rows: "all" })])],
    ["unknown operator", policy([table({ rows: [{ column: "owner", op: "<>", claim: "tenant" }] })])], ["no claim", policy([table({ rows: [{ column: "owner", op: "=" }] })])],
    ["text for a filter", policy([table({ rows: ["true"] })])], ["unknown part of a filter", policy([table({ rows: [{ column: "owner", op: "=", claim: "tenant", or: true }] })])],
    ["unknown part of a table", policy([table({ masks: [] } as object)])], ["no columns", policy([table({ columns: [] })])], ["column without type", policy([table({ columns: [{ name: "id" }] })])],
    ["column named twice", policy([table({ columns: [{ name: "id", type: "text" }, { name: "id", type: "text" }] })])], ["table named twice", policy([table(), table()])],
    ["system column", policy([table({ columns: [{ name: "ctid", type: "tid" }] })])], ["system schema", policy([table({ schema: "pg_catalog" })])], ["information schema", policy([table({ schema: "information_schema" })])],
    ["empty name", policy([table({ name: "" })])], ["name with a zero byte", policy([table({ name: "a\0" })])], ["long name", policy([table({ name: "x".repeat(64) })])],
    ["SQL in a type", policy([table({ columns: [{ name: "id", type: "text) FROM secrets --" }] })])], ["expression in a type", policy([table({ columns: [{ name: "id", type: "text, (SELECT 1)" }] })])],
    ["type with a clause", policy([table({ columns: [{ name: "id", type: "text LIMIT 1" }] })])], ["type that is none", policy([table({ columns: [{ name: "id", type: "1" }] })])],
  ])("are refused with %s", (_what, broken) => {
    expect(guard(COUNT, broken as Policy, { tenant: "a" })).toMatchObject({ ok: false, code: "policy_invalid" });
  });

  it("are read anew when they change in place, and apart for each set of roles", () => {
    const changing = policy([{ schema: "app", name: "things", rows: [{ column: "owner", op: "=", claim: "tenant" }], columns: [{ name: "id", type: "integer" }, { name: "pay", type: "integer", roles: ["boss"] }] }]);
    const read = (roles: string[]): boolean => guard("SELECT pay FROM things", changing, { tenant: "a", roles }).ok;
    expect([read(["boss"]), read([]), read(["boss", "x"]), read(["x"])]).toEqual([true, false, true, false]);
    Object.assign(changing.tables[0] ?? {}, { rows: [{ column: "region", op: "=", claim: "tenant" }] });
    const verdict = guard(COUNT, changing, { tenant: "a" });
    expect(verdict).toMatchObject({ ok: true, tables: [{ filter: "region = claim tenant" }] });
    changing.tables.length = 0;
    expect(read(["boss"])).toBe(false);
  });

  it("that are no JSON are refused like any other", () => {
    const round = policy([table()]) as unknown as Record<string, unknown>;
    round["self"] = round;
    expect(guard(COUNT, round as unknown as Policy, { tenant: "a" })).toMatchObject({ code: "policy_invalid" });
    expect(guard(COUNT, { ...policy([table()]), rowCap: 10n } as unknown as Policy, { tenant: "a" })).toMatchObject({ code: "policy_invalid" });
  });

  it("allow nothing that is not named", () => {
    expect(ask([])).toMatchObject({ ok: false, code: "table_not_allowed" });
    expect(ask([table()], { tenant: "a" }, "SELECT secret FROM things")).toMatchObject({ ok: false, code: "column_not_allowed" });
  });

  it("refuse a bare name that means two tables, and take it with its schema", () => {
    const two = [table(), table({ schema: "other" })];
    expect(ask(two)).toMatchObject({ ok: false, code: "ambiguous_name" });
    expect(ask(two, { tenant: "a" }, "SELECT count(*) FROM other.things")).toMatchObject({ ok: true, tables: [{ name: "other.things" }] });
  });

  it("may use any name that PostgreSQL can quote", () => {
    const odd = [table({ schema: "My App", name: 'a"b', columns: [{ name: "select", type: "text" }, { name: "Ünï", type: "app.\"Mood\"" }], rows: [{ column: "owner id", op: "=", claim: "tenant" }] })];
    const verdict = ask(odd, { tenant: "a" }, 'SELECT "select", "Ünï" FROM "a""b"');
    expect(verdict).toMatchObject({ ok: true, columns: ["select", "Ünï"], params: ["a"] });
    if (verdict.ok) expect(verdict.sql).toContain('FROM "My App"."a""b" AS t WHERE t."owner id" = $1');
  });
});

describe("row filters", () => {
  it.each<[string, unknown, string, string, unknown[]]>([
    ["=", 7, "integer", "t.id = $1::integer", [7]],
    ["<=", 7, "bigint", "t.id <= $1::bigint", [7]],
    [">=", "2024-01-01", "date", "t.id >= $1::pg_catalog.date", ["2024-01-01"]],
    ["in", ["a", "b"], "text", "t.id IN ($1::pg_catalog.text, $2::pg_catalog.text)", ["a", "b"]],
    ["between", [1, 9], "numeric", "t.id BETWEEN $1::numeric AND $2::numeric", [1, 9]],
    ["=", true, "boolean", "t.id = $1::boolean", [true]],
    ["=", "x'; DROP TABLE things --", "text", "t.id = $1::pg_catalog.text", ["x'; DROP TABLE things --"]],
  ])("%s %j on %s", (op, claim, type, condition, params) => {
    const verdict = filtered(op, claim, type);
    expect(inner(verdict)).toBe(condition);
    expect(verdict).toMatchObject({ params, tables: [{ filter: `id ${op} claim c` }] });
  });

  it.each([
    ["varchar(3)", "t.id = $1::varchar"], ["char(3)", "t.id = $1::pg_catalog.bpchar"], ["numeric(3,0)", "t.id = $1::numeric"], ["timestamp(0)", "t.id = $1::timestamp"],
    ["name", "t.id = $1::pg_catalog.text"], ['"char"', "t.id = $1::pg_catalog.text"], ["app.tenant_code", "t.id = $1::app.tenant_code"],
  ])("never cut a claim off to fit %s", (type, condition) => {
    expect(inner(filtered("=", "abcd", type))).toBe(condition);
  });

  it("all hold together, and a claim used twice is one parameter", () => {
    const rows = [{ column: "owner", op: "=", claim: "tenant" }, { column: "id", op: ">=", claim: "from" }];
    const verdict = ask([table({ rows })], { tenant: "a", from: 5 }, "SELECT count(*) FROM things a JOIN things b USING (id)");
    expect(verdict).toMatchObject({ ok: true, params: ["a", 5], tables: [{ name: "app.things", columns: ["id"], filter: "owner = claim tenant and id >= claim from" }] });
  });

  it("may look at a column that nobody may read", () => {
    expect(inner(ask([table({ rows: [{ column: "hidden", op: "=", claim: "tenant" }] })]))).toBe("t.hidden = $1");
  });

  it("leave global tables whole", () => {
    const verdict = ask([table({ rows: "global" })], {});
    expect(verdict).toMatchObject({ ok: true, params: [], tables: [{ filter: "global" }] });
    expect(inner(verdict)).toBe("no filter");
  });
});

describe("claims", () => {
  it.each<[string, string, unknown]>([
    ["=", "list for a scalar", ["a"]], ["in", "scalar for a list", "a"], ["in", "empty list", []], ["in", "list in a list", [["a"]]], ["in", "null in a list", ["a", null]],
    ["between", "one value", [1]], ["between", "three values", [1, 2, 3]], ["=", "empty text", ""], ["=", "object", { a: 1 }], ["=", "not a number", Number.NaN], ["=", "infinity", Infinity],
    ["=", "zero byte", "1\0"], ["=", "lone surrogate", "\uD800"], ["=", "text for an integer", "1 OR 1=1"], ["=", "fraction for an integer", 1.5], ["in", "too many", Array.from({ length: 1_001 }, (_, index) => index)],
  ])("%s refuses a %s", (op, _what, claim) => {
    expect(filtered(op, claim)).toMatchObject({ ok: false, code: "claim_invalid" });
  });

  it.each([["absent", {}], ["undefined", { tenant: undefined }], ["null", { tenant: null }], ["of the prototype", Object.create({ tenant: "a" }) as object]])("are missing when %s", (_what, claims) => {
    expect(ask([table()], claims)).toEqual({ ok: false, code: "claim_missing", detail: "tenant" });
  });

  it("are not looked for on the prototype", () => {
    expect(ask([table({ rows: [{ column: "owner", op: "=", claim: "constructor" }] })], {})).toMatchObject({ code: "claim_missing" });
  });

  it("are only needed for tables that are read", () => {
    expect(ask([table()], {}, "SELECT 1")).toMatchObject({ ok: true, params: [] });
  });
});
