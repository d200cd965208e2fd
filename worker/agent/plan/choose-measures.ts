// From the numbers that were named to the metrics of a plan.
import { findColumn, findMetric, findTable } from "../../semantic/lookup.ts";
import type { Aggregate } from "../../semantic/model.ts";
import type { PlanMetric } from "../../semantic/plan.ts";
import type { Measure } from "./draft.ts";
import { ask, countMetric, factTables, is, reaches, skip, TIME, type Scan } from "./scan.ts";

const FUNCTION_NAMES: Partial<Record<Aggregate, string>> = { avg: "average", median: "median", max: "highest", min: "lowest", sum: "total" };

/** Measures that are asked for: a record noun counts only where nothing else does, or where it is joined to it. */
export function askedMeasures(scan: Scan, asNoun: (scan: Scan, measure: Measure) => Measure[]): { measures: Measure[]; problem?: string } {
  const named = scan.draft.measures.toSorted((a, b) => a.from - b.from);
  const all = named.flatMap((measure, index) => (index > 0 && isObject(scan, named[index - 1], measure) ? asNoun(scan, measure) : [measure]));
  const explicit = all.filter((measure) => !measure.noun);
  if (explicit.length === 0) return { measures: distinct(all) };
  const measures = all.filter((measure) => !measure.noun || explicit.some((other) => joined(scan, measure, other)));
  // "Customers with orders" counts fewer than "customers": a noun of other rows may not be passed over.
  const passed = all.find((measure) => measure.noun && !measures.includes(measure) && !explicit.some((other) => other.table === measure.table || other.function === "count-distinct" || isWhose(scan, other, measure)));
  if (passed) return { measures, problem: passed.text };
  const loose = measures.slice(1).find((measure, index) => !joined(scan, measures[index] ?? measure, measure));
  return loose ? { measures, problem: loose.text } : { measures: distinct(measures) };
}

/** "total commission of active customers": whose rows they are, where a condition on them says which. */
function isWhose({ draft, model }: Scan, number: Measure, noun: Measure): boolean {
  return draft.filters.some(({ column }) => column.startsWith(`${noun.table}.`) && reaches(model, number.table, column));
}

/** "average cost of damaging strikes": what follows "of" is whose number it is. */
const isObject = (scan: Scan, before: Measure | undefined, measure: Measure): boolean =>
  before !== undefined && !before.noun && !joined(scan, before, measure) && is(scan, measure.from - 1, "of");

function joined(scan: Scan, one: Measure, other: Measure): boolean {
  const [first, second] = one.from <= other.from ? [one, other] : [other, one];
  if (first.from === second.from) return true;
  const from = skip(scan, first.to, "article");
  const between = scan.atoms.slice(from, second.from);
  return between.length > 0 && between.every((_, index) => is(scan, from + index, "and", "comma", "versus", "article", "or")) && !between.some((_, index) => is(scan, from + index, "or") && !is(scan, from + index, "and"));
}

function distinct(measures: Measure[]): Measure[] {
  return measures.filter((measure, index) => measures.findIndex((other) => other.metric === measure.metric && other.column === measure.column && other.function === measure.function) === index);
}

/** The plan's metric for a measure; asks where a column has several aggregates and no sum. */
export function metricOf(scan: Scan, measure: Measure): PlanMetric | undefined {
  if (measure.function && measure.column) return { kind: "aggregate", function: measure.function, column: measure.column, ...(measure.part === undefined ? {} : { at: measure.part }) };
  if (measure.metric) return { kind: "metric", name: measure.metric };
  const column = measure.column && findColumn(scan.model, measure.column)?.column;
  if (!column || !measure.column) return undefined;
  if (column.aggregates?.includes("sum")) return { kind: "aggregate", function: "sum", column: measure.column };
  const choices = (column.aggregates ?? []).slice(0, 4).map((name) => ({ id: name, label: `${FUNCTION_NAMES[name] ?? name} ${column.label}` }));
  const chosen = ask(scan, measure.text.toLowerCase(), `Which number of the ${column.label}?`, choices);
  const picked = column.aggregates?.find((name) => name === chosen) ?? column.aggregates?.[0];
  return picked && { kind: "aggregate", function: picked, column: measure.column };
}

/** The extreme of a group: of its metric, or of the column's single values. */
export function extremeMetric(scan: Scan, measure: Measure, direction: "asc" | "desc"): PlanMetric | undefined {
  if (measure.metric || measure.function || !measure.column) return metricOf(scan, measure);
  return { kind: "aggregate", function: direction === "desc" ? "max" : "min", column: measure.column };
}

