// A small shop with three tenants, and its policy: the ground on which the guard is tried.
import type { Claims, Policy } from "../../worker/guard/index.ts";

const MASK_KEY = "the key of the shop's masks";

/** Tenant `t1` asks, from two of four regions. */
export const CLAIMS: Claims = { tenant: "t1", regions: ["north", "south"], years: ["2022-01-01", "2025-12-31"] };

const text = (...names: string[]): { name: string; type: string }[] => names.map((name) => ({ name, type: "text" }));

export const POLICY: Policy = {
  version: "shop-1",
  rowCap: 100_000,
  maskKey: MASK_KEY,
  tables: [
    {
      schema: "app", name: "customers", rows: [{ column: "tenant_id", op: "=", claim: "tenant" }],
      columns: [
        { name: "id", type: "integer" }, ...text("tenant_id", "name", "country", "segment"), { name: "attrs", type: "jsonb" },
        { name: "created_at", type: "timestamptz" },
        { name: "phone", type: "text", mask: { kind: "last", count: 4 } }, { name: "passport", type: "varchar(20)", mask: { kind: "hash" } },
        { name: "score", type: "integer", mask: { kind: "bucket", size: 10 } }, { name: "born", type: "date", mask: { kind: "bucket", unit: "year" } },
        { name: "email", type: "text", mask: { kind: "hide" } },
      ],
    },
    {
      schema: "app", name: "orders", rows: [{ column: "tenant_id", op: "=", claim: "tenant" }],
      columns: [
        { name: "id", type: "bigint" }, ...text("tenant_id"), { name: "customer_id", type: "integer" }, ...text("status", "category"),
        { name: "amount", type: "numeric(12,2)" }, { name: "quantity", type: "integer" }, ...text("note"), { name: "ordered_at", type: "timestamp" },
        { name: "shipped_on", type: "date" }, { name: "tags", type: "text[]" },
      ],
    },
    {
      schema: "app", name: "order_items",
      rows: [{ column: "order_id", parent: { schema: "app", name: "orders", column: "id", rows: [{ column: "tenant_id", op: "=", claim: "tenant" }] } }],
      columns: [
        { name: "id", type: "integer" }, { name: "order_id", type: "bigint" }, { name: "product_id", type: "integer" },
        { name: "quantity", type: "integer" }, { name: "price", type: "numeric" },
        { name: "packed", type: "date", mask: { kind: "bucket", unit: "month" } },
      ],
    },
    {
      schema: "app", name: "events",
      rows: [{ column: "tenant_id", op: "=", claim: "tenant" }, { column: "region", op: "in", claim: "regions" }, { column: "day", op: "between", claim: "years" }],
      columns: [
        { name: "id", type: "integer" }, ...text("tenant_id", "region", "kind"), { name: "day", type: "date" }, { name: "payload", type: "json" },
        { name: "value", type: "double precision" },
      ],
    },
    {
      schema: "app", name: "products", rows: "global",
      columns: [{ name: "id", type: "integer" }, ...text("name", "category"), { name: "price", type: "numeric" }],
    },
  ],
};

/** Which copy of the shop: all tenants; only t1's rows as t1 may see them; all tenants with the others' rows changed. */
export type Copy = "shared" | "solo" | "altered";

