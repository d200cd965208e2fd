// The name PostgreSQL gives to an output column without an alias (FigureColname in parse_target.c).
import { namesOf, type Node, type SelectStmt } from "./tree.ts";

const NAMELESS = "?column?";

/** How sure PostgreSQL is of a name: a cast or CASE gives way to a name from inside. */
interface Guess { name: string; strong: boolean }

/** @param firstName name of the first output column of a subquery */
export function columnName(node: Node, firstName: (select: SelectStmt) => string): string {
  return guess(node, firstName)?.name ?? NAMELESS;
}

function guess(node: Node, firstName: (select: SelectStmt) => string): Guess | undefined {
  const kind = Object.keys(node)[0] ?? "";
  const fixed = FIXED[kind];
  if (fixed) return { name: fixed, strong: true };
  if ("ColumnRef" in node) return strong(namesOf(node.ColumnRef.fields).at(-1));
  if ("FuncCall" in node) return strong(namesOf(node.FuncCall.funcname).at(-1));
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? strong("nullif") : undefined;
  if ("MinMaxExpr" in node) return strong(node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest");
  if ("SQLValueFunction" in node) return strong((node.SQLValueFunction.op ?? "").replace("SVFOP_", "").replace(/_N$/u, "").toLowerCase());
  if ("CollateClause" in node) return node.CollateClause.arg && guess(node.CollateClause.arg, firstName);
  return guessInside(node, firstName);
}

function guessInside(node: Node, firstName: (select: SelectStmt) => string): Guess | undefined {
  if ("TypeCast" in node) {
    const inner = node.TypeCast.arg && guess(node.TypeCast.arg, firstName);
    return inner?.strong ? inner : { name: namesOf(node.TypeCast.typeName?.names).at(-1) ?? NAMELESS, strong: false };
  }
  if ("CaseExpr" in node) {
    const inner = node.CaseExpr.defresult && guess(node.CaseExpr.defresult, firstName);
    return inner?.strong ? inner : { name: "case", strong: false };
  }
  if ("A_Indirection" in node) {
    const field = namesOf(node.A_Indirection.indirection).findLast((name) => name !== "*");
    return field === undefined ? node.A_Indirection.arg && guess(node.A_Indirection.arg, firstName) : strong(field);
  }
  if (!("SubLink" in node)) return undefined;
  const { subLinkType, subselect } = node.SubLink;
  if (subLinkType === "EXISTS_SUBLINK") return strong("exists");
  if (subLinkType === "ARRAY_SUBLINK") return strong("array");
  return subLinkType === "EXPR_SUBLINK" && subselect && "SelectStmt" in subselect ? strong(firstName(subselect.SelectStmt)) : undefined;
}

const FIXED: Readonly<Record<string, string>> = { GroupingFunc: "grouping", A_ArrayExpr: "array", RowExpr: "row", CoalesceExpr: "coalesce" };

function strong(name: string | undefined): Guess | undefined {
  return name === undefined ? undefined : { name, strong: true };
}
