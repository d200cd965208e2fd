// Checks a policy document before anything is read by it. Whatever is not understood makes the whole policy invalid.
import type { SqlParser } from "./parser.ts";
import { Refused, refuse } from "./refuse.ts";
import { readPart, readSelect } from "./shape.ts";
import { nameNode, namesOf, type TypeName } from "./tree.ts";
import type { Policy, RowFilter, TablePolicy } from "./types.ts";

export interface ReadyColumn { name: string; type: TypeName; /** last part of the type's name, or `array` */ typeName: string }

export interface ReadyTable { schema: string; name: string; columns: ReadyColumn[]; rows: "global" | RowFilter[] }

export interface ReadyPolicy { tables: ReadyTable[]; rowCap: number }

const OPERATORS: ReadonlySet<unknown> = new Set<RowFilter["op"]>(["=", "in", "<=", ">=", "between"]);
const SYSTEM_SCHEMA = /^(?:pg_.*|information_schema)$/u;
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid"]);
const MAX_ROW_CAP = 1_000_000;
const MAX_NAME_BYTES = 63;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads policies; keeps parsed type names, the only slow part. */
export function createPolicyReader(parser: SqlParser): (policy: Policy) => ReadyPolicy {
  const types = new Map<string, ReadyColumn["type"]>();
  return (policy) => readPolicy(policy, typeOf);

  function typeOf(text: string): TypeName {
    const known = types.get(text);
    if (known) return known;
    const type = parseType(parser, text);
    if (types.size < 1_000) types.set(text, type);
    return type;
  }
}

function readPolicy(policy: unknown, typeOf: (text: string) => TypeName): ReadyPolicy {
  if (!isFields(policy) || typeof policy.version !== "string" || !Array.isArray(policy.tables)) refuse("policy_invalid", "policy");
  const { rowCap } = policy;
  if (!Number.isInteger(rowCap) || Number(rowCap) < 1 || Number(rowCap) > MAX_ROW_CAP) refuse("policy_invalid", "rowCap");
  const tables = policy.tables.map((table: unknown) => readTable(table, typeOf));
  if (new Set(tables.map((table) => JSON.stringify([table.schema, table.name]))).size < tables.length) refuse("policy_invalid", "table named twice");
  return { tables, rowCap: Number(rowCap) };
}

function readTable(table: unknown, typeOf: (text: string) => TypeName): ReadyTable {
  if (!isFields(table) || !onlyHas(table, ["schema", "name", "columns", "rows"])) refuse("policy_invalid", "table");
  const schema = readName(table.schema);
  if (SYSTEM_SCHEMA.test(schema)) refuse("policy_invalid", "system schema");
  if (!Array.isArray(table.columns) || table.columns.length === 0) refuse("policy_invalid", "columns");
  const columns = table.columns.map((column: unknown) => readColumn(column, typeOf));
  if (new Set(columns.map((column) => column.name)).size < columns.length) refuse("policy_invalid", "column named twice");
  return { schema, name: readName(table.name), columns, rows: readRows(table.rows) };
}

function readColumn(column: unknown, typeOf: (text: string) => TypeName): ReadyColumn {
  if (!isFields(column) || !onlyHas(column, ["name", "type"]) || typeof column.type !== "string") refuse("policy_invalid", "column");
  const name = readName(column.name);
  if (SYSTEM_COLUMNS.has(name)) refuse("policy_invalid", "system column");
  const type = typeOf(column.type);
  return { name, type, typeName: type.arrayBounds ? "array" : (namesOf(type.names).at(-1) ?? "") };
}

/** An empty list of filters would let every row through, so it has to be said as `"global"`. */
function readRows(rows: unknown): TablePolicy["rows"] {
  if (rows === "global") return rows;
  if (!Array.isArray(rows) || rows.length === 0) refuse("policy_invalid", "rows");
  return rows.map((filter: unknown) => {
    if (!isFields(filter) || !onlyHas(filter, ["column", "op", "claim"]) || !OPERATORS.has(filter.op)) refuse("policy_invalid", "row filter");
    if (typeof filter.claim !== "string" || filter.claim === "") refuse("policy_invalid", "claim");
    return { column: readName(filter.column), op: filter.op as RowFilter["op"], claim: filter.claim };
  });
}

/** A later kind of restriction that this guard does not know must not be passed over in silence. */
function onlyHas(fields: Fields, names: readonly string[]): boolean {
  return Object.keys(fields).every((name) => names.includes(name));
}

function readName(name: unknown): string {
  if (typeof name !== "string" || name === "" || name.includes("\0") || !name.isWellFormed()) refuse("policy_invalid", "name");
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) refuse("policy_invalid", "name too long");
  return name;
}

/** Parses `NULL::text` with the real parser and takes the type out, so that a type can't hold anything else. */
function parseType(parser: SqlParser, text: string): TypeName {
  const parsed = text.length <= 200 ? parser.parse(`SELECT NULL::${text}`) : undefined;
  if (!parsed?.ok) refuse("policy_invalid", "column type");
  try {
    const { targetList, limitOption: _limit, op: _op, ...others } = readSelect(parsed.tree);
    const target = targetList?.length === 1 && targetList[0] && "ResTarget" in targetList[0] ? targetList[0].ResTarget : {};
    const cast = target.val && "TypeCast" in target.val && target.name === undefined ? target.val.TypeCast : undefined;
    if (!cast?.arg || !("A_Const" in cast.arg) || Object.keys(others).length > 0) refuse("policy_invalid", "column type");
    return readPart("TypeName", unambiguous(cast.typeName ?? {})) as TypeName;
  } catch (error) {
    if (error instanceof Refused) refuse("policy_invalid", "column type");
    throw error;
  }
}

/** A bare type name means the built-in one; a type of the vendor's own has to be written with its schema. */
function unambiguous(type: TypeName): TypeName {
  const names = namesOf(type.names);
  return names.length === 1 ? { ...type, names: [nameNode("pg_catalog"), ...names.map(nameNode)] } : type;
}
