// Masks, roles and filters through a parent: what the statement becomes for one asker and another, and which policies are refused.
import { describe, expect, it } from "vitest";
import { claimNames, readableTables, type Claims, type Mask, type Policy, type PolicyColumn, type RowFilter, type TablePolicy } from "../../worker/guard/index.ts";
import { testGuard } from "./load.ts";

const guard = await testGuard();
const KEY = "a key of 16 or more";
const TENANT: RowFilter = { column: "tenant", op: "=", claim: "tenant" };

const people = (pay: object, more: Partial<TablePolicy> = {}): TablePolicy => ({
  schema: "app", name: "people", rows: [TENANT], columns: [{ name: "id", type: "integer" }, { name: "pay", type: "integer", ...pay } as PolicyColumn], ...more,
});
const policy = (table: TablePolicy, maskKey: string | undefined = KEY): Policy => ({ version: "1", rowCap: 10, tables: [table], ...(maskKey ? { maskKey } : {}) });
const ask = (table: TablePolicy, sql = "SELECT pay FROM people", claims: Claims = {}): ReturnType<typeof guard> => guard(sql, policy(table), { tenant: "a", ...claims });
const inside = (verdict: ReturnType<typeof guard>): string => (verdict.ok ? (/\(SELECT (.*) FROM app\.people/u.exec(verdict.sql)?.[1] ?? "") : `${verdict.code} ${verdict.detail}`);
const where = (verdict: ReturnType<typeof guard>): string => (verdict.ok ? (/ AS t WHERE (.*)\) AS people/u.exec(verdict.sql)?.[1] ?? "") : `${verdict.code} ${verdict.detail}`);

describe("a mask", () => {
  it.each<[string, object, string]>([
    ["keeps the last characters", { type: "text", mask: { kind: "last", count: 4 } },
      "CASE WHEN pg_catalog.length(t.pay::pg_catalog.text) > 4 THEN '***' || pg_catalog.right(t.pay::pg_catalog.text, 4) WHEN t.pay IS NOT NULL THEN '***' END AS pay"],
    ["makes a keyed hash", { mask: { kind: "hash" } }, "pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to($2::pg_catalog.text || (t.pay::pg_catalog.text), 'UTF8')), 'hex'), 16) AS pay"],
    ["steps a number", { mask: { kind: "bucket", size: 500 } }, "(pg_catalog.floor((t.pay::numeric) / 500)) * 500 AS pay"],
    ["steps by a fraction", { type: "numeric(8,2)", mask: { kind: "bucket", size: 0.5 } }, "(pg_catalog.floor((t.pay::numeric) / 0.5)) * 0.5 AS pay"],
    ["cuts a date down", { type: "date", mask: { kind: "bucket", unit: "year" } }, "pg_catalog.date_trunc('year', t.pay::timestamp)::pg_catalog.date AS pay"],
    ["cuts a moment down", { type: "timestamptz", mask: { kind: "bucket", unit: "week" } }, "pg_catalog.date_trunc('week', t.pay) AS pay"],
  ])("%s", (_what, pay, sql) => {
    expect(inside(ask(people(pay))).replaceAll(/[()]/gu, "")).toBe(sql.replaceAll(/[()]/gu, ""));
  });

  it("is told of in the verdict; its key travels as a parameter", () => {
    const verdict = ask(people({ mask: { kind: "hash" } }));
    expect(verdict).toMatchObject({ ok: true, params: ["a", KEY], tables: [{ columns: ["pay"], masked: ["pay"] }] });
    if (verdict.ok) expect(verdict.sql).not.toContain(KEY);
  });

  it("has the filter run first, whatever looks at it", () => {
    const verdict = ask(people({ mask: { kind: "bucket", size: 10 } }), "SELECT count(*) FROM people WHERE pay IS NOT NULL");
    if (verdict.ok) expect(verdict.sql).toContain("OFFSET 0");
    const plain = ask(people({ mask: { kind: "bucket", size: 10 } }), "SELECT count(*) FROM people WHERE id IS NOT NULL");
    if (plain.ok) expect(plain.sql).not.toContain("OFFSET 0");
    expect([verdict.ok, plain.ok]).toEqual([true, true]);
  });

  it("is not computed where only rows are counted", () => {
    const first = people({}, { columns: [{ name: "pay", type: "integer", mask: { kind: "hash" } }, { name: "id", type: "integer" }] });
    expect(inside(ask(first, "SELECT count(*) FROM people"))).toBe("t.id");
  });

  it("that hides takes the column away", () => {
    expect(ask(people({ mask: { kind: "hide" } }))).toMatchObject({ ok: false, code: "column_not_allowed" });
    expect(ask(people({ mask: { kind: "hide" } }), "SELECT * FROM people")).toMatchObject({ ok: true, columns: ["id"] });
  });

  it.each<[string, Mask]>([["hide", { kind: "hide", unless: ["payroll"] }], ["hash", { kind: "hash", unless: ["payroll", "boss"] }]])("%s is lifted for a role, and for no other", (_kind, mask) => {
    expect(inside(ask(people({ mask }), "SELECT pay FROM people", { roles: ["viewer", "payroll"] }))).toBe("t.pay");
    expect(inside(ask(people({ mask }), "SELECT pay FROM people", { roles: ["viewer", "Payroll"] }))).not.toBe("t.pay");
    expect(inside(ask(people({ mask }), "SELECT pay FROM people", { roles: "payroll" }))).not.toBe("t.pay");
  });
});

