// Row-level security for a source's own database: a second lock under the guard, from the same policy. Idempotent SQL, and its undoing.
import type { ClaimFilter, ParentFilter, Policy, RowFilter, TablePolicy } from "../worker/guard/types.ts";

export interface Hardening {
  /** the role of the source's connection string; it must exist and own nothing */
  role: string;
  /** 64 hex digits, shared with the Worker as MEDHA_CLAIMS_KEY: it signs the claims that the policies believe */
  key: string;
}

const KEY = /^[0-9a-f]{64}$/u;
const BLOCK = 64;

/**
 * Statements for the owner of the database to run in one transaction. Claims come in `medha.claims` with an HMAC-SHA256
 * (RFC 2104) in `medha.signature`, and expire; the key lies in a table that the role can't read. A session without
 * valid claims is refused, so a forged `set_config` opens nothing.
 * @throws Error for a key that is not 64 hex digits
 */
export function hardenStatements(policy: Policy, { role, key }: Hardening): string[] {
  if (!KEY.test(key)) throw new Error("the claims key must be 64 hex digits");
  const reader = name(role);
  return [
    "CREATE SCHEMA IF NOT EXISTS medha_guard",
    "REVOKE ALL ON SCHEMA medha_guard FROM PUBLIC",
    "CREATE TABLE IF NOT EXISTS medha_guard.signing_key (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL)",
    "REVOKE ALL ON medha_guard.signing_key FROM PUBLIC",
    `INSERT INTO medha_guard.signing_key (inner_pad, outer_pad) VALUES ('\\x${pad(key, 0x36)}', '\\x${pad(key, 0x5c)}') ON CONFLICT (only_one) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad`,
    CLAIMS_FUNCTION,
    "REVOKE ALL ON FUNCTION medha_guard.claims() FROM PUBLIC",
    `GRANT USAGE ON SCHEMA medha_guard TO ${reader}`,
    `GRANT EXECUTE ON FUNCTION medha_guard.claims() TO ${reader}`,
    `ALTER ROLE ${reader} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`,
    `ALTER ROLE ${reader} SET default_transaction_read_only = on`,
    `ALTER ROLE ${reader} SET search_path = pg_catalog`,
    `ALTER ROLE ${reader} SET statement_timeout = '30s'`,
    ...schemasOf(policy).map((schema) => `GRANT USAGE ON SCHEMA ${name(schema)} TO ${reader}`),
    ...policy.tables.flatMap((table) => hardenTable(policy, table, reader)),
    ...hiddenParents(policy).flatMap((parent) => hardenParent(policy, parent, reader)),
  ];
}

/** Takes back what {@link hardenStatements} did; grants and role settings stay, which only ever narrow. */
export function undoStatements(policy: Policy): string[] {
  return [
    ...[...policy.tables, ...hiddenParents(policy)].flatMap((table) => [`DROP POLICY IF EXISTS medha_read ON ${tableName(table)}`, `ALTER TABLE ${tableName(table)} DISABLE ROW LEVEL SECURITY`]),
    "DROP SCHEMA IF EXISTS medha_guard CASCADE",
  ];
}

/** Raises rather than answers nothing: an empty answer would look like a true one. */
const CLAIMS_FUNCTION = `CREATE OR REPLACE FUNCTION medha_guard.claims() RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $body$
DECLARE
  said text := current_setting('medha.claims', true);
  pads medha_guard.signing_key%ROWTYPE;
BEGIN
  SELECT * INTO STRICT pads FROM medha_guard.signing_key;
  IF said IS NULL OR said = '' OR current_setting('medha.signature', true) IS DISTINCT FROM
     encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(said, 'UTF8'))), 'hex') THEN
    RAISE EXCEPTION 'claims are not signed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (said::jsonb ->> 'expires')::numeric > extract(epoch FROM statement_timestamp()) THEN
    RETURN said::jsonb;
  END IF;
  RAISE EXCEPTION 'claims have expired' USING ERRCODE = 'insufficient_privilege';
END
$body$`;

function hardenTable(policy: Policy, table: TablePolicy, reader: string): string[] {
  const at = tableName(table);
  const columns = grantedColumns(policy, table).map(name).join(", ");
  return [
    `REVOKE ALL ON ${at} FROM ${reader}`,
    `GRANT SELECT (${columns}) ON ${at} TO ${reader}`,
    `ALTER TABLE ${at} ENABLE ROW LEVEL SECURITY`,
    `DROP POLICY IF EXISTS medha_read ON ${at}`,
    `CREATE POLICY medha_read ON ${at} FOR SELECT TO ${reader} USING (${rowsOf(table, policy)})`,
  ];
}

/**
 * A parent that nobody may ask for still is read by the filters of its children, with the reader's own rights: its keys and
 * filter columns are granted, and its rows are filtered as its children's are.
 */
function hardenParent(policy: Policy, { schema, name: parent, rows }: Parent, reader: string): string[] {
  return hardenTable(policy, { schema, name: parent, columns: [], rows }, reader);
}

