// Plans of numbers, alone or by groups: totals, breakdowns, trends, ranks, comparisons.
import { findMetric, timeRef } from "../../../semantic/lookup.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric } from "../../../semantic/plan.ts";
import { askMetric, defaultMetric, metricOf } from "../choose-measures.ts";
import { rankGroups } from "../choose-order.ts";
import type { Draft, Head, Measure } from "../draft.ts";
import { TIME, type Scan } from "../scan.ts";
import { chartOf, distinct, planOf, sameDimension, sameMetric, settles, type Assembled, type Base } from "./base.ts";
import { foldGroups } from "./folds.ts";

export function groupedPlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const { head, table, dimensions } = base;
  if (draft.who && (head || draft.extreme?.most)) return { problem: "I can't tell who is meant" };
  const passing = countPassing(scan, base);
  if (passing) return passing;
  const third = (draft.skip === undefined && !draft.who) || head ? undefined : placedRow(base, draft);
  if (third) return third;
  const named = draft.extreme && !head && !draft.extreme.most ? extremeValue(scan, base) : base.measures.map((measure) => metricOf(scan, measure));
  const metrics = named.flatMap((metric) => metric ?? []);
  if (metrics.length !== named.length) return { problem: "that number is not defined here" };
  const ranked = head?.kind === "dimension" ? rankGroups(scan, head, table, metrics) : undefined;
  const isWithin = ranked?.limit !== undefined && dimensions.length > 1;
  const within = isWithin ? groupWithin(scan, base) : undefined;
  if (isWithin && !within) return { problem: "I can't rank within each group" };
  const problem = unusedOrder(draft, head, ranked !== undefined, dimensions) ?? unusedWish(scan, base);
  if (problem) return { problem };
  const isContext = base.measures.length === 1 && base.measures[0]?.noun === true && (draft.extreme ?? draft.orderBy) !== undefined && head?.kind === "dimension";
  const all = distinct([...(ranked ? [ranked.metric] : []), ...(isContext ? [] : metrics), ...sortMetric(scan, head), ...havingMetrics(scan)]);
  const chosen = all.length > 0 ? all : [standIn(scan, table)].flatMap((metric) => metric ?? []);
  if (chosen.length === 0) return { problem: "it names no number that I can compute" };
  const plan = planOf(base, { intent: intentOf(scan, base, ranked !== undefined), metrics: chosen, dimensions: within ?? dimensions, ...shareOf(scan, chosen, dimensions), ...havingOf(scan, chosen), ...orderOf(scan, chosen, dimensions, ranked), ...(within ? { limitWithin: 0, limit: limitOf(scan) } : {}), ...chartOf(draft) });
  return foldGroups(scan, plan);
}

/** "How many airports had more than 20 strikes": the groups that pass are counted. */
function countPassing(scan: Scan, base: Base): Assembled | undefined {
  const { draft } = scan;
  const [things, ...more] = base.measures;
  const others = more.filter((measure) => !measure.noun);
  if (things?.function !== "count-distinct" || !things.column || others.length > 0 || draft.having.length === 0 || draft.having.some((test) => !test.measure || test.average) || base.dimensions.length > 0 || base.time.previous || draft.per || draft.series || draft.extreme || draft.rank) return undefined;
  const metrics = distinct(havingMetrics(scan));
  return { plan: planOf(base, { intent: "value", metrics, dimensions: [], per: { dimension: { column: things.column }, function: "count" }, ...havingOf(scan, metrics), ...chartOf(draft) }) };
}

/** The one that has most, or a few where several are asked for. */
const limitOf = ({ draft: { rank, head, extreme }, atoms }: Scan): number => rank?.limit ?? head?.count ?? (!extreme && head?.plural && atoms[rank?.at ?? -1]?.tags.includes("top") ? FEW_WITHIN : 1);
const FEW_WITHIN = 3;

/** "third highest cost", "who has the highest score": the row that has it. */
function placedRow(base: Base, { extreme, skip = 0, chart }: Draft): Assembled | undefined {
  const column = extreme?.measure.column;
  if (!extreme || !column || extreme.most || extreme.measure.function || base.measures.some((measure) => !measure.noun) || base.dimensions.length > 0) return undefined;
  return { plan: planOf(base, { intent: "list", metrics: [], dimensions: [], order: { by: "column", column, direction: extreme.direction }, limit: 1, ...(skip > 0 ? { skip } : {}), ...(chart ? { chart } : {}) }) };
}

/** "top 3 species per state": the other group comes first, and the places are counted within it. */
function groupWithin({ draft, model }: Scan, { dimensions, table }: Base): PlanDimension[] | undefined {
  const [head, each, ...more] = dimensions;
  const asked = draft.each?.column === TIME ? { ...draft.each, column: timeRef(model, table) ?? TIME } : draft.each;
  return head && each && more.length === 0 && asked && sameDimension(asked, each) ? [each, head] : undefined;
}

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
  const having = scan.draft.having.map(({ measure, op, value, average }) => {
    const own = measure && metricOf(scan, measure);
    return { metric: Math.max(0, own ? metrics.findIndex((metric) => sameMetric(metric, own)) : 0), op, value, ...(average ? { average } : {}) };
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
  if (draft.series) return "trend";
  if (time.previous || time.dimension || draft.compare || draft.filters.some((filter) => filter.versus)) return "compare";
  if (dimensions.some((dimension) => "grain" in dimension)) return "trend";
  return dimensions.length > 0 ? "breakdown" : "value";
}
