// The second pair of eyes: checks the printed statement as PostgreSQL will read it, knowing nothing of how it was rebuilt.
import { isAllowedFunction } from "./allow/functions.ts";
import { NODES } from "./allow/nodes.ts";
import { columnName } from "./column-name.ts";
import { sameTree } from "./compare.ts";
import { INNER } from "./filter.ts";
import { veil, type Veil } from "./mask.ts";
import type { ReadyColumn, ReadyPolicy, ReadyTable } from "./policy.ts";
import { refuse } from "./refuse.ts";
import { namesOf, type Node, type RangeFunction, type SelectStmt } from "./tree.ts";
import type { ClaimFilter, ParentFilter, RowFilter } from "./types.ts";

type Fields = Record<string, unknown>;

/** Names that a relation offers. */
type Names = ReadonlySet<string>;

/** Kinds that #inspect has something to say about. */
const INSPECTED: ReadonlySet<string> = new Set(["RangeVar", "FuncCall", "ColumnRef", "A_Indirection", "RangeSubselect", "RangeFunction", "JoinExpr", "CommonTableExpr"]);

/** What later clauses refer to comes first. */
const FIRST = ["withClause", "larg", "fromClause"];

/**
 * Refuses a tree unless: every relation is a renamed CTE or a table of the policy alone inside exactly its filter; every function is
 * pg_catalog's and listed; every relation name is unique and every `a.c` is a column of `a`; parameters stand in filters only; rows are capped.
 * @param parsed libpg-query's reading of the printed statement
 */
