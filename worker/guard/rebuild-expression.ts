// Rebuilds expressions: every name resolved, every operator, type and function from a closed list.
import { COLLATIONS, isQuietCast } from "./allow/types.ts";
import { NODES } from "./allow/nodes.ts";
import { isAllowedOperator, JSON_READERS, QUIET_OPERATORS } from "./allow/operators.ts";
import type { Place, Rebuilt } from "./context.ts";
import { rebuildCall } from "./rebuild-call.ts";
import { refuse } from "./refuse.ts";
import { findColumn, findQualified, findRelation, type Found } from "./scope.ts";
import { commonType, LITERAL, loud, mayNarrow, mergeTraces, typed, type Trace } from "./trace.ts";
import { columnNode, nameNode, namesOf, selectNode, type A_Const, type A_Expr, type CaseExpr, type A_Indirection, type ColumnRef, type Node, type SubLink, type TypeCast, type TypeName } from "./tree.ts";
import { rebuildType } from "./type-name.ts";

/** Rebuilds one expression. @throws Refused for what is not allowed */
export function rebuildExpression(node: Node, outer: Place): Rebuilt {
  if ("A_Expr" in node) return rebuildOperation(node.A_Expr, outer);
  const place = outer.estimated && !("BoolExpr" in node) ? { ...outer, estimated: false } : outer;
  if ("ColumnRef" in node) return rebuildColumn(node.ColumnRef, place);
  if ("A_Const" in node) return { node: { A_Const: checkConstant(node.A_Const) }, trace: LITERAL };
  if ("FuncCall" in node) return rebuildCall(node.FuncCall, place, rebuildExpression);
  if ("TypeCast" in node) return rebuildCast(node.TypeCast, place);
  if ("SubLink" in node) return rebuildSubLink(node.SubLink, place);
  if ("A_Indirection" in node) return rebuildIndirection(node.A_Indirection, place);
  if ("CollateClause" in node) checkCollation(namesOf(node.CollateClause.collname));
  return rebuildChildren(node, place);
}

/** Rebuilds what is inside a node that needs no thought of its own. */
export function rebuildChildren(node: Node, place: Place): Rebuilt {
  const [kind = ""] = Object.keys(node);
  const { fields, traces } = rebuildFields(kind, (node as unknown as Record<string, Record<string, unknown>>)[kind] ?? {}, place);
  // Each part of a conjunction is a condition of its own; elsewhere a part that fails for any row fails by what others say of this one.
  const apart = "BoolExpr" in node && node.BoolExpr.boolop === "AND_EXPR";
  const trace = typed(mergeTraces(traces), typeOf(kind, traces));
  const narrow = (UNIFIED.has(kind) && mayNarrow(traces, false)) || ("CaseExpr" in node && comparesNarrowly(node.CaseExpr, traces));
  return { node: { [kind]: fields } as unknown as Node, trace: (trace.quiet && !narrow) || apart ? trace : loud(trace, place) };
}

/** Kinds that make one type of several values. */
const UNIFIED: ReadonlySet<string> = new Set(["CoalesceExpr", "MinMaxExpr", "A_ArrayExpr", "CaseExpr"]);
const TESTS: ReadonlySet<string> = new Set(["BoolExpr", "NullTest", "BooleanTest"]);
const OF_ONE_TYPE: ReadonlySet<string> = new Set(["CoalesceExpr", "MinMaxExpr", "List", "RowExpr", "CollateClause"]);

function typeOf(kind: string, traces: readonly Trace[]): string | undefined {
  if (TESTS.has(kind)) return "bool";
  if (kind === "CaseWhen") return traces.at(-1)?.type;
  if (kind === "CaseExpr" || OF_ONE_TYPE.has(kind)) return commonType(traces);
  return kind === "A_ArrayExpr" ? (commonType(traces) === "literal" ? "literal" : "array") : undefined;
}

/** `CASE price WHEN …` compares each value with the first, which may be cast to their type. */
function comparesNarrowly({ arg, args }: CaseExpr, [first]: readonly Trace[]): boolean {
  const plain = (args ?? []).every((branch) => "CaseWhen" in branch && branch.CaseWhen.expr && "A_Const" in branch.CaseWhen.expr);
  return arg !== undefined && first !== undefined && !plain && mayNarrow([first, { bases: first.bases, quiet: true }], true);
}