describe("roles", () => {
  it("open a table or a column only to those who have one", () => {
    const table = people({ roles: ["payroll"] }, { roles: ["staff", "boss"] });
    expect(ask(table)).toMatchObject({ code: "table_not_allowed" });
    expect(ask(table, "SELECT pay FROM people", { roles: ["staff"] })).toMatchObject({ code: "column_not_allowed" });
    expect(ask(table, "SELECT pay FROM people", { roles: ["boss", "payroll"] })).toMatchObject({ ok: true });
  });

  it("that nobody can have leave no table behind", () => {
    expect(ask(people({}, { columns: [{ name: "id", type: "integer", roles: ["x"] }] }))).toMatchObject({ code: "table_not_allowed" });
  });

  it("lift single filters, never the last one", () => {
    const rows: RowFilter[] = [TENANT, { column: "region", op: "in", claim: "regions", unless: ["manager"] }];
    expect(where(ask(people({}, { rows }), undefined, { regions: ["n"] }))).toBe("t.tenant = $1 AND t.region IN ($2)");
    expect(where(ask(people({}, { rows }), undefined, { roles: ["manager"] }))).toBe("t.tenant = $1");
    expect(where(ask(people({}, { rows }), undefined, {}))).toBe("claim_missing regions");
  });
});

describe("a filter through a parent", () => {
  const through: RowFilter = { column: "team_id", parent: { schema: "app", name: "teams", column: "id", rows: [TENANT] } };

  it("keeps rows whose parent is the asker's", () => {
    const verdict = ask(people({}, { rows: [through] }));
    expect(where(verdict)).toBe("t.team_id IN (SELECT parent_1.id FROM app.teams AS parent_1 WHERE parent_1.tenant = $1)");
    expect(verdict).toMatchObject({ params: ["a"], tables: [{ name: "app.people", filter: "team_id is id of app.teams with tenant = claim tenant" }] });
  });

  it("may go through several tables, beside other filters", () => {
    const rows: RowFilter[] = [{ column: "team_id", parent: { schema: "app", name: "teams", column: "id", rows: [{ column: "site_id", parent: { schema: "hq", name: "sites", column: "key", rows: [TENANT] } }] } }, { column: "id", op: ">=", claim: "from" }];
    expect(where(ask(people({}, { rows }), undefined, { from: 5 }))).toBe(
      "t.team_id IN (SELECT parent_1.id FROM app.teams AS parent_1 WHERE parent_1.site_id IN (SELECT parent_2.key FROM hq.sites AS parent_2 WHERE parent_2.tenant = $1)) AND t.id >= $2::integer");
  });

  it("casts claims to the parent's own types", () => {
    const teams: TablePolicy = { schema: "app", name: "teams", rows: [TENANT], columns: [{ name: "id", type: "integer" }, { name: "tenant", type: "varchar(3)", mask: { kind: "hide" } }] };
    const verdict = guard("SELECT id FROM people", { version: "1", rowCap: 10, tables: [people({}, { rows: [through] }), teams] }, { tenant: "abcd" });
    expect(where(verdict)).toContain("parent_1.tenant = $1::varchar)");
  });

  it("does not open the parent itself", () => {
    expect(ask(people({}, { rows: [through] }), "SELECT * FROM teams")).toMatchObject({ code: "table_not_allowed" });
    expect(ask(people({}, { rows: [through] }), "SELECT parent_1.id FROM people")).toMatchObject({ ok: false });
  });
});

