// Reads tables, columns, keys and comments from pg_catalog, as far as the role may read the columns.
import type { ColumnFacts, ForeignKey, TableFacts } from "../../worker/semantic/discover/index.ts";
import { list, number, optionalText, text, type Run } from "./run.ts";

/** Tables as they are read: `kind` decides how they are sampled. */
export interface CatalogTable extends TableFacts { kind: string }

/** A guess, for tables that were never analysed. */
const BYTES_A_ROW = 64;

const TABLES = `
SELECT n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind, obj_description(c.oid, 'pg_class') AS comment,
  (SELECT sum(CASE WHEN part.reltuples >= 0 THEN part.reltuples ELSE pg_catalog.pg_relation_size(part.oid) / ${BYTES_A_ROW} END)::float8
    FROM pg_catalog.pg_class part WHERE part.oid = c.oid OR part.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid))) AS estimate
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND ($1::jsonb IS NULL OR $1::jsonb ? n.nspname)
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2`;

// A domain is read as the type it is made of; a type of the vendor's own is written with its schema.
const COLUMNS = `
SELECT n.nspname::text AS schema, c.relname::text AS table, a.attname::text AS name, NOT a.attnotnull AS nullable,
  col_description(c.oid, a.attnum) AS comment,
  CASE WHEN tn.nspname = 'pg_catalog' THEN pg_catalog.format_type(t.oid, -1) ELSE pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.typname) END AS type,
  CASE WHEN t.typtype = 'e' THEN (SELECT json_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)::text END AS labels
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type own ON own.oid = a.atttypid
JOIN pg_catalog.pg_type t ON t.oid = CASE WHEN own.typtype = 'd' THEN own.typbasetype ELSE own.oid END
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
  AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND ($1::jsonb IS NULL OR $1::jsonb ? n.nspname)
  AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
ORDER BY 1, 2, a.attnum`;

const names = (relation: string, numbers: string): string =>
  `(SELECT json_agg(part.attname::text ORDER BY place.at) FROM unnest(${numbers}) WITH ORDINALITY AS place(attnum, at) JOIN pg_catalog.pg_attribute part ON part.attrelid = ${relation} AND part.attnum = place.attnum)::text`;

// Unique indexes count as keys whether or not a constraint is made of them; partial ones and expressions do not.
const KEYS = `
SELECT n.nspname::text AS schema, c.relname::text AS name, i.indisprimary AS primary, ${names("c.oid", "i.indkey::int2[]")} AS columns
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indisvalid AND i.indnatts = i.indnkeyatts
  AND n.nspname NOT LIKE 'pg\\_%' AND ($1::jsonb IS NULL OR $1::jsonb ? n.nspname)
ORDER BY 1, 2, i.indisprimary DESC, i.indexrelid`;

const FOREIGN_KEYS = `
SELECT n.nspname::text AS schema, c.relname::text AS name, fn.nspname::text AS to_schema, f.relname::text AS to_name,
  ${names("k.conrelid", "k.conkey")} AS columns, ${names("k.confrelid", "k.confkey")} AS to_columns
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class f ON f.oid = k.confrelid JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND NOT c.relispartition AND k.conparentid = 0 AND ($1::jsonb IS NULL OR $1::jsonb ? n.nspname)
ORDER BY 1, 2, k.conname`;

/** Four statements, whatever the number of tables. @param schemas all but the system's where none are named */
export async function readCatalog(run: Run, schemas?: string[]): Promise<{ tables: CatalogTable[]; foreignKeys: ForeignKey[] }> {
  const wanted = [schemas ? JSON.stringify(schemas) : null];
  const tables = await run(TABLES, wanted);
  const columns = Map.groupBy(await run(COLUMNS, wanted), ({ schema, table }) => idOf(schema, table));
  const keys = Map.groupBy(await run(KEYS, wanted), ({ schema, name }) => idOf(schema, name));
  const references = await run(FOREIGN_KEYS, wanted);
  return { tables: tables.map((row) => tableOf(row, columns, keys)).filter((table) => table.columns.length > 0), foreignKeys: references.map(foreignKeyOf) };
}

type Row = Record<string, unknown>;
const idOf = (schema: unknown, name: unknown): string => JSON.stringify([schema, name]);

function tableOf(row: Row, columns: Map<string, Row[]>, keys: Map<string, Row[]>): CatalogTable {
  const id = idOf(row.schema, row.name);
  const own = keys.get(id) ?? [];
  const comment = optionalText(row.comment);
  return {
    schema: text(row.schema), name: text(row.name), kind: text(row.kind), ...(comment ? { comment } : {}), rows: Math.max(0, number(row.estimate)),
    columns: (columns.get(id) ?? []).map(columnOf),
    primaryKey: list(own.find((key) => key.primary === true)?.columns ?? []), unique: own.filter((key) => key.primary !== true).map((key) => list(key.columns)),
  };
}

function columnOf(row: Row): ColumnFacts {
  const comment = optionalText(row.comment);
  return { name: text(row.name), type: text(row.type), nullable: row.nullable === true, ...(comment ? { comment } : {}), ...(row.labels === null || row.labels === undefined ? {} : { labels: list(row.labels) }) };
}

function foreignKeyOf(row: Row): ForeignKey {
  return { from: { schema: text(row.schema), name: text(row.name), columns: list(row.columns) }, to: { schema: text(row.to_schema), name: text(row.to_name), columns: list(row.to_columns) } };
}
