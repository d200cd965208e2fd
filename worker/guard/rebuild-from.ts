// Rebuilds what stands in FROM: tables become filtered subqueries, and every relation gets a name of its own.
import { SETS } from "./allow/functions.ts";
import type { Place } from "./context.ts";
import { readBase } from "./filter.ts";
import type { ReadyTable } from "./policy.ts";
import { functionName } from "./rebuild-call.ts";
import { rebuildExpression } from "./rebuild-expression.ts";
import { refuse } from "./refuse.ts";
import { openColumns, type Column, type Item, type Relation, type Scope } from "./scope.ts";
import { commonType, loud, mayNarrow, mergeTraces, NOWHERE, typed } from "./trace.ts";
import { nameNode, namesOf, type Alias, type JoinExpr, type Node, type RangeFunction, type RangeSubselect, type RangeVar } from "./tree.ts";
import { rebuildType } from "./type-name.ts";

/** A rebuilt part of FROM and what it makes visible. */
export interface From { node: Node; items: Item[] }

/** @param place its scope holds the items to the left, which only LATERAL and functions see */
export function rebuildFrom(node: Node, place: Place): From {
  if ("RangeVar" in node) return rebuildTable(node.RangeVar, place);
  if ("RangeSubselect" in node) return rebuildSubselect(node.RangeSubselect, place);
  if ("RangeFunction" in node) return rebuildFunction(node.RangeFunction, place);
  if ("JoinExpr" in node) return rebuildJoin(node.JoinExpr, place);
  return refuse("node_not_allowed", Object.keys(node)[0] ?? "FROM");
}

function rebuildTable(table: RangeVar, place: Place): From {
  if (table.inh !== true) refuse("field_not_allowed", "ONLY");
  const alias = table.alias?.aliasname;
  const aliases = namesOf(table.alias?.colnames);
  const cte = table.schemaname === undefined ? place.scope.ctes.get(table.relname ?? "") : undefined;
  if (!cte) {
    const base = readBase(findTable(table, place.context.policy.tables), alias, aliases, place.context);
    return { node: base.node, items: [{ relation: base.relation, named: true, open: true }] };
  }
  const name = alias ?? table.relname ?? "";
  const relation: Relation = { name, printed: place.context.fresh(name), columns: renameColumns(cte.columns, aliases) };
  const printed = aliasNode(relation.printed, table.alias?.colnames);
  return { node: { RangeVar: { relname: cte.printed, inh: true, relpersistence: "p", alias: printed } }, items: [{ relation, named: true, open: true }] };
}

/** The one table of the policy that a name means. */
function findTable({ schemaname, relname }: RangeVar, tables: readonly ReadyTable[]): ReadyTable {
  const found = tables.filter((table) => table.name === relname && (schemaname === undefined || table.schema === schemaname));
  if (found.length > 1) refuse("ambiguous_name", "table in several schemas");
  return found[0] ?? refuse("table_not_allowed", "table");
}

function rebuildSubselect({ lateral, subquery, alias }: RangeSubselect, { scope, outsiders, context }: Place): From {
  if (!subquery || !("SelectStmt" in subquery)) refuse("node_not_allowed", "RangeSubselect");
  const query = context.rebuildQuery(subquery.SelectStmt, { outer: lateral ? scope : scope.outer, ctes: scope.ctes, outsiders });
  const columns = renameColumns(query.columns, namesOf(alias?.colnames));
  const name = alias?.aliasname;
  const printed = context.fresh(name ?? "part");
  const node: Node = { RangeSubselect: { subquery: { SelectStmt: query.select }, alias: aliasNode(printed, alias?.colnames), ...(lateral ? { lateral } : {}) } };
  return { node, items: [{ relation: { name: name ?? "", printed, columns }, named: name !== undefined, open: true }] };
}