describe("policies with them", () => {
  it.each<[string, TablePolicy | object]>([
    ["a mask of another kind", people({ mask: { kind: "blur" } })], ["a mask with more in it", people({ mask: { kind: "hash", salt: "x" } })], ["no mask at all", people({ mask: null })],
    ["a step of nothing", people({ mask: { kind: "bucket", size: 0 } })], ["a step below nothing", people({ mask: { kind: "bucket", size: -5 } })], ["an endless step", people({ mask: { kind: "bucket", size: Infinity } })], ["a step with an exponent", people({ mask: { kind: "bucket", size: 1e-9 } })],
    ["a step of a text", people({ type: "text", mask: { kind: "bucket", size: 5 } })], ["a period of a number", people({ mask: { kind: "bucket", unit: "year" } })], ["a period of another length", people({ type: "date", mask: { kind: "bucket", unit: "decade" } })],
    ["both a step and a period", people({ mask: { kind: "bucket", size: 5, unit: "year" } })], ["no characters to keep", people({ mask: { kind: "last", count: 0 } })], ["a list without roles", people({ mask: { kind: "hide", unless: [] } })],
    ["an empty list of roles", people({}, { roles: [] })], ["roles that are no names", people({ roles: [7] })], ["filters that a role lifts whole", people({}, { rows: [{ ...TENANT, unless: ["boss"] }] })],
    ["a parent without filters", people({}, { rows: [{ column: "a", parent: { schema: "app", name: "b", column: "id", rows: [] } }] })],
    ["a parent that is global", people({}, { rows: [{ column: "a", parent: { schema: "app", name: "b", column: "id", rows: "global" as unknown as RowFilter[] } }] })],
    ["a parent of the system", people({}, { rows: [{ column: "a", parent: { schema: "pg_catalog", name: "pg_class", column: "oid", rows: [TENANT] } }] })],
    ["a parent and a claim in one", people({}, { rows: [{ column: "a", op: "=", claim: "b", parent: { schema: "app", name: "b", column: "id", rows: [TENANT] } }] })],
  ])("are refused with %s", (_what, table) => {
    expect(ask(table as TablePolicy, "SELECT 1")).toMatchObject({ ok: false, code: "policy_invalid" });
  });

  it("need a key for hashes, one that is long enough", () => {
    for (const key of ["", "short"]) expect(guard("SELECT 1", { ...policy(people({ mask: { kind: "hash" } }), key), ...(key ? {} : {}) }, { tenant: "a" })).toMatchObject({ code: "policy_invalid", detail: "maskKey" });
  });

  it("end a chain of parents somewhere", () => {
    let rows: RowFilter[] = [TENANT];
    for (let depth = 0; depth < 4; depth++) rows = [{ column: "up", parent: { schema: "app", name: "p", column: "id", rows } }];
    expect(ask(people({}, { rows }))).toMatchObject({ code: "policy_invalid" });
  });
});

describe("what may be read, by name", () => {
  const table = people({ mask: { kind: "hash", unless: ["boss"] } }, { roles: ["staff"] });
  it.each<[string, Claims, unknown]>([
    ["nothing", {}, []], ["a masked column", { roles: ["staff"] }, [{ schema: "app", name: "people", columns: [{ name: "id" }, { name: "pay", masked: "hash" }] }]],
    ["a plain one", { roles: ["staff", "boss"] }, [{ schema: "app", name: "people", columns: [{ name: "id" }, { name: "pay" }] }]],
  ])("is %s", (_what, claims, expected) => expect(readableTables(policy(table), claims)).toEqual(expected));

  it("hangs on the claims of all filters, those of parents too", () => {
    const rows: RowFilter[] = [TENANT, { column: "a", parent: { schema: "app", name: "b", column: "id", rows: [{ column: "c", op: "in", claim: "bases" }] } }];
    expect(claimNames(policy(people({}, { rows })))).toEqual(["bases", "tenant"]);
  });
});
