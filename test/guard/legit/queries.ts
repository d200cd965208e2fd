// Analytic statements an honest analyst writes, by construct. Each must be accepted and give exactly the tenant's own answer.

const BLOCKS: Record<string, string> = {
  basics: String.raw`
SELECT * FROM orders
SELECT * FROM app.orders
SELECT o.* FROM orders o
SELECT app.orders.id, app.orders.status FROM app.orders
SELECT count(*) FROM orders
SELECT DISTINCT status FROM Orders ORDER BY STATUS
SELECT "status", COUNT(*) AS "Number of orders" FROM orders GROUP BY "status"
SELECT id, amount * quantity AS total FROM orders WHERE status = 'paid' ORDER BY total DESC, id LIMIT 5
SELECT id FROM orders ORDER BY id LIMIT 3 OFFSET 2
SELECT id FROM orders ORDER BY id OFFSET 5 ROWS FETCH NEXT 4 ROWS ONLY
SELECT id FROM orders ORDER BY id LIMIT ALL
SELECT id FROM orders ORDER BY id LIMIT NULL
SELECT id FROM orders ORDER BY id LIMIT 2 + 3
SELECT id FROM orders ORDER BY id LIMIT (SELECT count(*) FROM products)
SELECT 1
SELECT 1 AS one, 'it''s' AS text, NULL AS nothing, true AS yes, -5 AS minus, 1.50 AS price, 1e3 AS big, .5 AS half
SELECT 'back\slash', E'tab\t', U&'\0041', $$dollar$$, $tag$it's$tag$
SELECT 0xFF, 1_000_000, 0b101, 0o17, 9223372036854775807, 12345678901234567890, 0xFFFFFFFFFFFFFFFFF
SELECT - - 5, +3, -(-2), 3 - -5, -amount FROM orders
SELECT id, status FROM orders WHERE note IS NULL AND category IS NOT NULL
SELECT count(*) FROM orders WHERE category IN ('toys', 'food') AND status NOT IN ('void')
SELECT count(*) FROM orders WHERE amount BETWEEN 10 AND 50 AND quantity NOT BETWEEN SYMMETRIC 9 AND 7
SELECT count(*) FROM orders WHERE category IS DISTINCT FROM 'toys'
SELECT count(*) FROM orders WHERE category IS NOT DISTINCT FROM NULL
SELECT count(*) FROM orders WHERE note LIKE 'note 1%' AND note NOT LIKE '%3'
SELECT count(*) FROM orders WHERE note ILIKE 'NOTE _2%'
SELECT count(*) FROM orders WHERE note LIKE 'note!_1%' ESCAPE '!'
SELECT count(*) FROM orders WHERE note SIMILAR TO 'note (1|2)%'
SELECT count(*) FROM orders WHERE note ~ '^note [0-9]{2}$' AND note !~* 'NOTE 9'
SELECT count(*) FROM orders WHERE (status = 'paid') IS TRUE OR (note IS NULL) IS NOT FALSE
SELECT count(*) FROM orders WHERE NOT (status = 'paid' OR (status = 'open' AND quantity > 3))
SELECT status || ': ' || coalesce(category, 'none') AS label, count(*) FROM orders GROUP BY 1 ORDER BY label
SELECT id, CASE WHEN amount > 60 THEN 'high' WHEN amount > 20 THEN 'mid' ELSE 'low' END AS band FROM orders
SELECT CASE status WHEN 'paid' THEN 1 ELSE 0 END, count(*) FROM orders GROUP BY 1
SELECT coalesce(category, 'none') c, nullif(status, 'void') s, greatest(quantity, 3), least(quantity, 3) FROM orders
SELECT quantity % 3 AS r, quantity / 2, quantity ^ 2, |/ quantity, @ (quantity - 5), quantity & 3, quantity | 8, quantity # 1, quantity << 2, quantity >> 1, ~ quantity FROM orders
SELECT id FROM orders WHERE (status, quantity) = ('paid', 4)
SELECT id FROM orders WHERE (status, quantity) IN (('paid', 4), ('open', 7))
SELECT t.id FROM (TABLE orders) t WHERE t.quantity = 4
TABLE products
SELECT name FROM products ORDER BY name COLLATE "C"
SELECT amount::int, quantity::text, CAST(amount AS numeric(10,1)), shipped_on::timestamp, id::varchar(2), '3'::smallint, 'x'::char(3) FROM orders
SELECT (o).status FROM orders o
SELECT tenant_id, count(*) FROM orders GROUP BY tenant_id
`,
  aggregates: String.raw`
SELECT status, count(*), count(category), count(DISTINCT category), sum(amount), avg(amount), min(amount), max(amount) FROM orders GROUP BY status
SELECT status, sum(amount) FILTER (WHERE category = 'toys') AS toys, count(*) FILTER (WHERE quantity > 5) FROM orders GROUP BY status
SELECT status, sum(amount) / nullif(count(*), 0) AS mean FROM orders GROUP BY status HAVING sum(amount) > 100 ORDER BY mean DESC
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount), percentile_disc(ARRAY[0.25, 0.75]) WITHIN GROUP (ORDER BY quantity), mode() WITHIN GROUP (ORDER BY status) FROM orders
SELECT stddev(amount), variance(quantity), stddev_pop(quantity), var_samp(quantity), corr(quantity, amount::float8), covar_pop(quantity, amount::float8) FROM orders
SELECT regr_slope(amount::float8, quantity), regr_intercept(amount::float8, quantity), regr_r2(amount::float8, quantity), regr_count(amount::float8, quantity) FROM orders
SELECT status, string_agg(category, ', ' ORDER BY category) FROM orders GROUP BY status
SELECT status, string_agg(DISTINCT category, ',' ORDER BY category DESC) FROM orders GROUP BY status
SELECT array_agg(id ORDER BY id DESC) FROM orders WHERE quantity = 4
SELECT status, bool_and(quantity > 1), bool_or(quantity > 8), every(quantity > 0) FROM orders GROUP BY status
SELECT status, category, count(*) FROM orders GROUP BY ROLLUP (status, category)
SELECT status, category, count(*), GROUPING(status, category) FROM orders GROUP BY CUBE (status, category)
SELECT status, category, sum(amount) FROM orders GROUP BY GROUPING SETS ((status), (category), ())
SELECT status, category, sum(amount) FROM orders GROUP BY status, ROLLUP (category), GROUPING SETS ((), (status, category))
SELECT status AS s, count(*) AS c FROM orders GROUP BY s ORDER BY c DESC, s
SELECT status, count(*) FROM orders GROUP BY 1 ORDER BY count DESC, 1
SELECT date_trunc('month', ordered_at) AS month, sum(amount) FROM orders GROUP BY month ORDER BY month
SELECT rank(5) WITHIN GROUP (ORDER BY quantity) FROM orders
SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) s
SELECT json_agg(s ORDER BY s.status) FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) s
SELECT row_to_json(s) FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) s
SELECT count(*) FROM orders HAVING count(*) > 1
SELECT max(shipped_on) - min(shipped_on) AS days, age(max(shipped_on), min(shipped_on)) FROM orders
SELECT count(*) * 100.0 / sum(count(*)) OVER () AS share, status FROM orders GROUP BY status
SELECT width_bucket(amount, 0, 130, 5) AS bucket, count(*) FROM orders GROUP BY bucket ORDER BY bucket
SELECT any_value(tenant_id), bit_or(quantity), sum(DISTINCT quantity) FROM orders
SELECT count(o) FROM orders o
SELECT count(o.*) FROM orders o
`,
  windows: String.raw`
SELECT id, row_number() OVER (ORDER BY id) FROM orders
SELECT id, rank() OVER (PARTITION BY status ORDER BY amount DESC), dense_rank() OVER w, ntile(4) OVER w FROM orders WINDOW w AS (PARTITION BY status ORDER BY amount DESC)
SELECT id, lag(amount) OVER w, lead(amount, 2, 0) OVER w, amount - lag(amount) OVER w AS change FROM orders WINDOW w AS (ORDER BY id)
SELECT id, sum(amount) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM orders
SELECT id, avg(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM orders
SELECT id, sum(amount) OVER (ORDER BY shipped_on RANGE BETWEEN interval '10 days' PRECEDING AND CURRENT ROW) FROM orders
SELECT id, count(*) OVER (ORDER BY quantity GROUPS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES) FROM orders
SELECT id, first_value(amount) OVER w, last_value(amount) OVER w, nth_value(amount, 2) OVER w FROM orders WINDOW w AS (PARTITION BY status ORDER BY id RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
SELECT id, percent_rank() OVER w, cume_dist() OVER w FROM orders WINDOW w AS (ORDER BY amount)
SELECT id, sum(amount) FILTER (WHERE status = 'paid') OVER (ORDER BY id) FROM orders
SELECT id, sum(amount) OVER (w ROWS UNBOUNDED PRECEDING) FROM orders WINDOW w AS (PARTITION BY status ORDER BY id)
SELECT * FROM (SELECT id, status, row_number() OVER (PARTITION BY status ORDER BY amount DESC, id) AS rn FROM orders) r WHERE rn <= 2
SELECT status, sum(sum(amount)) OVER (ORDER BY status) FROM orders GROUP BY status
SELECT month, total, total - lag(total) OVER (ORDER BY month) AS diff FROM (SELECT date_trunc('month', ordered_at) AS month, sum(amount) AS total FROM orders GROUP BY 1) m
SELECT id, amount / sum(amount) OVER () FROM orders
SELECT DISTINCT ON (status) status, id, amount FROM orders ORDER BY status, amount DESC, id
SELECT DISTINCT ON (s) status AS s, id FROM orders ORDER BY s, id DESC
`,
  joins: String.raw`
SELECT c.name, sum(o.amount) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.name
SELECT c.name, o.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'void'
SELECT c.name, o.id FROM orders o RIGHT JOIN customers c ON o.customer_id = c.id AND o.quantity > 8
SELECT c.id, o.id FROM customers c FULL JOIN orders o ON o.customer_id = c.id
SELECT p.name, count(i.id) FROM products p LEFT JOIN order_items i ON i.product_id = p.id GROUP BY p.name
SELECT o.id, p.name FROM orders o JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id
SELECT a.id, b.id FROM orders a CROSS JOIN products b
SELECT a.id, b.id FROM orders a, products b WHERE a.quantity = b.id
SELECT id, a.status, b.amount FROM orders a JOIN orders b USING (id)
SELECT * FROM orders JOIN order_items i USING (id) WHERE i.quantity > 2
SELECT count(*) FROM products NATURAL JOIN (SELECT id, name FROM products) q
SELECT j.id, j.category FROM (orders o JOIN products p USING (category, id)) AS j
SELECT x.id FROM orders o JOIN products p USING (id) AS x
SELECT j.b FROM (products p JOIN customers c ON true) AS j(x, b)
SELECT j.c FROM (orders o CROSS JOIN products p) AS j(a, b, c)
SELECT j.a, j.b FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j(a, b)
SELECT count(*) FROM ((customers c JOIN orders o ON o.customer_id = c.id) JOIN order_items i ON i.order_id = o.id)
SELECT o.id, n FROM orders AS o(id, tenant, cust) JOIN (VALUES (1, 'a'), (2, 'b')) v(q, n) ON v.q = o.quantity
SELECT a.id FROM orders a JOIN orders b ON a.customer_id = b.customer_id AND a.id < b.id
SELECT COALESCE(id, 0) FROM products FULL JOIN (SELECT 99 AS id) extra USING (id)
SELECT c.name, t.id FROM customers c JOIN LATERAL (SELECT o.id FROM orders o WHERE o.customer_id = c.id ORDER BY o.amount DESC, o.id LIMIT 2) t ON true
SELECT c.name, t.n FROM customers c LEFT JOIN LATERAL (SELECT count(*) AS n FROM orders o WHERE o.customer_id = c.id) t ON true
SELECT c.name, t.n FROM customers c, LATERAL (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) AS t(n)
SELECT p.name, q.name FROM products p LEFT JOIN products q ON q.id = p.id + 1
SELECT orders.id FROM orders JOIN customers ON customers.id = orders.customer_id WHERE customers.country = 'de'
`,
  subqueries: String.raw`
SELECT id FROM orders WHERE amount > (SELECT avg(amount) FROM orders)
SELECT id FROM orders o WHERE amount > (SELECT avg(amount) FROM orders i WHERE i.status = o.status)
SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.status = 'paid')
SELECT name FROM customers c WHERE NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)
SELECT name FROM products WHERE id IN (SELECT product_id FROM order_items WHERE price > 20)
SELECT name FROM products WHERE id NOT IN (SELECT product_id FROM order_items WHERE price > 40)
SELECT id FROM orders WHERE quantity = ANY (SELECT id FROM products WHERE price > 10)
SELECT id FROM orders WHERE quantity >= ALL (SELECT quantity FROM orders)
SELECT id FROM orders WHERE status = ANY (ARRAY['paid', 'void'])
SELECT c.name, (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) FROM customers c
SELECT c.name, (SELECT max(o.amount) AS top FROM orders o WHERE o.customer_id = c.id) FROM customers c ORDER BY top DESC NULLS LAST, 1
SELECT ARRAY(SELECT id FROM products ORDER BY id)
SELECT * FROM (SELECT status, count(*) FROM orders GROUP BY status) s WHERE count > 20
SELECT * FROM (SELECT status AS a, amount AS b FROM orders) s(x) WHERE s.x = 'paid' AND b > 30
SELECT total FROM (SELECT status, sum(amount) total FROM orders GROUP BY status) WHERE status = 'paid'
SELECT exists(SELECT 1 FROM orders WHERE status = 'void'), (SELECT 2), array(SELECT 3)
SELECT (SELECT status FROM orders WHERE id = -1) IS NULL
SELECT o.id FROM orders o WHERE (o.customer_id, o.status) IN (SELECT c.id, 'paid' FROM customers c)
SELECT status FROM orders x WHERE EXISTS (SELECT 1 FROM products x WHERE x.price > 20) GROUP BY status
SELECT (SELECT x.name FROM products x WHERE x.id = y.quantity) AS p, count(*) FROM orders y GROUP BY 1
`,
  ctes: String.raw`
WITH paid AS (SELECT * FROM orders WHERE status = 'paid') SELECT count(*), sum(amount) FROM paid
WITH a AS (SELECT status, sum(amount) t FROM orders GROUP BY status), b AS (SELECT max(t) m FROM a) SELECT a.status FROM a, b WHERE a.t = b.m
WITH orders AS (SELECT * FROM orders WHERE quantity > 3) SELECT count(*) FROM orders
WITH a(x, y) AS (SELECT id, status FROM orders) SELECT y, max(x) FROM a GROUP BY y
WITH a AS MATERIALIZED (SELECT id FROM orders), b AS NOT MATERIALIZED (SELECT id FROM a) SELECT count(*) FROM b
WITH a AS (SELECT 1 AS n) SELECT * FROM (WITH a AS (SELECT 2 AS n) SELECT n FROM a) s, a
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) SELECT i FROM n
WITH RECURSIVE m AS (SELECT date '2023-01-01' AS d UNION ALL SELECT (d + interval '1 month')::date FROM m WHERE d < '2024-06-01') SELECT m.d, count(o.id) FROM m LEFT JOIN orders o ON date_trunc('month', o.ordered_at) = m.d GROUP BY m.d
WITH RECURSIVE t(i, path) AS (SELECT 1, ARRAY[1] UNION ALL SELECT i + 1, path || (i + 1) FROM t WHERE i < 4) SELECT path[2], cardinality(path) FROM t
WITH RECURSIVE t(i) AS (SELECT 1 UNION SELECT i * 2 FROM t WHERE i < 50) SEARCH DEPTH FIRST BY i SET o SELECT i FROM t ORDER BY o
WITH RECURSIVE s AS (SELECT * FROM products WHERE id = 1 UNION ALL SELECT p.* FROM products p JOIN s ON p.id = s.id + 1) SELECT s.name FROM s
WITH a AS (SELECT id FROM orders UNION SELECT id FROM products) SELECT count(*) FROM a
SELECT * FROM products WHERE id IN (WITH x AS (SELECT product_id FROM order_items) SELECT product_id FROM x)
WITH a AS (VALUES (1, 'x'), (2, 'y')) SELECT column2 FROM a WHERE column1 = 2
WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a UNION ALL SELECT x + 1 FROM a) SELECT sum(x) FROM b
`,
  sets: String.raw`
SELECT id FROM orders UNION SELECT id FROM products
SELECT 'o' AS kind, count(*) FROM orders UNION ALL SELECT 'p', count(*) FROM products ORDER BY 1
SELECT quantity FROM orders INTERSECT SELECT id FROM products
SELECT id FROM products EXCEPT SELECT quantity FROM orders ORDER BY id
SELECT quantity FROM orders EXCEPT ALL SELECT id FROM products
(SELECT id FROM orders ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM orders ORDER BY id DESC LIMIT 2)
SELECT 1 UNION SELECT 2 EXCEPT (SELECT 2 UNION SELECT 3)
SELECT 1 UNION (SELECT 2 INTERSECT SELECT 2) ORDER BY 1
VALUES (1, 'a'), (2, 'b')
VALUES (3), (1), (2) ORDER BY column1 LIMIT 2
SELECT x, count(*) FROM (SELECT status AS x FROM orders UNION ALL SELECT category FROM products) u GROUP BY x
`,
  dates: String.raw`
SELECT extract(year FROM ordered_at) AS y, extract(quarter FROM ordered_at) q, sum(amount) FROM orders GROUP BY 1, 2
SELECT to_char(ordered_at, 'YYYY-MM') AS m, count(*) FROM orders GROUP BY m
SELECT date_part('dow', ordered_at) AS d, count(*) FROM orders GROUP BY d
SELECT ordered_at::date AS day, count(*) FROM orders WHERE ordered_at::date >= '2023-06-01' GROUP BY day
SELECT count(*) FROM orders WHERE ordered_at >= date '2023-03-01' AND ordered_at < date '2023-03-01' + interval '1 month'
SELECT count(*) FROM orders WHERE extract(month FROM shipped_on) = 3
SELECT count(*) FROM orders WHERE date_trunc('year', ordered_at) = timestamp '2024-01-01'
SELECT created_at AT TIME ZONE 'Europe/Berlin' FROM customers
SELECT date_trunc('day', created_at AT TIME ZONE 'America/New_York') AS d, count(*) FROM customers GROUP BY d
SELECT created_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Tokyo' FROM customers
SELECT count(*) FROM orders WHERE ordered_at > now() - interval '100 years'
SELECT count(*) FROM orders WHERE shipped_on <= CURRENT_DATE AND ordered_at < LOCALTIMESTAMP AND CURRENT_TIMESTAMP(0) > ordered_at
SELECT interval '1 year 2 months', interval '90' minute, interval '1-2' year to month, '3 days'::interval, make_interval(days => 10)
SELECT shipped_on - ordered_at::date AS lead, shipped_on + 7, shipped_on - interval '1 week' FROM orders
SELECT date_bin('15 minutes', ordered_at, timestamp '2023-01-01') FROM orders
SELECT d::date, count(o.id) FROM generate_series(date '2023-01-01', date '2023-12-01', interval '1 month') AS d LEFT JOIN orders o ON date_trunc('month', o.ordered_at) = d GROUP BY d
SELECT g FROM generate_series(1, 5) g
SELECT g.n FROM generate_series((SELECT min(quantity) FROM orders), 9, 2) AS g(n)
SELECT m::date FROM generate_series((SELECT min(ordered_at) FROM orders), (SELECT max(ordered_at) FROM orders), '1 month') m
SELECT (ordered_at, interval '1 day') OVERLAPS (date '2023-02-01', date '2023-03-01') FROM orders
SELECT isfinite(shipped_on), justify_days(interval '40 days'), to_date('2023-05-06', 'YYYY-MM-DD'), to_timestamp(0), make_date(2023, 5, 6) FROM orders LIMIT 1
SELECT daterange(date '2023-01-01', date '2023-02-01') @> shipped_on AS inside, count(*) FROM orders GROUP BY 1
SELECT time '04:05', timestamp(0) '2023-01-01 10:00', timestamptz '2023-01-01 10:00+02', '2023-01-01'::timestamp with time zone
`,
  texts: String.raw`
SELECT upper(name), lower(name), length(name), initcap(lower(name)), reverse(name) FROM products
SELECT substring(name FROM 1 FOR 3), substring(name FROM '[0-9]+'), position('o' IN name), overlay(name PLACING 'X' FROM 1 FOR 1), trim(BOTH 'P' FROM name) FROM products
SELECT split_part(name, ' ', 2), left(name, 4), right(name, 1), lpad(name, 12, '.'), rpad(name, 12), repeat('=', 3), replace(name, 'P', 'p') FROM products
SELECT regexp_replace(name, '[0-9]', '#', 'g'), regexp_match(name, '([0-9])'), regexp_substr(name, '[0-9]') FROM products
SELECT concat(name, '-', id), concat_ws('/', name, category), format('%s has %s', name, id), md5(name), ltrim(name, 'P'), strpos(name, 'd') FROM products
SELECT string_to_array(name, ' ') FROM products
SELECT w, count(*) FROM products, regexp_split_to_table(name, ' ') AS w GROUP BY w
SELECT to_char(price, 'FM999.00'), to_number('12.5', '99.9'), round(price / 7, 2), ceil(price / 7), floor(price / 7), trunc(price / 7, 1), sign(price), mod(id, 3) FROM products
SELECT ln(price), log(price), exp(1.0), sqrt(price), power(price, 2), abs(-price), pi(), degrees(1.0), sin(0.5) FROM products
SELECT count(*) FROM customers WHERE lower(name) = 'customer 3' OR starts_with(name, 'Customer 1')
SELECT translate(name, 'aeiou', '*****'), ascii(name), chr(65), normalize(name) FROM products
SELECT count(*) FROM orders WHERE note LIKE ANY (ARRAY['note 1%', 'note 2%'])
SELECT count(*) FROM orders WHERE note LIKE ALL ('{note%,%1%}'::text[])
SELECT count(*) FROM orders WHERE note LIKE ANY (ARRAY['note 1\_%', lower('NOTE 2%')])
SELECT count(*) FROM orders WHERE note LIKE 'note ' || 1 || '%'
SELECT count(*) FROM orders WHERE note LIKE concat('%', lower('OTE 1'), '%') AND note LIKE '%\%%' IS FALSE
SELECT count(*) FROM orders o JOIN products p ON o.note LIKE '%' || p.id || '%'
SELECT count(*) FROM orders WHERE note ~~ 'note%' AND note !~~* 'NOTE 1%' AND note ~* ('NOTE ' || '1')
SELECT count(*) FROM orders WHERE note NOT SIMILAR TO '%(1|2)%' ESCAPE '!'
SELECT count(*) FROM orders WHERE upper(status) LIKE 'P%'
`,
  json: String.raw`
SELECT attrs ->> 'k' AS k, (attrs ->> 'n')::int AS n, attrs -> 'list' -> 0 FROM customers
SELECT attrs #>> '{list,1}', attrs #> '{list}' FROM customers
SELECT count(*) FROM customers WHERE attrs ->> 'k' = '1'
SELECT count(*) FROM customers WHERE attrs @> '{"k": "1"}' AND attrs ? 'n' AND attrs ?| ARRAY['k', 'z'] AND attrs ?& ARRAY['k', 'n']
SELECT c.id, e FROM customers c, jsonb_array_elements(c.attrs -> 'list') AS e
SELECT c.id, e.value::int + 1 FROM customers c CROSS JOIN LATERAL jsonb_array_elements_text(c.attrs -> 'list') AS e
SELECT key, count(*) FROM customers, jsonb_each(attrs) GROUP BY key
SELECT k FROM customers, jsonb_object_keys(attrs) k
SELECT jsonb_path_query_array(attrs, '$.list[*] ? (@ > 10)') FROM customers
SELECT count(*) FROM customers WHERE jsonb_path_exists(attrs, '$.n ? (@ > 10)')
SELECT count(*) FROM customers WHERE attrs @? '$.n ? (@ > 10)' OR attrs @@ '$.n == 3'
SELECT jsonb_build_object('status', status, 'n', count(*)) FROM orders GROUP BY status
SELECT payload ->> 'page' AS page, avg((payload ->> 'ms')::numeric) FROM events GROUP BY page
SELECT jsonb_typeof(attrs -> 'list'), jsonb_array_length(attrs -> 'list'), attrs['n'], to_jsonb(name) FROM customers
SELECT x.a, x.b FROM json_to_recordset('[{"a":1,"b":"x"}]') AS x(a int, b text)
SELECT attrs - 'list' || '{"z": 1}'::jsonb FROM customers
`,
  arrays: String.raw`
SELECT tags[1], tags[1:2], cardinality(tags), array_length(tags, 1), array_to_string(tags, '+') FROM orders
SELECT tag, count(*) FROM orders, unnest(tags) AS tag GROUP BY tag
SELECT tag, count(*) FROM orders CROSS JOIN LATERAL unnest(tags) AS t(tag) GROUP BY tag
SELECT unnest(tags) AS tag, count(*) FROM orders GROUP BY 1
SELECT o.id, u.tag, u.n FROM orders o, unnest(o.tags) WITH ORDINALITY AS u(tag, n)
SELECT count(*) FROM orders WHERE 'a1' = ANY (tags)
SELECT count(*) FROM orders WHERE tags @> ARRAY['a0'] AND tags && ARRAY['b0', 'b1'] AND NOT tags <@ ARRAY['b1']
SELECT (ARRAY['x', 'y', 'z'])[2], (array_agg(id ORDER BY id))[1:3] FROM orders
SELECT ARRAY[[1, 2], [3, 4]], ARRAY[]::int[], '{1,2}'::int[], array_append(ARRAY[1], 2), array_position(ARRAY['a', 'b'], 'b')
SELECT a, b FROM unnest(ARRAY[1, 2], ARRAY['x', 'y']) AS u(a, b)
SELECT * FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['a', 'b'])) AS r(n, t)
SELECT (string_to_array('a,b,c', ','))[2], (CASE WHEN true THEN ARRAY[1, 2] END)[1]
`,
  analysis: String.raw`
SELECT c.country, date_trunc('quarter', o.ordered_at) AS q, sum(o.amount) AS revenue, sum(sum(o.amount)) OVER (PARTITION BY c.country ORDER BY date_trunc('quarter', o.ordered_at)) AS running FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.country, q
WITH monthly AS (SELECT date_trunc('month', ordered_at) m, sum(amount) s FROM orders GROUP BY 1) SELECT m, s, round(100 * (s - lag(s) OVER (ORDER BY m)) / nullif(lag(s) OVER (ORDER BY m), 0), 1) AS growth FROM monthly
WITH first AS (SELECT customer_id, min(ordered_at)::date AS d FROM orders GROUP BY 1) SELECT date_trunc('month', d) AS cohort, count(*) FROM first GROUP BY 1
WITH r AS (SELECT customer_id, sum(amount) s, ntile(5) OVER (ORDER BY sum(amount) DESC, customer_id) tile FROM orders GROUP BY customer_id) SELECT tile, sum(s), count(*) FROM r GROUP BY tile
SELECT category, sum(amount), round(100.0 * sum(amount) / (SELECT sum(amount) FROM orders), 2) AS pct FROM orders GROUP BY category
SELECT a.status, count(*) FROM orders a WHERE a.ordered_at = (SELECT max(b.ordered_at) FROM orders b WHERE b.customer_id = a.customer_id) GROUP BY a.status
SELECT sum(CASE WHEN status = 'paid' THEN amount ELSE 0 END) AS paid, sum(CASE WHEN status = 'void' THEN amount ELSE 0 END) AS lost FROM orders
SELECT e.region, e.kind, count(*), round(avg(e.value)::numeric, 3) FROM events e GROUP BY e.region, e.kind
SELECT region, day, count(*) OVER (PARTITION BY region ORDER BY day ROWS 6 PRECEDING) FROM events
WITH s AS (SELECT id, day, day - lag(day) OVER (ORDER BY day, id) > 30 AS gap FROM events) SELECT id, sum(CASE WHEN gap THEN 1 ELSE 0 END) OVER (ORDER BY day, id) AS session FROM s
SELECT p.name, coalesce(sum(i.quantity * i.price), 0) AS revenue FROM products p LEFT JOIN order_items i ON i.product_id = p.id GROUP BY p.id, p.name ORDER BY revenue DESC, p.name LIMIT 3
SELECT country, count(*) FILTER (WHERE segment = 'large')::numeric / count(*) AS share FROM customers GROUP BY country HAVING count(*) > 1
SELECT status, avg(shipped_on - ordered_at::date) FROM orders GROUP BY status
SELECT count(*) FROM orders WHERE 1.0 / amount > 0.5 AND amount > 0
SELECT count(*) FROM orders WHERE amount > 0 AND 100 / quantity > 20
`,
  added: String.raw`
SELECT id FROM orders ORDER BY quantity DESC FETCH FIRST 3 ROWS WITH TIES
SELECT id, status AS s FROM orders ORDER BY quantity DESC, s OFFSET 2 ROWS FETCH FIRST (1 + 2) ROW WITH TIES
SELECT id, id, * FROM orders ORDER BY quantity FETCH FIRST ROW WITH TIES
WITH part AS (SELECT id FROM orders ORDER BY quantity FETCH FIRST 2 ROWS WITH TIES) SELECT count(*) FROM part
WITH part AS (SELECT id, quantity FROM orders) SELECT id FROM part UNION ALL SELECT 1 ORDER BY 1 FETCH FIRST 2 ROWS WITH TIES
(SELECT category FROM orders ORDER BY category FETCH FIRST 2 ROWS WITH TIES) UNION SELECT 'x'
SELECT c.id, t.* FROM customers c, LATERAL (SELECT o.id, o.amount FROM orders o WHERE o.customer_id = c.id ORDER BY o.quantity DESC FETCH FIRST 1 ROW WITH TIES) t
SELECT category, status, count(*) FROM orders GROUP BY DISTINCT ROLLUP (category, status), ROLLUP (category)
SELECT category, status, count(*) FROM orders GROUP BY ALL ROLLUP (category, status), ROLLUP (category)
SELECT factorial(5), factorial(quantity) FROM orders
SELECT repeat('#', quantity), lpad(status, quantity), rpad(status, length(status) + 2, '.'), lpad(status, NULL) FROM orders
SELECT repeat('█', (count(*) / 5)::int) AS bar, status FROM orders GROUP BY status
SELECT repeat('#', round(sum(amount) / 100)::int) FROM orders GROUP BY status
SELECT repeat('x', -quantity), repeat(status, 0) FROM orders WHERE length(repeat('x', quantity)) > 3
SELECT quote_literal(status), quote_nullable(note) FROM orders
SELECT to_tsvector('english', note) @@ to_tsquery('english', 'note & 12') FROM orders
SELECT id, ts_rank(to_tsvector('simple', name), plainto_tsquery('simple', 'customer')) FROM customers WHERE to_tsvector('simple', name) @@ websearch_to_tsquery('simple', 'customer -3')
SELECT to_tsvector(note) @@ 'note'::tsquery, 'a b'::tsvector, to_tsvector('pg_catalog.german', note) FROM orders
SELECT count(*) FROM orders WHERE note @@ 'note'
SELECT count(*) FROM orders WHERE to_tsvector('english', note) @@ plainto_tsquery('english', 'note 30')
`,
  masks: String.raw`
SELECT id, phone, passport, score, born FROM customers
SELECT c.* FROM customers c ORDER BY c.id
SELECT passport, count(*) FROM customers GROUP BY passport
SELECT a.id, b.id FROM customers a JOIN customers b USING (passport)
SELECT count(DISTINCT passport), count(passport), count(*) - count(phone) AS without FROM customers
SELECT score, count(*) FROM customers GROUP BY score HAVING count(*) > 1
SELECT born, count(*) FROM customers WHERE born >= date '1970-01-01' GROUP BY born
SELECT extract(year FROM born), max(score) FROM customers GROUP BY 1
SELECT id FROM customers WHERE score BETWEEN 0 AND 20 AND phone LIKE '%1'
SELECT id FROM customers WHERE phone = '***'
SELECT x.p FROM customers AS x(a, b, c, d, e, f, g, p) WHERE x.p IS NOT NULL
SELECT c.phone, sum(o.amount) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.phone
SELECT right(phone, 2), length(passport) FROM customers WHERE passport IN (SELECT passport FROM customers WHERE score > 10)
`,
  parents: String.raw`
SELECT count(*), sum(quantity * price) FROM order_items
SELECT i.product_id, count(*) FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.status = 'paid' GROUP BY 1
SELECT o.id, (SELECT sum(i.price) FROM order_items i WHERE i.order_id = o.id) FROM orders o
SELECT count(*) FROM order_items WHERE price / quantity > 1
SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.quantity > 2)
SELECT parent_1.id FROM orders parent_1 JOIN order_items parent_2 ON parent_2.order_id = parent_1.id
SELECT t.id FROM order_items t JOIN order_items parent_1 ON parent_1.id = t.id
`,
};

/** All of them with their category, one a line. */
export function allLegit(): { category: string; sql: string }[] {
  return Object.entries(BLOCKS).flatMap(([category, block]) => block.trim().split("\n").map((sql) => ({ category, sql })));
}
