// The tree the guard works on: libpg-query's own types, and small constructors for the nodes the guard adds.
import type { Node, SelectStmt, TypeName } from "libpg-query";

export type {
  Alias, A_Const, A_Expr, A_Indirection, CaseExpr, ColumnRef, CommonTableExpr, FuncCall, JoinExpr, Node, RangeFunction, RangeSubselect, RangeVar,
  SelectStmt, SubLink, TypeCast, TypeName, WindowDef, WithClause,
} from "libpg-query";

/** `"name"` as the parser holds it. */
export function nameNode(name: string): Node {
  return { String: { sval: name } };
}

/** Text of a list of String nodes; anything else becomes `undefined` and so can't match a name. */
export function namesOf(nodes: Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => ("String" in node ? (node.String.sval ?? "") : "*"));
}

/** `relation.column`, or `column`. */
export function columnNode(...path: string[]): Node {
  return { ColumnRef: { fields: path.map(nameNode) } };
}

/** An integer constant; the parser leaves out the value 0. */
export function integerNode(value: number): Node {
  return { A_Const: { ival: value === 0 ? {} : { ival: value } } };
}

/** `left op right`. */
export function operatorNode(left: Node, operator: string, right: Node): Node {
  return { A_Expr: { kind: "AEXPR_OP", name: [nameNode(operator)], lexpr: left, rexpr: right } };
}

/** `$index::type`; without a type the database takes that of the column it is compared with. */
export function parameterNode(index: number, type: TypeName | undefined): Node {
  const parameter: Node = { ParamRef: { number: index } };
  return type ? { TypeCast: { arg: parameter, typeName: type } } : parameter;
}

/** The empty SELECT to which clauses are added. */
export function selectNode(clauses: SelectStmt): SelectStmt {
  return { ...clauses, limitOption: clauses.limitOption ?? "LIMIT_OPTION_DEFAULT", op: clauses.op ?? "SETOP_NONE" };
}
