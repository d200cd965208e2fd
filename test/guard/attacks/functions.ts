// Attacks by functions, types and the ways of calling a function that do not look like a call.
import { each, lines } from "./lists.ts";

/** Read files, wait, set, run SQL, look at catalogs, change state. */
export const FORBIDDEN_CALLS = each("SELECT ? FROM orders LIMIT 1", [
  "pg_read_file('/etc/passwd')", "pg_read_binary_file('/etc/passwd')", "pg_ls_dir('/')", "pg_stat_file('/')", "lo_import('/etc/passwd')", "lo_export(1, '/tmp/x')",
  "lo_get(1)", "lo_from_bytea(0, '')", "pg_sleep(1)", "pg_sleep_for('1 s')", "pg_sleep_until(now())", "set_config('app.tenant', 't2', true)",
  "set_config('default_transaction_read_only', 'off', false)", "current_setting('data_directory')", "current_setting('app.tenant', true)", "query_to_xml('SELECT 1', true, true, '')",
  "query_to_xml_and_xmlschema('SELECT 1', true, true, '')", "table_to_xml('secrets', true, true, '')", "schema_to_xml('app', true, true, '')", "database_to_xml(true, true, '')",
  "cursor_to_xml('c', 1, true, true, '')", "dblink('x', 'SELECT 1')", "dblink_exec('x', 'SELECT 1')", "pg_terminate_backend(1)", "pg_cancel_backend(1)", "pg_reload_conf()",
  "pg_rotate_logfile()", "pg_advisory_lock(1)", "pg_advisory_xact_lock(1)", "pg_try_advisory_lock(1)", "pg_advisory_unlock_all()", "pg_notify('c', 'x')", "nextval('s')", "currval('s')",
  "setval('s', 1)", "lastval()", "to_regclass('secrets')", "to_regproc('lower')", "to_regtype('int4')", "to_regrole('postgres')", "to_regnamespace('app')", "has_table_privilege('secrets', 'select')",
  "has_column_privilege('orders', 'margin', 'select')", "has_schema_privilege('app', 'usage')", "pg_has_role('postgres', 'usage')", "pg_get_viewdef('v')", "pg_get_functiondef(1)",
  "pg_get_constraintdef(1)", "pg_get_indexdef(1)", "pg_get_expr('x', 1)", "pg_get_userbyid(10)", "pg_get_serial_sequence('orders', 'id')", "pg_table_size('secrets')", "pg_total_relation_size('secrets')", "pg_relation_size('secrets')",
  "pg_database_size('postgres')", "pg_size_pretty(1::bigint)", "pg_column_size(1)", "pg_relation_filepath('secrets')", "obj_description(1)", "col_description(1, 1)", "shobj_description(1, 'x')", "pg_describe_object(1, 1, 1)",
  "pg_stat_reset()", "pg_stat_get_live_tuples(1)", "pg_stat_get_tuples_inserted(1)", "pg_create_restore_point('x')", "pg_switch_wal()", "pg_export_snapshot()", "pg_logical_emit_message(true, 'a', 'b')", "pg_replication_origin_create('x')",
  "pg_create_physical_replication_slot('x')", "pg_file_write('x', 'y', true)", "pg_execute_server_program('x')", "pg_current_logfile()", "pg_hba_file_rules()", "pg_show_all_settings()", "pg_show_all_file_settings()", "pg_config()",
  "pg_get_keywords()", "pg_stat_get_activity(NULL)", "pg_lock_status()", "pg_cursor()", "pg_prepared_statement()", "pg_timezone_names()", "pg_ls_logdir()", "pg_ls_waldir()", "pg_ls_tmpdir()", "pg_log_backend_memory_contexts(1)",
  "pg_backend_memory_contexts()", "ts_stat('SELECT 1')", "ts_rewrite('a'::tsquery, 'SELECT 1')", "to_tsvector('secrets', note)", "to_tsvector(status, note)", "to_tsvector('app.english', note)", "to_tsvector(config => 'english', string => note)", "to_tsquery('public.x', 'a')", "plainto_tsquery((SELECT 'english'), 'a')", "ts_headline(note, 'a')", "ts_debug(note)", "ts_parse('default', note)", "ts_lexize('simple', note)", "get_current_ts_config()", "txid_current_snapshot()", "pg_xact_commit_timestamp('1')", "setseed(0.5)", "quote_ident('x')", "pg_input_is_valid('x', 'regclass')", "pg_input_error_info('secrets', 'regclass')",
  "json_populate_record(NULL, '{}')", "json_populate_recordset(NULL, '[]')", "jsonb_populate_record(NULL, '{}')", "binary_upgrade_set_next_pg_type_oid(1)", "pg_nextoid(1, 'x', 1)", "gin_clean_pending_list('x')", "brin_summarize_new_values('x')", "amvalidate(1)", "inet_in('1')",
  "array_fill(1, ARRAY[100000000])", "generate_series_int4_support(1)", "textin('x')", "int4in('1')", "record_in('x', 1, 1)", "regclassin('secrets')", "domain_in('x', 1, 1)", "enum_range(NULL)", "bool_accum(1)", "xpath('/', 'x')",
  "unknown_function(1)", "definer_secret(1)", "public.definer_secret(1)", "public.lower(1)", "app.peers(orders)", "public.peers(orders)", "peers(orders)", "\"pg_sleep\"(1)", "PG_SLEEP(1)", "pg_catalog.pg_sleep(1)", "U&\"pg\\005Fsleep\"(1)", "postgres.pg_catalog.lower('x')",
]);

