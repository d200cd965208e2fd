// Checks a policy document before anything is read by it. Whatever is not understood makes the whole policy invalid.
import type { Veil } from "./mask.ts";
import type { SqlParser } from "./parser.ts";
import { isFields, onlyHas, readMask, readName, readRoles, readRows, SYSTEM_SCHEMA } from "./policy-parts.ts";
import { Refused, refuse } from "./refuse.ts";
import { readPart, readSelect } from "./shape.ts";
import { nameNode, namesOf, type TypeName } from "./tree.ts";
import type { Claims, Policy, RowFilter } from "./types.ts";

export interface ReadyColumn { name: string; type: TypeName; /** last part of the type's name, or `array` */ typeName: string; mask?: Veil }

/** A table as one asker may read it. `types` are those of all its columns, for filters on columns that nobody may read. */
export interface ReadyTable { schema: string; name: string; columns: ReadyColumn[]; rows: "global" | RowFilter[]; types: ReadonlyMap<string, TypeName> }

export interface ReadyPolicy { tables: ReadyTable[]; rowCap: number; maskKey?: string; /** types of the columns of every table, readable or not, by `typesKey` */ types: ReadonlyMap<string, ReadonlyMap<string, TypeName>> }

const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]);
const MAX_ROW_CAP = 1_000_000;
const SHORTEST_KEY = 16;
/** What a mask can be laid over; a step of numbers, a period of dates. */
const NUMBERS: ReadonlySet<string> = new Set(["int2", "int4", "int8", "numeric", "float4", "float8"]);
const DATES: ReadonlySet<string> = new Set(["date", "timestamp", "timestamptz"]);

type ReadType = (text: string) => TypeName;
type Roles = ReadonlySet<string>;

/** Policies kept ready, each for one set of roles; the oldest goes first. */
const KEPT = 50;

/**
 * Reads policies as they are for one asker, by the roles of the claims. What was read is kept by the whole text of the
 * policy and the roles, never by identity alone: a document that is changed in place is another document.
 */
export function createPolicyReader(parser: SqlParser): (policy: Policy, claims?: Claims) => ReadyPolicy {
  const types = new Map<string, ReadyColumn["type"]>();
  const kept = new Map<string, ReadyPolicy>();
  const latest = new WeakMap<Policy, Latest>();
  return (policy, claims = {}) => {
    const roles = rolesOf(claims);
    const roleKey = roles.size === 0 ? "[]" : JSON.stringify([...roles].sort());
    const last = isFields(policy) ? latest.get(policy) : undefined;
    if (last?.roleKey === roleKey && isUnchanged(policy, last.copy)) return last.ready;
    const text = textOf(policy);
    if (text === undefined) return readPolicy(policy, typeOf, roles);
    const key = `${roleKey}${text}`;
    const ready = kept.get(key) ?? readPolicy(JSON.parse(text), typeOf, roles);
    if (!kept.has(key) && kept.size >= KEPT) kept.delete(kept.keys().next().value ?? "");
    kept.set(key, ready);
    if (isFields(policy)) latest.set(policy, { roleKey, copy: JSON.parse(text), ready });
    return ready;
  };

  function typeOf(text: string): TypeName {
    const known = types.get(text);
    if (known) return known;
    const type = parseType(parser, text);
    if (types.size < 1_000) types.set(text, type);
    return type;
  }
}

/** What an object last read as: `copy` is nobody else's and so can't have changed since. */
interface Latest { roleKey: string; copy: unknown; ready: ReadyPolicy }

/** Whether a live value still is, field by field, what its copy was made from. Unusual objects never are, and are read anew. */
function isUnchanged(live: unknown, copy: unknown): boolean {
  if (typeof copy !== "object" || copy === null) return live === copy;
  if (typeof live !== "object" || live === null) return false;
  if (Array.isArray(copy)) return Array.isArray(live) && live.length === copy.length && copy.every((item, index) => isUnchanged(live[index], item));
  if (Array.isArray(live) || Object.getPrototypeOf(live) !== Object.prototype) return false;
  let fields = 0;
  for (const field in live) {
    if (!isUnchanged((live as Record<string, unknown>)[field], (copy as Record<string, unknown>)[field])) return false;
    fields += 1;
  }
  for (const _field in copy) fields -= 1;
  return fields === 0;
}

