// Masks: the expression that stands in a table's subquery in place of a column whose values the asker may only see in part.
import type { TypeName } from "./tree.ts";
import { columnNode, integerNode, nameNode, operatorNode, parameterNode, type Node } from "./tree.ts";
import type { MaskKind } from "./types.ts";

/** A mask that leaves something to see. */
export type Veil = Exclude<MaskKind, { kind: "hide" }>;

const HASH_DIGITS = 16;
const HIDDEN = "***";

/** pg_catalog name of the type that is left: a step may lie outside of the column's own type, so it is always numeric. */
export function veiledType(mask: Veil, typeName: string): string {
  if (mask.kind !== "bucket") return "text";
  return "size" in mask ? "numeric" : typeName;
}

/**
 * @param relation name of the table inside its subquery
 * @param key number of the parameter that holds the policy's `maskKey`
 */
export function veil(mask: Veil, relation: string, column: { name: string; typeName: string }, key: number): Node {
  const value = columnNode(relation, column.name);
  switch (mask.kind) {
    case "hash":
      return hashed(value, key);
    case "last":
      return lastOf(value, mask.count);
    case "bucket":
      return "size" in mask ? stepOf(value, mask.size) : periodOf(value, mask.unit, column.typeName);
  }
}

/** The key comes first, so that values can't be tried out; `||` keeps nothing as nothing. */
function hashed(value: Node, key: number): Node {
  const keyed = operatorNode(parameterNode(key, typeNamed("text")), "||", cast(value, "text"));
  const digest = call("encode", call("sha256", call("convert_to", keyed, textNode("UTF8"))), textNode("hex"));
  return call("left", digest, integerNode(HASH_DIGITS));
}

function lastOf(value: Node, count: number): Node {
  const text = cast(value, "text");
  const longer = operatorNode(call("length", text), ">", integerNode(count));
  const shown = operatorNode(textNode(HIDDEN), "||", call("right", text, integerNode(count)));
  const present: Node = { NullTest: { arg: value, nulltesttype: "IS_NOT_NULL" } };
  const branch = (expr: Node, result: Node): Node => ({ CaseWhen: { expr, result } });
  return { CaseExpr: { args: [branch(longer, shown), branch(present, textNode(HIDDEN))] } };
}

function stepOf(value: Node, size: number): Node {
  const step: Node = Number.isInteger(size) && size <= 0x7fffffff ? integerNode(size) : { A_Const: { fval: { fval: String(size) } } };
  return operatorNode(call("floor", operatorNode(cast(value, "numeric"), "/", step)), "*", step);
}

/** A date would be taken for a moment in the session's zone: it is truncated as a plain timestamp. */
function periodOf(value: Node, unit: string, typeName: string): Node {
  if (typeName !== "date") return call("date_trunc", textNode(unit), value);
  return cast(call("date_trunc", textNode(unit), cast(value, "timestamp")), "date");
}

function call(name: string, ...args: Node[]): Node {
  return { FuncCall: { funcname: [nameNode("pg_catalog"), nameNode(name)], args, funcformat: "COERCE_EXPLICIT_CALL" } };
}

function textNode(text: string): Node {
  return { A_Const: { sval: { sval: text } } };
}

function cast(arg: Node, name: string): Node {
  return { TypeCast: { arg, typeName: typeNamed(name) } };
}

function typeNamed(name: string): TypeName {
  return { names: [nameNode("pg_catalog"), nameNode(name)], typemod: -1 };
}
