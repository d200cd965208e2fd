// What a gold statement is ordered by, read off its parse tree.
import type { SqlParser } from "../../worker/guard/index.ts";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const inside = (value: unknown, name: string): unknown => (isNode(value) ? value[name] : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export interface Ending { order: number[] | undefined; limited: boolean }

/**
 * The outer ORDER BY and LIMIT of a statement.
 * @param columns names of what it returns
 * @returns positions in `columns` of the keys, up to the first that is not among them; undefined where there is none
 */
export function endingOf(parser: SqlParser, sql: string, columns: string[]): Ending {
  const parsed = parser.parse(sql);
  const select = parsed.ok ? inside(inside(list(inside(parsed.tree, "stmts"))[0], "stmt"), "SelectStmt") : undefined;
  const targets = list(inside(select, "targetList")).map((target) => inside(target, "ResTarget"));
  const places = list(inside(select, "sortClause")).map((key) => placeOf(inside(inside(key, "SortBy"), "node"), targets, columns));
  const known = places.slice(0, places.includes(-1) ? places.indexOf(-1) : places.length);
  return { order: known.length > 0 ? known : undefined, limited: inside(select, "limitCount") !== undefined };
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
