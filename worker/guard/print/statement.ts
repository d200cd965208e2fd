// Writes a statement. Brackets go around every operand that is not a single unit, so precedence never matters.
// One file, though long: expressions hold statements and statements hold expressions.
import {
  namesOf, type A_Expr, type A_Indirection, type Alias, type CommonTableExpr, type FuncCall, type JoinExpr, type Node, type RangeFunction,
  type SelectStmt, type SubLink, type WindowDef, type WithClause,
} from "../tree.ts";
import { printFrame } from "./frame.ts";
import { printName } from "./names.ts";
import { printType } from "./type.ts";
import { BETWEEN, isCross, isPlain, JOIN, PATTERN, printConstant, printNames, printNow, SET_OPERATION, UNITS, words } from "./words.ts";

/** A statement as SQL. `separator` stands between clauses: a line break for the outermost one. */
export function printSelect(select: SelectStmt, separator = " "): string {
  const parts = [
    select.withClause ? printWith(select.withClause, separator) : "",
    ...(select.op && select.op !== "SETOP_NONE" ? printSetOperation(select, separator) : printCore(select)),
    select.sortClause ? `ORDER BY ${printOrder(select.sortClause)}` : "",
    select.limitCount && select.limitOption !== TIES ? `LIMIT ${printLimit(select.limitCount)}` : "",
    select.limitOffset ? `OFFSET ${printExpression(select.limitOffset)}` : "",
    select.limitCount && select.limitOption === TIES ? `FETCH FIRST (${printExpression(select.limitCount)}) ROWS WITH TIES` : "",
  ];
  return parts.filter(Boolean).join(separator);
}

const TIES = "LIMIT_OPTION_WITH_TIES";

function printCore(select: SelectStmt): string[] {
  if (select.valuesLists) return [`VALUES ${printList(select.valuesLists)}`];
  return [
    `SELECT ${[printDistinct(select.distinctClause), (select.targetList ?? []).map(printTarget).join(", ")].filter(Boolean).join(" ")}`,
    select.fromClause ? `FROM ${select.fromClause.map(printFrom).join(", ")}` : "",
    select.whereClause ? `WHERE ${printExpression(select.whereClause)}` : "",
    select.groupClause ? `GROUP BY ${select.groupDistinct ? "DISTINCT " : ""}${printList(select.groupClause)}` : "",
    select.havingClause ? `HAVING ${printExpression(select.havingClause)}` : "",
    select.windowClause ? `WINDOW ${select.windowClause.map(printNamedWindow).join(", ")}` : "",
  ];
}

function printSetOperation({ op = "SETOP_NONE", all, larg = {}, rarg = {} }: SelectStmt, separator: string): string[] {
  const left = isPlain(larg) && (larg.op === "SETOP_NONE" || (larg.op === op && !larg.all === !all)) ? printSelect(larg, separator) : `(${printSelect(larg)})`;
  const right = isPlain(rarg) && rarg.op === "SETOP_NONE" ? printSelect(rarg, separator) : `(${printSelect(rarg)})`;
  return [left, `${SET_OPERATION[op] ?? ""}${all ? " ALL" : ""}`, right];
}

function printDistinct(clause: Node[] | undefined): string {
  if (!clause) return "";
  const on = clause.filter((node) => Object.keys(node).length > 0);
  return on.length > 0 ? `DISTINCT ON (${printList(on)})` : "DISTINCT";
}

function printTarget(node: Node): string {
  const target = "ResTarget" in node ? node.ResTarget : {};
  const value = target.val ? printExpression(target.val) : "";
  return target.name === undefined ? value : `${value} AS ${printName(target.name)}`;
}

/** LIMIT ALL is a null constant. */
function printLimit(node: Node): string {
  return "A_Const" in node && node.A_Const.isnull ? "ALL" : printExpression(node);
}

function printNamedWindow(node: Node): string {
  return "WindowDef" in node ? `${printName(node.WindowDef.name ?? "")} AS ${printWindow(node.WindowDef)}` : "";
}

function printWith({ ctes, recursive }: WithClause, separator: string): string {
  const parts = (ctes ?? []).map((node) => ("CommonTableExpr" in node ? printCte(node.CommonTableExpr) : ""));
  return `WITH ${recursive ? "RECURSIVE " : ""}${parts.join(`,${separator}`)}`;
}

