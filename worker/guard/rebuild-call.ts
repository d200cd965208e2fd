// Rebuilds function calls: only listed functions of pg_catalog, always called by their full name.
import { AGGREGATES, isAllowedFunction, LENGTH_ARGUMENT, MAX_LENGTH, MAX_SERIES, QUIET_FUNCTIONS, SEARCH_CONFIGURATIONS, SEARCHES, WHOLE_ROW, WINDOWS } from "./allow/functions.ts";
import type { Place, Rebuilt } from "./context.ts";
import { refuse } from "./refuse.ts";
import { findColumn, findRelation } from "./scope.ts";
import { loud, mergeTraces, NOWHERE, typed, type Trace } from "./trace.ts";
import { columnNode, integerNode, nameNode, namesOf, type FuncCall, type Node } from "./tree.ts";

type Rebuild = (node: Node, place: Place) => Rebuilt;

/** @param rebuild for the arguments; handed in because calls hold expressions and expressions hold calls */
export function rebuildCall(call: FuncCall, place: Place, rebuild: Rebuild): Rebuilt {
  const name = functionName(call);
  checkLengths(name, call.args ?? []);
  const collects = AGGREGATES.has(name) || WINDOWS.has(name) || call.over !== undefined;
  // An aggregate in HAVING is computed from rows that passed the filter.
  const inside: Place = collects ? { ...place, condition: false } : place;
  const traces: Trace[] = [];
  const visit = (node: Node): Node => {
    const { node: rebuilt, trace } = rebuild(node, inside);
    traces.push(trace);
    return rebuilt;
  };
  const { args, agg_order: order, agg_filter: filter, over, ...rest } = call;
  const rebuilt: FuncCall = { ...rest, funcname: [nameNode("pg_catalog"), nameNode(name)], funcformat: "COERCE_EXPLICIT_CALL" };
  if (args) rebuilt.args = boundLength(name, args.map((arg) => (WHOLE_ROW.has(name) ? wholeRow(arg, inside) : undefined) ?? visit(arg)));
  if (order) rebuilt.agg_order = order.map(visit);
  if (filter) rebuilt.agg_filter = visit(filter);
  if (over) rebuilt.over = onlyWindow(visit({ WindowDef: over }));
  return { node: { FuncCall: rebuilt }, trace: collects ? typed(NOWHERE, collectedType(name, traces)) : traceOf(name, call, traces, place) };
}

/** The bare name of an allowed function. */
export function functionName(call: FuncCall): string {
  const names = namesOf(call.funcname);
  const name = names.at(-1) ?? "";
  const builtIn = names.length === 1 || (names.length === 2 && names[0] === "pg_catalog");
  if (!builtIn || !isAllowedFunction(name)) refuse("function_not_allowed", sayable(name));
  return name;
}

/** Names of PostgreSQL's own functions may be said; any other could be text of the asker's. */
function sayable(name: string): string {
  return /^(?:pg|lo|dblink|query_to|current|set|inet|txid|has|to|xml)_[a-z_]{1,40}$/u.test(name) ? name : "function";
}

function onlyWindow(node: Node): NonNullable<FuncCall["over"]> {
  return "WindowDef" in node ? node.WindowDef : {};
}

/** A relation's name as an argument: the whole row, as a record of its columns. */
function wholeRow(arg: Node, place: Place): Node | undefined {
  if (!("ColumnRef" in arg)) return undefined;
  const path = namesOf(arg.ColumnRef.fields);
  const star = path.length === 2 && path[1] === "*";
  const [name = ""] = path;
  if ((path.length !== 1 && !star) || (!star && findColumn(name, place.scope))) return undefined;
  const found = findRelation(name, place.scope);
  if (!found || found.relation.scalar || found.relation.columns.length === 0) return undefined;
  for (const column of found.relation.columns) column.read?.();
  const node = columnNode(found.relation.printed);
  return star && "ColumnRef" in node ? { ColumnRef: { fields: [...(node.ColumnRef.fields ?? []), { A_Star: {} }] } } : node;
}

const PARTS: ReadonlySet<string> = new Set(["year", "quarter", "month", "week", "day", "dow", "doy", "isodow", "isoyear", "decade", "century"]);
const DAYS: ReadonlySet<string> = new Set(["date", "timestamp", "timestamptz"]);

function traceOf(name: string, call: FuncCall, traces: Trace[], place: Place): Trace {
  const trace = mergeTraces(traces);
  const quiet = QUIET_FUNCTIONS.has(name) && !(name === "length" && traces.length > 1) && ((name !== "extract" && name !== "date_part") || isQuietPart(call, traces));
  return quiet && trace.quiet ? typed(trace, QUIET_TYPES.get(name) ?? (TEXTS.has(traces[0]?.type ?? "") ? "text" : undefined)) : loud(trace, place);
}

