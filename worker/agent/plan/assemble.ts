// From a draft to a plan, or the reason why what was read does not make one.
import { findMetric, findTable, timeRef } from "../../semantic/lookup.ts";
import { filterWords } from "../../semantic/words.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric } from "../../semantic/plan.ts";
import { askedMeasures, askMetric, countedThings, defaultMetric, factOf, metricOf } from "./choose-measures.ts";
import { pickRecords, rankGroups } from "./choose-order.ts";
import { chooseTime, cycleOrGrain, placeTime, trendGrain, type ChosenTime } from "./choose-time.ts";
import type { Draft, Head, Measure } from "./draft.ts";
import { mergeFilters } from "./merge-filters.ts";
import { headOfMeasure } from "./rules/heads.ts";
import { ask, countMetric, factTables, reaches, TIME, type Scan } from "./scan.ts";

export type Assembled = { plan: Plan } | { problem: string };

/** What all kinds of plan share. */
interface Base { table: string; head: Head | undefined; measures: Measure[]; filters: PlanFilter[]; time: ChosenTime; dimensions: PlanDimension[] }

export const sameDimension = (one: PlanDimension, other: PlanDimension): boolean => JSON.stringify(one) === JSON.stringify(other);
export const sameMetric = (one: PlanMetric, other: PlanMetric): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Assembles a question that stands on its own. */
export function assemble(scan: Scan): Assembled {
  const { draft } = scan;
  const things = ownRows(scan);
  if (things) {
    draft.measures.push(things);
    delete draft.head;
  }
  const asked = askedMeasures(scan, filtersOf);
  if (asked.problem) return { problem: `I can't tell how “${asked.problem}” belongs to the rest` };
  const head = draft.head ?? headOfMeasure(scan);
  const counted = countedThings(scan, asked.measures);
  const measures = draft.list || draft.show || head?.kind === "fact" ? counted.flatMap((measure) => filtersOf(scan, measure)) : counted;
  const table = factOf(scan, measures);
  if (!table) return { problem: "it names no number that I can compute, or numbers of different tables" };
  const filters = mergeFilters(draft.filters);
  if ("problem" in filters) return filters;
  const time = chooseTime(scan, table, draft.ranges);
  if ("problem" in time) return time;
  const dimensions = dimensionsOf(scan, table, head, time);
  if (!dimensions) return { problem: "there is no date to go by" };
  const far = [...dimensions, ...filters.filters].find((entry) => !reaches(scan.model, table, entry.column));
  if (far) return { problem: `${findTable(scan.model, table)?.plural ?? table} can't be told by ${far.column.slice(far.column.indexOf(".") + 1)}` };
  return kindOf(scan, { table, head, measures, filters: filters.filters, time, dimensions });
}

/** "Customers by country": the things themselves are counted, where they have a number of their own and all else can be told of them. */
function ownRows({ draft, model, atoms }: Scan): Measure | undefined {
  const { head } = draft;
  const ranks = draft.rank ?? draft.extreme ?? draft.ambiguous ?? draft.orderBy ?? draft.recent ?? draft.having[0] ?? draft.absentFrom ?? draft.share;
  if (head?.kind !== "dimension" || head.which || head.count !== undefined || ranks !== undefined || draft.list || draft.measures.length > 0 || draft.dimensions.length === 0 || !head.plural) return undefined;
  const metric = countMetric(model, head.table);
  const isTable = atoms[head.at]?.meanings.some((meaning) => meaning.kind === "table" && meaning.table === head.table);
  const told = [...draft.dimensions, ...draft.filters].every(({ column }) => (column === TIME ? timeRef(model, head.table) !== undefined : reaches(model, head.table, column)));
  return metric !== undefined && isTable && told ? { from: head.at, to: head.to, text: head.text, table: head.table, metric, counted: true } : undefined;
}

/** In a list, "strikes with damage" is a noun with a condition, not a number. */
function filtersOf(scan: Scan, measure: Measure): Measure[] {
  const metric = measure.metric === undefined ? undefined : findMetric(scan.model, measure.metric);
  const count = metric && countMetric(scan.model, metric.table);
  if (measure.noun || measure.counted || !metric || !count || metric.aggregate?.function !== "count" || !metric.filters) return [measure];
  scan.draft.filters.push(...metric.filters.map((filter) => ({ ...filter, at: measure.from })));
  return [{ ...measure, metric: count, noun: true }];
}

