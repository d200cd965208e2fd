// From a draft to a plan, or the reason why what was read does not make one.
import { findMetric, findTable, isDatedByYear, timeRef } from "../../semantic/lookup.ts";
import type { PlanDimension } from "../../semantic/plan.ts";
import { askedMeasures, countedThings, factOf } from "./choose-measures.ts";
import { chooseTime, cycleOrGrain, placeTime, trendGrain, type ChosenTime } from "./choose-time.ts";
import type { Head, Measure } from "./draft.ts";
import { absentPlan } from "./kinds/absent.ts";
import { sameDimension, type Assembled, type Base } from "./kinds/base.ts";
import { groupedPlan } from "./kinds/grouped.ts";
import { listPlan, rowsPlan } from "./kinds/rows.ts";
import { thingsPlan } from "./kinds/things.ts";
import { cohortPlan } from "./kinds/cohort.ts";
import { changePlan } from "./kinds/change.ts";
import { relatedPlan } from "./kinds/related.ts";
import { sharePlan, shareWithin } from "./kinds/share.ts";
import { mergeFilters } from "./merge-filters.ts";
import { headOfMeasure } from "./rules/heads.ts";
import { settleApart } from "./settle-apart.ts";
import { settleFolds } from "./settle-folds.ts";
import { settleRank } from "./settle-rank.ts";
import { ask, countMetric, reaches, TIME, type Scan } from "./scan.ts";

/** Assembles a question that stands on its own. */
export function assemble(scan: Scan): Assembled {
  const { draft } = scan;
  const [related] = draft.related;
  if (related) return relatedPlan(scan, related);
  if (draft.cohort) return cohortPlan(scan);
  const unsettled = settleFolds(scan);
  if (unsettled) return unsettled;
  settleRank(scan);
  if (listsThings(scan)) return thingsPlan(scan);
  const things = ownRows(scan);
  if (things) {
    draft.measures.push(things);
    delete draft.head;
  }
  settleApart(scan);
  const asked = askedMeasures(scan, filtersOf);
  if (asked.problem) return { problem: `I can't tell how “${asked.problem}” belongs to the rest` };
  const head = draft.head ?? headOfMeasure(scan);
  const counted = countedThings(scan, asked.measures);
  const measures = draft.list || draft.show || head?.kind === "fact" ? counted.flatMap((measure) => filtersOf(scan, measure)) : counted;
  const table = factOf(scan, measures);
  if (!table) return { problem: "it names no number that I can compute, or numbers of different tables" };
  const filters = datedFilters(scan, table, mergeFilters(draft.filters));
  if ("problem" in filters) return filters;
  const time = chooseTime(scan, table, draft.ranges);
  if ("problem" in time) return time;
  const dimensions = dimensionsOf(scan, table, head, time);
  if (!dimensions) return { problem: "there is no date to go by" };
  const far = [...dimensions, ...filters.filters, ...draft.anyOf.flatMap((group) => group.filters)].find((entry) => !reaches(scan.model, table, entry.column));
  if (far) return { problem: `${findTable(scan.model, table)?.plural ?? table} can't be told by ${far.column.slice(far.column.indexOf(".") + 1)}` };
  return kindOf(scan, { table, head, measures, filters: filters.filters, anyOf: draft.anyOf.map((group) => group.filters), time, dimensions });
}

/** Conditions on a part of the date are of the rows' own date. */
function datedFilters({ model }: Scan, table: string, merged: ReturnType<typeof mergeFilters>): ReturnType<typeof mergeFilters> {
  if ("problem" in merged || !merged.filters.some((filter) => filter.column === TIME)) return merged;
  const column = timeRef(model, table);
  return column ? { filters: merged.filters.map((filter) => (filter.column === TIME ? { ...filter, column } : filter)) } : { problem: "there is no date to go by" };
}

/** "Customers by country": the things themselves are counted, where they have a number of their own and all else can be told of them. */
function ownRows({ draft, model, atoms }: Scan): Measure | undefined {
  const { head } = draft;
  const ranks = draft.rank ?? draft.extreme ?? draft.ambiguous ?? draft.orderBy ?? draft.recent ?? draft.having[0] ?? draft.absentFrom ?? draft.share;
  if (head?.kind !== "dimension" || head.which || head.count !== undefined || ranks !== undefined || draft.list || draft.measures.length > 0 || !(draft.dimensions.length > 0 || draft.filters.some((filter) => filter.versus)) || (head.plural === false && draft.chart !== undefined)) return undefined;
  const metric = countMetric(model, head.table);
  const isTable = atoms[head.at]?.meanings.some((meaning) => meaning.kind === "table" && meaning.table === head.table);
  const told = [...draft.dimensions, ...draft.filters].every(({ column }) => (column === TIME ? timeRef(model, head.table) !== undefined : reaches(model, head.table, column)));
  return metric !== undefined && isTable && told ? { from: head.at, to: head.to, text: head.text, table: head.table, metric, counted: true } : undefined;
}

