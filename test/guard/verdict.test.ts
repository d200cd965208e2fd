// What a verdict says: the rewritten statement, its cap, what it reads; and that the second check holds on its own.
import { describe, expect, it } from "vitest";
import { explainRefusal, REFUSALS, type Verdict } from "../../worker/guard/index.ts";
import { createPolicyReader } from "../../worker/guard/policy.ts";
import { Refused } from "../../worker/guard/refuse.ts";
import { verify } from "../../worker/guard/verify.ts";
import { testGuard, testParser } from "./load.ts";
import { CLAIMS, POLICY as SHOP } from "./shop.ts";

const POLICY = { ...SHOP, rowCap: 1_000 };
const guard = await testGuard();
const parser = await testParser();
const accept = (sql: string): Extract<Verdict, { ok: true }> => {
  const verdict = guard(sql, POLICY, CLAIMS);
  if (!verdict.ok) throw new Error(`${verdict.code} ${verdict.detail}`);
  return verdict;
};
const lastLine = (sql: string): string => accept(sql).sql.split("\n").at(-1) ?? "";

describe("a verdict", () => {
  it("shows the whole rewritten statement", () => {
    expect(accept("select Status, count(*) from orders where quantity > 2 group by 1").sql).toBe(
      "SELECT status, pg_catalog.count(*) AS count\n" +
      "FROM (SELECT t.status, t.quantity FROM app.orders AS t WHERE t.tenant_id = $1::pg_catalog.text) AS orders\n" +
      "WHERE quantity > 2\nGROUP BY 1\nLIMIT 1000");
  });

  it("names tables, columns that are read, and filters in words", () => {
    expect(accept("SELECT e.kind FROM events e, products").tables).toEqual([
      { name: "app.events", columns: ["kind"], filter: "tenant_id = claim tenant and region in claim regions and day between claim years" },
      { name: "app.products", columns: [], filter: "global" },
    ]);
  });

  it.each([
    ["", "LIMIT 1000"], ["LIMIT 5", "LIMIT 5"], ["LIMIT 0", "LIMIT 0"], ["LIMIT 5000", "LIMIT 1000"], ["LIMIT ALL", "LIMIT 1000"], ["LIMIT NULL", "LIMIT 1000"],
    ["LIMIT 2 + 3", "LIMIT LEAST(2 + 3, 1000)"], ["LIMIT 99999999999", "LIMIT LEAST(99999999999, 1000)"], ["LIMIT NULL::int", "LIMIT LEAST(NULL::integer, 1000)"], ["LIMIT '7'", "LIMIT LEAST('7', 1000)"],
    ["FETCH FIRST ROW ONLY", "LIMIT 1"], ["LIMIT -1", "LIMIT -1"],
  ])("caps %j as %j", (own, capped) => {
    expect(lastLine(`SELECT id FROM orders ${own}`)).toBe(capped);
  });

  it("caps WITH TIES from outside, for it returns more rows than its number", () => {
    const { sql } = accept("SELECT id FROM orders ORDER BY quantity FETCH FIRST 2 ROWS WITH TIES");
    expect(sql).toMatch(/^SELECT \*\nFROM \(SELECT .* FETCH FIRST \(2\) ROWS WITH TIES\) AS part\nLIMIT 1000$/u);
  });

  it("caps set operations and VALUES at the outside", () => {
    expect(lastLine("SELECT 1 UNION SELECT 2")).toBe("LIMIT 1000");
    expect(lastLine("VALUES (1)")).toBe("LIMIT 1000");
  });

  it("is the same for the same arguments", () => {
    expect(accept("SELECT * FROM orders")).toEqual(accept("SELECT * FROM orders"));
  });
});