function dimensionsOf(scan: Scan, table: string, head: Head | undefined, time: ChosenTime): PlanDimension[] | undefined {
  const { draft } = scan;
  const compared = draft.filters.filter((filter) => filter.versus || (draft.compare && filter.op === "in" && filter.values.length > 1)).map((filter): PlanDimension => ({ column: filter.column }));
  const trend: PlanDimension[] = draft.trend && !draft.dimensions.some((dimension) => dimension.column === TIME) ? [{ column: TIME, grain: trendGrain(draft.ranges) }] : [];
  const first = head?.dimension ? [head.which || draft.rank || draft.extreme ? cycleOrGrain(scan, head.dimension, draft.ranges) : head.dimension] : [];
  const all = placeTime(scan, table, [...first, ...trend, ...draft.dimensions, ...compared, ...(time.dimension ? [time.dimension] : [])]);
  return all?.filter((dimension, index) => all.findIndex((other) => sameDimension(other, dimension)) === index);
}

function kindOf(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  if (draft.absentFrom !== undefined) return absentPlan(scan, base);
  if (draft.relation || (draft.distribution && base.dimensions.length === 0)) return rowsPlan(scan, base);
  if (isList(scan, base)) return listPlan(scan, base);
  if (draft.share !== undefined && base.dimensions.length === 0) return sharePlan(scan, base);
  if (draft.share !== undefined && draft.filters.some((filter) => !filter.before)) return { problem: "I can't tell whether the condition is the part or the whole" };
  return groupedPlan(scan, base);
}

function isList(scan: Scan, { head, measures, dimensions }: Base): boolean {
  const { draft } = scan;
  if (head?.kind === "fact" && (draft.list || draft.recent || draft.extreme || draft.ambiguous || draft.rank || head.count !== undefined)) return true;
  const onlyNoun = measures.length === 1 && measures[0]?.noun === true && !head;
  if (draft.list) return onlyNoun;
  if (!draft.show || !onlyNoun || dimensions.length > 0 || draft.chart || draft.share !== undefined || draft.trend || draft.compare) return false;
  const plural = findTable(scan.model, measures[0]?.table ?? "")?.plural ?? "rows";
  return ask(scan, "show", `List the ${plural}, or count them?`, [{ id: "list", label: `List the ${plural}` }, { id: "count", label: `Count the ${plural}` }]) === "list";
}

function planOf(base: Base, rest: Omit<Plan, "table" | "filters" | "time" | "previous">): Plan {
  return { ...rest, table: base.table, filters: base.filters, ...(base.time.time ? { time: base.time.time } : {}), ...(base.time.previous ? { previous: base.time.previous } : {}) };
}

function absentPlan({ draft, model }: Scan, base: Base): Assembled {
  const from = draft.absentFrom ?? 0;
  const marked = base.filters.map((filter) => {
    const isAbsent = draft.filters.some((known) => known.column === filter.column && known.at >= from);
    return isAbsent ? { ...filter, absent: true } : filter;
  });
  const dated = marked.some((filter) => filter.absent) ? undefined : absentPeriod(base.time);
  const filters = [...marked, ...(dated ?? [])];
  // Where rows of several kinds could be missing, the question must name which.
  const named = base.head?.kind === "fact" || draft.measures.some((measure) => measure.table === base.table);
  // A month without rows is in no row: what is not there can't be listed from what is.
  if (base.dimensions.some((dimension) => "grain" in dimension || "cycle" in dimension)) return { problem: "I can't tell in which periods there was nothing" };
  if (!named && factTables(model).length > 1) return { problem: "I can't tell which rows are to be missing" };
  if (!filters.some((filter) => filter.absent) || base.dimensions.length !== 1 || draft.having.length > 0 || draft.extreme || draft.rank || base.time.previous) {
    return { problem: "I can only tell which groups have none of some kind of row" };
  }
  return { plan: planOf({ ...base, filters, ...(dated ? { time: {} } : {}) }, { intent: "absent", metrics: [], dimensions: base.dimensions, ...chartOf(draft) }) };
}

