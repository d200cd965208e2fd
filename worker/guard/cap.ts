// The row cap: the outermost statement never returns more rows than the policy allows.
import { integerNode, selectNode, type Node, type SelectStmt } from "./tree.ts";

/**
 * Adds a LIMIT, or lowers the one that is there. WITH TIES returns more rows than its number, so it is capped from outside.
 * @param name a relation name that nothing else in the statement has
 */
export function capRows(select: SelectStmt, cap: number, name: string): SelectStmt {
  const inner = select.limitOption === "LIMIT_OPTION_WITH_TIES" ? around(select, name) : select;
  return { ...inner, limitCount: lower(inner.limitCount, cap), limitOption: "LIMIT_OPTION_COUNT" };
}

function around(select: SelectStmt, name: string): SelectStmt {
  const all: Node = { ResTarget: { val: { ColumnRef: { fields: [{ A_Star: {} }] } } } };
  return selectNode({ targetList: [all], fromClause: [{ RangeSubselect: { subquery: { SelectStmt: select }, alias: { aliasname: name } } }] });
}

function lower(own: Node | undefined, cap: number): Node {
  const constant = own && "A_Const" in own ? own.A_Const : undefined;
  if (!own || constant?.isnull) return integerNode(cap);
  if (constant?.ival) return integerNode(Math.min(constant.ival.ival ?? 0, cap));
  // LEAST passes over NULL, which as a limit would mean: no limit.
  return { MinMaxExpr: { op: "IS_LEAST", args: [own, integerNode(cap)] } };
}
