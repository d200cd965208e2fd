// Rebuilds a query: WITH, set operations, VALUES, and the clauses of a SELECT in the order in which their names become visible.
import { columnName } from "./column-name.ts";
import type { Around, Context, Place, Query } from "./context.ts";
import { rebuildExpression, rebuildFields } from "./rebuild-expression.ts";
import { rebuildFrom, renameColumns } from "./rebuild-from.ts";
import { refuse } from "./refuse.ts";
import { findColumn, findRelation, openColumns, type Column, type Cte, type Item, type Scope } from "./scope.ts";
import { commonType, mayNarrow, mergeTraces, NOWHERE, typed, type Trace } from "./trace.ts";
import { namesOf, type CommonTableExpr, type Node, type SelectStmt, type WithClause } from "./tree.ts";

/** Rebuilds a statement or a subquery. @throws Refused for what is not allowed */
export function rebuildQuery(select: SelectStmt, around: Around, context: Context): Query {
  const scope: Scope = { items: [], ctes: around.ctes, outer: around.outer, depth: (around.outer?.depth ?? 0) + 1 };
  const start: Place = { scope, condition: false, estimated: false, outsiders: around.outsiders, context };
  const parts = select.withClause ? rebuildWith(select.withClause, start) : undefined;
  const place = parts ? { ...start, scope: { ...scope, ctes: parts.ctes } } : start;
  const query = select.op && select.op !== "SETOP_NONE" ? rebuildSetOperation(select, place) : select.valuesLists ? rebuildValues(select, place) : rebuildPlain(select, place);
  if (parts) query.select.withClause = parts.withClause;
  return query;
}

function around(place: Place): Around {
  return { outer: place.scope.outer, ctes: place.scope.ctes, outsiders: place.outsiders };
}

function rebuildWith({ ctes = [], recursive = false }: WithClause, place: Place): { withClause: WithClause; ctes: ReadonlyMap<string, Cte> } {
  const known = new Map(place.scope.ctes);
  const names = ctes.map((node) => ("CommonTableExpr" in node ? (node.CommonTableExpr.ctename ?? "") : ""));
  if (new Set(names).size < names.length) refuse("ambiguous_name", "WITH name used twice");
  const rebuilt = ctes.map((node, index): Node => {
    if (!("CommonTableExpr" in node)) refuse("node_not_allowed", "WITH");
    // Under RECURSIVE a name further on hides a table of that name; until then it means nothing that could be read.
    const later = recursive ? names.slice(index + 1) : [];
    const reach = new Map([...known, ...later.map((name): [string, Cte] => [name, UNREACHABLE])]);
    const cte = rebuildCte(node.CommonTableExpr, recursive, { ...place, scope: { ...place.scope, ctes: reach } });
    known.set(names[index] ?? "", cte.cte);
    return { CommonTableExpr: cte.node };
  });
  return { withClause: { ctes: rebuilt, ...(recursive ? { recursive } : {}) }, ctes: known };
}

/** Reading it fails in the database: no such relation. */
const UNREACHABLE: Cte = { printed: "cte_not_yet", columns: [] };

function rebuildCte(cte: CommonTableExpr, recursive: boolean, place: Place): { cte: Cte; node: CommonTableExpr } {
  if (!cte.ctequery || !("SelectStmt" in cte.ctequery)) refuse("not_select", "WITH");
  const printed = place.context.freshCte();
  const original = cte.ctequery.SelectStmt;
  const aliases = namesOf(cte.aliascolnames);
  const query = recursive && isUnion(original)
    ? rebuildRecursive(original, { name: cte.ctename ?? "", printed, aliases }, place)
    : place.context.rebuildQuery(original, around(place));
  const order = cte.search_clause?.search_seq_column;
  const columns = [...renameColumns(query.columns, aliases), ...(order === undefined ? [] : [{ name: order, trace: NOWHERE }])];
  const { ctename: _name, ctematerialized, ...rest } = cte;
  // NOT MATERIALIZED may double the plan with each step of a chain; the planner merges single uses anyway.
  const hint = ctematerialized === "CTEMaterializeNever" ? "CTEMaterializeDefault" : ctematerialized;
  return { cte: { printed, columns }, node: { ...rest, ...(hint ? { ctematerialized: hint } : {}), ctename: printed, ctequery: { SelectStmt: query.select } } };
}

function isUnion(select: SelectStmt): boolean {
  return select.op === "SETOP_UNION";
}

