// Base tables: each place that reads one becomes a subquery with the allowed columns and the row filter, and nothing else.
import { claimParameters } from "./claims.ts";
import type { Context } from "./context.ts";
import { veil, veiledType } from "./mask.ts";
import { typesKey, type ReadyColumn, type ReadyTable } from "./policy.ts";
import { refuse } from "./refuse.ts";
import type { Column, Relation } from "./scope.ts";
import { columnNode, integerNode, nameNode, operatorNode, selectNode, type Node, type RangeSubselect, type SelectStmt, type TypeName } from "./tree.ts";
import type { ClaimFilter, RowFilter } from "./types.ts";

/** The table's name inside its subquery. */
export const INNER = "t";

/** Most places that read a table: planning time grows fast with them. */
const MAX_TABLES = 64;

/** One place in the statement that reads a base table. */
export interface Base {
  table: ReadyTable;
  /** how many came before it */
  index: number;
  /** positions of columns that are read */
  used: Set<number>;
  /** whether a condition that may fail could reach its rows before the filter: then the filter must run first */
  barrier: boolean;
}

export interface BaseItem { node: Node; relation: Relation }

/**
 * Puts the filtered subquery in place of a table. Its columns are filled in by `finishBases`, once it is known which are read.
 * @param aliases column aliases, for the first columns
 */
export function readBase(table: ReadyTable, alias: string | undefined, aliases: readonly string[], context: Context): BaseItem {
  if (aliases.length > table.columns.length) refuse("column_not_allowed", "column alias");
  if (context.bases.length >= MAX_TABLES) refuse("too_large", `more than ${MAX_TABLES} tables`);
  const base: Base = { table, index: context.bases.length, used: new Set(), barrier: false };
  context.bases.push(base);
  const printed = context.fresh(alias ?? table.name);
  const select: SelectStmt = selectNode({ fromClause: [tableNode(table)], ...filterClause(table, context) });
  const names = table.columns.map((column, index) => aliases[index] ?? column.name);
  const subselect: RangeSubselect = { subquery: { SelectStmt: select }, alias: { aliasname: printed } };
  const bases: ReadonlySet<Base> = new Set([base]);
  const columns = table.columns.map((column, index): Column => ({
    name: names[index] ?? column.name,
    trace: { bases, quiet: true, type: column.mask ? veiledType(column.mask, column.typeName) : column.typeName },
    read: () => markRead(base, index),
  }));
  unfinished.set(base, () => finish(base, select, names, subselect, context));
  return { node: { RangeSubselect: subselect }, relation: { name: alias ?? table.name, printed, columns, ...(alias === undefined ? { schema: table.schema } : {}) } };
}

/** Fills in the columns that are read and the barriers that turned out to be needed. */
export function finishBases(bases: readonly Base[]): void {
  for (const base of bases) unfinished.get(base)?.();
}

/** The filter in words, for receipts. */
export function describeFilter(rows: ReadyTable["rows"]): string {
  return rows === "global" ? rows : rows.map(describeCondition).join(" and ");
}

function describeCondition(filter: RowFilter): string {
  if (!("parent" in filter)) return `${filter.column} ${filter.op} claim ${filter.claim}`;
  const { schema, name, column, rows } = filter.parent;
  return `${filter.column} is ${column} of ${schema}.${name} with ${rows.map(describeCondition).join(" and ")}`;
}

const unfinished = new WeakMap<Base, () => void>();

/** A mask may fail or take long on rows that are not the asker's: their filter goes first wherever one is read. */
function markRead(base: Base, index: number): void {
  base.used.add(index);
  if (base.table.columns[index]?.mask) base.barrier = true;
}