function rebuildFunction(item: RangeFunction, place: Place): From {
  const calls = (item.functions ?? []).map((list) => rebuildRangeCall(list, item, place));
  const single = calls.length === 1 ? calls[0] : undefined;
  const name = item.alias?.aliasname ?? single?.name;
  const definitions = (item.coldeflist ?? []).map(rebuildDefinition);
  const defined = definitions.length > 0 ? definitions.map(({ name: column }) => column) : calls.flatMap((call) => namesOfCall(call, item.alias?.aliasname, calls.length));
  const names = [...defined, ...(item.ordinality ? ["ordinality"] : [])];
  const columns = renameColumns(names.map((column): Column => ({ name: column, trace: NOWHERE })), namesOf(item.alias?.colnames));
  const relation: Relation = {
    name: name ?? "", printed: place.context.fresh(name ?? "part"), columns,
    scalar: single !== undefined && columns.length === 1 && !item.coldeflist && (SETS.get(single.name)?.length ?? 0) < 2,
  };
  const alias = aliasNode(relation.printed, definitions.length > 0 ? undefined : columns.map((column) => nameNode(column.name)));
  const functions: Node[] = calls.flatMap((call) => call.nodes.map((node): Node => ({ List: { items: [node, NO_DEFINITIONS] } })));
  const coldeflist = definitions.length > 0 ? { coldeflist: definitions.map((definition) => definition.node) } : {};
  const several = functions.length > 1 ? { is_rowsfrom: true } : {};
  return { node: { RangeFunction: { ...item, ...several, functions, alias, ...coldeflist } }, items: [{ relation, named: name !== undefined, open: true }] };
}

/** Printed as `{}`: a function without column definitions of its own. */
const NO_DEFINITIONS = {} as unknown as Node;

interface RangeCall { name: string; nodes: Node[] }

function rebuildRangeCall(list: Node, item: RangeFunction, place: Place): RangeCall {
  const items = "List" in list ? (list.List.items ?? []) : [];
  const call = items[0] && "FuncCall" in items[0] ? items[0].FuncCall : refuse("node_not_allowed", "function in FROM");
  if (items.slice(1).some((other) => Object.keys(other).length > 0)) refuse("field_not_allowed", "RangeFunction.functions");
  const name = functionName(call);
  if (item.coldeflist && !/^jsonb?_to_record(?:set)?$/u.test(name)) refuse("field_not_allowed", "RangeFunction.coldeflist");
  // unnest(a, b) means ROWS FROM (unnest(a), unnest(b)), but only under its bare name.
  const calls = name === "unnest" ? (call.args ?? []).map((arg) => ({ ...call, args: [arg] })) : [call];
  return { name, nodes: calls.map((single) => rebuildExpression({ FuncCall: single }, place).node) };
}

/** chooseScalarFunctionAlias in parse_relation.c: names of the function's own, else the alias, else the function's name. */
function namesOfCall({ name, nodes }: RangeCall, alias: string | undefined, calls: number): string[] {
  const own = SETS.get(name) ?? [];
  if (own.length > 0) return [...own];
  return nodes.map(() => (calls === 1 && nodes.length === 1 && alias !== undefined ? alias : name));
}

function rebuildDefinition(node: Node): { name: string; node: Node } {
  if (!("ColumnDef" in node)) refuse("node_not_allowed", "ColumnDef");
  return { name: node.ColumnDef.colname ?? "", node: { ColumnDef: { ...node.ColumnDef, typeName: rebuildType(node.ColumnDef.typeName ?? {}).type } } };
}

