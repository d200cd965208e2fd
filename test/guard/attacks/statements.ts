// Attacks whose statement, clause or node kind must be refused outright, by what they reach for.
import { each, lines } from "./lists.ts";

/** Not one plain SELECT. */
export const NOT_A_SELECT = lines(String.raw`
INSERT INTO orders (id) VALUES (1)
UPDATE orders SET amount = 0
DELETE FROM orders
MERGE INTO orders USING products ON false WHEN NOT MATCHED THEN DO NOTHING
TRUNCATE orders
DROP TABLE orders
CREATE TABLE x AS SELECT * FROM orders
CREATE VIEW v AS SELECT * FROM orders
ALTER TABLE orders ADD COLUMN x int
GRANT ALL ON orders TO public
COPY orders TO '/tmp/x'
COPY (SELECT * FROM orders) TO PROGRAM 'cat'
EXPLAIN SELECT * FROM orders
EXPLAIN ANALYZE SELECT * FROM secrets
SET search_path = public
SET SESSION AUTHORIZATION postgres
RESET ALL
SHOW ALL
BEGIN
COMMIT
ROLLBACK
LISTEN x
NOTIFY x
DO $$ BEGIN PERFORM 1; END $$
CALL f()
PREPARE p AS SELECT 1
EXECUTE p
DEALLOCATE ALL
DECLARE c CURSOR FOR SELECT * FROM secrets
FETCH ALL FROM c
LOCK TABLE orders
VACUUM orders
ANALYZE orders
CLUSTER orders
REFRESH MATERIALIZED VIEW x
DISCARD ALL
LOAD 'x'
CHECKPOINT
COMMENT ON TABLE orders IS 'x'
SELECT 1; SELECT 2
SELECT 1; DROP TABLE orders
SELECT 1;; SELECT api_key FROM secrets
;
SELECT
SELEC * FROM orders
SELECT * FROM orders WHERE
WITH x AS (INSERT INTO orders (id) VALUES (1) RETURNING *) SELECT * FROM x
WITH x AS (UPDATE orders SET amount = 0 RETURNING *) SELECT * FROM x
WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x
WITH x AS (MERGE INTO orders USING products ON false WHEN NOT MATCHED THEN DO NOTHING RETURNING 1) SELECT * FROM x
SELECT * INTO x FROM orders
SELECT * INTO TEMP x FROM orders
WITH a AS (SELECT 1) SELECT * INTO x FROM a
SELECT * FROM orders FOR UPDATE
SELECT * FROM orders FOR SHARE
SELECT * FROM (SELECT * FROM orders FOR UPDATE) s
SELECT * FROM orders FOR NO KEY UPDATE SKIP LOCKED
`);

/** Clauses and nodes outside the closed list. */
export const UNLISTED_CONSTRUCTS = lines(String.raw`
SELECT $1
SELECT * FROM orders WHERE id = $1
SELECT * FROM orders LIMIT $2
SELECT * FROM ONLY orders
SELECT * FROM orders TABLESAMPLE SYSTEM (10)
SELECT * FROM orders TABLESAMPLE BERNOULLI (10) REPEATABLE (1)
SELECT id FROM orders ORDER BY quantity FETCH FIRST 2 ROWS WITH TIES FOR UPDATE
SELECT id FROM secrets ORDER BY id FETCH FIRST 2 ROWS WITH TIES
SELECT id FROM orders GROUP BY DISTINCT margin
SELECT status FROM orders GROUP BY DISTINCT ROLLUP (status, app.peers(orders))
SELECT id FROM orders ORDER BY id USING <
SELECT B'1010', X'1F'
SELECT xmlelement(name a)
SELECT xmlforest(id) FROM orders
SELECT xmlparse(content '<a/>')
SELECT xmlserialize(content '<a/>' AS text)
SELECT xmlpi(name php)
SELECT xmlconcat('<a/>', '<b/>')
SELECT * FROM xmltable('/a' PASSING '<a/>' COLUMNS x text)
SELECT '<a/>' IS DOCUMENT
SELECT JSON_OBJECT('a': 1)
SELECT JSON_ARRAY(1, 2)
SELECT JSON_ARRAYAGG(id) FROM orders
SELECT JSON_OBJECTAGG('a': id) FROM orders
SELECT JSON_VALUE('{}', '$.a')
SELECT JSON_QUERY('{}', '$.a')
SELECT JSON_EXISTS('{}', '$.a')
SELECT JSON_SCALAR(1)
SELECT JSON_SERIALIZE('{}')
SELECT JSON('{}')
SELECT '{}' IS JSON
SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (x int PATH '$'))
WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i FROM t) CYCLE i SET c USING p SELECT * FROM t
SELECT merge_action()
SELECT * FROM orders WHERE CURRENT OF c
VALUES (DEFAULT)
SELECT id FROM other_database.app.orders
SELECT pg_catalog.orders.id FROM orders
SELECT * FROM current_date
SELECT * FROM ROWS FROM (jsonb_to_record('{}') AS (a int))
SELECT * FROM generate_series(1, 2) AS g(a int)
SELECT COLLATION FOR (note) FROM orders
SELECT note COLLATE "de_DE" FROM orders
SELECT note COLLATE public."C" FROM orders
SELECT note COLLATE evil FROM orders
SELECT 1 OPERATOR(public.+) 2
SELECT 1 OPERATOR(app.=) 1
SELECT 1 === 2
SELECT 1 <<>> 2
SELECT 'a' @@@ 'b'
SELECT id = ANY (SELECT 1) FROM orders WHERE id OPERATOR(public.=) ANY (SELECT 1)
`);

/** Who, where and what version. */
export const SESSION_FACTS = each("SELECT ?", [
  "current_user", "session_user", "user", "current_role", "current_catalog", "current_schema", "system_user", "current_schema()", "current_schemas(true)",
  "current_database()", "version()", "inet_client_addr()", "inet_server_addr()", "inet_server_port()", "pg_backend_pid()", "pg_postmaster_start_time()", "pg_conf_load_time()",
  "current_query()", "pg_typeof(1)", "pg_current_xact_id()", "txid_current()", "pg_is_in_recovery()", "clock_timestamp()", "timeofday()",
]);