export function verify(parsed: unknown, policy: ReadyPolicy, params: number): void {
  const select = onlySelect(parsed);
  const check = new Check(policy, params);
  check.walk({ SelectStmt: select });
  check.finish();
  if (!isCapped(select, policy.rowCap)) refuse("verifier_refused", "row cap");
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

function onlySelect(parsed: unknown): SelectStmt {
  const statements = isFields(parsed) && Array.isArray(parsed.stmts) ? parsed.stmts : [];
  const first: unknown = statements[0];
  const select = isFields(first) && isFields(first.stmt) ? first.stmt.SelectStmt : undefined;
  if (statements.length !== 1 || !isFields(select)) refuse("verifier_refused", "statement");
  return select as SelectStmt;
}

function firstField(fields: Fields): string | undefined {
  for (const field in fields) return field;
  return undefined;
}

/** Kinds of nodes are written with a capital, fields are not. */
function isCapital(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 0x41 && first <= 0x5a;
}

class Check {
  readonly #policy: ReadyPolicy;
  readonly #params: number;
  readonly #ctes = new Map<string, Set<string>>();
  readonly #relations = new Map<string, Names[]>();
  readonly #references: string[][] = [];

  constructor(policy: ReadyPolicy, params: number) {
    this.#policy = policy;
    this.#params = params;
  }

  /** Visits a node, or every node of a list; children before parents, so that columns of inner queries are known. */
  walk(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.walk(item);
      return;
    }
    const fields = value as Fields;
    const kind = firstField(fields);
    if (kind !== undefined && isCapital(kind)) this.#node(kind, fields);
    else this.#fields(fields);
  }

  #fields(fields: Fields): void {
    for (const field of FIRST) if (fields[field] !== undefined) this.walk(fields[field]);
    for (const field in fields) if (typeof fields[field] === "object" && !FIRST.includes(field)) this.walk(fields[field]);
  }

  /** Qualified names can only be checked when all relations have been seen: they may look outwards. */
  finish(): void {
    for (const [relation = "", column = ""] of this.#references) {
      if (!this.#relations.get(relation)?.some((names) => names.has(column))) refuse("verifier_refused", "qualified column");
    }
  }

  #node(kind: string, node: Fields): void {
    const fields = node[kind];
    if (!Object.hasOwn(NODES, kind) || !isFields(fields)) refuse("verifier_refused", kind);
    if (kind === "RangeSubselect" && this.#isFilteredTable(fields)) return;
    if (kind === "CommonTableExpr") this.#declare(fields);
    this.#fields(fields);
    this.#inspect(kind, fields, node as unknown as Node);
  }

  #inspect(kind: string, fields: Fields, node: Node): void {
    if (!INSPECTED.has(kind)) return;
    if ("RangeVar" in node) this.#reference(fields);
    if ("FuncCall" in node) this.#call(namesOf(node.FuncCall.funcname));
    if ("ColumnRef" in node) this.#column(namesOf(node.ColumnRef.fields));
    if ("A_Indirection" in node && (node.A_Indirection.indirection ?? []).some((step) => !("A_Indices" in step))) refuse("verifier_refused", kind);
    if ("RangeSubselect" in node) this.#name(fields, this.#outputOf(queryOf(node.RangeSubselect.subquery)));
    if ("RangeFunction" in node) this.#name(fields, functionNames(node.RangeFunction));
    if ("JoinExpr" in node && node.JoinExpr.alias) this.#name(fields, this.#namesOf(node));
    if ("JoinExpr" in node && node.JoinExpr.join_using_alias) this.#name({ alias: fields.join_using_alias }, new Set(namesOf(node.JoinExpr.usingClause)));
    if ("CommonTableExpr" in node) this.#define(node.CommonTableExpr.ctename ?? "", fields, queryOf(node.CommonTableExpr.ctequery));
  }

  /** Whether this is a policy table inside exactly its filter. Anything else that names a table in a schema is refused by #reference. */
  #isFilteredTable(fields: Fields): boolean {
    const select = queryOf(fields.subquery as Node | undefined);
    const [item, ...others] = select?.fromClause ?? [];
    const range = item && "RangeVar" in item ? item.RangeVar : undefined;
    if (!select || range?.schemaname === undefined || others.length > 0) return false;
    const table = this.#policy.tables.find((known) => known.schema === range.schemaname && known.name === range.relname);
    if (!table || range.inh !== true || range.alias?.aliasname !== INNER || range.alias.colnames) refuse("verifier_refused", "table");
    if (fields.lateral === true || !hasOnly(select) || !this.#isFilter(select.whereClause, table)) refuse("verifier_refused", "row filter");
    this.#name(fields, new Set((select.targetList ?? []).map((target) => this.#allowedColumn(target, table))));
    return true;
  }

  #isFilter(where: Node | undefined, { rows }: ReadyTable): boolean {
    return rows === "global" ? where === undefined : this.#areFilters(where, rows, INNER);
  }

  #areFilters(where: Node | undefined, filters: readonly RowFilter[], alias: string): boolean {
    const conditions = where && "BoolExpr" in where && where.BoolExpr.boolop === "AND_EXPR" ? (where.BoolExpr.args ?? []) : [where];
    return filters.length > 0 && conditions.length === filters.length && conditions.every((condition, index) => {
      const filter = filters[index];
      if (!filter || !condition) return false;
      return "parent" in filter ? this.#isThroughParent(condition, filter, alias) : this.#isComparison(condition, filter, alias);
    });
  }

  #isComparison(condition: Node, filter: ClaimFilter, alias: string): boolean {
    if (!("A_Expr" in condition)) return false;
    const { lexpr, rexpr, kind: form, name: operator } = condition.A_Expr;
    const [kind, name] = FORM[filter.op];
    return isColumn(lexpr, alias, filter.column) && form === kind && namesOf(operator).join(".") === name && this.#areParameters(rexpr);
  }

  /** `column IN (SELECT key FROM parent WHERE exactly its filters)`, and nothing else in that SELECT. */
  #isThroughParent(condition: Node, { column, parent }: ParentFilter, alias: string): boolean {
    const link = "SubLink" in condition ? condition.SubLink : undefined;
    const select = queryOf(link?.subselect);
    if (link?.subLinkType !== "ANY_SUBLINK" || link.operName || !isColumn(link.testexpr, alias, column) || !select) return false;
    const [item, ...others] = select.fromClause ?? [];
    const range = item && "RangeVar" in item ? item.RangeVar : undefined;
    const name = range?.alias?.aliasname ?? "";
    const [target, ...more] = select.targetList ?? [];
    const value = target && "ResTarget" in target && target.ResTarget.name === undefined ? target.ResTarget.val : undefined;
    return others.length === 0 && more.length === 0 && range?.schemaname === parent.schema && range.relname === parent.name && range.inh === true && !range.alias?.colnames
      && name !== "" && name !== alias && select.limitOffset === undefined && hasOnly(select) && isColumn(value, name, parent.column) && this.#areFilters(select.whereClause, parent.rows, name);
  }

  /** The column of the policy that a target reads, itself or behind exactly its mask. */
  #allowedColumn(target: Node, table: ReadyTable): string {
    const { name, val } = "ResTarget" in target ? target.ResTarget : {};
    const found = table.columns.find((column) => (column.mask ? name === column.name && this.#isMask(val, column, column.mask) : name === undefined && isColumn(val, INNER, column.name)));
    return found?.name ?? refuse("verifier_refused", "column");
  }

  /** The number of the key's parameter is not known here; one that is no parameter at all can't be the key. */
  #isMask(value: Node | undefined, column: ReadyColumn, mask: Veil): boolean {
    if (mask.kind !== "hash") return sameTree(value, veil(mask, INNER, column, 1));
    return Array.from({ length: Math.max(1, this.#params) }, (_, index) => index + 1).some((number) => sameTree(value, veil(mask, INNER, column, number)));
  }

  #areParameters(node: Node | undefined): boolean {
    if (!node) return false;
    if ("List" in node) return (node.List.items ?? []).length > 0 && (node.List.items ?? []).every((item) => this.#areParameters(item));
    if ("TypeCast" in node) return this.#areParameters(node.TypeCast.arg);
    const number = "ParamRef" in node ? (node.ParamRef.number ?? 0) : 0;
    return number >= 1 && number <= this.#params;
  }

  #reference(fields: Fields): void {
    const known = fields.schemaname === undefined && fields.catalogname === undefined ? this.#ctes.get(String(fields.relname)) : undefined;
    if (!known || !/^cte_\d+$/u.test(String(fields.relname))) refuse("verifier_refused", "RangeVar");
    this.#name(fields, known);
  }

  #call(names: string[]): void {
    const hidden = names[1] === "like_escape" || names[1] === "similar_to_escape";
    if (names.length !== 2 || names[0] !== "pg_catalog" || !(hidden || isAllowedFunction(names[1] ?? ""))) refuse("verifier_refused", "FuncCall");
  }

  #column(path: string[]): void {
    if (path.length > 2) refuse("verifier_refused", "ColumnRef");
    if (path.length === 2 && path[1] !== "*") this.#references.push(path);
  }

  /** Records a relation under its alias; a name given twice could bind to the wrong one. */
  #name(fields: Fields, names: Names): void {
    const alias = isFields(fields.alias) ? fields.alias : {};
    const name = String(alias.aliasname);
    if (alias.aliasname === undefined || this.#relations.has(name)) refuse("verifier_refused", "alias");
    this.#relations.set(name, [names, new Set(namesOf(alias.colnames as Node[] | undefined))]);
  }

  /** A recursive query reads itself before its columns are known: those of its first part stand in. */
  #declare(fields: Fields): void {
    const first = firstPart(queryOf(fields.ctequery as Node | undefined));
    const names = namesOf(fields.aliascolnames as Node[] | undefined);
    this.#ctes.set(String(fields.ctename), new Set([...names, ...(first?.valuesLists ? [] : targetNames(first))]));
  }

  #define(name: string, fields: Fields, query: SelectStmt | undefined): void {
    const search = isFields(fields.search_clause) ? [String(fields.search_clause.search_seq_column)] : [];
    const known = this.#ctes.get(name) ?? new Set();
    for (const column of [...this.#outputOf(query), ...namesOf(fields.aliascolnames as Node[] | undefined), ...search]) known.add(column);
  }

  /** Names of a query's columns, as a set: `*` stands for all of FROM. */
  #outputOf(query: SelectStmt | undefined): Names {
    const first = firstPart(query);
    if (first?.valuesLists) return new Set((first.valuesLists[0] && "List" in first.valuesLists[0] ? (first.valuesLists[0].List.items ?? []) : []).map((_, index) => `column${index + 1}`));
    const stars = starsOf(first).flatMap((path) => (path.length === 2 ? this.#known(path[0]) : (first?.fromClause ?? []).flatMap((item) => [...this.#namesOf(item)])));
    return new Set([...targetNames(first), ...stars]);
  }

  #namesOf(item: Node): Names {
    if (!("JoinExpr" in item)) return new Set(this.#known(aliasOf(item)));
    const { larg, rarg, alias } = item.JoinExpr;
    return new Set([...this.#known(alias?.aliasname), ...(larg ? this.#namesOf(larg) : []), ...(rarg ? this.#namesOf(rarg) : [])]);
  }

  #known(relation: string | undefined): string[] {
    return (this.#relations.get(relation ?? "") ?? []).flatMap((names) => [...names]);
  }
}

const FORM = { "=": ["AEXPR_OP", "="], "<=": ["AEXPR_OP", "<="], ">=": ["AEXPR_OP", ">="], in: ["AEXPR_IN", "="], between: ["AEXPR_BETWEEN", "BETWEEN"] } as const;

/** Nothing but columns, one table, a filter, and at most OFFSET 0. */
function hasOnly({ targetList: _targets, fromClause: _from, whereClause: _where, limitOffset, limitOption: _limit, op, ...others }: SelectStmt): boolean {
  const zero = limitOffset === undefined || ("A_Const" in limitOffset && limitOffset.A_Const.ival !== undefined && (limitOffset.A_Const.ival.ival ?? 0) === 0);
  return zero && op === "SETOP_NONE" && Object.keys(others).length === 0;
}

function isColumn(node: Node | undefined, relation: string, column: string): boolean {
  const path = node && "ColumnRef" in node ? namesOf(node.ColumnRef.fields) : [];
  return path.length === 2 && path[0] === relation && path[1] === column;
}

function isCapped({ limitCount, limitOption }: SelectStmt, cap: number): boolean {
  if (!limitCount || limitOption !== "LIMIT_OPTION_COUNT") return false;
  if ("MinMaxExpr" in limitCount) return limitCount.MinMaxExpr.op === "IS_LEAST" && (limitCount.MinMaxExpr.args ?? []).some((arg) => isAtMost(arg, cap));
  return isAtMost(limitCount, cap);
}

function isAtMost(node: Node, cap: number): boolean {
  return "A_Const" in node && node.A_Const.ival !== undefined && (node.A_Const.ival.ival ?? 0) <= cap;
}

function queryOf(node: Node | undefined): SelectStmt | undefined {
  return node && "SelectStmt" in node ? node.SelectStmt : undefined;
}

function firstPart(query: SelectStmt | undefined): SelectStmt | undefined {
  return query?.larg ? firstPart(query.larg) : query;
}

function targetNames(query: SelectStmt | undefined): string[] {
  return (query?.targetList ?? []).flatMap((target) => {
    const { name, val } = "ResTarget" in target ? target.ResTarget : {};
    return name ?? (val ? columnName(val, () => "?column?") : []);
  });
}

function starsOf(query: SelectStmt | undefined): string[][] {
  return (query?.targetList ?? []).flatMap((target) => {
    const value = "ResTarget" in target ? target.ResTarget.val : undefined;
    const path = value && "ColumnRef" in value ? namesOf(value.ColumnRef.fields) : [];
    return path.at(-1) === "*" ? [path] : [];
  });
}

function functionNames({ alias, coldeflist }: RangeFunction): Names {
  return new Set([...namesOf(alias?.colnames), ...(coldeflist ?? []).map((node) => ("ColumnDef" in node ? (node.ColumnDef.colname ?? "") : ""))]);
}

function aliasOf(item: Node): string | undefined {
  if ("RangeVar" in item) return item.RangeVar.alias?.aliasname;
  if ("RangeSubselect" in item) return item.RangeSubselect.alias?.aliasname;
  return "RangeFunction" in item ? item.RangeFunction.alias?.aliasname : undefined;
}