/** "No strikes in 2001": where nothing else is to be missing, the period is what no row may lie in. */
function absentPeriod({ time }: ChosenTime): PlanFilter[] | undefined {
  const [range, ...more] = time?.ranges ?? [];
  if (!time || !range || more.length > 0) return undefined;
  const ends = [...(range.from ? [{ op: ">=" as const, value: range.from }] : []), ...(range.to ? [{ op: "<" as const, value: range.to }] : [])];
  return ends.map(({ op, value }) => ({ column: time.column, op, values: [value], absent: true }));
}

/** Relation and distribution of columns, row by row. */
function rowsPlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const intent = draft.relation ? "relation" : "distribution";
  const columns = draft.measures.flatMap((measure) => (measure.column && !measure.function ? [measure.column] : []));
  const unused = draft.extreme ?? draft.rank ?? draft.having[0] ?? draft.orderBy ?? base.time.previous ?? draft.head;
  if (unused) return { problem: `a ${intent} can't be combined with the rest` };
  if (base.dimensions.length > 0 && draft.relation) {
    const metrics = base.measures.flatMap((measure) => metricOf(scan, measure) ?? []);
    return { plan: planOf(base, { intent, metrics, dimensions: base.dimensions, ...chartOf(draft) }) };
  }
  if (columns.length !== draft.measures.length) return { problem: `a ${intent} needs numbers of single rows` };
  return { plan: planOf(base, { intent, metrics: [], dimensions: [], columns, ...chartOf(draft) }) };
}

function listPlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const picked = pickRecords(scan, base.head);
  const extra = base.measures.some((measure) => !measure.noun);
  if (!picked || extra || base.dimensions.length > 0 || draft.having.length > 0 || base.time.previous || draft.inPercent) return { problem: "a list of single rows can't be combined with the rest" };
  const display = findTable(scan.model, base.table)?.display;
  return { plan: planOf(base, { intent: "list", metrics: [], dimensions: [], ...(display ? { columns: display } : {}), ...picked, ...chartOf(draft) }) };
}

/** The filters are the part; more than one would leave open what the whole is. */
function sharePlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const [measure] = base.measures;
  const metric = measure && metricOf(scan, measure);
  const parts = new Set(base.filters.map((filter) => filter.column));
  if (!metric || base.measures.length > 1 || draft.head || draft.extreme || base.time.previous) return { problem: "I can't tell which share is meant" };
  if (parts.size === 0) return { problem: "the share of what is not said" };
  const filters = parts.size === 1 ? base.filters : partAndWhole(scan, base.filters);
  if (!filters) return { problem: "I can't tell which condition is the part and which the whole" };
  return { plan: planOf({ ...base, filters }, { intent: "share", metrics: [metric], dimensions: [], share: true, ...chartOf(draft) }) };
}

/** "What share of strikes at night had damage": of two conditions either may be the part, or both; the asker says which. */
function partAndWhole(scan: Scan, filters: PlanFilter[]): PlanFilter[] | undefined {
  const [first, second, ...more] = [...new Set(filters.map((filter) => filter.column))];
  if (!first || !second || more.length > 0) return undefined;
  const say = (column: string): string => filters.filter((filter) => filter.column === column).map((filter) => filterWords(filter, scan.model, "en")).join(", ");
  const chosen = ask(scan, "share", "Which share do you mean?", [
    { id: "second", label: `${say(second)}, among ${say(first)}` }, { id: "first", label: `${say(first)}, among ${say(second)}` }, { id: "both", label: `${say(first)} and ${say(second)}, among all` },
  ]);
  const whole = chosen === "second" ? first : chosen === "first" ? second : undefined;
  return filters.map((filter) => (filter.column === whole ? { ...filter, whole: true } : filter));
}

function groupedPlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const { head, table, dimensions } = base;
  const named = draft.extreme && !head && !draft.extreme.most ? extremeValue(scan, base) : base.measures.map((measure) => metricOf(scan, measure));
  const metrics = named.flatMap((metric) => metric ?? []);
  if (metrics.length !== named.length) return { problem: "that number is not defined here" };
  const ranked = head?.kind === "dimension" ? rankGroups(scan, head, table, metrics) : undefined;
  if (ranked?.limit !== undefined && dimensions.length > 1) return { problem: "I can't rank within each group" };
  const problem = unusedOrder(draft, head, ranked !== undefined, dimensions) ?? unusedWish(scan, base);
  if (problem) return { problem };
  const isContext = base.measures.length === 1 && base.measures[0]?.noun === true && (draft.extreme ?? draft.orderBy) !== undefined && head?.kind === "dimension";
  const all = distinct([...(ranked ? [ranked.metric] : []), ...(isContext ? [] : metrics), ...sortMetric(scan, head), ...havingMetrics(scan)]);
  const chosen = all.length > 0 ? all : [standIn(scan, table)].flatMap((metric) => metric ?? []);
  if (chosen.length === 0) return { problem: "it names no number that I can compute" };
  return { plan: planOf(base, { intent: intentOf(scan, base, ranked !== undefined), metrics: chosen, dimensions, ...shareOf(scan, chosen, dimensions), ...havingOf(scan, chosen), ...orderOf(scan, chosen, dimensions, ranked), ...chartOf(draft) }) };
}

const distinct = (metrics: PlanMetric[]): PlanMetric[] => metrics.filter((metric, index) => metrics.findIndex((other) => sameMetric(other, metric)) === index);

/** "highest cost": one extreme of single values. */
function extremeValue(scan: Scan, { measures }: Base): (PlanMetric | undefined)[] {
  const extreme = scan.draft.extreme;
  const column = extreme?.measure.column;
  if (!extreme || !column || extreme.measure.function || measures.some((measure) => !measure.noun)) return [undefined];
  return [{ kind: "aggregate", function: extreme.direction === "desc" ? "max" : "min", column }];
}

/** The metric meant where none is named: the default where the question is about something, else asked. */
function standIn(scan: Scan, table: string): PlanMetric | undefined {
  const { draft } = scan;
  if (draft.rank || draft.extreme || draft.list || draft.distribution || draft.countRows || draft.head?.which || draft.having.length > 0) return defaultMetric(scan, table);
  return askMetric(scan);
}

function unusedOrder(draft: Draft, head: Head | undefined, isRanked: boolean, dimensions: PlanDimension[]): string | undefined {
  const isSorted = isRanked || dimensions.length > 0;
  if (draft.rank && !isRanked) return "I can't tell what to rank";
  if (draft.ambiguous && !isRanked) return `I can't tell what “${draft.ambiguous.text}” is about`;
  if (draft.extreme?.most && !isSorted) return "I can't tell what to rank";
  if (draft.orderBy && !isSorted) return `I can't group by a number (“${draft.orderBy.measure.text}”)`;
  if (draft.recent) return "I can't tell what should come first";
  return draft.having.length > 0 && dimensions.length === 0 ? "a limit on a total needs groups to hold it against" : undefined;
}

function unusedWish(scan: Scan, base: Base): string | undefined {
  const { draft } = scan;
  const { head, dimensions, measures, time } = base;
  const compares = dimensions.length > 0 || measures.length > 1 || time.previous !== undefined;
  if (draft.compare && !compares) return "I can't tell what to compare";
  if (measures.length > 1 && scan.atoms.some((atom) => atom.words.startsWith("difference"))) return "I can show both numbers, but not what lies between them";
  if (base.filters.some((filter) => isSettled(scan, measures, filter))) return "that number already says which of these rows it counts";
  if (draft.inPercent && dimensions.length === 0 && !measures.every((measure) => isPercent(scan, measure))) return "I can't tell what the whole is";
  if (draft.previous !== undefined && !time.previous) return "a comparison needs a period to compare";
  if (head && measures.some((measure) => measure.noun) && isLoose(scan, head)) return `I can't tell how “${head.text}” belongs to the rest`;
  return dimensions.length > 3 ? "that is more groupings than one answer can show" : undefined;
}

