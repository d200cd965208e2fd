// Attacks that reach for rows, columns and tables that are not there for this tenant.
import { each, lines } from "./lists.ts";

/** Tables outside the policy. */
export const HIDDEN_TABLES = [
  ...each("SELECT * FROM ?", [
    "secrets", "app.secrets", "public.secrets", "SECRETS", "\"secrets\"", "U&\"\\0073ecrets\"", "pg_class", "pg_catalog.pg_class", "pg_stats", "pg_statistic", "pg_authid", "pg_shadow", "pg_user", "pg_roles",
    "pg_settings", "pg_file_settings", "pg_hba_file_rules", "pg_stat_activity", "pg_stat_statements", "pg_stat_user_tables", "pg_attribute", "pg_proc", "pg_type", "pg_namespace", "pg_tables", "pg_views", "pg_indexes", "pg_constraint",
    "pg_description", "pg_depend", "pg_locks", "pg_prepared_statements", "pg_cursors", "pg_available_extensions", "pg_largeobject", "pg_database", "pg_sequences", "pg_trigger", "pg_policy", "pg_policies", "information_schema.tables", "information_schema.columns",
    "information_schema.routines", "information_schema.role_table_grants", "pg_toast.pg_toast_1255", "pg_temp.orders", "public.orders", "APP.\"Orders\"", "\"app.orders\"", "\"Orders\"", "app.\"secrets\"", "no_such_table", "postgres.app.orders", "app.orders.id", "cte_1", "part", "t",
  ]),
  ...lines(String.raw`
SELECT (SELECT api_key FROM secrets)
SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM secrets)
SELECT * FROM orders WHERE id IN (SELECT id FROM app.secrets)
SELECT * FROM orders UNION SELECT * FROM secrets
SELECT * FROM orders JOIN secrets ON true
SELECT * FROM (orders JOIN secrets ON true)
SELECT * FROM (orders o JOIN (customers c JOIN secrets s ON true) ON true)
SELECT * FROM orders LEFT JOIN LATERAL (SELECT * FROM secrets) s ON true
SELECT * FROM orders, LATERAL (SELECT api_key FROM secrets LIMIT 1) s
SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM secrets)) FROM orders
SELECT id FROM orders ORDER BY (SELECT api_key FROM secrets)
SELECT id FROM orders LIMIT (SELECT count(*) FROM secrets)
SELECT id FROM orders OFFSET (SELECT count(*) FROM secrets)
SELECT sum(1) OVER (ORDER BY (SELECT api_key FROM secrets)) FROM orders
SELECT CASE WHEN (SELECT true FROM secrets) THEN 1 END
SELECT ARRAY(SELECT api_key FROM secrets)
SELECT g FROM generate_series(1, (SELECT count(*) FROM secrets)) g
SELECT * FROM (VALUES ((SELECT api_key FROM secrets))) v
VALUES ((SELECT api_key FROM secrets))
WITH s AS (SELECT * FROM secrets) SELECT 1
WITH a AS (SELECT 1), b AS (SELECT * FROM secrets) SELECT * FROM a
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r, secrets WHERE n < 3) SELECT * FROM r
SELECT GROUPING((SELECT api_key FROM secrets)) FROM orders GROUP BY 1
SELECT id FROM orders GROUP BY id, (SELECT api_key FROM secrets)
SELECT percentile_cont((SELECT 0.5 FROM secrets)) WITHIN GROUP (ORDER BY amount) FROM orders
TABLE secrets
SELECT * FROM orders WHERE note = '\' UNION SELECT api_key FROM secrets) AS capped --'
SELECT * FROM orders WHERE note = '\' UNION SELECT api_key FROM secrets --'
SELECT category IS DISTINCT FROM 'category") AS capped UNION SELECT api_key FROM secrets --' FROM orders
SELECT ${"`"}id" FROM secrets --${"`"} FROM orders
SELECT * FROM orders -- harmless
SELECT * FROM orders /* /* nested */ */ WHERE 1 = 1
SELECT /* ' */ api_key /* ' */ FROM /* */ secrets
SELECT 'a' 'b', api_key FROM secrets
SELECT $$ $$, api_key FROM secrets
SELECT E'\'', api_key FROM secrets --'
SELECT "a""b" FROM orders
SELECT id AS "x"", (SELECT api_key FROM secrets) AS ""y" FROM orders
SELECT 'it''s'' UNION SELECT api_key FROM secrets --' FROM orders
`),
];

/** Names of WITH that hide or fail to hide tables. */
export const WITH_SCOPES = lines(String.raw`
WITH secrets AS (SELECT 1 AS id) SELECT * FROM app.secrets
WITH secrets AS (SELECT 1 AS id) SELECT * FROM public.secrets
SELECT * FROM (WITH secrets AS (SELECT 1) SELECT 1) s, secrets
WITH a AS (SELECT * FROM secrets), secrets AS (SELECT 1) SELECT * FROM a
WITH secrets AS (SELECT * FROM secrets) SELECT * FROM secrets
WITH RECURSIVE a AS (SELECT * FROM secrets), secrets AS (SELECT 1 AS x) SELECT * FROM a
(WITH secrets AS (SELECT 1 AS id) SELECT * FROM secrets) UNION ALL SELECT 2 FROM secrets
SELECT * FROM orders WHERE id IN (WITH secrets AS (SELECT 1 AS id) SELECT id FROM secrets) AND EXISTS (SELECT FROM secrets)
WITH a AS (WITH secrets AS (SELECT 1) SELECT * FROM secrets) SELECT * FROM secrets
WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a
WITH "Secrets" AS (SELECT 1) SELECT * FROM secrets
WITH app AS (SELECT 1) SELECT * FROM app.secrets
WITH RECURSIVE orders AS (SELECT * FROM orders UNION ALL SELECT * FROM secrets) SELECT 1
SELECT (WITH s AS (SELECT 1) SELECT * FROM s), (SELECT * FROM s)
WITH cte_1 AS (SELECT 1) SELECT * FROM cte_2
WITH a(x, y, z) AS (SELECT 1) SELECT * FROM a
WITH a AS (SELECT * FROM cte_1) SELECT * FROM a
`);

/** Columns outside the policy, and system columns. */
export const HIDDEN_COLUMNS = [
  ...each("SELECT ? FROM orders", ["margin", "orders.margin", "app.orders.margin", "\"margin\"", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid", "orders.ctid", "orders.tableoid", "orders", "orders.*::text", "ROW(orders.*)", "(orders)", "ROW(orders)", "orders::text", "orders IS NULL", "coalesce(orders)", "md5(orders)", "concat(orders)", "format('%s', orders)", "max(orders)", "ARRAY[orders]", "orders = orders", "orders || ''", "CASE WHEN true THEN orders END", "nullif(orders, orders)", "greatest(orders)"]),
  ...lines(String.raw`
SELECT email FROM customers
SELECT c.email FROM customers c
SELECT id FROM customers ORDER BY email
SELECT count(*) FROM customers GROUP BY email
SELECT count(*) FROM customers WHERE email LIKE 'C%'
SELECT count(email) FROM customers
SELECT max(c.email) OVER () FROM customers c
SELECT id FROM order_items WHERE tenant_id = 't2'
SELECT tenant_id FROM order_items
SELECT i.tenant_id FROM order_items i
SELECT * FROM order_items JOIN orders USING (id, tenant_id)
SELECT x.k FROM customers AS x(a, b, c, d, e, f, g, h, i, j, l, k)
SELECT k FROM customers AS x(a, b, c, d, e, f, g, h, i, j, l, k)
SELECT * FROM customers AS x(a, b, c, d, e, f, g, h, i, j, k, l, m, n)
SELECT s.email FROM (SELECT * FROM customers) s
WITH s AS (SELECT * FROM customers) SELECT email FROM s
SELECT j.email FROM (customers c JOIN orders o ON true) j
SELECT c.id FROM customers c JOIN orders o ON c.email = o.note
SELECT c.id FROM customers c NATURAL JOIN (SELECT 'CANARY-mail-3' AS email) e
SELECT * FROM customers c JOIN (SELECT 'x' AS email) e USING (email)
SELECT (SELECT email) FROM customers
SELECT (c).email FROM customers c
SELECT *, email FROM customers
SELECT nobody.id FROM orders
SELECT nobody.* FROM orders
SELECT o.id FROM orders o, (SELECT o.id) s
SELECT id FROM orders a, orders b
SELECT a.id FROM orders a, customers a
SELECT id FROM orders JOIN customers USING (nothing)
`),
];

/** Statements that may be accepted but must not show another tenant's rows. */
export const OTHER_TENANTS = lines(String.raw`
SELECT * FROM orders WHERE tenant_id = 't2'
SELECT * FROM orders WHERE tenant_id <> 't1'
SELECT * FROM orders WHERE true OR tenant_id = 't1'
SELECT * FROM orders WHERE 1 = 1 -- AND tenant_id = 't1'
SELECT count(*), count(DISTINCT tenant_id) FROM orders
SELECT min(id), max(id), sum(amount) FROM orders
SELECT * FROM orders a LEFT JOIN orders b ON true WHERE b.tenant_id = 't2'
SELECT * FROM customers c RIGHT JOIN orders o ON c.tenant_id <> o.tenant_id
SELECT * FROM orders FULL JOIN customers ON false
SELECT * FROM orders NATURAL FULL JOIN customers
SELECT t.id FROM orders AS t(id, x, y) WHERE x = 't2'
SELECT t.tenant_id FROM orders AS t(tenant_id, id)
SELECT t.id FROM orders t
SELECT tenant_id FROM orders AS "t"
SELECT * FROM orders AS t WHERE t.tenant_id = 't2' OR 't1' = 't1'
SELECT id FROM orders EXCEPT SELECT id FROM orders WHERE tenant_id = 't1'
SELECT id FROM orders UNION ALL SELECT id FROM orders WHERE tenant_id = 't3'
WITH t AS (SELECT * FROM orders) SELECT count(*) FROM t WHERE tenant_id = 't2'
WITH orders AS (SELECT * FROM orders) SELECT tenant_id, count(*) FROM orders GROUP BY 1
WITH RECURSIVE r AS (SELECT id FROM orders WHERE id = 3 UNION SELECT o.id FROM orders o, r WHERE o.id = r.id + 1) SELECT * FROM r
SELECT * FROM customers WHERE attrs ->> 'k' LIKE 'CANARY%'
SELECT string_agg(note, '') FROM orders
SELECT array_agg(DISTINCT tenant_id) FROM customers
SELECT json_agg(o) FROM orders o
SELECT to_jsonb(c) FROM customers c
SELECT row_to_json(c) ->> 'email' FROM customers c
SELECT jsonb_agg(c.*) FROM customers c
SELECT mode() WITHIN GROUP (ORDER BY tenant_id) FROM orders
SELECT first_value(tenant_id) OVER (ORDER BY tenant_id DESC) FROM orders
SELECT id FROM events WHERE region IN ('east', 'west')
SELECT region, count(*) FROM events GROUP BY region
SELECT min(day), max(day) FROM events
SELECT * FROM events WHERE region = 'east' OR region = 'north' AND day < '2021-12-31'
SELECT count(*) FROM order_items i LEFT JOIN orders o ON o.id = i.order_id WHERE o.id IS NULL
SELECT DISTINCT i.order_id FROM order_items i
SELECT (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) FROM customers c
SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT FROM customers c WHERE c.id = o.customer_id)
SELECT GREATEST(tenant_id, 't0') FROM orders
SELECT * FROM orders LIMIT 100000000
SELECT * FROM orders LIMIT NULL OFFSET 0
`);

/** Conditions that would fail, or tell by an error, on other tenants' rows if they ran before the filter. */
export const LEAKY_CONDITIONS = lines(String.raw`
SELECT count(*) FROM orders WHERE 1 / amount > 0 AND amount > 0
SELECT count(*) FROM orders WHERE 1 / quantity >= 0
SELECT count(*) FROM orders WHERE 10 % quantity >= 0
SELECT count(*) FROM orders WHERE quantity / quantity = 1
SELECT count(*) FROM orders WHERE (1 / quantity)::text LIKE '%'
SELECT count(*) FROM orders WHERE 'x' ~ note
SELECT count(*) FROM orders WHERE note ~ note
SELECT count(*) FROM orders WHERE 'CANARY' LIKE note
SELECT count(*) FROM orders WHERE note LIKE note
SELECT count(*) FROM orders WHERE note LIKE 'CANARY( \'
SELECT count(*) FROM orders WHERE note LIKE E'CANARY%\\'
SELECT count(*) FROM orders WHERE note LIKE 'CANARY%!' ESCAPE '!'
SELECT count(*) FROM orders WHERE note LIKE 'CANARY%' || chr(92)
SELECT count(*) FROM orders WHERE note ~~ 'CANARY%\'
SELECT count(*) FROM orders WHERE note ILIKE E'canary%\\'
SELECT count(*) FROM orders WHERE note !~~ concat('CANARY%', E'\\')
SELECT count(*) FROM orders WHERE note = ANY (ARRAY['a']) OR note LIKE ANY (ARRAY['CANARY%\'])
SELECT count(*) FROM orders WHERE note LIKE ALL (ARRAY['CANARY%\'])
SELECT count(*) FROM orders WHERE note SIMILAR TO note
SELECT count(*) FROM orders WHERE note NOT ILIKE note
SELECT count(*) FROM orders WHERE regexp_replace('a', note, 'b') = 'a'
SELECT count(*) FROM orders WHERE note::int > 0
SELECT count(*) FROM orders WHERE substr(note, 6)::int > 0
SELECT count(*) FROM customers WHERE (attrs ->> 'k')::int > 0
SELECT count(*) FROM customers WHERE jsonb_path_exists(attrs, '$.k ? (@ starts with "CANARY").double()')
SELECT count(*) FROM customers WHERE jsonb_path_match(attrs, '$.k.double() > 0')
SELECT count(*) FROM customers WHERE jsonb_array_length(attrs -> 'k') > 0
SELECT count(*) FROM orders WHERE CASE WHEN note LIKE 'CANARY%' THEN 1 / (quantity - quantity) END = 1
SELECT count(*) FROM orders WHERE note LIKE 'CANARY%' AND 1 / quantity = 1
SELECT count(*) FROM orders WHERE note = 'CANARY( \' AND to_date('x', 'YYYY') IS NULL
SELECT count(*) FROM orders WHERE coalesce(1 / quantity, 0) >= 0
SELECT count(*) FROM orders WHERE (quantity > 100) OR 1 / quantity >= 0
SELECT count(*) FROM orders WHERE ARRAY[1 / quantity] IS NOT NULL
SELECT count(*) FROM orders WHERE ROW(1 / quantity, 1) > ROW(-1, 0)
SELECT count(*) FROM orders WHERE 1 / quantity IN (0, 1)
SELECT count(*) FROM orders WHERE 1 / quantity = ANY (ARRAY[0, 1])
SELECT count(*) FROM orders WHERE 1 / quantity BETWEEN 0 AND 1
SELECT count(*) FROM orders WHERE sqrt(amount - 0.01) >= 0
SELECT count(*) FROM orders WHERE ln(quantity) >= 0
SELECT count(*) FROM orders WHERE chr(quantity) IS NOT NULL
SELECT count(*) FROM orders WHERE repeat(note, 2) IS NOT NULL AND left(note, 1 / quantity) IS NOT NULL
SELECT count(*) FROM orders WHERE date_trunc(note, ordered_at) IS NULL
SELECT count(*) FROM orders WHERE date_part(note, ordered_at) > 0
SELECT count(*) FROM orders WHERE extract(hour FROM shipped_on) > 0 AND note = 'CANARY( \'
SELECT count(*) FROM orders WHERE ordered_at AT TIME ZONE note IS NOT NULL
SELECT count(*) FROM orders WHERE make_date(quantity, 1, 1) IS NOT NULL
SELECT count(*) FROM orders WHERE to_number(note, '999') > 0
SELECT count(*) FROM orders WHERE (SELECT 1 / quantity) >= 0
SELECT count(*) FROM orders o WHERE (SELECT max(1 / o.quantity) FROM products) >= 0
SELECT count(*) FROM orders o WHERE EXISTS (SELECT 1 FROM products p WHERE p.id > 1 / o.quantity)
SELECT count(*) FROM orders o WHERE o.id IN (SELECT p.id / o.quantity FROM products p)
SELECT count(*) FROM orders o WHERE (SELECT id FROM products p WHERE o.quantity = 0 OR p.id = 1) = 1
SELECT count(*) FROM products p JOIN orders o ON 1 / o.quantity = p.id
SELECT count(*) FROM products p LEFT JOIN orders o ON p.id = 1 / o.quantity
SELECT count(*) FROM orders a JOIN orders b ON a.id = b.id AND 1 / (a.quantity * b.quantity) >= 0
SELECT count(*) FROM (SELECT 1 / quantity AS r FROM orders) s WHERE r >= 0
SELECT count(*) FROM (SELECT * FROM (SELECT 1 / quantity AS r FROM orders) a) b WHERE b.r = 1
WITH s AS (SELECT 1 / quantity AS r FROM orders) SELECT count(*) FROM s WHERE r >= 0
SELECT count(*) FROM (SELECT id FROM orders UNION ALL SELECT 1 / quantity FROM orders) u WHERE id > 0
SELECT quantity, count(*) FROM orders GROUP BY quantity HAVING 1 / quantity >= 0
SELECT count(*) FROM orders o, LATERAL (VALUES (1 / o.quantity)) v(r) WHERE v.r >= 0
SELECT count(*) FROM orders o, LATERAL (SELECT 1 / o.quantity AS r) v WHERE v.r >= 0
SELECT count(*) FROM (SELECT (SELECT 1 / o.quantity) AS r FROM orders o) s WHERE r >= 0
SELECT count(*) FROM order_items WHERE 1 / quantity >= 0
SELECT count(*) FROM events WHERE 1 / value > 0 AND value > 0
SELECT count(*) FROM orders WHERE concat(note, to_date('x', 'YYYY')::text) = 'x'
SELECT count(*) FROM orders WHERE CASE WHEN note NOT LIKE 'CANARY%' THEN true WHEN note = to_date('x', 'YYYY')::text THEN false END
SELECT count(*) FROM orders WHERE (note = 'CANARY( \' AND to_timestamp('x', 'YYYY') > now()) IS NOT TRUE
SELECT count(*) FROM orders WHERE note IS NULL OR note = to_char(to_date('x', 'YYYY'), 'YYYY')
SELECT count(*) FROM customers WHERE attrs -> 'k' || attrs -> 'n' IS NOT NULL
SELECT count(*) FROM orders WHERE tags || ARRAY[[note]] IS NOT NULL
SELECT count(*) FROM orders WHERE jsonb_path_exists(to_jsonb(note), '$ ? (@ starts with "CANARY").double()')
SELECT count(*) FROM events WHERE sqrt(value - 0.0) >= 0
SELECT count(*) FROM events WHERE (payload ->> 'ms')::int > 0
SELECT count(*) FROM orders WHERE 2147483600 + quantity * 10 > 0
SELECT count(*) FROM orders WHERE (quantity + 32760)::smallint > 0
SELECT count(*) FROM orders WHERE (ARRAY['2020-01-01', 'bad'])[1 + (quantity = 0)::int]::date IS NOT NULL
`);

/** What lies behind a mask, and rows whose owner only a parent knows. */
export const BEHIND_MASKS = lines(String.raw`
SELECT phone FROM customers WHERE phone LIKE '+49%'
SELECT t.phone FROM customers
SELECT id FROM customers WHERE born < date '1970-06-01' AND born > date '1970-01-01'
SELECT count(*) FROM customers WHERE born > date '4000000-01-01'
SELECT count(*) FROM customers WHERE born::timestamp > timestamp '2000-01-01'
SELECT count(*) FROM customers WHERE born IS NOT NULL
SELECT id FROM customers ORDER BY born, score, phone
SELECT count(*) FROM customers WHERE score::int > 0
SELECT count(*) FROM customers WHERE (score + 1)::int > 0
SELECT max(score), min(score) FROM customers
SELECT passport FROM customers WHERE passport = 'P1'
SELECT count(*) FROM customers WHERE passport = left(encode(sha256(convert_to('P1', 'UTF8')), 'hex'), 16)
SELECT count(*) FROM customers WHERE phone::bigint > 0
SELECT string_agg(phone || passport, ',') FROM customers
SELECT to_jsonb(s) FROM (SELECT phone, passport FROM customers) s
SELECT row_to_json(c) FROM customers c
SELECT id FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE tenant_id = 't2')
SELECT count(*) FROM order_items WHERE order_id = ANY (SELECT id FROM parent_1)
SELECT count(*) FROM order_items WHERE parent_1.tenant_id = 't2'
SELECT count(*) FROM order_items i RIGHT JOIN generate_series(1, 500) g ON g = i.order_id
SELECT count(*) FROM order_items WHERE 1 / (quantity - 7) < 100
SELECT count(*) FROM order_items WHERE packed > date '2024-01-01'
SELECT count(*) FROM order_items WHERE packed IS NOT NULL
SELECT count(*) FROM order_items i JOIN customers c ON c.born = i.packed
WITH orders AS (SELECT 1 AS id, 't1' AS tenant_id) SELECT count(*) FROM order_items
WITH parent_1 AS (SELECT 1 AS id) SELECT count(*) FROM order_items, parent_1
`);

/** Casts that PostgreSQL makes by itself: other tenants have prices beyond all floats and dates beyond all timestamps. */
export const UNWRITTEN_CASTS = [
  ...each("SELECT count(*) FROM order_items WHERE ?", [
    "price > 5::float8", "price IN (5::float8, 6)", "greatest(price, 1::float8) > 3", "price BETWEEN 1::float8 AND 2",
    "sign(price) > 0", "price = ANY (SELECT value FROM events)", "price = (SELECT max(value) FROM events)", "concat(price) = '1'",
    "price::text = '1'", "nullif(price, 1::float8) IS NULL", "price IS DISTINCT FROM 1::float8", "(price, 1) < (1::float8, 2)",
    "price > sqrt(2)", "price > random() * 0", "price > '1e3'::float8", "quantity > 5::float8",
    "CASE WHEN true THEN price ELSE 1::float8 END > 1",
    "price::numeric(4,1) > 1", "price::decimal(9) = 3", "quantity::numeric(1,1) > 0", "CASE price WHEN 1::float8 THEN true END", "(price, quantity) IN (SELECT value, id FROM events)", "price = ANY ('{1}'::float8[])", "price IN (SELECT v FROM (VALUES (1::float8), (2)) AS x(v))",
  ]),
  ...lines(String.raw`
SELECT count(*) FROM orders WHERE date_part('year', shipped_on) > 2000
SELECT count(*) FROM orders WHERE extract(year FROM shipped_on) > 2000
SELECT count(*) FROM orders WHERE greatest(shipped_on, ordered_at) > now()
SELECT count(*) FROM orders WHERE coalesce(shipped_on, ordered_at) < timestamp '2024-01-01'
SELECT count(*) FROM orders WHERE CASE WHEN quantity > 3 THEN shipped_on ELSE ordered_at END < timestamp '2024-01-01'
SELECT count(*) FROM orders WHERE ARRAY[shipped_on, ordered_at] @> ARRAY[timestamp '2024-01-01']
SELECT count(*) FROM orders WHERE nullif(shipped_on, ordered_at) IS NULL
SELECT count(*) FROM orders WHERE shipped_on IN (timestamp '2024-01-01', now())
SELECT count(*) FROM orders WHERE shipped_on BETWEEN timestamp '2023-01-01' AND now()
SELECT count(*) FROM orders WHERE shipped_on < ordered_at
SELECT count(*) FROM orders WHERE shipped_on < now()
SELECT count(*) FROM orders WHERE shipped_on IS DISTINCT FROM ordered_at
SELECT count(*) FROM orders WHERE (shipped_on, 1) < (ordered_at, 2)
SELECT count(*) FROM orders WHERE shipped_on = ANY (ARRAY[ordered_at])
SELECT count(*) FROM orders WHERE isfinite(shipped_on)
SELECT count(*) FROM orders a JOIN orders b ON a.shipped_on = b.ordered_at
SELECT count(*) FROM orders a JOIN orders b ON a.shipped_on BETWEEN b.ordered_at AND b.ordered_at + interval '1 day'
SELECT count(*) FROM orders a JOIN (SELECT id, ordered_at AS shipped_on FROM orders) b USING (shipped_on)
SELECT count(*) FROM orders WHERE shipped_on IN (SELECT ordered_at FROM orders)
SELECT count(*) FROM (SELECT shipped_on AS d FROM orders UNION ALL SELECT ordered_at FROM orders) x WHERE d < now()
SELECT d FROM (SELECT shipped_on AS d FROM orders UNION ALL SELECT ordered_at FROM orders) x WHERE d IS NOT NULL
SELECT count(*) FROM order_items JOIN events ON price = value
SELECT count(*) FROM order_items a JOIN (SELECT 1.5::float8 AS price) b USING (price)
SELECT count(*) FROM order_items NATURAL JOIN (SELECT 1.5::float8 AS price) b
SELECT count(*) FROM order_items, (SELECT 5::float8 AS v) b WHERE price > b.v
WITH v AS (SELECT 5::float8 AS v) SELECT count(*) FROM order_items WHERE price > (SELECT v FROM v)
SELECT count(*) FROM order_items a JOIN (SELECT price / 1 AS k FROM order_items) b ON a.price = b.k
SELECT count(*) FROM (SELECT id, price::float8 AS k FROM order_items) a JOIN (SELECT 1.5::float8 AS k) b USING (k)
SELECT count(*) FROM (SELECT price AS k FROM order_items UNION ALL SELECT 1::float8) x WHERE k > 1
`),
];