/** The columns of a recursive query are those of its first part; the second part reads them under the query's own name. */
function rebuildRecursive(select: SelectStmt, { name, printed, aliases }: { name: string; printed: string; aliases: string[] }, place: Place): Query {
  const { larg = {}, rarg = {}, withClause: _with, ...rest } = select;
  const parts = select.withClause ? rebuildWith(select.withClause, place) : undefined;
  const inner = parts ? { ...place, scope: { ...place.scope, ctes: parts.ctes } } : place;
  const left = inner.context.rebuildQuery(larg, around(inner));
  const self: Cte = { printed, columns: renameColumns(left.columns, aliases).map((column) => ({ name: column.name, trace: NOWHERE })) };
  const right = inner.context.rebuildQuery(rarg, { ...around(inner), ctes: new Map([...inner.scope.ctes, [name, self]]) });
  const columns = unionColumns(left.columns, right.columns);
  return { select: { ...rest, larg: left.select, rarg: right.select, ...rebuildTail(select, outputScope(columns, inner), columns), ...(parts ? { withClause: parts.withClause } : {}) }, columns };
}

function rebuildSetOperation(select: SelectStmt, place: Place): Query {
  const left = place.context.rebuildQuery(select.larg ?? {}, around(place));
  const right = place.context.rebuildQuery(select.rarg ?? {}, around(place));
  const columns = unionColumns(left.columns, right.columns);
  return { select: { ...bare(select), larg: left.select, rarg: right.select, ...rebuildTail(select, outputScope(columns, place), columns) }, columns };
}

function unionColumns(left: readonly Column[], right: readonly Column[]): Column[] {
  return left.map(({ name, trace }, index) => ({ name, trace: unified([trace, right[index]?.trace ?? NOWHERE]) }));
}

/** One column out of several: made of the first type that fits all, which may fail on some values. */
function unified(traces: readonly Trace[]): Trace {
  const { bases, quiet } = mergeTraces(traces);
  return typed({ bases, quiet: quiet && !mayNarrow(traces, false) }, known(commonType(traces)));
}

/** A constant in a column has a type, though it is not known here. */
function known(type: string | undefined): string | undefined {
  return type === "literal" ? undefined : type;
}

/** ORDER BY of a set operation sees its output columns only. */
function outputScope(columns: Column[], place: Place): Place {
  const items: Item[] = [{ relation: { name: "", printed: "", columns }, named: false, open: true }];
  return { ...place, scope: { ...place.scope, items } };
}

function rebuildValues(select: SelectStmt, place: Place): Query {
  const rows = (select.valuesLists ?? []).map((row) => ("List" in row ? (row.List.items ?? []).map((item) => rebuildExpression(item, place)) : []));
  const columns = (rows[0] ?? []).map((_, index): Column => ({ name: `column${index + 1}`, trace: unified(rows.flatMap((row) => row[index]?.trace ?? [])) }));
  const valuesLists = rows.map((row): Node => ({ List: { items: row.map((item) => item.node) } }));
  return { select: { ...bare(select), valuesLists, ...rebuildTail(select, outputScope(columns, place), columns) }, columns };
}

function rebuildPlain(select: SelectStmt, start: Place): Query {
  const { scope } = start;
  const items: Item[] = [];
  const fromClause = select.fromClause?.map((node) => {
    const from = rebuildFrom(node, { ...start, scope: { ...scope, items } });
    items.push(...from.items);
    return from.node;
  });
  const place: Place = { ...start, scope: { ...scope, items } };
  const condition: Place = { ...place, condition: true, estimated: true };
  const where = select.whereClause && rebuildExpression(select.whereClause, condition).node;
  const targets = (select.targetList ?? []).map((target) => rebuildTarget(target, place));
  const columns = targets.flatMap((target) => target.columns);
  const having = select.havingClause && rebuildExpression(select.havingClause, condition).node;
  const rebuilt: SelectStmt = {
    ...bare(select),
    ...(select.targetList ? { targetList: targets.map((target) => target.node) } : {}),
    ...(fromClause ? { fromClause } : {}),
    ...(where ? { whereClause: where } : {}),
    ...(select.groupClause ? { groupClause: select.groupClause.map((node) => rebuildGroup(node, columns, place)) } : {}),
    ...(having ? { havingClause: having } : {}),
    ...(select.windowClause ? { windowClause: select.windowClause.map((node) => rebuildWindow(node, place)) } : {}),
    ...(select.distinctClause ? { distinctClause: select.distinctClause.map((node) => rebuildKey(node, columns, place)) } : {}),
    ...rebuildTail(select, place, columns),
  };
  return { select: rebuilt, columns };
}

/** What is copied as it is. */
function bare({ limitOption, op, all, groupDistinct }: SelectStmt): SelectStmt {
  return { ...(groupDistinct ? { groupDistinct } : {}), ...(limitOption ? { limitOption } : {}), ...(op ? { op } : {}), ...(all ? { all } : {}) };
}