/** "Active merchants", "list all customers": the things themselves, where they are counted by themselves and nothing is computed of them. */
function listsThings({ draft, model, atoms }: Scan): boolean {
  const { head } = draft;
  const computes = draft.rank ?? draft.extreme ?? draft.ambiguous ?? draft.orderBy ?? draft.recent ?? draft.having[0] ?? draft.absentFrom ?? draft.share ?? draft.previous ?? draft.per ?? draft.series ?? draft.measures[0] ?? draft.dimensions[0] ?? draft.inPercent;
  const asks = draft.countRows === true || draft.list === true || (head?.which ?? false) || draft.filters.length + draft.anyOf.length > 0;
  if (head?.kind !== "dimension" || !asks || computes !== undefined || draft.filters.some((filter) => filter.versus) || draft.trend || draft.compare || draft.relation || draft.distribution || countMetric(model, head.table) === undefined) return false;
  return atoms[head.at]?.meanings.some((meaning) => meaning.kind === "table" && meaning.table === head.table) ?? false;
}

/** In a list, "strikes with damage" is a noun with a condition, not a number. */
export function filtersOf(scan: Scan, measure: Measure): Measure[] {
  const metric = measure.metric === undefined ? undefined : findMetric(scan.model, measure.metric);
  const count = metric && countMetric(scan.model, metric.table);
  if (measure.noun || measure.counted || !metric || !count || metric.aggregate?.function !== "count" || !metric.filters) return [measure];
  scan.draft.filters.push(...metric.filters.map((filter) => ({ ...filter, at: measure.from })));
  return [{ ...measure, metric: count, noun: true }];
}

function dimensionsOf(scan: Scan, table: string, head: Head | undefined, time: ChosenTime): PlanDimension[] | undefined {
  const { draft } = scan;
  const compared = draft.filters.filter((filter) => filter.versus || (draft.compare && filter.op === "in" && filter.values.length > 1)).map((filter): PlanDimension => ({ column: filter.column }));
  const trend: PlanDimension[] = draft.trend && !draft.dimensions.some((dimension) => dimension.column === TIME) ? [{ column: TIME, grain: yearly(scan, table) ? "year" : trendGrain(draft.ranges, scan.today) }] : [];
  const first = head?.dimension ? [!head.single && (head.which || draft.rank || draft.extreme) ? cycleOrGrain(scan, head.dimension, draft.ranges) : head.dimension] : [];
  const all = placeTime(scan, table, [...first, ...trend, ...draft.dimensions, ...compared, ...(time.dimension ? [time.dimension] : [])]);
  return all?.filter((dimension, index) => all.findIndex((other) => sameDimension(other, dimension)) === index);
}

function yearly({ model }: Scan, table: string): boolean {
  const column = timeRef(model, table);
  return column !== undefined && isDatedByYear(model, column);
}

function kindOf(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  if (draft.why) return changePlan(scan, base);
  if (draft.who && !draft.extreme) return { problem: "I can't tell who is meant" };
  const folds = draft.per ?? draft.series ?? draft.growth;
  if (draft.absentFrom !== undefined) return folds || draft.skip || base.anyOf.length > 0 ? ALONE : absentPlan(scan, base);
  if (draft.relation || (draft.distribution && base.dimensions.length === 0)) return folds || draft.skip ? ALONE : rowsPlan(scan, base);
  if (isList(scan, base)) return folds ? ALONE : listPlan(scan, base);
  if (draft.share !== undefined && (folds ?? draft.skip ?? base.anyOf[0]) !== undefined) return ALONE;
  if (draft.share !== undefined && base.dimensions.length === 0) return sharePlan(scan, base);
  if (draft.share !== undefined && base.filters.length > 0) return shareWithin(scan, base);
  return groupedPlan(scan, base);
}

const ALONE: Assembled = { problem: "I can't tell how these parts belong together" };

function isList(scan: Scan, { head, measures, dimensions }: Base): boolean {
  const { draft } = scan;
  if (head?.kind === "fact" && (draft.list || draft.recent || draft.extreme || draft.ambiguous || draft.rank || head.count !== undefined)) return true;
  const onlyNoun = measures.length === 1 && measures[0]?.noun === true && !head;
  if (draft.list) return onlyNoun;
  if (!draft.show || !onlyNoun || dimensions.length > 0 || draft.chart || draft.share !== undefined || draft.trend || draft.compare) return false;
  const plural = findTable(scan.model, measures[0]?.table ?? "")?.plural ?? "rows";
  return ask(scan, "show", `List the ${plural}, or count them?`, [{ id: "list", label: `List the ${plural}` }, { id: "count", label: `Count the ${plural}` }]) === "list";
}