/** The policy as JSON; undefined for what is none. */
function textOf(policy: unknown): string | undefined {
  try {
    return JSON.stringify(policy) as string | undefined;
  } catch {
    return undefined;
  }
}

/** The claim `roles`, a list of names; anything else is no role at all. */
export function rolesOf(claims: Claims): Roles {
  const roles: unknown = Object.hasOwn(claims, "roles") ? claims.roles : undefined;
  return new Set(Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : []);
}

/** One text for a table, whatever its names hold. */
export function typesKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

function readPolicy(policy: unknown, typeOf: ReadType, roles: Roles): ReadyPolicy {
  if (!isFields(policy) || !onlyHas(policy, ["version", "tables", "rowCap", "maskKey"]) || typeof policy.version !== "string" || !Array.isArray(policy.tables)) refuse("policy_invalid", "policy");
  const { rowCap, maskKey } = policy;
  if (!Number.isInteger(rowCap) || Number(rowCap) < 1 || Number(rowCap) > MAX_ROW_CAP) refuse("policy_invalid", "rowCap");
  if (maskKey !== undefined && (typeof maskKey !== "string" || maskKey.length < SHORTEST_KEY || !maskKey.isWellFormed() || maskKey.includes("\0"))) refuse("policy_invalid", "maskKey");
  const read = policy.tables.map((table: unknown) => readTable(table, typeOf, roles));
  const types = new Map(read.map(({ table }) => [typesKey(table.schema, table.name), table.types]));
  if (types.size < read.length) refuse("policy_invalid", "table named twice");
  if (maskKey === undefined && read.some(({ hashes }) => hashes)) refuse("policy_invalid", "maskKey");
  const tables = read.flatMap(({ table, readable }) => (readable ? [table] : []));
  return { tables, rowCap: Number(rowCap), types, ...(typeof maskKey === "string" ? { maskKey } : {}) };
}

interface ReadTable { table: ReadyTable; readable: boolean; hashes: boolean }

function readTable(table: unknown, typeOf: ReadType, roles: Roles): ReadTable {
  if (!isFields(table) || !onlyHas(table, ["schema", "name", "columns", "rows", "roles"])) refuse("policy_invalid", "table");
  const schema = readName(table.schema);
  if (SYSTEM_SCHEMA.test(schema)) refuse("policy_invalid", "system schema");
  if (!Array.isArray(table.columns) || table.columns.length === 0) refuse("policy_invalid", "columns");
  const all = table.columns.map((column: unknown) => readColumn(column, typeOf, roles));
  const types = new Map(all.map(({ column }) => [column.name, column.type]));
  if (types.size < all.length) refuse("policy_invalid", "column named twice");
  const columns = all.flatMap(({ column, readable }) => (readable ? [column] : []));
  const ready: ReadyTable = { schema, name: readName(table.name), columns, rows: readRows(table.rows, roles), types };
  return { table: ready, readable: columns.length > 0 && mayRead(table.roles, roles), hashes: all.some(({ hashes }) => hashes) };
}

function readColumn(column: unknown, typeOf: ReadType, roles: Roles): { column: ReadyColumn; readable: boolean; hashes: boolean } {
  if (!isFields(column) || !onlyHas(column, ["name", "type", "roles", "mask"]) || typeof column.type !== "string") refuse("policy_invalid", "column");
  const name = readName(column.name);
  if (SYSTEM_COLUMNS.has(name)) refuse("policy_invalid", "system column");
  const type = typeOf(column.type);
  const typeName = type.arrayBounds ? "array" : (namesOf(type.names).at(-1) ?? "");
  const { mask, unless } = column.mask === undefined ? { mask: undefined, unless: [] } : readMask(column.mask);
  if (mask?.kind === "bucket" && !("size" in mask ? NUMBERS : DATES).has(typeName)) refuse("policy_invalid", "mask");
  const lifted = mask === undefined || unless.some((role) => roles.has(role));
  const veil = lifted || mask.kind === "hide" ? {} : { mask };
  return { column: { name, type, typeName, ...veil }, readable: mayRead(column.roles, roles) && (lifted || mask.kind !== "hide"), hashes: mask?.kind === "hash" };
}

function mayRead(needed: unknown, roles: Roles): boolean {
  return needed === undefined || readRoles(needed).some((role) => roles.has(role));
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
