// What a gold statement is ordered by, read off its parse tree.
import type { SqlParser } from "../../worker/guard/index.ts";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const inside = (value: unknown, name: string): unknown => (isNode(value) ? value[name] : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export interface Ending {
  /** positions in the columns of the keys, up to the first that is not among them; undefined where there is none */
  order: number[] | undefined;
  /** the statement with a limit that is never met, where it has one and is wholly ordered by its own columns */
  unlimited: string | undefined;
}

/**
 * The outer ORDER BY and LIMIT of a statement.
 * @param columns names of what it returns
 */
export function endingOf(parser: SqlParser, sql: string, columns: string[]): Ending {
  const parsed = parser.parse(sql);
  const select = parsed.ok ? inside(inside(list(inside(parsed.tree, "stmts"))[0], "stmt"), "SelectStmt") : undefined;
  const targets = list(inside(select, "targetList")).map((target) => inside(target, "ResTarget"));
  const places = list(inside(select, "sortClause")).map((key) => placeOf(inside(inside(key, "SortBy"), "node"), targets, columns));
  const known = places.slice(0, places.includes(-1) ? places.indexOf(-1) : places.length);
  const whole = known.length > 0 && known.length === places.length;
  return { order: known.length > 0 ? known : undefined, unlimited: whole ? withoutLimit(sql, inside(inside(select, "limitCount"), "A_Const")) : undefined };
}

/** @param limit the constant in its LIMIT; its place is counted in bytes */
function withoutLimit(sql: string, limit: unknown): string | undefined {
  const [count, location] = [inside(inside(limit, "ival"), "ival"), inside(limit, "location")];
  if (typeof count !== "number" || typeof location !== "number") return undefined;
  const bytes = Buffer.from(sql);
  return `${bytes.subarray(0, location).toString()}10000${bytes.subarray(location + String(count).length).toString()}`;
}

function placeOf(key: unknown, targets: unknown[], columns: string[]): number {
  const ordinal = inside(inside(inside(key, "A_Const"), "ival"), "ival");
  if (typeof ordinal === "number") return ordinal - 1;
  const fields = list(inside(inside(key, "ColumnRef"), "fields")).map((field) => inside(inside(field, "String"), "sval"));
  if (fields.length === 1) return columns.indexOf(String(fields[0]));
  const shape = shapeOf(key);
  const same = targets.findIndex((target) => shapeOf(inside(target, "val")) === shape);
  // A star moves the places of what stands behind it.
  if (same >= 0 && targets.length === columns.length) return same;
  return fields.length > 1 ? columns.indexOf(String(fields.at(-1))) : -1;
}

/** A tree as text without where it stood. */
function shapeOf(node: unknown): string {
  return JSON.stringify(node, (name, value: unknown) => (name === "location" ? undefined : value)) ?? "";
}
