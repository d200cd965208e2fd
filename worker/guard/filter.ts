// Base tables: each place that reads one becomes a subquery with the allowed columns and the row filter, and nothing else.
import { claimParameters } from "./claims.ts";
import type { Context } from "./context.ts";
import type { ReadyTable } from "./policy.ts";
import { refuse } from "./refuse.ts";
import type { Column, Relation } from "./scope.ts";
import { columnNode, integerNode, nameNode, operatorNode, selectNode, type Node, type RangeSubselect, type SelectStmt } from "./tree.ts";
import type { RowFilter } from "./types.ts";

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
  const columns = table.columns.map((column, index): Column => ({
    name: names[index] ?? column.name,
    trace: { bases: new Set([base]), quiet: true, type: column.typeName },
    read: () => base.used.add(index),
  }));
  unfinished.set(base, () => finish(base, select, names, subselect));
  return { node: { RangeSubselect: subselect }, relation: { name: alias ?? table.name, printed, columns, ...(alias === undefined ? { schema: table.schema } : {}) } };
}

/** Fills in the columns that are read and the barriers that turned out to be needed. */
export function finishBases(bases: readonly Base[]): void {
  for (const base of bases) unfinished.get(base)?.();
}

/** The filter in words, for receipts. */
export function describeFilter(rows: ReadyTable["rows"]): string {
  return rows === "global" ? rows : rows.map(({ column, op, claim }) => `${column} ${op} claim ${claim}`).join(" and ");
}

const unfinished = new WeakMap<Base, () => void>();

function finish(base: Base, select: SelectStmt, names: readonly string[], subselect: RangeSubselect): void {
  const used = base.used.size > 0 ? [...base.used].sort((a, b) => a - b) : [0];
  select.targetList = used.map((index) => ({ ResTarget: { val: columnNode(INNER, base.table.columns[index]?.name ?? "") } }));
  const renamed = used.some((index) => names[index] !== base.table.columns[index]?.name);
  if (renamed) subselect.alias = { ...subselect.alias, colnames: used.map((index) => nameNode(names[index] ?? "")) };
  // OFFSET 0 keeps the planner from merging the subquery with what surrounds it: no condition moves in.
  if (base.barrier && base.table.rows !== "global") Object.assign(select, { limitOffset: integerNode(0), limitOption: "LIMIT_OPTION_COUNT" });
}

function tableNode({ schema, name }: ReadyTable): Node {
  return { RangeVar: { schemaname: schema, relname: name, inh: true, relpersistence: "p", alias: { aliasname: INNER } } };
}

function filterClause(table: ReadyTable, context: Context): { whereClause?: Node } {
  if (table.rows === "global") return {};
  const conditions = table.rows.map((filter) => condition(filter, table, context));
  const [first] = conditions;
  if (!first) refuse("policy_invalid", "rows");
  return { whereClause: conditions.length === 1 ? first : { BoolExpr: { boolop: "AND_EXPR", args: conditions } } };
}

function condition(filter: RowFilter, table: ReadyTable, context: Context): Node {
  const column = columnNode(INNER, filter.column);
  const values = claimParameters(filter, table.columns.find((known) => known.name === filter.column)?.type, context);
  const [first] = values;
  if (!first) refuse("claim_invalid", filter.claim);
  if (filter.op === "in") return { A_Expr: { kind: "AEXPR_IN", name: [nameNode("=")], lexpr: column, rexpr: { List: { items: values } } } };
  if (filter.op === "between") return { A_Expr: { kind: "AEXPR_BETWEEN", name: [nameNode("BETWEEN")], lexpr: column, rexpr: { List: { items: values } } } };
  return operatorNode(column, filter.op, first);
}