function rebuildJoin(join: JoinExpr, place: Place): From {
  const { scope, context } = place;
  const left = rebuildFrom(join.larg ?? refuse("node_not_allowed", "JoinExpr"), place);
  const right = rebuildFrom(join.rarg ?? refuse("node_not_allowed", "JoinExpr"), { ...place, scope: { ...scope, items: [...scope.items, ...left.items] } });
  const both: Scope = { ...scope, items: [...left.items, ...right.items] };
  const quals = join.quals && rebuildExpression(join.quals, { ...place, scope: both, condition: true, estimated: true });
  const shared = join.isNatural ? commonNames(left.items, right.items, scope) : namesOf(join.usingClause);
  const joined = joinColumns(left.items, right.items, place, shared);
  const node: JoinExpr = { ...join, larg: left.node, rarg: right.node, ...(quals ? { quals: quals.node } : {}) };
  const items = visibleItems(join, node, joined, [...left.items, ...right.items], shared.length, context);
  return { node: { JoinExpr: node }, items };
}

/** An aliased join hides its parts; USING and NATURAL hide their columns behind the merged ones. */
function visibleItems(join: JoinExpr, node: JoinExpr, columns: Column[], parts: Item[], shared: number, context: Place["context"]): Item[] {
  const alias = join.alias;
  if (alias) {
    // Aliases go by position, so no column may be left out.
    if (alias.colnames) for (const column of columns) column.read?.();
    const relation: Relation = { name: alias.aliasname ?? "", printed: context.fresh(alias.aliasname ?? ""), columns: renameColumns(columns, namesOf(alias.colnames)) };
    node.alias = aliasNode(relation.printed, alias.colnames);
    return [{ relation, named: true, open: true }];
  }
  if (shared === 0) return parts;
  const merged: Item = { relation: { name: "", printed: "", columns }, named: false, open: true };
  const hidden = parts.map((item): Item => ({ ...item, open: false }));
  if (!join.join_using_alias) return [merged, ...hidden];
  const name = join.join_using_alias.aliasname ?? "";
  const relation: Relation = { name, printed: context.fresh(name), columns: columns.slice(0, shared) };
  node.join_using_alias = aliasNode(relation.printed);
  return [merged, ...hidden, { relation, named: true, open: false }];
}

function commonNames(left: Item[], right: Item[], scope: Scope): string[] {
  const other = new Set(openColumns({ ...scope, items: right }).map((column) => column.name));
  const leftColumns = openColumns({ ...scope, items: left });
  for (const column of [...leftColumns, ...openColumns({ ...scope, items: right })]) column.read?.();
  return leftColumns.map((column) => column.name).filter((name) => other.has(name));
}

/** Merged columns first, then the rest of the left, then of the right. */
function joinColumns(left: Item[], right: Item[], place: Place, shared: readonly string[]): Column[] {
  const [lefts, rights] = [openColumns({ ...place.scope, items: left }), openColumns({ ...place.scope, items: right })];
  const merged = shared.map((name) => mergeColumn(name, pick(name, lefts), pick(name, rights), place));
  return [...merged, ...[...lefts, ...rights].filter((column) => !shared.includes(column.name))];
}

/** USING compares both sides, and shows one value made of them. */
function mergeColumn(name: string, left: Column, right: Column, place: Place): Column {
  left.read?.();
  right.read?.();
  const traces = [left.trace, right.trace];
  const merged = typed(mergeTraces(traces), commonType(traces));
  return { name, trace: merged.quiet && !mayNarrow(traces, false) ? merged : loud(merged, { ...place, condition: true }) };
}

function pick(name: string, columns: readonly Column[]): Column {
  const found = columns.filter((column) => column.name === name);
  if (found.length > 1) refuse("ambiguous_name", "column of USING");
  return found[0] ?? refuse("column_not_allowed", "column of USING");
}

/** Column aliases name the first columns. */
export function renameColumns(columns: readonly Column[], aliases: readonly string[]): Column[] {
  if (aliases.length > columns.length) refuse("column_not_allowed", "column alias");
  return columns.map((column, index) => ({ ...column, name: aliases[index] ?? column.name }));
}

function aliasNode(name: string, colnames?: Node[]): Alias {
  return { aliasname: name, ...(colnames ? { colnames } : {}) };
}