function finish(base: Base, select: SelectStmt, names: readonly string[], subselect: RangeSubselect, context: Context): void {
  const used = base.used.size > 0 ? [...base.used].sort((a, b) => a - b) : [plainColumn(base.table)];
  select.targetList = used.map((index) => target(base.table.columns[index], context));
  const renamed = used.some((index) => names[index] !== base.table.columns[index]?.name);
  if (renamed) subselect.alias = { ...subselect.alias, colnames: used.map((index) => nameNode(names[index] ?? "")) };
  // OFFSET 0 keeps the planner from merging the subquery with what surrounds it: no condition moves in.
  if (base.barrier && base.table.rows !== "global") Object.assign(select, { limitOffset: integerNode(0), limitOption: "LIMIT_OPTION_COUNT" });
}

/** A column to read where only the number of rows matters: one that costs nothing. */
function plainColumn({ columns }: ReadyTable): number {
  return Math.max(0, columns.findIndex((column) => !column.mask));
}

function target(column: ReadyColumn | undefined, context: Context): Node {
  const name = column?.name ?? "";
  if (!column?.mask) return { ResTarget: { val: columnNode(INNER, name) } };
  return { ResTarget: { name, val: veil(column.mask, INNER, column, column.mask.kind === "hash" ? keyParameter(context) : 0) } };
}

/** The key travels as a parameter, so that no statement shows it. */
function keyParameter({ policy, numbers, params }: Context): number {
  const number = numbers.get(KEY) ?? params.push(policy.maskKey ?? refuse("policy_invalid", "maskKey"));
  numbers.set(KEY, number);
  return number;
}

const KEY = "\0mask";

function tableNode({ schema, name }: { schema: string; name: string }, alias = INNER): Node {
  return { RangeVar: { schemaname: schema, relname: name, inh: true, relpersistence: "p", alias: { aliasname: alias } } };
}

function filterClause(table: ReadyTable, context: Context): { whereClause?: Node } {
  if (table.rows === "global") return {};
  return { whereClause: allConditions(table.rows, { alias: INNER, types: table.types, depth: 0 }, context) };
}

/** The table that a filter looks at. */
interface Filtered { alias: string; types: ReadonlyMap<string, TypeName> | undefined; depth: number }

function allConditions(rows: readonly RowFilter[], filtered: Filtered, context: Context): Node {
  const conditions = rows.map((filter) => ("parent" in filter ? throughParent(filter, filtered, context) : condition(filter, filtered, context)));
  const [first] = conditions;
  if (!first) refuse("policy_invalid", "rows");
  return conditions.length === 1 ? first : { BoolExpr: { boolop: "AND_EXPR", args: conditions } };
}

/** `column IN (SELECT key FROM parent WHERE its filters)`. */
function throughParent({ column, parent }: Extract<RowFilter, { parent: unknown }>, { alias, depth }: Filtered, context: Context): Node {
  const name = parentAlias(depth + 1);
  const whereClause = allConditions(parent.rows, { alias: name, types: context.policy.types.get(typesKey(parent.schema, parent.name)), depth: depth + 1 }, context);
  const select = selectNode({ targetList: [{ ResTarget: { val: columnNode(name, parent.column) } }], fromClause: [tableNode(parent, name)], whereClause });
  return { SubLink: { subLinkType: "ANY_SUBLINK", testexpr: columnNode(alias, column), subselect: { SelectStmt: select } } };
}

/** The name of a parent table inside a filter. */
export function parentAlias(depth: number): string {
  return `parent_${depth}`;
}

function condition(filter: ClaimFilter, { alias, types }: Filtered, context: Context): Node {
  const column = columnNode(alias, filter.column);
  const values = claimParameters(filter, types?.get(filter.column), context);
  const [first] = values;
  if (!first) refuse("claim_invalid", filter.claim);
  if (filter.op === "in") return { A_Expr: { kind: "AEXPR_IN", name: [nameNode("=")], lexpr: column, rexpr: { List: { items: values } } } };
  if (filter.op === "between") return { A_Expr: { kind: "AEXPR_BETWEEN", name: [nameNode("BETWEEN")], lexpr: column, rexpr: { List: { items: values } } } };
  return operatorNode(column, filter.op, first);
}