function printCte(cte: CommonTableExpr): string {
  const query = cte.ctequery && "SelectStmt" in cte.ctequery ? printSelect(cte.ctequery.SelectStmt) : "";
  const materialized = cte.ctematerialized === "CTEMaterializeAlways" ? "MATERIALIZED " : cte.ctematerialized === "CTEMaterializeNever" ? "NOT MATERIALIZED " : "";
  const search = cte.search_clause;
  const order = search
    ? ` SEARCH ${search.search_breadth_first ? "BREADTH" : "DEPTH"} FIRST BY ${printNames(search.search_col_list)} SET ${printName(search.search_seq_column ?? "")}`
    : "";
  return `${printName(cte.ctename ?? "")}${printColumns(cte.aliascolnames)} AS ${materialized}(${query})${order}`;
}

function printFrom(node: Node): string {
  if ("RangeVar" in node) {
    const { schemaname, relname = "", alias } = node.RangeVar;
    return `${schemaname === undefined ? "" : `${printName(schemaname)}.`}${printName(relname)}${printAlias(alias)}`;
  }
  if ("RangeSubselect" in node) {
    const { lateral, subquery, alias } = node.RangeSubselect;
    const query = subquery && "SelectStmt" in subquery ? printSelect(subquery.SelectStmt) : "";
    return `${lateral ? "LATERAL " : ""}(${query})${printAlias(alias)}`;
  }
  if ("RangeFunction" in node) return printFunction(node.RangeFunction);
  if ("JoinExpr" in node) return printJoin(node.JoinExpr);
  throw new Error(`no way to print ${Object.keys(node).join(" ")}`);
}

function printFunction(item: RangeFunction): string {
  const calls = (item.functions ?? []).map((list) => ("List" in list && list.List.items?.[0] ? printExpression(list.List.items[0]) : "")).join(", ");
  const definitions = (item.coldeflist ?? []).map((node) => ("ColumnDef" in node ? `${printName(node.ColumnDef.colname ?? "")} ${printType(node.ColumnDef.typeName ?? {})}` : ""));
  const call = item.is_rowsfrom ? `ROWS FROM (${calls})` : calls;
  const columns = definitions.length > 0 ? `(${definitions.join(", ")})` : "";
  return `${item.lateral ? "LATERAL " : ""}${call}${item.ordinality ? " WITH ORDINALITY" : ""}${printAlias(item.alias)}${columns}`;
}

function printJoin(join: JoinExpr): string {
  const left = join.larg ? printFrom(join.larg) : "";
  const right = join.rarg ? printFrom(join.rarg) : "";
  const nested = join.rarg && "JoinExpr" in join.rarg && !join.rarg.JoinExpr.alias ? `(${right})` : right;
  const keyword = JOIN[join.jointype ?? ""] ?? "";
  const text = `${left} ${join.isNatural ? "NATURAL " : isCross(join) ? "CROSS " : ""}${keyword} ${nested}${printCondition(join)}`;
  return join.alias ? `(${text})${printAlias(join.alias)}` : text;
}

function printCondition(join: JoinExpr): string {
  if (join.usingClause) return ` USING (${printNames(join.usingClause)})${printAlias(join.join_using_alias)}`;
  return join.quals ? ` ON ${printExpression(join.quals)}` : "";
}

function printAlias(alias: Alias | undefined): string {
  return alias ? ` AS ${printName(alias.aliasname ?? "")}${printColumns(alias.colnames)}` : "";
}

function printColumns(names: Node[] | undefined): string {
  return names ? `(${printNames(names)})` : "";
}

/** One expression as SQL. @throws Error for a kind that the closed list does not hold: a bug */
function printExpression(node: Node): string {
  if ("A_Const" in node) return printConstant(node.A_Const);
  if ("ColumnRef" in node) return printPath(node.ColumnRef.fields ?? []);
  if ("A_Expr" in node) return printOperation(node.A_Expr);
  if ("BoolExpr" in node) return printBoolean(node.BoolExpr.boolop ?? "AND_EXPR", node.BoolExpr.args ?? []);
  if ("FuncCall" in node) return printCall(node.FuncCall);
  if ("TypeCast" in node) return `${unit(node.TypeCast.arg)}::${printType(node.TypeCast.typeName ?? {})}`;
  if ("ParamRef" in node) return `$${node.ParamRef.number ?? 0}`;
  if ("NullTest" in node) return `${unit(node.NullTest.arg)} ${node.NullTest.nulltesttype === "IS_NULL" ? "IS NULL" : "IS NOT NULL"}`;
  if ("BooleanTest" in node) return `${unit(node.BooleanTest.arg)} ${words(node.BooleanTest.booltesttype)}`;
  if ("SubLink" in node) return printSubLink(node.SubLink);
  return printRare(node);
}

