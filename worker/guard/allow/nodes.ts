// Every node kind and every field the guard lets through, as data. What is not in this table is refused.

/** What a field may hold: a scalar, one of some words, a node, a list of nodes, or an unwrapped node of one kind. */
export type FieldRule =
  | { is: "flag" | "text" | "number" }
  | { is: "word"; words: readonly string[] }
  | { is: "node" | "list"; kinds: ReadonlySet<string> }
  | { is: "part"; kind: string };

export type NodeRule = Readonly<Record<string, FieldRule>>;

/** Stands for `{}` in a list: plain DISTINCT, and "no column definitions" of a function in FROM. */
export const EMPTY = "";

/** Positions in the text: dropped, they mean nothing. */
export const LOCATIONS: ReadonlySet<string> = new Set([
  "location", "name_location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end", "stmt_location", "stmt_len",
]);

const EXPRESSIONS = [
  "A_ArrayExpr", "A_Const", "A_Expr", "A_Indirection", "BoolExpr", "BooleanTest", "CaseExpr", "CoalesceExpr", "CollateClause", "ColumnRef",
  "FuncCall", "GroupingFunc", "MinMaxExpr", "NullTest", "RowExpr", "SQLValueFunction", "SubLink", "TypeCast",
];

const flag: FieldRule = { is: "flag" };
const text: FieldRule = { is: "text" };
const number: FieldRule = { is: "number" };
const expression = node(...EXPRESSIONS);
const expressions = list(...EXPRESSIONS);
const names = list("String");
const alias = part("Alias");
const fromItem = ["RangeVar", "RangeSubselect", "RangeFunction", "JoinExpr"];