describe("the barrier behind a filter", () => {
  it.each([
    "amount > 5", "status = 'paid' AND note LIKE 'n%'", "ordered_at >= now() - interval '30 days'", "shipped_on BETWEEN date '2024-01-01' AND date '2024-02-01'", "lower(status) IN ('paid')",
    "extract(year FROM ordered_at) = 2024", "id IN (SELECT order_id FROM order_items)", "ordered_at::date = '2024-01-01'", "date_trunc('month', now()) <= ordered_at", "tags && ARRAY['a']", "note IS NULL OR NOT status = 'x'",
    "EXISTS (SELECT 1 FROM customers c WHERE c.id = customer_id)", "status = 'paid' AND date_trunc('day', now()) > '2020-01-01'", "note || '!' = 'a!'", "amount > (SELECT avg(amount / 2) FROM orders)",
  ])("stays away for the quiet %s, so that indexes serve it", (condition) => {
    expect(accept(`SELECT id FROM orders WHERE ${condition}`).sql).not.toContain("OFFSET 0");
  });

  it.each(["1 / amount > 5", "note ~ 'x'", "note::int = 1", "date_trunc(note, ordered_at) IS NULL", "amount + 1 > 2", "extract(hour FROM shipped_on) = 1", "note LIKE note"])("stands for %s", (condition) => {
    expect(accept(`SELECT id FROM orders WHERE ${condition}`).sql).toContain("OFFSET 0");
  });

  it("stands only where the rows are filtered and looked at", () => {
    const { sql } = accept("SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id JOIN products p ON p.id = o.id WHERE 1 / o.quantity > 0 AND 1 / p.price > 0");
    expect(sql.match(/OFFSET 0\) AS (\w+)/gu)).toEqual(["OFFSET 0) AS o"]);
  });

  it("is not needed for what is computed from filtered rows", () => {
    expect(accept("SELECT 1 / amount, sum(amount / quantity) FROM orders GROUP BY 1 HAVING sum(amount) / count(*) > 3 ORDER BY 1 / sum(amount)").sql).not.toContain("OFFSET 0");
  });
});

describe("names", () => {
  it("are made unique, so that a wrong binding fails instead of reading something else", () => {
    const { sql } = accept("SELECT x.id FROM orders x WHERE EXISTS (SELECT 1 FROM products x WHERE x.price > 1)");
    expect(sql).toContain("AS x_2");
    expect(sql).toContain("x_2.price > 1");
  });

  it("of WITH are replaced", () => {
    const { sql } = accept("WITH orders AS (SELECT * FROM orders) SELECT orders.id FROM orders");
    expect(sql).toContain("WITH cte_1 AS");
    expect(sql).toContain("FROM cte_1 AS orders");
  });
});

describe("refusals", () => {
  it.each([
    ["SELECT pg_sleep(1)", "function_not_allowed"], ["SELECT 1; SELECT 2", "not_one_statement"], ["DELETE FROM orders", "not_select"], ["SELECT $1", "parameter_not_allowed"], ["SELECT 'a'::regclass", "type_not_allowed"],
    ["SELECT 'a' COLLATE x", "collation_not_allowed"], ["SELECT 1 OPERATOR(public.+) 1", "operator_not_allowed"], ["SELECT (1).x", "field_selection"], ["SELECT o FROM orders o", "field_selection"], ["SELECT x FROM secrets", "table_not_allowed"],
    ["SELECT x FROM orders", "column_not_allowed"], ["SELECT id FROM orders a, orders b", "ambiguous_name"], ["SELECT repeat('x', 10001)", "length_not_constant"], ["SELECT 1 FROM", "syntax"],
    ["SELECT id FROM orders FOR UPDATE", "field_not_allowed"], ["SELECT XMLELEMENT(NAME a)", "node_not_allowed"], ["SELECT '\u200B'", "text_control_character"], ["SELECT '\uD800'", "text_malformed"], [`SELECT '${"x".repeat(20_000)}'`, "text_too_long"],
    [`SELECT ${"(".repeat(201)}1${")".repeat(201)}`, "too_deep"], [`SELECT 1${"::int".repeat(3_000)}`, "too_deep"],
  ])("%s is %s", (sql, code) => {
    expect(guard(sql, POLICY, CLAIMS)).toMatchObject({ ok: false, code });
  });

  it("are all explained in a sentence", () => {
    for (const code of REFUSALS) expect(explainRefusal({ ok: false, code, detail: "thing" })).toMatch(/^[A-Z].+\.$/u);
  });
});