function printRare(node: Node): string {
  if ("CaseExpr" in node) return printCase(node.CaseExpr.arg, node.CaseExpr.args ?? [], node.CaseExpr.defresult);
  if ("CoalesceExpr" in node) return `COALESCE(${printList(node.CoalesceExpr.args)})`;
  if ("MinMaxExpr" in node) return `${node.MinMaxExpr.op === "IS_LEAST" ? "LEAST" : "GREATEST"}(${printList(node.MinMaxExpr.args)})`;
  if ("A_ArrayExpr" in node) return `ARRAY[${printList(node.A_ArrayExpr.elements)}]`;
  if ("RowExpr" in node) return `${node.RowExpr.row_format === "COERCE_EXPLICIT_CALL" ? "ROW" : ""}(${printList(node.RowExpr.args)})`;
  if ("List" in node) return `(${printList(node.List.items)})`;
  if ("GroupingFunc" in node) return `GROUPING(${printList(node.GroupingFunc.args)})`;
  if ("SQLValueFunction" in node) return printNow(node.SQLValueFunction.op ?? "", node.SQLValueFunction.typmod);
  if ("CollateClause" in node) return `${unit(node.CollateClause.arg)} COLLATE ${namesOf(node.CollateClause.collname).map(printName).join(".")}`;
  if ("A_Indirection" in node) return printSubscript(node.A_Indirection);
  if ("NamedArgExpr" in node) return `${printName(node.NamedArgExpr.name ?? "")} => ${printMaybe(node.NamedArgExpr.arg)}`;
  if ("GroupingSet" in node) return printGroupingSet(node.GroupingSet.kind ?? "", node.GroupingSet.content ?? []);
  throw new Error(`no way to print ${Object.keys(node).join(" ")}`);
}

/** `relation.column`, `relation.*`. */
function printPath(fields: Node[]): string {
  let text = "";
  for (const field of fields) text += `${text && "."}${"String" in field ? printName(field.String.sval ?? "") : "*"}`;
  return text;
}

/** Expressions with commas between. */
function printList(nodes: Node[] | undefined): string {
  return (nodes ?? []).map(printExpression).join(", ");
}

/** Items of ORDER BY. */
function printOrder(nodes: Node[] | undefined): string {
  return (nodes ?? []).map((node) => ("SortBy" in node ? printSort(node.SortBy) : printExpression(node))).join(", ");
}

/** What stands between the brackets of OVER, or after AS in a WINDOW clause. */
function printWindow(window: WindowDef): string {
  const parts = [
    window.refname === undefined ? "" : printName(window.refname),
    window.partitionClause ? `PARTITION BY ${printList(window.partitionClause)}` : "",
    window.orderClause ? `ORDER BY ${printOrder(window.orderClause)}` : "",
    printFrame(window.frameOptions ?? 0, printMaybe(window.startOffset), printMaybe(window.endOffset)),
  ];
  return `(${parts.filter(Boolean).join(" ")})`;
}

/** The expression as an operand. */
function unit(node: Node | undefined): string {
  const text = printMaybe(node);
  if (!node) return `(${text})`;
  if ("A_Const" in node) return text.startsWith("-") ? `(${text})` : text;
  if ("SubLink" in node) return node.SubLink.testexpr ? `(${text})` : text;
  for (const kind in node) if (UNITS.has(kind)) return text;
  return `(${text})`;
}

function printMaybe(node: Node | undefined): string {
  return node ? printExpression(node) : "";
}

function printOperation({ kind = "AEXPR_OP", name, lexpr, rexpr }: A_Expr): string {
  const operator = namesOf(name).join(".");
  const left = lexpr ? `${unit(lexpr)} ` : "";
  if (kind === "AEXPR_OP") return `${left}${operator} ${unit(rexpr)}`;
  if (kind === "AEXPR_IN") return `${left}${operator === "<>" ? "NOT IN" : "IN"} ${unit(rexpr)}`;
  if (kind === "AEXPR_OP_ANY") return `${left}${operator} ANY (${printMaybe(rexpr)})`;
  if (kind === "AEXPR_OP_ALL") return `${left}${operator} ALL (${printMaybe(rexpr)})`;
  if (kind === "AEXPR_DISTINCT") return `${left}IS DISTINCT FROM ${unit(rexpr)}`;
  if (kind === "AEXPR_NOT_DISTINCT") return `${left}IS NOT DISTINCT FROM ${unit(rexpr)}`;
  if (kind === "AEXPR_NULLIF") return `NULLIF(${printMaybe(lexpr)}, ${printMaybe(rexpr)})`;
  const between = BETWEEN[kind];
  if (between) return `${left}${between} ${(rexpr && "List" in rexpr ? (rexpr.List.items ?? []) : []).map(unit).join(" AND ")}`;
  return `${left}${operator.startsWith("!") ? "NOT " : ""}${PATTERN[kind] ?? ""} ${printPattern(rexpr)}`;
}

