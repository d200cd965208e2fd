// The parts of a policy document that are lists, names and rules: checked field by field, for one asker's roles.
import { refuse } from "./refuse.ts";
import type { ClaimFilter, MaskKind, RowFilter, TablePolicy } from "./types.ts";

type Fields = Record<string, unknown>;

export const SYSTEM_SCHEMA = /^(?:pg_.*|information_schema)$/u;
const OPERATORS: ReadonlySet<unknown> = new Set<ClaimFilter["op"]>(["=", "in", "<=", ">=", "between"]);
const UNITS: ReadonlySet<unknown> = new Set(["week", "month", "quarter", "year"]);
const MAX_NAME_BYTES = 63;
/** Most tables between a row and the one that says whose it is. */
const MAX_PARENTS = 3;
const MOST_SHOWN = 100;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** A later kind of restriction that this guard does not know must not be passed over in silence. */
export function onlyHas(fields: Fields, names: readonly string[]): boolean {
  return Object.keys(fields).every((name) => names.includes(name));
}

export function readName(name: unknown): string {
  if (typeof name !== "string" || name === "" || name.includes("\0") || !name.isWellFormed()) refuse("policy_invalid", "name");
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) refuse("policy_invalid", "name too long");
  return name;
}

/** A list of roles that is empty would mean nobody or everybody, depending on who reads it: it is refused. */
export function readRoles(roles: unknown): string[] {
  if (!Array.isArray(roles) || roles.length === 0 || !roles.every((role) => typeof role === "string" && role !== "")) refuse("policy_invalid", "roles");
  return roles as string[];
}

/** The filters that hold for an asker. An empty list would let every row through, so it has to be said as `"global"`. */
export function readRows(rows: unknown, roles: ReadonlySet<string>): TablePolicy["rows"] {
  return rows === "global" ? rows : readFilters(rows, roles, 0);
}

function readFilters(rows: unknown, roles: ReadonlySet<string>, depth: number): RowFilter[] {
  if (!Array.isArray(rows) || rows.length === 0) refuse("policy_invalid", "rows");
  const all = rows.map((filter: unknown) => readFilter(filter, roles, depth));
  if (all.every(({ unless }) => unless.length > 0)) refuse("policy_invalid", "row filter that all may lift");
  return all.flatMap(({ filter, unless }) => (unless.some((role) => roles.has(role)) ? [] : [filter]));
}

function readFilter(filter: unknown, roles: ReadonlySet<string>, depth: number): { filter: RowFilter; unless: string[] } {
  if (!isFields(filter)) refuse("policy_invalid", "row filter");
  const { unless, ...rest } = filter;
  const lifted = unless === undefined ? [] : readRoles(unless);
  if (Object.hasOwn(rest, "parent")) return { filter: readParent(rest, roles, depth), unless: lifted };
  if (!onlyHas(rest, ["column", "op", "claim"]) || !OPERATORS.has(rest.op)) refuse("policy_invalid", "row filter");
  if (typeof rest.claim !== "string" || rest.claim === "") refuse("policy_invalid", "claim");
  return { filter: { column: readName(rest.column), op: rest.op as ClaimFilter["op"], claim: rest.claim }, unless: lifted };
}

function readParent({ parent, ...rest }: Fields, roles: ReadonlySet<string>, depth: number): RowFilter {
  if (!isFields(parent) || !onlyHas(rest, ["column"]) || !onlyHas(parent, ["schema", "name", "column", "rows"])) refuse("policy_invalid", "parent table");
  if (depth >= MAX_PARENTS) refuse("policy_invalid", `more than ${MAX_PARENTS} parent tables`);
  const schema = readName(parent.schema);
  if (SYSTEM_SCHEMA.test(schema)) refuse("policy_invalid", "system schema");
  return { column: readName(rest.column), parent: { schema, name: readName(parent.name), column: readName(parent.column), rows: readFilters(parent.rows, roles, depth + 1) } };
}

export function readMask(mask: unknown): { mask: MaskKind; unless: string[] } {
  if (!isFields(mask)) refuse("policy_invalid", "mask");
  const { unless, ...kind } = mask;
  return { mask: maskKind(kind), unless: unless === undefined ? [] : readRoles(unless) };
}

function maskKind(mask: Fields): MaskKind {
  const { kind, size, unit, count } = mask;
  if ((kind === "hide" || kind === "hash") && onlyHas(mask, ["kind"])) return { kind };
  if (kind === "last" && onlyHas(mask, ["kind", "count"]) && isWhole(count, MOST_SHOWN)) return { kind, count };
  if (kind === "bucket" && onlyHas(mask, ["kind", "size"]) && isStep(size)) return { kind, size };
  if (kind === "bucket" && onlyHas(mask, ["kind", "unit"]) && UNITS.has(unit)) return { kind, unit: unit as "week" | "month" | "quarter" | "year" };
  return refuse("policy_invalid", "mask");
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}

/** A step that SQL can write without an exponent. */
function isStep(value: unknown): value is number {
  return typeof value === "number" && value > 0 && /^\d+(?:\.\d+)?$/u.test(String(value));
}