export const NODES: Readonly<Record<string, NodeRule>> = {
  A_ArrayExpr: { elements: expressions },
  A_Const: { ival: part("Integer"), fval: part("Float"), sval: part("String"), boolval: part("Boolean"), isnull: flag },
  A_Expr: {
    kind: word(
      "AEXPR_OP", "AEXPR_OP_ANY", "AEXPR_OP_ALL", "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT", "AEXPR_NULLIF", "AEXPR_IN", "AEXPR_LIKE",
      "AEXPR_ILIKE", "AEXPR_SIMILAR", "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN", "AEXPR_BETWEEN_SYM", "AEXPR_NOT_BETWEEN_SYM",
    ),
    name: names, lexpr: expression, rexpr: node(...EXPRESSIONS, "List"),
  },
  A_Indices: { is_slice: flag, lidx: expression, uidx: expression },
  A_Indirection: { arg: expression, indirection: list("A_Indices", "String") },
  A_Star: {},
  Alias: { aliasname: text, colnames: names },
  BoolExpr: { boolop: word("AND_EXPR", "OR_EXPR", "NOT_EXPR"), args: expressions },
  Boolean: { boolval: flag },
  BooleanTest: { arg: expression, booltesttype: word("IS_TRUE", "IS_NOT_TRUE", "IS_FALSE", "IS_NOT_FALSE", "IS_UNKNOWN", "IS_NOT_UNKNOWN") },
  CTESearchClause: { search_col_list: names, search_breadth_first: flag, search_seq_column: text },
  CaseExpr: { arg: expression, args: list("CaseWhen"), defresult: expression },
  CaseWhen: { expr: expression, result: expression },
  CoalesceExpr: { args: expressions },
  CollateClause: { arg: expression, collname: names },
  ColumnDef: { colname: text, typeName: part("TypeName"), is_local: flag },
  ColumnRef: { fields: list("String", "A_Star") },
  CommonTableExpr: {
    ctename: text, aliascolnames: names, ctequery: node("SelectStmt"), search_clause: part("CTESearchClause"),
    ctematerialized: word("CTEMaterializeDefault", "CTEMaterializeAlways", "CTEMaterializeNever"),
  },
  Float: { fval: text },
  FuncCall: {
    funcname: names, args: list(...EXPRESSIONS, "NamedArgExpr"), agg_order: list("SortBy"), agg_filter: expression, over: part("WindowDef"),
    agg_within_group: flag, agg_star: flag, agg_distinct: flag, func_variadic: flag,
    funcformat: word("COERCE_EXPLICIT_CALL", "COERCE_SQL_SYNTAX"),
  },
  GroupingFunc: { args: expressions },
  GroupingSet: {
    kind: word("GROUPING_SET_EMPTY", "GROUPING_SET_SIMPLE", "GROUPING_SET_ROLLUP", "GROUPING_SET_CUBE", "GROUPING_SET_SETS"),
    content: list(...EXPRESSIONS, "GroupingSet"),
  },
  Integer: { ival: number },
  JoinExpr: {
    jointype: word("JOIN_INNER", "JOIN_LEFT", "JOIN_FULL", "JOIN_RIGHT"), isNatural: flag, larg: node(...fromItem), rarg: node(...fromItem),
    usingClause: names, join_using_alias: alias, quals: expression, alias,
  },
  List: { items: list(...EXPRESSIONS, EMPTY) },
  MinMaxExpr: { op: word("IS_GREATEST", "IS_LEAST"), args: expressions },
  NamedArgExpr: { arg: expression, name: text, argnumber: number },
  NullTest: { arg: expression, nulltesttype: word("IS_NULL", "IS_NOT_NULL") },
  RangeFunction: { lateral: flag, ordinality: flag, is_rowsfrom: flag, functions: list("List"), alias, coldeflist: list("ColumnDef") },
  RangeSubselect: { lateral: flag, subquery: node("SelectStmt"), alias },
  RangeVar: { schemaname: text, relname: text, inh: flag, relpersistence: word("p"), alias },
  ResTarget: { name: text, val: expression },
  RowExpr: { args: expressions, row_format: word("COERCE_EXPLICIT_CALL", "COERCE_IMPLICIT_CAST") },
  SQLValueFunction: {
    op: word(
      "SVFOP_CURRENT_DATE", "SVFOP_CURRENT_TIME", "SVFOP_CURRENT_TIME_N", "SVFOP_CURRENT_TIMESTAMP", "SVFOP_CURRENT_TIMESTAMP_N",
      "SVFOP_LOCALTIME", "SVFOP_LOCALTIME_N", "SVFOP_LOCALTIMESTAMP", "SVFOP_LOCALTIMESTAMP_N",
    ),
    typmod: number,
  },
  SelectStmt: {
    distinctClause: list(...EXPRESSIONS, EMPTY), targetList: list("ResTarget"), fromClause: list(...fromItem), whereClause: expression,
    groupClause: list(...EXPRESSIONS, "GroupingSet"), groupDistinct: flag, havingClause: expression, windowClause: list("WindowDef"), valuesLists: list("List"),
    sortClause: list("SortBy"), limitOffset: expression, limitCount: expression,
    limitOption: word("LIMIT_OPTION_DEFAULT", "LIMIT_OPTION_COUNT", "LIMIT_OPTION_WITH_TIES"), withClause: part("WithClause"),
    op: word("SETOP_NONE", "SETOP_UNION", "SETOP_INTERSECT", "SETOP_EXCEPT"), all: flag, larg: part("SelectStmt"), rarg: part("SelectStmt"),
  },
  SortBy: {
    node: expression, sortby_dir: word("SORTBY_DEFAULT", "SORTBY_ASC", "SORTBY_DESC"),
    sortby_nulls: word("SORTBY_NULLS_DEFAULT", "SORTBY_NULLS_FIRST", "SORTBY_NULLS_LAST"),
  },
  String: { sval: text },
  SubLink: {
    subLinkType: word("EXISTS_SUBLINK", "ALL_SUBLINK", "ANY_SUBLINK", "EXPR_SUBLINK", "ARRAY_SUBLINK"),
    testexpr: expression, operName: names, subselect: node("SelectStmt"),
  },
  TypeCast: { arg: expression, typeName: part("TypeName") },
  TypeName: { names, typmods: list("A_Const"), typemod: number, arrayBounds: list("Integer") },
  WindowDef: {
    name: text, refname: text, partitionClause: expressions, orderClause: list("SortBy"), frameOptions: number, startOffset: expression, endOffset: expression,
  },
  WithClause: { ctes: list("CommonTableExpr"), recursive: flag },
};

function node(...kinds: string[]): FieldRule {
  return { is: "node", kinds: new Set(kinds) };
}
function list(...kinds: string[]): FieldRule {
  return { is: "list", kinds: new Set(kinds) };
}
function part(kind: string): FieldRule {
  return { is: "part", kind };
}
function word(...words: string[]): FieldRule {
  return { is: "word", words };
}