describe("the second check", () => {
  const ready = createPolicyReader(parser)(POLICY);
  const check = (sql: string, params = 1): string => {
    const parsed = parser.parse(sql);
    try {
      verify(parsed.ok ? parsed.tree : undefined, ready, params);
      return "passed";
    } catch (error) {
      if (error instanceof Refused) return `${error.code}: ${error.detail}`;
      throw error;
    }
  };
  const filtered = (select: string, where: string, more = ""): string => `SELECT o.id FROM (SELECT ${select} FROM app.orders AS t${where}${more}) AS o LIMIT 10`;
  const FILTER = " WHERE t.tenant_id = $1::pg_catalog.text";

  it("passes what the guard writes", () => {
    expect(check(filtered("t.id", FILTER))).toBe("passed");
    expect(check(filtered("t.id", FILTER, " OFFSET 0"))).toBe("passed");
  });

  it.each([
    ["no filter", filtered("t.id", "")], ["another column in the filter", filtered("t.id", " WHERE t.status = $1::pg_catalog.text")], ["another operator", filtered("t.id", " WHERE t.tenant_id <> $1::pg_catalog.text")],
    ["a literal for the claim", filtered("t.id", " WHERE t.tenant_id = 't2'")], ["OR", filtered("t.id", `${FILTER} OR true`)], ["more than the filter", filtered("t.id", `${FILTER} AND true`)], ["a parameter that is not there", filtered("t.id", " WHERE t.tenant_id = $2")],
    ["a hidden column", filtered("t.margin AS id", FILTER)], ["a renamed hidden column", filtered("t.margin", FILTER)], ["a star", filtered("t.*", FILTER)], ["a limit inside", filtered("t.id", FILTER, " LIMIT 1")], ["an offset inside", filtered("t.id", FILTER, " OFFSET 1")],
    ["a table of its own", "SELECT t.id FROM app.orders AS t WHERE t.tenant_id = $1 LIMIT 10"], ["a bare table", "SELECT id FROM orders LIMIT 10"], ["an unknown table", "SELECT 1 FROM (SELECT t.id FROM app.secrets AS t) AS s LIMIT 1"],
    ["a second table beside the filter", "SELECT 1 FROM (SELECT t.id FROM app.orders AS t, app.products AS p WHERE t.tenant_id = $1) AS o LIMIT 1"], ["a call by attribute", filtered("t.id", FILTER).replace("o.id", "o.peers")], ["a field of a value", "SELECT ('x'::pg_catalog.text).pg_read_file LIMIT 1"],
    ["an unqualified function", "SELECT lower('x') LIMIT 1"], ["an unlisted function", "SELECT pg_catalog.pg_sleep(1) LIMIT 1"], ["no cap", "SELECT 1"], ["too high a cap", "SELECT 1 LIMIT 1001"], ["a cap that is no constant", "SELECT 1 LIMIT (SELECT 5)"], ["a parameter outside a filter", "SELECT $1 LIMIT 1"],
    ["one alias for two relations", "SELECT 1 FROM (SELECT 1 AS a) AS x, (SELECT 2 AS a) AS x LIMIT 1"], ["two statements", "SELECT 1 LIMIT 1; SELECT 2 LIMIT 1"], ["no SELECT", "DELETE FROM app.orders"], ["a CTE that is not the guard's", "WITH a AS (SELECT 1) SELECT 1 FROM a AS a LIMIT 1"],
    ["a locking clause in a part", "SELECT 1 FROM (SELECT 1 AS a FOR UPDATE) AS x LIMIT 1"],
  ])("refuses %s", (_what, sql) => {
    expect(check(sql)).toMatch(/^verifier_refused/u);
  });
});
