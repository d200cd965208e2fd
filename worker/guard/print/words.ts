// Pieces of SQL that hold no other expression: constants, keywords by node kind, lists of names.
import { namesOf, type A_Const, type JoinExpr, type Node, type SelectStmt } from "../tree.ts";
import { printName, printString } from "./names.ts";

/** Kinds that need no brackets as an operand. */
export const UNITS: ReadonlySet<string> = new Set([
  "ColumnRef", "FuncCall", "CaseExpr", "CoalesceExpr", "MinMaxExpr", "RowExpr", "A_ArrayExpr", "SQLValueFunction", "GroupingFunc", "TypeCast",
  "A_Indirection", "ParamRef", "List",
]);

/** Keyword of a range test. */
export const BETWEEN: Readonly<Record<string, string>> = {
  AEXPR_BETWEEN: "BETWEEN", AEXPR_NOT_BETWEEN: "NOT BETWEEN", AEXPR_BETWEEN_SYM: "BETWEEN SYMMETRIC", AEXPR_NOT_BETWEEN_SYM: "NOT BETWEEN SYMMETRIC",
};
/** Keyword of a pattern match. */
export const PATTERN: Readonly<Record<string, string>> = { AEXPR_LIKE: "LIKE", AEXPR_ILIKE: "ILIKE", AEXPR_SIMILAR: "SIMILAR TO" };

/** Keyword of a set operation. */
export const SET_OPERATION: Readonly<Record<string, string>> = { SETOP_UNION: "UNION", SETOP_INTERSECT: "INTERSECT", SETOP_EXCEPT: "EXCEPT" };

/** Keyword of a join. */
export const JOIN: Readonly<Record<string, string>> = { JOIN_INNER: "JOIN", JOIN_LEFT: "LEFT JOIN", JOIN_RIGHT: "RIGHT JOIN", JOIN_FULL: "FULL JOIN" };

/** A constant as the parser would read it back. */
export function printConstant(constant: A_Const): string {
  if (constant.isnull) return "NULL";
  if (constant.sval) return printString(constant.sval.sval ?? "");
  if (constant.fval) return constant.fval.fval ?? "";
  if (constant.boolval) return constant.boolval.boolval ? "true" : "false";
  return String(constant.ival?.ival ?? 0);
}

/** CURRENT_DATE and its kind. */
export function printNow(op: string, typmod = 0): string {
  const name = op.replace("SVFOP_", "").replace(/_N$/u, "");
  return op.endsWith("_N") ? `${name}(${typmod})` : name;
}

/** `IS_NOT_TRUE` → `IS NOT TRUE`. */
export function words(constant: string | undefined): string {
  return (constant ?? "").replaceAll("_", " ");
}

/** Names with commas between. */
export function printNames(names: Node[] | undefined): string {
  return namesOf(names).map(printName).join(", ");
}

/** Whether a join has no condition of any kind. */
export function isCross(join: JoinExpr): boolean {
  return !join.quals && !join.usingClause && !join.isNatural;
}

/** Whether a SELECT can stand in a set operation without brackets. */
export function isPlain(select: SelectStmt): boolean {
  return !select.sortClause && !select.limitCount && !select.limitOffset && !select.withClause;
}