/** SQL that builds one copy. Rows of t1 are the same in all; only `shared` and `altered` have other tenants, hidden columns and secrets. */
export function shopSql(copy: Copy): string {
  const solo = copy === "solo";
  const other = copy === "altered" ? 7 : 0;
  return `
    CREATE SCHEMA app;
    CREATE TABLE app.customers AS SELECT * FROM (
      SELECT i AS id, 't' || (1 + i % 3) AS tenant_id, 'Customer ' || i AS name, (ARRAY['de','fr','us','jp'])[1 + i % 4] AS country,
        (ARRAY['small','large',NULL])[1 + (i / 3) % 3] AS segment,
        jsonb_build_object('k', CASE WHEN i % 3 = 0 THEN '1' ELSE 'CANARY' || (i + ${other}) END, 'n', i, 'list', jsonb_build_array(i, i + 1)) AS attrs,
        timestamptz '2023-01-01 00:00+00' + i * interval '11 days' AS created_at, ${customerColumns(solo, copy === "altered")}
        ${solo ? "" : ", 'CANARY-mail-' || i AS email"}
      FROM generate_series(1, 36) i) s ${where(solo, "tenant_id = 't1'")};
    CREATE TABLE app.orders AS SELECT * FROM (
      SELECT i::bigint AS id, 't' || (1 + i % 3) AS tenant_id, 1 + (i * 7) % 36 AS customer_id, (ARRAY['open','paid','void'])[1 + (i / 3) % 3] AS status,
        (ARRAY['toys','food',NULL,'books','tools'])[1 + (i / 2) % 5] AS category, ${mine("(i * 37 % 500)::numeric(12,2) / 4", `(0 + ${other})::numeric(12,2)`)} AS amount,
        ${mine("1 + i % 9", `${other}`)} AS quantity, ${mine("CASE WHEN i % 4 = 0 THEN NULL ELSE 'note ' || i END", copy === "altered" ? "'plain'" : "'CANARY( \\\\'")} AS note,
        timestamp '2023-01-01' + i * interval '53 hours' AS ordered_at, ${mine("date '2023-01-02' + i * 2", copy === "altered" ? "date '2000-01-01'" : "date '5000000-01-01'")} AS shipped_on,
        ARRAY['a' || i % 3, 'b' || i % 2] AS tags ${solo ? "" : ", -77777 AS margin"}
      FROM generate_series(1, 240) i) s ${where(solo, "tenant_id = 't1'")};
    CREATE TABLE app.order_items AS SELECT id, order_id, product_id, quantity, price, ${solo ? "date_trunc('month', packed::timestamp)::date AS packed" : "packed"} ${solo ? "" : ", tenant_id"} FROM (
      SELECT i AS id, 't' || (1 + (i / 2) % 3) AS tenant_id, (i / 2)::bigint AS order_id, 1 + i % 8 AS product_id, ${mine("1 + i % 4", `${other}`, "(i / 2)")} AS quantity,
        ${mine("(i % 50)::numeric + 0.5", copy === "altered" ? "0.5" : "1e400", "(i / 2)")} AS price, ${mine("date '2023-01-03' + i", copy === "altered" ? "date '2023-02-02'" : "date '5000000-01-01'", "(i / 2)")} AS packed
      FROM generate_series(2, 480) i) s ${where(solo, "tenant_id = 't1'")};
    CREATE TABLE app.events AS SELECT * FROM (
      SELECT i AS id, 't' || (1 + i % 3) AS tenant_id, (ARRAY['north','south','east','west'])[1 + i % 4] AS region, (ARRAY['view','click','buy'])[1 + (i / 5) % 3] AS kind,
        date '2021-06-01' + i * 5 AS day, json_build_object('page', '/' || i % 5, 'ms', i * 3) AS payload, ${mine("(i % 16) / 4.0", `${other}`)}::float8 AS value
      FROM generate_series(1, 300) i) s
      ${where(solo, "tenant_id = 't1' AND region IN ('north', 'south') AND day BETWEEN '2022-01-01' AND '2025-12-31'")};
    CREATE TABLE app.products AS SELECT i AS id, 'Product ' || i AS name, (ARRAY['toys','food','books'])[1 + i % 3] AS category, (i * 3)::numeric AS price FROM generate_series(1, 8) i;
    ${solo ? "" : TRAPS}
    ANALYZE;`;
}

/** Masked columns: as they are, or as t1 may see them. Values of others make masks fail that are computed before the filter. */
function customerColumns(solo: boolean, altered: boolean): string {
  const phone = `CASE WHEN i % 4 = 0 THEN NULL WHEN i % 5 = 0 THEN '112' ELSE '+49 30 ' || (i * 7919) END`;
  const passport = `CASE WHEN i % 6 = 0 THEN NULL ELSE 'P' || (i % 9) END`;
  const score = `CASE WHEN i % 9 = 0 THEN NULL ELSE ${mine("i * 13 % 47 - 20", altered ? "-2147483648" : "2147483647")} END`;
  const born = mine("date '1960-03-07' + i * 400", altered ? "date '2000-01-01'" : "date '5000000-01-01'");
  if (!solo) return `${phone} AS phone, (${passport})::varchar(20) AS passport, ${score} AS score, ${born} AS born`;
  return `CASE WHEN length(${phone}) <= 4 THEN '***' ELSE '***' || substr(${phone}, length(${phone}) - 3) END AS phone,
    substr(encode(sha256(('${MASK_KEY.replaceAll("'", "''")}' || (${passport}))::bytea), 'hex'), 1, 16) AS passport,
    floor((${score})::numeric / 10) * 10 AS score, make_date(extract(year FROM ${born})::int, 1, 1) AS born`;
}

/** Things that no statement may reach. */
const TRAPS = `
  CREATE TABLE app.secrets AS SELECT 1 AS id, 'CANARY-key' AS api_key;
  CREATE TABLE public.secrets AS SELECT * FROM app.secrets;
  CREATE FUNCTION app.peers(app.orders) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.orders';
  CREATE FUNCTION public.peers(record) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'CANARY'; END $$;
  CREATE FUNCTION public.lower(integer) RETURNS text LANGUAGE sql AS $$ SELECT 'CANARY' $$;
  CREATE FUNCTION public.definer_secret(integer) RETURNS text LANGUAGE sql AS $$ SELECT 'CANARY' $$;`;

function where(on: boolean, condition: string): string {
  return on ? `WHERE ${condition}` : "";
}

/** t1's value is the same everywhere; the others' differs, and in `shared` it is one that makes careless conditions fail. */
function mine(own: string, others: string, key = "i"): string {
  return `CASE WHEN ${key} % 3 = 0 THEN ${own} ELSE ${others} END`;
}