type Parent = Pick<TablePolicy, "schema" | "name"> & { column: string; rows: RowFilter[] };

/** Parents of filters that are no tables of the policy themselves, each once. */
function hiddenParents({ tables }: Policy): Parent[] {
  const parents = tables.flatMap(({ rows }) => (rows === "global" ? [] : parentsOf(rows)));
  const known = new Set(tables.map(tableName));
  return parents.filter((parent, index) => !known.has(tableName(parent)) && parents.findIndex((other) => tableName(other) === tableName(parent)) === index);
}

function parentsOf(rows: RowFilter[]): Parent[] {
  return rows.flatMap((filter) => ("parent" in filter ? [filter.parent, ...parentsOf(filter.parent.rows)] : []));
}

/** What may be read, and what the filters of this table and of its children look at; columns hidden from everybody are left out. */
function grantedColumns(policy: Policy, table: TablePolicy): string[] {
  const readable = table.columns.filter(({ mask }) => mask?.kind !== "hide" || mask.unless).map((column) => column.name);
  const filters = table.rows === "global" ? [] : table.rows.map((filter) => filter.column);
  const asParent = policy.tables.flatMap(({ rows }) => (rows === "global" ? [] : parentsOf(rows)))
    .filter((parent) => tableName(parent) === tableName(table)).flatMap((parent) => [parent.column, ...parent.rows.map((filter) => filter.column)]);
  return [...new Set([...readable, ...filters, ...asParent])];
}

function rowsOf(table: TablePolicy, policy: Policy): string {
  const rows = table.rows === "global" ? [] : [allOf(table.rows, tableName(table), policy, 0)];
  const conditions = [...(table.roles ? [hasRole(table.roles)] : []), ...rows];
  return conditions.length > 0 ? conditions.join(" AND ") : "true";
}

function allOf(rows: RowFilter[], at: string, policy: Policy, depth: number): string {
  return rows.map((filter) => {
    const holds = "parent" in filter ? throughParent(filter, at, policy, depth + 1) : condition(filter, typeOf(policy, at, filter.column), depth);
    return filter.unless ? `(${hasRole(filter.unless)} OR ${holds})` : holds;
  }).join(" AND ");
}

function throughParent({ column, parent }: ParentFilter, at: string, policy: Policy, depth: number): string {
  const alias = parentName(depth);
  // The parent's own policy would hold as well; its filters are written out so that this one does not depend on it.
  return `${qualified(at, depth - 1)}.${name(column)} IN (SELECT ${alias}.${name(parent.column)} FROM ${tableName(parent)} AS ${alias} WHERE ${allOf(parent.rows, tableName(parent), policy, depth)})`;
}

const parentName = (depth: number): string => `medha_parent_${depth}`;
const qualified = (at: string, depth: number): string => (depth === 0 ? at : parentName(depth));

function hasRole(roles: string[]): string {
  return `(SELECT (medha_guard.claims() -> 'roles') ?| ARRAY[${roles.map(literal).join(", ")}])`;
}

/** Each claim is read in a subquery of its own, so that it is read once for a statement and indexes stay in use. */
function condition({ column, op, claim }: ClaimFilter, type: string, depth: number): string {
  const at = depth === 0 ? name(column) : `${parentName(depth)}.${name(column)}`;
  const said = `medha_guard.claims() -> ${literal(claim)}`;
  if (op === "in") return `${at} = ANY ((SELECT ARRAY(SELECT jsonb_array_elements_text(${said})))::${type}[])`;
  if (op === "between") return `${at} BETWEEN (SELECT (${said} ->> 0)::${type}) AND (SELECT (${said} ->> 1)::${type})`;
  return `${at} ${op} (SELECT (medha_guard.claims() ->> ${literal(claim)})::${type})`;
}

/** A filter column that nobody may read has no type in the policy; a claim is text then. */
function typeOf({ tables }: Policy, at: string, column: string): string {
  return unsized(tables.find((table) => tableName(table) === at)?.columns.find((entry) => entry.name === column)?.type ?? "text");
}

/** A cast to a sized type cuts a claim off without an error, and a cut tenant is another tenant. */
function unsized(type: string): string {
  const plain = type.replace(/\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\)/gu, "").trim();
  if (/^(?:char|character|bpchar|pg_catalog\.bpchar)$/iu.test(plain)) return "bpchar";
  return /^(?:name|"char")$/iu.test(plain) ? "text" : plain;
}

function schemasOf(policy: Policy): string[] {
  return [...new Set([...policy.tables, ...hiddenParents(policy)].map((table) => table.schema))];
}

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const tableName = (table: Pick<TablePolicy, "schema" | "name">): string => `${name(table.schema)}.${name(table.name)}`;

/** The key, filled up to a block and XORed, as RFC 2104 has it. */
function pad(key: string, byte: number): string {
  const bytes = Array.from({ length: BLOCK }, (_, index) => Number.parseInt(key.slice(2 * index, 2 * index + 2) || "0", 16) ^ byte);
  return bytes.map((value) => value.toString(16).padStart(2, "0")).join("");
}