/** The table whose rows are computed over; `undefined` where the question does not tell. */
export function factOf(scan: Scan, measures: Measure[]): string | undefined {
  const { draft } = scan;
  const named = [...measures, ...(draft.extreme ? [draft.extreme.measure] : []), ...(draft.orderBy ? [draft.orderBy.measure] : []), ...draft.having.flatMap((having) => having.measure ?? [])];
  const counted = named.filter((measure) => measure.function !== "count-distinct");
  const tables = [...new Set(counted.map((measure) => measure.table))];
  if (tables.length === 1) return tables[0];
  if (tables.length > 1) return undefined;
  if (draft.head?.kind === "fact") return draft.head.table;
  const byDefault = draft.head && findMetric(scan.model, findTable(scan.model, draft.head.table)?.defaultMetric ?? "");
  if (byDefault && draft.rank) return byDefault.table;
  const distinctOf = [...new Set(named.filter((measure) => measure.function === "count-distinct" && !isName(scan, measure)).map((measure) => measure.table))];
  return onlyFact(scan) ?? (distinctOf.length === 1 && draft.ranges.length === 0 ? distinctOf[0] : undefined);
}

/** Names are counted by the rows they occur in, which the question must tell. */
const isName = ({ model }: Scan, { table, column }: Measure): boolean => column === `${table}.${findTable(model, table)?.nameColumn}`;

/** The only table with counted rows that holds all that is grouped and filtered by. */
function onlyFact(scan: Scan): string | undefined {
  const { draft } = scan;
  const refs = [...draft.dimensions, ...draft.filters, ...(draft.head?.dimension ? [draft.head.dimension] : [])].map((entry) => entry.column).filter((column) => column !== TIME);
  const facts = factTables(scan.model).filter((table) => refs.every((ref) => reaches(scan.model, table.name, ref)));
  const others = facts.filter((table) => table.name !== draft.head?.table);
  return facts.length === 1 ? facts[0]?.name : others.length === 1 ? others[0]?.name : undefined;
}

/** The metric meant where a question names none. */
export function defaultMetric(scan: Scan, table: string): PlanMetric | undefined {
  const ofHead = findTable(scan.model, scan.draft.head?.table ?? "")?.defaultMetric;
  const fits = ofHead && findMetric(scan.model, ofHead)?.table === table ? ofHead : undefined;
  const name = fits ?? findTable(scan.model, table)?.defaultMetric ?? countMetric(scan.model, table);
  return name === undefined ? undefined : { kind: "metric", name };
}

/** "how many customers": those that occur in the rows, or all there are? Asked where nothing in the question ties them to rows. */
export function countedThings(scan: Scan, measures: Measure[]): Measure[] {
  const [only] = measures;
  const { draft } = scan;
  const table = only?.column && findTable(scan.model, only.table);
  const key = table ? table.primaryKey[0] : undefined;
  const isTied = scan.draft.measures.length > 1 || draft.having.length > 0 || draft.ranges.length > 0 || draft.dimensions.length > 0 || draft.head !== undefined || draft.filters.some((filter) => !filter.column.startsWith(`${only?.table}.`));
  const fact = factTables(scan.model).find((candidate) => table && candidate.name !== table.name && reaches(scan.model, candidate.name, `${table.name}.${key}`));
  if (measures.length !== 1 || !only || only.function !== "count-distinct" || !table || !key || !fact || isTied || table.nameColumn === undefined) return measures;
  const label = findColumn(scan.model, only.column ?? TIME)?.column.plural ?? table.plural;
  const chosen = ask(scan, only.text.toLowerCase(), `Only ${label} with ${fact.plural}, or all there are?`, [{ id: "occurring", label: `${label} with ${fact.plural}` }, { id: "all", label: `all ${label}` }]);
  return chosen === "all" ? [{ ...only, function: "count", column: `${table.name}.${key}` }] : measures;
}

/** "How many?" without a noun, or a bare group: which number is meant. */
export function askMetric(scan: Scan): PlanMetric | undefined {
  const metrics = scan.model.metrics.slice(0, 4);
  if (metrics.length < 2) return undefined;
  const chosen = ask(scan, "measure", "Which number do you want to see?", metrics.map((metric) => ({ id: metric.name, label: metric.label })));
  return { kind: "metric", name: metrics.find((metric) => metric.name === chosen)?.name ?? metrics[0]?.name ?? "" };
}