/** LIKE and SIMILAR keep their ESCAPE in a hidden call. */
function printPattern(pattern: Node | undefined): string {
  const call = pattern && "FuncCall" in pattern ? pattern.FuncCall : undefined;
  const hidden = call && /^(?:like|similar_to)_escape$/u.test(namesOf(call.funcname)[1] ?? "");
  return hidden ? (call.args ?? []).map(unit).join(" ESCAPE ") : unit(pattern);
}

function printBoolean(operator: string, args: Node[]): string {
  const parts = args.map((arg) => ("BoolExpr" in arg ? `(${printExpression(arg)})` : printExpression(arg)));
  return operator === "NOT_EXPR" ? `NOT ${parts.join("")}` : parts.join(operator === "AND_EXPR" ? " AND " : " OR ");
}

function printCall(call: FuncCall): string {
  const name = namesOf(call.funcname).map((part, index) => (index > 0 ? part : printName(part))).join(".");
  const args = (call.args ?? []).map((arg, index, all) => (call.func_variadic && index === all.length - 1 ? `VARIADIC ${printExpression(arg)}` : printExpression(arg)));
  const order = call.agg_order ? `ORDER BY ${printOrder(call.agg_order)}` : "";
  const inside = [call.agg_distinct ? "DISTINCT" : "", call.agg_star ? "*" : args.join(", "), call.agg_within_group ? "" : order];
  const after = [
    call.agg_within_group ? `WITHIN GROUP (${order})` : "",
    call.agg_filter ? `FILTER (WHERE ${printExpression(call.agg_filter)})` : "",
    call.over ? `OVER ${call.over.name === undefined ? printWindow(call.over) : printName(call.over.name)}` : "",
  ];
  return [`${name}(${inside.filter(Boolean).join(" ")})`, ...after].filter(Boolean).join(" ");
}

function printCase(subject: Node | undefined, branches: Node[], otherwise: Node | undefined): string {
  const whens = branches.map((branch) => ("CaseWhen" in branch ? `WHEN ${printMaybe(branch.CaseWhen.expr)} THEN ${printMaybe(branch.CaseWhen.result)}` : ""));
  return ["CASE", printMaybe(subject), ...whens, otherwise ? `ELSE ${printExpression(otherwise)}` : "", "END"].filter(Boolean).join(" ");
}

function printSubLink({ subLinkType, testexpr, operName, subselect }: SubLink): string {
  const select: SelectStmt = subselect && "SelectStmt" in subselect ? subselect.SelectStmt : {};
  const query = `(${printSelect(select)})`;
  if (subLinkType === "EXISTS_SUBLINK") return `EXISTS ${query}`;
  if (subLinkType === "ARRAY_SUBLINK") return `ARRAY ${query}`;
  if (subLinkType === "EXPR_SUBLINK") return query;
  if (!operName) return `${unit(testexpr)} IN ${query}`;
  return `${unit(testexpr)} ${namesOf(operName).join(".")} ${subLinkType === "ALL_SUBLINK" ? "ALL" : "ANY"} ${query}`;
}

function printSubscript({ arg, indirection }: A_Indirection): string {
  const base = arg && ("ColumnRef" in arg || "ParamRef" in arg) ? printExpression(arg) : `(${printMaybe(arg)})`;
  return base + (indirection ?? []).map((step) => ("A_Indices" in step ? printIndices(step.A_Indices) : "")).join("");
}

function printIndices({ is_slice: slice, lidx, uidx }: { is_slice?: boolean; lidx?: Node; uidx?: Node }): string {
  return slice ? `[${printMaybe(lidx)} : ${printMaybe(uidx)}]` : `[${printMaybe(uidx)}]`;
}

function printGroupingSet(kind: string, content: Node[]): string {
  if (kind === "GROUPING_SET_EMPTY") return "()";
  const name = kind === "GROUPING_SET_ROLLUP" ? "ROLLUP " : kind === "GROUPING_SET_CUBE" ? "CUBE " : kind === "GROUPING_SET_SETS" ? "GROUPING SETS " : "";
  return `${name}(${printList(content)})`;
}

function printSort(sort: { node?: Node; sortby_dir?: string; sortby_nulls?: string }): string {
  const direction = sort.sortby_dir === "SORTBY_DESC" ? " DESC" : sort.sortby_dir === "SORTBY_ASC" ? " ASC" : "";
  const nulls = sort.sortby_nulls === "SORTBY_NULLS_FIRST" ? " NULLS FIRST" : sort.sortby_nulls === "SORTBY_NULLS_LAST" ? " NULLS LAST" : "";
  return `${printMaybe(sort.node)}${direction}${nulls}`;
}