/** The same for a node without its wrapper. Types, constants and names have no expressions inside. */
export function rebuildFields(kind: string, fields: Record<string, unknown>, place: Place): { fields: Record<string, unknown>; traces: Trace[] } {
  const traces: Trace[] = [];
  const rebuild = (node: Node): Node => {
    if ("String" in node || "Integer" in node) return node;
    const { node: rebuilt, trace } = rebuildExpression(node, place);
    traces.push(trace);
    return rebuilt;
  };
  const copy: Record<string, unknown> = {};
  const rules = NODES[kind];
  for (const field in fields) {
    const value = fields[field];
    const rule = rules?.[field];
    if (rule?.is === "node") copy[field] = rebuild(value as Node);
    else if (rule?.is === "list") copy[field] = (value as Node[]).map(rebuild);
    else if (rule?.is === "part" && rule.kind === "WindowDef") copy[field] = rebuildFields(rule.kind, value as Record<string, unknown>, place).fields;
    else copy[field] = value;
  }
  return { fields: copy, traces };
}

/** Notes that a column is read, and by which subqueries from outside. */
function read({ column, scope }: Found, place: Place): Trace {
  column.read?.();
  for (const query of place.context.correlated) {
    if (scope.depth <= query.depth) for (const base of column.trace.bases) query.bases.add(base);
  }
  if (!column.trace.quiet) loud(column.trace, place);
  return column.trace;
}

function rebuildColumn(reference: ColumnRef, place: Place): Rebuilt {
  const path = namesOf(reference.fields);
  const [name = ""] = path;
  if (path.includes("*")) refuse("field_selection", "whole row");
  if (path.length > 1) return qualified(findQualified(path, place.scope), place);
  const found = findColumn(name, place.scope);
  if (found) return { node: columnNode(name), trace: read(found, place) };
  const relation = findRelation(name, place.scope);
  const value = relation?.relation.scalar ? relation.relation.columns[0] : undefined;
  if (relation && value) return qualified({ ...relation, column: value }, place);
  return refuse(relation ? "field_selection" : "column_not_allowed", relation ? "whole row" : "column");
}

function qualified(found: Found, place: Place): Rebuilt {
  return { node: columnNode(found.relation.printed, found.column.name), trace: read(found, place) };
}

/** `(alias).column` is the same as `alias.column`; any other field could be a function call. */
function rebuildIndirection(indirection: A_Indirection, place: Place): Rebuilt {
  const steps = indirection.indirection ?? [];
  const [field, ...rest] = steps;
  if (steps.every((step) => "A_Indices" in step)) return rebuildChildren({ A_Indirection: indirection }, place);
  const alias = indirection.arg && "ColumnRef" in indirection.arg ? namesOf(indirection.arg.ColumnRef.fields) : [];
  if (alias.length !== 1 || !field || !("String" in field) || findColumn(alias[0] ?? "", place.scope)) refuse("field_selection", "A_Indirection");
  const column = qualified(findQualified([...alias, ...namesOf([field])], place.scope), place);
  if (rest.length === 0) return column;
  const subscripts = rebuildChildren({ A_Indirection: { indirection: rest.every((step) => "A_Indices" in step) ? rest : refuse("field_selection", "A_Indirection") } }, place);
  const inner = "A_Indirection" in subscripts.node ? subscripts.node.A_Indirection : {};
  return { node: { A_Indirection: { arg: column.node, ...inner } }, trace: mergeTraces([column.trace, subscripts.trace]) };
}

const DECIMAL = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu;

/** Older servers read `1_000.5` and long hexadecimals otherwise than this parser, so only plain decimals go out. */
function checkConstant(constant: A_Const): A_Const {
  if (!constant.fval) return constant;
  const text = (constant.fval.fval ?? "").replaceAll("_", "");
  const plain = /^-?0[xob]/iu.test(text) ? `${text.startsWith("-") ? "-" : ""}${BigInt(text.replace("-", ""))}` : text;
  if (!DECIMAL.test(plain)) refuse("node_not_allowed", "number");
  return { fval: { fval: plain } };
}

function checkCollation(names: string[]): void {
  const name = names.at(-1) ?? "";
  const builtIn = names.length === 1 || (names.length === 2 && names[0] === "pg_catalog");
  if (!builtIn || !COLLATIONS.has(name)) refuse("collation_not_allowed", "CollateClause");
}

