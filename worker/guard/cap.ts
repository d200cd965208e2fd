// The row cap: the outermost statement never returns more rows than the policy allows.
import { integerNode, type Node, type SelectStmt } from "./tree.ts";

/** Adds a LIMIT, or lowers the one that is there. */
export function capRows(select: SelectStmt, cap: number): SelectStmt {
  return { ...select, limitCount: lower(select.limitCount, cap), limitOption: "LIMIT_OPTION_COUNT" };
}

function lower(own: Node | undefined, cap: number): Node {
  const constant = own && "A_Const" in own ? own.A_Const : undefined;
  if (!own || constant?.isnull) return integerNode(cap);
  if (constant?.ival) return integerNode(Math.min(constant.ival.ival ?? 0, cap));
  // LEAST passes over NULL, which as a limit would mean: no limit.
  return { MinMaxExpr: { op: "IS_LEAST", args: [own, integerNode(cap)] } };
}