const TEXTS: ReadonlySet<string> = new Set(["text", "varchar", "bpchar"]);
/** Result types of quiet functions; the others make text of text. `extract` gives small numbers, which no float is too small for. */
const QUIET_TYPES: ReadonlyMap<string, string> = new Map([
  ...["length", "char_length", "character_length", "octet_length", "strpos", "position", "cardinality", "array_length", "num_nulls", "num_nonnulls"].map((name): [string, string] => [name, "int4"]),
  ...["concat", "concat_ws", "md5", "jsonb_typeof"].map((name): [string, string] => [name, "text"]),
  ...["starts_with", "isfinite", "isempty"].map((name): [string, string] => [name, "bool"]),
  ["extract", "part"], ["date_part", "float8"], ["now", "timestamptz"],
]);

const COUNTS: ReadonlySet<string> = new Set(["count", "row_number", "rank", "dense_rank"]);
const EXACT: ReadonlySet<string> = new Set(["int2", "int4", "int8", "numeric"]);

function collectedType(name: string, [first]: readonly Trace[]): string | undefined {
  if (COUNTS.has(name)) return "int8";
  if (name === "sum" || name === "avg") return EXACT.has(first?.type ?? "") ? "numeric" : undefined;
  return (name === "min" || name === "max") && first?.type !== "literal" ? first?.type : undefined;
}

/** `extract(hour from date)` fails on the first row it sees, so only parts that every date has are quiet. */
function isQuietPart({ args }: FuncCall, traces: Trace[]): boolean {
  const part = args?.[0] && "A_Const" in args[0] ? (args[0].A_Const.sval?.sval ?? "") : "";
  return PARTS.has(part) && DAYS.has(traces[1]?.type ?? "");
}

function checkLengths(name: string, args: Node[]): void {
  const index = LENGTH_ARGUMENT.get(name);
  if (index !== undefined && (constantOf(args[index]) > MAX_LENGTH || args[index] === undefined || args.some((arg) => "NamedArgExpr" in arg))) refuse("length_not_constant", name);
  if (SEARCHES.has(name) && args.length > 1) checkConfiguration(args[0]);
  if (name === "format") checkFormat(args[0]);
  if (name === "generate_series") checkSeries(args);
}

/** A length that is computed goes through `numeric(4,0)`, which holds no more than 9,999 and fails beyond: never another text than asked for. */
function boundLength(name: string, args: Node[]): Node[] {
  const index = LENGTH_ARGUMENT.get(name);
  return args.map((arg, at) => (at !== index || constantOf(arg) <= MAX_LENGTH ? arg : cast(cast(arg, "numeric", [integerNode(4), integerNode(0)]), "int4")));
}

function cast(arg: Node, name: string, typmods?: Node[]): Node {
  return { TypeCast: { arg, typeName: { names: [nameNode("pg_catalog"), nameNode(name)], typemod: -1, ...(typmods ? { typmods } : {}) } } };
}

function checkConfiguration(node: Node | undefined): void {
  const constant = node && "A_Const" in node ? (node.A_Const.sval?.sval ?? "") : "";
  if (!SEARCH_CONFIGURATIONS.has(constant.replace(/^pg_catalog\./u, ""))) refuse("function_not_allowed", "text search configuration");
}

/** format() pads to any width, so the pattern has to be there to see and without widths. */
function checkFormat(pattern: Node | undefined): void {
  const text = pattern && "A_Const" in pattern ? pattern.A_Const.sval?.sval : undefined;
  if (text === undefined || /%[^%sIL]/u.test(text.replaceAll("%%", "").replaceAll(/%\d+\$(?=[sIL])/gu, "%"))) refuse("length_not_constant", "format");
}

/** A series over constants must be short. One over columns or dates is as long as the data; the time limit bounds it. */
function checkSeries([from, to, by]: Node[]): void {
  const step = by === undefined ? 1 : Math.abs(constantOf(by));
  const count = (constantOf(to) - constantOf(from)) / step;
  if (Math.abs(count) > MAX_SERIES) refuse("length_not_constant", "generate_series");
}

/** A number written in the statement, through casts; NaN for anything else, and for texts that PostgreSQL reads as more than digits, like `0xff` or `1_000`. */
function constantOf(node: Node | undefined): number {
  if (node && "TypeCast" in node) return constantOf(node.TypeCast.arg);
  if (!node || !("A_Const" in node)) return Number.NaN;
  const { ival, fval, sval } = node.A_Const;
  if (ival) return ival.ival ?? 0;
  if (fval) return Number((fval.fval ?? "").replaceAll("_", ""));
  return /^[-+]?\d+$/u.test(sval?.sval ?? "") ? Number(sval?.sval) : Number.NaN;
}