/** The operator's bare name. */
export function checkOperator(names: string[]): string {
  const name = names.at(-1) ?? "";
  const builtIn = names.length === 1 || (names.length === 2 && names[0] === "pg_catalog");
  if (!builtIn || !isAllowedOperator(name)) refuse("operator_not_allowed", builtIn && /^[-+*/<>=~!@#%^&|?]+$/u.test(name) ? name : "qualified operator");
  return name;
}

function rebuildOperation(operation: A_Expr, outer: Place): Rebuilt {
  const place = outer.estimated ? { ...outer, estimated: false } : outer;
  const name = checkOperator(namesOf(operation.name));
  const left = operation.lexpr && rebuildExpression(operation.lexpr, place);
  const right = operation.rexpr && rebuildRight(operation, operation.rexpr, place);
  // What comes from no table and is compared in a clause of its own is computed while planning, so its errors tell of no row.
  const traces = left && right ? [left.trace, right.trace] : left ? [left.trace] : right ? [right.trace] : [];
  const merged = mergeTraces(outer.estimated ? traces.filter((one) => one.bases.size > 0) : traces);
  const quiet = merged.quiet && isQuiet(name, operation, left?.trace, right?.trace) && !mayNarrow(traces, operation.kind !== "AEXPR_OP_ANY" && operation.kind !== "AEXPR_OP_ALL");
  const plain = quiet ? merged : loud(mergeTraces(traces), place);
  const rebuilt: A_Expr = { ...operation, name: [nameNode(name)] };
  if (left) rebuilt.lexpr = left.node;
  if (right) rebuilt.rexpr = right.node;
  return { node: { A_Expr: rebuilt }, trace: typed(plain, resultType(name, operation, left?.trace, right?.trace)) };
}

/** LIKE ... ESCAPE and SIMILAR TO carry a call that only the grammar writes. */
function rebuildRight(operation: A_Expr, right: Node, place: Place): Rebuilt {
  const rebuilt = rebuildPattern(operation, right, place);
  return needsScreen(operation, right) && rebuilt.trace.bases.size === 0 ? { ...rebuilt, node: screenedSide(operation, rebuilt.node) } : rebuilt;
}

function rebuildPattern(operation: A_Expr, right: Node, place: Place): Rebuilt {
  if (!("FuncCall" in right) || !/LIKE|SIMILAR/u.test(operation.kind ?? "")) return rebuildExpression(right, place);
  const wanted = operation.kind === "AEXPR_SIMILAR" ? "pg_catalog.similar_to_escape" : "pg_catalog.like_escape";
  if (namesOf(right.FuncCall.funcname).join(".") !== wanted) return rebuildExpression(right, place);
  const { fields, traces } = rebuildFields("FuncCall", { ...right.FuncCall }, place);
  return { node: { FuncCall: fields }, trace: typed(mergeTraces(traces), "text") };
}

/**
 * The planner tries a constant pattern on the most common values of all tenants, past every filter, and fails where the pattern does:
 * `LIKE 'abc\'` only when a value starts with abc. From inside a subquery it takes no constant.
 */
function needsScreen({ kind, name }: A_Expr, pattern: Node): boolean {
  const operator = namesOf(name).at(-1) ?? "";
  if (!LIKES.has(operator)) return kind === "AEXPR_SIMILAR" || REGEXES.has(operator);
  const items = "A_ArrayExpr" in pattern ? (pattern.A_ArrayExpr.elements ?? []) : [pattern];
  return !items.every(isPlainPattern);
}

/** ANY takes an array, and a subquery there would mean its rows: so each element is screened, or the array as a cast value. */
function screenedSide({ kind }: A_Expr, right: Node): Node {
  if (kind !== "AEXPR_OP_ANY" && kind !== "AEXPR_OP_ALL") return screened(right);
  if ("A_ArrayExpr" in right) return { A_ArrayExpr: { elements: (right.A_ArrayExpr.elements ?? []).map(screened) } };
  const texts: TypeName = { names: [nameNode("pg_catalog"), nameNode("text")], typemod: -1, arrayBounds: [{ Integer: { ival: -1 } }] };
  return { TypeCast: { arg: screened(right), typeName: texts } };
}

function screened(pattern: Node): Node {
  const select = selectNode({ targetList: [{ ResTarget: { val: pattern } }] });
  const hidden = "FuncCall" in pattern && /^(?:like|similar_to)_escape$/u.test(namesOf(pattern.FuncCall.funcname)[1] ?? "");
  if (!hidden) return { SubLink: { subLinkType: "EXPR_SUBLINK", subselect: { SelectStmt: select } } };
  const args = (pattern.FuncCall.args ?? []).map(screened);
  return { FuncCall: { ...pattern.FuncCall, args } };
}

const LIKES: ReadonlySet<string> = new Set(["~~", "~~*", "!~~", "!~~*"]);
const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);
const EXACT: ReadonlySet<string> = new Set(["int2", "int4", "int8", "numeric", "literal"]);
const REGEXES: ReadonlySet<string> = new Set(["~", "~*", "!~", "!~*"]);

function isPlainPattern(pattern: Node | undefined): boolean {
  return pattern !== undefined && "A_Const" in pattern && !(pattern.A_Const.sval?.sval ?? "").includes("\\");
}

function resultType(name: string, { kind }: A_Expr, left: Trace | undefined, right: Trace | undefined): string | undefined {
  // Never a float, which is what matters.
  if (ARITHMETIC.has(name)) return (!left || EXACT.has(left.type ?? "")) && EXACT.has(right?.type ?? "") ? "numeric" : undefined;
  if (JSON_READERS.has(name)) return left?.type === "jsonb" ? (name.endsWith(">>") ? "text" : "jsonb") : undefined;
  if (kind === "AEXPR_NULLIF") return left?.type;
  // What joins quietly joins texts; all others that are quiet compare.
  return name === "||" ? "text" : QUIET_OPERATORS.has(name) || LIKES.has(name) || REGEXES.has(name) ? "bool" : undefined;
}

function isQuiet(name: string, { kind = "AEXPR_OP", lexpr, rexpr }: A_Expr, left: Trace | undefined, right: Trace | undefined): boolean {
  // Joining arrays or jsonb can fail; joining texts can't.
  if (name === "||") return [left, right].some((side) => side?.type === "text" || side?.type === "varchar");
  if (kind === "AEXPR_SIMILAR") return false;
  if (JSON_READERS.has(name)) return left?.type === "jsonb";
  if (LIKES.has(name)) return rexpr !== undefined && ("A_ArrayExpr" in rexpr ? (rexpr.A_ArrayExpr.elements ?? []).every(isPlainPattern) : isPlainPattern(rexpr));
  if (!lexpr) return rexpr !== undefined && "A_Const" in rexpr;
  return kind.includes("BETWEEN") || QUIET_OPERATORS.has(name);
}

function rebuildCast(cast: TypeCast, place: Place): Rebuilt {
  const { type, name } = rebuildType(cast.typeName ?? {});
  const arg = rebuildExpression(cast.arg ?? refuse("node_not_allowed", "TypeCast"), place);
  const constant = "A_Const" in arg.node;
  // A numeric of a given size does not hold every number.
  const sized = name === "numeric" && type.typmods !== undefined;
  const quiet = constant || (arg.trace.quiet && !sized && isQuietCast(arg.trace.type, name));
  const trace = quiet ? { ...arg.trace, type: name } : { ...loud(arg.trace, place), type: name };
  return { node: { TypeCast: { arg: arg.node, typeName: type } }, trace };
}

/** A subquery of a condition runs for rows of the tables outside, before their filters for all we know. */
function rebuildSubLink(link: SubLink, place: Place): Rebuilt {
  const { context, scope, condition, outsiders } = place;
  if (!link.subselect || !("SelectStmt" in link.subselect)) refuse("node_not_allowed", "SubLink");
  const original = link.subselect.SelectStmt;
  const operator = link.operName ? { operName: [nameNode(checkOperator(namesOf(link.operName)))] } : {};
  const test = link.testexpr && rebuildExpression(link.testexpr, place);
  const outer = { depth: scope.depth, bases: new Set<Trace["bases"] extends ReadonlySet<infer B> ? B : never>() };
  context.correlated.push(outer);
  const query = context.rebuildQuery(original, { outer: scope, ctes: scope.ctes, outsiders: condition ? context.bases.length : outsiders });
  context.correlated.pop();
  context.firstNames.set(original, query.columns[0]?.name ?? "");
  const fromOutside: Trace = { bases: outer.bases, quiet: outer.bases.size === 0 };
  // IN and ANY become joins on what the subquery gives out.
  if (test) for (const column of query.columns) if (!column.trace.quiet || mayNarrow([test.trace, column.trace], true)) for (const side of [column, test]) loud(side.trace, place);
  // One row too many is an error, and with outer columns it tells of the outer row.
  if (link.subLinkType === "EXPR_SUBLINK") loud(fromOutside, place);
  const merged = mergeTraces([...(test ? [test.trace] : []), ...query.columns.map((column) => column.trace), fromOutside]);
  const type = link.subLinkType === "EXPR_SUBLINK" ? query.columns[0]?.trace.type : link.subLinkType === "ARRAY_SUBLINK" ? "array" : "bool";
  const trace = typed(merged, type === "literal" ? undefined : type);
  return { node: { SubLink: { ...link, ...operator, ...(test ? { testexpr: test.node } : {}), subselect: { SelectStmt: query.select } } }, trace };
}