/** `(x).f` and `alias.f` are calls too, though the tree holds no call. */
export const CALLS_WITHOUT_CALLS = lines(String.raw`
SELECT ('/etc/passwd'::text).pg_read_file
SELECT (10::float8).pg_sleep
SELECT ('secrets'::text).regclass
SELECT (2).definer_secret
SELECT ('data_directory'::text).current_setting
SELECT o.peers FROM orders o
SELECT orders.peers FROM orders
SELECT app.orders.peers FROM app.orders
SELECT (o).peers FROM orders o
SELECT (o.*).peers FROM orders o
SELECT o.peers FROM (SELECT * FROM orders) o
SELECT o.peers FROM (SELECT id, tenant_id, customer_id, status, category, amount, quantity, note, ordered_at, shipped_on, tags FROM orders WHERE tenant_id = 't1') o
SELECT s.peers FROM (SELECT 1 AS a) s
SELECT c.peers FROM (WITH x AS (SELECT * FROM orders) SELECT * FROM x) c
WITH x AS (SELECT * FROM orders) SELECT x.peers FROM x
SELECT v.peers FROM (VALUES (1)) v(a)
SELECT g.definer_secret FROM generate_series(1, 2) g
SELECT j.peers FROM (orders o JOIN customers c ON true) AS j
SELECT id FROM orders o ORDER BY o.peers
SELECT count(*) FROM orders o GROUP BY o.peers
SELECT count(*) FROM orders o WHERE o.peers > 0
SELECT count(*) FROM orders o HAVING max(o.peers) > 0
SELECT sum(o.peers) OVER () FROM orders o
SELECT o.id FROM orders o JOIN customers c ON o.peers = c.id
SELECT (SELECT o.peers) FROM orders o
SELECT (SELECT x.peers FROM products x) FROM orders x
SELECT o.to_json FROM orders o
SELECT o.row_to_json FROM orders o
SELECT o.text FROM orders o
SELECT o.name FROM orders o
SELECT p.to_jsonb FROM products p
SELECT (amount).float8 FROM orders
SELECT (o.amount).int4 FROM orders o
SELECT (ROW(1, 2)).f1
SELECT ((SELECT o FROM orders o LIMIT 1)).peers
SELECT (SELECT o FROM orders o LIMIT 1)
SELECT (array_agg(o)).peers FROM orders o
SELECT ((array_agg(o))[1]).peers FROM orders o
SELECT (jsonb_each(attrs)).key FROM customers
SELECT (c.attrs).k FROM customers c
SELECT (tags).unnest FROM orders
SELECT (o).tenant_id.text FROM orders o
SELECT (o).id[1].x FROM orders o
SELECT a.b.c.d FROM orders
SELECT (o.*).id FROM orders o
`);

/** Types that look up objects, and types of the vendor's own. */
export const FORBIDDEN_TYPES = [
  ...each("SELECT 'orders'::?", [
    "regclass", "regproc", "regprocedure", "regtype", "regrole", "regnamespace", "regoper", "regoperator", "regconfig", "regdictionary", "regcollation", "oid", "oidvector", "xid", "xid8",
    "cid", "tid", "name", "\"char\"", "xml", "bit(3)", "varbit", "record", "cstring", "unknown", "void", "anyelement", "trigger", "orders", "app.orders", "public.secrets", "_text", "pg_lsn", "refcursor",
    "aclitem", "pg_node_tree", "internal", "point", "polygon", "orders%rowtype", "orders.id%type", "information_schema.sql_identifier", "pg_catalog.regclass", "regclass[]", "\"text\"\"\"", "public.int4",
  ]),
  ...lines(String.raw`
SELECT CAST('secrets' AS regclass)
SELECT regclass 'secrets'
SELECT regclass('secrets')
SELECT xml('<a/>')
SELECT TREAT('secrets' AS regclass)
SELECT x.a FROM json_to_recordset('[]') AS x(a regclass)
SELECT x.a FROM json_to_record('{}') AS x(a app.orders)
SELECT NULL::app.orders
SELECT NULL::setof int
SELECT (NULL::app.orders).margin
`),
];