/** "Damage rate without damage" is 0 by its own definition: a ratio says which rows are its part. */
function isSettled(scan: Scan, measures: Measure[], filter: PlanFilter): boolean {
  return measures.some((measure) => measure.metric !== undefined && settles(scan.model, measure.metric, filter.column));
}

/** Whether a metric is a ratio whose part is chosen by this column. */
export function settles(model: Scan["model"], name: string, column: PlanFilter["column"]): boolean {
  const metric = findMetric(model, name);
  const part = metric?.ratio && findMetric(model, metric.ratio.numerator);
  return part?.filters?.some((filter) => filter.column === column) ?? false;
}

const isPercent = (scan: Scan, measure: Measure): boolean => measure.metric !== undefined && findMetric(scan.model, measure.metric)?.format === "percent";

/** "birds hit at night": a group that nothing ranks, lists or joins to the rows. */
function isLoose({ draft, atoms }: Scan, head: Head): boolean {
  const ranks = draft.rank ?? draft.extreme ?? draft.ambiguous ?? draft.orderBy ?? draft.having[0] ?? draft.list;
  return !head.which && ranks === undefined && !(atoms[head.to]?.tags.includes("with") ?? false);
}

function sortMetric(scan: Scan, head: Head | undefined): PlanMetric[] {
  const by = scan.draft.orderBy && !head ? metricOf(scan, scan.draft.orderBy.measure) : undefined;
  return by ? [by] : [];
}

function havingMetrics(scan: Scan): PlanMetric[] {
  return scan.draft.having.flatMap((having) => (having.measure ? (metricOf(scan, having.measure) ?? []) : []));
}

function havingOf(scan: Scan, metrics: PlanMetric[]): Pick<Plan, "having"> {
  const having = scan.draft.having.map(({ measure, op, value }) => {
    const own = measure && metricOf(scan, measure);
    return { metric: Math.max(0, own ? metrics.findIndex((metric) => sameMetric(metric, own)) : 0), op, value };
  });
  return having.length > 0 ? { having } : {};
}

function orderOf(scan: Scan, metrics: PlanMetric[], dimensions: PlanDimension[], ranked: ReturnType<typeof rankGroups>): Pick<Plan, "order" | "limit"> {
  const { draft } = scan;
  if (ranked) return { order: { by: "metric", index: 0, direction: ranked.direction }, ...(ranked.limit === undefined ? {} : { limit: ranked.limit }) };
  const by = draft.orderBy && metricOf(scan, draft.orderBy.measure);
  if (by) return { order: { by: "metric", index: Math.max(0, metrics.findIndex((metric) => sameMetric(metric, by))), direction: draft.orderBy?.direction ?? "desc" } };
  const index = dimensions.findIndex((dimension) => dimension.column === draft.orderDimension?.column);
  if (draft.orderDimension && index >= 0) return { order: { by: "dimension", index, direction: "asc" } };
  return draft.extreme?.most ? { order: { by: "metric", index: 0, direction: draft.extreme.direction } } : {};
}

function shareOf(scan: Scan, metrics: PlanMetric[], dimensions: PlanDimension[]): Pick<Plan, "share"> {
  const wanted = scan.draft.share !== undefined || (scan.draft.inPercent ?? false);
  const additive = metrics.some((metric) => metric.kind === "metric" && findMetric(scan.model, metric.name)?.additive);
  return wanted && additive && dimensions.length > 0 ? { share: true } : {};
}

function intentOf(scan: Scan, { time, dimensions }: Base, isRanked: boolean): Plan["intent"] {
  const { draft } = scan;
  if (isRanked) return "rank";
  if (draft.share !== undefined || (draft.inPercent && dimensions.length > 0)) return "share";
  if (time.previous || time.dimension || draft.compare || draft.filters.some((filter) => filter.versus)) return "compare";
  if (dimensions.some((dimension) => "grain" in dimension)) return "trend";
  return dimensions.length > 0 ? "breakdown" : "value";
}

export function chartOf(draft: Draft): Pick<Plan, "chart"> {
  return draft.chart ? { chart: draft.chart } : {};
}