/** ORDER BY, LIMIT and OFFSET. */
function rebuildTail(select: SelectStmt, place: Place, columns: readonly Column[]): SelectStmt {
  const outside: Place = { ...place, scope: { ...place.scope, items: [] } };
  return {
    ...(select.sortClause ? { sortClause: select.sortClause.map((node) => rebuildSort(node, columns, place)) } : {}),
    ...(select.limitCount ? { limitCount: rebuildExpression(select.limitCount, outside).node } : {}),
    ...(select.limitOffset ? { limitOffset: rebuildExpression(select.limitOffset, outside).node } : {}),
  };
}

function rebuildTarget(target: Node, place: Place): { node: Node; columns: Column[] } {
  const value = "ResTarget" in target ? target.ResTarget.val : undefined;
  if (!("ResTarget" in target) || !value) refuse("node_not_allowed", "SELECT list");
  if ("ColumnRef" in value && namesOf(value.ColumnRef.fields).includes("*")) return rebuildStar(namesOf(value.ColumnRef.fields), place);
  const { node, trace } = rebuildExpression(value, place);
  const name = target.ResTarget.name ?? columnName(value, (select) => place.context.firstNames.get(select) ?? "");
  return { node: { ResTarget: { ...(needsName(node, name) ? { name } : {}), val: node } }, columns: [{ name, trace: typed(trace, known(trace.type)) }] };
}

/** Names are written out, so that what the guard takes a column to be called is what it is called. */
function needsName(node: Node, name: string): boolean {
  if ("ColumnRef" in node) return namesOf(node.ColumnRef.fields).at(-1) !== name;
  return name !== "?column?";
}

/** `*` may stay as it is: the relations it stands for have only allowed columns. */
function rebuildStar(path: string[], place: Place): { node: Node; columns: Column[] } {
  const star: Node = { A_Star: {} };
  if (path.length === 1) {
    if (place.scope.items.length === 0) refuse("node_not_allowed", "* without FROM");
    return { node: { ResTarget: { val: { ColumnRef: { fields: [star] } } } }, columns: readAll(openColumns(place.scope)) };
  }
  const found = path.length <= 3 ? findRelation(path.at(-2) ?? "", place.scope, path.length === 3 ? path[0] : undefined) : undefined;
  if (!found) refuse("table_not_allowed", "relation of *");
  const fields: Node[] = [{ String: { sval: found.relation.printed } }, star];
  return { node: { ResTarget: { val: { ColumnRef: { fields } } } }, columns: readAll(found.relation.columns) };
}

function readAll(columns: readonly Column[]): Column[] {
  for (const column of columns) column.read?.();
  return columns.map(({ name, trace }) => ({ name, trace }));
}

/** A bare name in GROUP BY is a column of FROM first, then of the output. */
function rebuildGroup(node: Node, columns: readonly Column[], place: Place): Node {
  if ("GroupingSet" in node) {
    const { content, ...rest } = node.GroupingSet;
    return { GroupingSet: { ...rest, ...(content ? { content: content.map((item) => rebuildGroup(item, columns, place)) } : {}) } };
  }
  if ("RowExpr" in node && node.RowExpr.row_format === "COERCE_IMPLICIT_CAST") {
    return { RowExpr: { ...node.RowExpr, args: (node.RowExpr.args ?? []).map((item) => rebuildGroup(item, columns, place)) } };
  }
  const own: Scope = { ...place.scope, outer: undefined };
  const name = bareName(node);
  if (name !== undefined && isOutput(name, columns) && !findColumn(name, own)) return node;
  return rebuildExpression(node, place).node;
}

/** A bare name in ORDER BY or DISTINCT ON is a column of the output first. */
function rebuildKey(node: Node, columns: readonly Column[], place: Place): Node {
  const name = bareName(node);
  if (Object.keys(node).length === 0 || (name !== undefined && isOutput(name, columns))) return node;
  return rebuildExpression(node, place).node;
}

function rebuildSort(node: Node, columns: readonly Column[], place: Place): Node {
  if (!("SortBy" in node) || !node.SortBy.node) refuse("node_not_allowed", "ORDER BY");
  return { SortBy: { ...node.SortBy, node: rebuildKey(node.SortBy.node, columns, place) } };
}

function rebuildWindow(node: Node, place: Place): Node {
  if (!("WindowDef" in node)) refuse("node_not_allowed", "WINDOW");
  return { WindowDef: rebuildFields("WindowDef", { ...node.WindowDef }, place).fields };
}

function bareName(node: Node): string | undefined {
  const path = "ColumnRef" in node ? namesOf(node.ColumnRef.fields) : [];
  return path.length === 1 && path[0] !== "*" ? path[0] : undefined;
}

function isOutput(name: string, columns: readonly Column[]): boolean {
  return columns.some((column) => column.name === name);
}

