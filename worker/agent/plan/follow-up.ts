// Follow-ups edit the last plan: a fragment adds or replaces one part of it and leaves the rest as it was.
import { findTable, timeRef } from "../../semantic/lookup.ts";
import { isPlain, type Plan, type PlanDimension, type PlanFilter, type PlanMetric } from "../../semantic/plan.ts";
import { filtersOf } from "./assemble.ts";
import { defaultMetric, metricOf } from "./choose-measures.ts";
import { chooseTime, placeTime, trendGrain } from "./choose-time.ts";
import { chartOf, sameMetric, settles, type Assembled } from "./kinds/base.ts";
import { explained } from "./kinds/change.ts";
import { mergeFilters } from "./merge-filters.ts";
import { ask, countMetric, is, reaches, TIME, type Scan } from "./scan.ts";

/** Whether the question leans on the one before: it says so, or it names nothing of its own to compute. */
export function isFragment({ draft, atoms, previous }: Scan): boolean {
  if (draft.continued || draft.pronoun || (previous !== undefined && (isWhoseStart(atoms) || atoms.some(({ words }) => words === "instead")))) return true;
  if (draft.why) return draft.measures.length === 0;
  if (draft.related.length > 0 || draft.cohort) return false;
  const ranks = draft.head && (draft.rank ?? draft.extreme ?? draft.ambiguous ?? draft.having[0] ?? draft.orderBy ?? draft.absentFrom ?? draft.head.count) !== undefined;
  return draft.measures.length === 0 && !draft.distribution && draft.head?.kind !== "fact" && !ranks && !draft.extreme && !draft.list;
}

/** "of strikes with damage", "for remote people": says whose rows, not which number. */
const isWhoseStart = (atoms: Scan["atoms"]): boolean => /^(?:for|of)(?: |$)/u.test(atoms[0]?.words ?? "");

/** "The costs", after an answer that was narrowed: of the same rows, or over all? Asked. */
export function leansBare(scan: Scan, previous: Plan): boolean {
  const { draft } = scan;
  const [only, ...more] = draft.measures;
  const other = [draft.dimensions, draft.filters, draft.ranges, draft.anyOf, draft.related, draft.having].some((list) => list.length > 0) || [draft.head, draft.rank, draft.extreme, draft.ambiguous, draft.orderBy, draft.trend, draft.share, draft.list, draft.per, draft.series, draft.growth, draft.cohort, draft.why, draft.allTime, draft.relation, draft.distribution, draft.absentFrom].some((part) => part !== undefined);
  const narrowed = previous.filters.length + previous.dimensions.length > 0 || previous.time !== undefined;
  if (!only || more.length > 0 || other || only.counted || !narrowed || only.table !== previous.table || previous.intent === "list") return false;
  return ask(scan, "rows", `“${only.text}” of the same rows as the last answer, or of all?`, [{ id: "same", label: "of the same rows" }, { id: "all", label: "of all" }]) === "same";
}

/** An answer that shows the top few holds only those: numbers, filters or groups put on it would choose others. */
function cutProblem(scan: Scan, { limit, intent, dimensions, time, previous }: Plan): string | undefined {
  const { draft } = scan;
  const isCut = limit !== undefined && intent !== "list" && dimensions.length > 0 && !draft.rank;
  const chooses = draft.measures.length + draft.dimensions.length + draft.filters.length > 0;
  if (isCut && (draft.orderBy !== undefined || (chooses && points(draft)) || (draft.dimensions.length > 0 && says(scan, "also")))) return "the last answer holds only some of the groups";
  if (draft.compare && draft.ranges.length > 0 && !time) return "I can't tell which period to compare with";
  return previous && draft.ranges.length > 0 && says(scan, "same") ? "the last answer compares two periods" : undefined;
}

const says = ({ atoms }: Scan, word: string): boolean => atoms.some((atom) => atom.words.split(" ").includes(word));

/** Of "their cost" the rows are meant that were shown; "what about the cost" starts over. */
const points = (draft: Scan["draft"]): boolean => draft.pronoun === true || draft.pointsBack === true;

type Edit = (scan: Scan, plan: Plan) => Plan | { problem: string } | undefined;

/** Applies every edit that the fragment holds. A fragment that changes nothing is not understood. */
export function editPlan(scan: Scan, previous: Plan): Assembled {
  let plan = previous;
  // "Of strikes with damage" bounds the rows; the number stays.
  if (isWhoseStart(scan.atoms)) scan.draft.measures = scan.draft.measures.flatMap((measure) => filtersOf(scan, measure));
  const cut = cutProblem(scan, previous) ?? unfitProblem(scan, previous);
  if (cut) return { problem: cut };
  if (scan.draft.why) return whyAgain(scan, previous);
  for (const edit of EDITS) {
    const edited = edit(scan, plan);
    if (edited && "problem" in edited) return edited;
    plan = edited ?? plan;
  }
  if (JSON.stringify(plan) === JSON.stringify(previous)) return { problem: "I can't tell what should change" };
  if (plan.metrics.some((metric) => metric.kind === "metric" && plan.filters.some((filter) => settles(scan.model, metric.name, filter.column)))) return { problem: "that number already says which of these rows it counts" };
  return { plan: { ...plan, intent: intentOf(plan, previous) } };
}

/** Averages over groups, places and the like stand on their own; of an answer that has them only the rows can be narrowed. */
function unfitProblem({ draft }: Scan, previous: Plan): string | undefined {
  const fresh = draft.per ?? draft.series ?? draft.growth ?? draft.skip ?? draft.anyOf[0] ?? draft.related[0] ?? draft.onAverage ?? draft.cohort ?? draft.columns ?? draft.having.find((test) => test.average);
  if (fresh !== undefined) return "I can't tell how that fits the last answer";
  const changes = [draft.measures, draft.dimensions].some((list) => list.length > 0) || [draft.rank, draft.orderBy, draft.extreme, draft.head, draft.trend, draft.share, draft.inPercent, draft.list, draft.previous].some((part) => part !== undefined);
  return !isPlain(previous) && !draft.why && changes ? "of the last answer only the rows can be changed" : undefined;
}

/** "why?", "why did it drop in 1999?": the number of the last answer, over its own periods or those named now. */
function whyAgain(scan: Scan, previous: Plan): Assembled {
  const { draft } = scan;
  const [metric, ...more] = draft.measures.length > 0 ? draft.measures.map((measure) => metricOf(scan, measure)) : previous.metrics;
  const merged = mergeFilters(draft.filters);
  if ("problem" in merged) return merged;
  if (!metric || more.length > 0 || !isPlain(previous) || previous.having || previous.intent === "list" || previous.intent === "absent" || draft.measures.some((measure) => measure.table !== previous.table)) return { problem: "I can only tell why one number changed" };
  const chosen = chooseTime(scan, previous.table, draft.ranges);
  if ("problem" in chosen) return chosen;
  const period = chosen.time ? { time: chosen.time, ...(chosen.previous ? { previous: chosen.previous } : {}) } : { ...(previous.time ? { time: previous.time } : {}), ...(previous.previous ? { previous: previous.previous } : {}) };
  return explained(scan, { table: previous.table, metric, filters: merged.filters.reduce((kept, filter) => withFilter(scan, previous, kept, filter, false), previous.filters), dimensions: draft.dimensions.filter((dimension) => !("grain" in dimension)), ...period });
}

const editMetrics: Edit = (scan, plan) => {
  const { draft } = scan;
  const isContext = draft.measures.every((measure) => measure.noun && (measure.table === plan.table || draft.filters.some(({ column }) => column.startsWith(`${measure.table}.`)))) && draft.filters.length + draft.dimensions.length + draft.ranges.length > 0;
  if (draft.countRows && draft.pronoun) return countedAgain(scan, plan);
  if (draft.measures.length === 0 || isContext) return draft.countRows ? withMetrics(scan, plan, [defaultMetric(scan, plan.table)]) : undefined;
  const tables = new Set(draft.measures.map((measure) => measure.table));
  if (tables.size > 1 || !tables.has(plan.table)) return { problem: "that number is of other rows than the last answer" };
  return withMetrics(scan, plan, draft.measures.map((measure) => metricOf(scan, measure)));
};

/** "How many of them": the rows, where the last answer was of rows and not of groups. */
function countedAgain(scan: Scan, plan: Plan): Plan | { problem: string } {
  const count = countMetric(scan.model, plan.table);
  if (plan.dimensions.length > 0 || plan.previous || plan.share || !count) return { problem: "I can't tell whether the groups or their rows are to be counted" };
  return withMetrics(scan, plan, [{ kind: "metric", name: count }]);
}

function withMetrics(_scan: Scan, plan: Plan, metrics: (PlanMetric | undefined)[]): Plan | { problem: string } {
  const found = metrics.flatMap((metric) => metric ?? []);
  if (found.length !== metrics.length || isRowWise(plan) || plan.having) return { problem: "that number does not fit the last answer" };
  if (plan.intent !== "list") return { ...plan, metrics: found };
  if (plan.limit !== undefined) return { problem: "the last answer holds only some of the rows" };
  const { columns: _columns, order: _order, ...rest } = plan;
  return { ...rest, intent: "value", metrics: found };
}

const isRowWise = (plan: Plan): boolean => plan.intent === "relation" || plan.intent === "distribution" || plan.intent === "absent";

/** "of people in Zurich": whose rows they are to be, not a group. */
function isWhose({ draft: { head, filters, rank } }: Scan): boolean {
  return head !== undefined && !head.which && !rank && filters.some(({ column }) => column.startsWith(`${head.table}.`));
}

const editDimensions: Edit = (scan, plan) => {
  const { draft } = scan;
  const trend: PlanDimension[] = draft.trend ? [{ column: TIME, grain: trendGrain(plan.time?.ranges ?? []) }] : [];
  const asked = placeTime(scan, plan.table, [...(draft.head?.dimension && !isWhose(scan) ? [draft.head.dimension] : []), ...draft.dimensions, ...trend]);
  if (!asked || asked.some((dimension) => !reaches(scan.model, plan.table, dimension.column))) return { problem: "the last answer can't be grouped like that" };
  if (asked.length === 0) return undefined;
  if (isRowWise(plan) || (plan.share && plan.dimensions.length === 0)) return { problem: "the last answer can't be grouped" };
  const adds = draft.continued && scan.atoms.some((atom, at) => atom.words === "also" || atom.words === "and by" || (at === 0 && atom.words === "and" && is(scan, 1, "by")));
  const { order: _order, limit: _limit, columns: _columns, ...rest } = plan;
  const fallback = defaultMetric(scan, plan.table);
  return { ...rest, metrics: plan.metrics.length > 0 ? plan.metrics : fallback ? [fallback] : [], dimensions: adds ? [...plan.dimensions, ...asked.filter((dimension) => !plan.dimensions.some((known) => JSON.stringify(known) === JSON.stringify(dimension)))] : asked };
};

const editFilters: Edit = (scan, plan) => {
  const merged = mergeFilters(scan.draft.filters);
  if ("problem" in merged) return merged;
  if (merged.filters.some((filter) => !reaches(scan.model, plan.table, filter.column))) return { problem: "the last answer can't be filtered like that" };
  if (merged.filters.length === 0) return undefined;
  const only = scan.atoms.some((_, at) => is(scan, at, "only"));
  const absent = plan.intent === "absent";
  const filters = merged.filters.reduce((kept, filter) => withFilter(scan, plan, kept, filter, only), plan.filters);
  const compared = scan.draft.filters.filter((filter) => filter.versus).map((filter): PlanDimension => ({ column: filter.column }));
  const missing = compared.filter((dimension) => !plan.dimensions.some((known) => known.column === dimension.column));
  return absent && compared.length > 0 ? { problem: "the last answer can't be compared" } : { ...plan, filters, dimensions: [...plan.dimensions, ...missing] };
};

/** A new set replaces the old one on its column, and, unless it narrows, on other columns of the same named thing. */
function withFilter(scan: Scan, plan: Plan, filters: PlanFilter[], filter: PlanFilter, only: boolean): PlanFilter[] {
  const own = filters.find((known) => known.column === filter.column && known.op === "in" && !known.absent);
  if (filter.op === "not-in" && own) {
    const left = own.values.filter((value) => !filter.values.includes(value));
    return left.length > 0 && left.length < own.values.length ? filters.map((known) => (known === own ? { ...own, values: left } : known)) : [...filters.filter((known) => known !== own), filter];
  }
  const table = filter.column.slice(0, filter.column.indexOf("."));
  const isSamePlace = (known: PlanFilter): boolean => !only && table !== plan.table && filter.op === "in" && known.op === "in" && known.column.startsWith(`${table}.`) && scan.draft.continued === true;
  return [...filters.filter((known) => known.absent === true || (known.column !== filter.column && !isSamePlace(known))), filter];
}

const editTime: Edit = (scan, plan) => {
  const { draft } = scan;
  if (draft.allTime && draft.ranges.length === 0) return dropTime(plan);
  const ranges = draft.ranges.length > 0 ? draft.ranges : draft.previous === undefined ? [] : (plan.time?.ranges ?? []);
  const isAgainst = draft.ranges.length > 0 && draft.compare && plan.time?.ranges.length === 1 && draft.ranges.length === 1;
  const chosen = chooseTime(scan, plan.table, isAgainst ? [...(plan.time?.ranges ?? []), ...ranges] : ranges);
  if ("problem" in chosen) return chosen;
  if (!chosen.time) return undefined;
  const { previous: _previous, ...rest } = plan;
  const dimensions = chosen.dimension ? [...plan.dimensions, chosen.dimension] : plan.dimensions;
  if (chosen.previous && (isRowWise(plan) || plan.intent === "list")) return { problem: "the last answer can't be compared" };
  return { ...rest, dimensions, time: chosen.time, ...(chosen.previous ? { previous: chosen.previous } : {}) };
};

function dropTime(plan: Plan): Plan {
  const { time: _time, previous: _previous, ...rest } = plan;
  return rest;
}

const editOrder: Edit = (scan, plan) => {
  const { draft } = scan;
  if (draft.extreme ?? draft.ambiguous ?? draft.recent ?? draft.having[0]) return { problem: "I can't tell how that fits the last answer" };
  if (draft.orderBy) return sorted(scan, plan);
  if (!draft.rank) return undefined;
  const limit = draft.rank.limit ?? draft.head?.count ?? 10;
  if (plan.intent === "list") return draft.rank.direction === "desc" ? { ...plan, limit } : { problem: "I can't tell which rows come last" };
  if (plan.dimensions.length !== 1 || plan.metrics.length === 0) return { problem: plan.dimensions.length > 1 ? "I can't rank within each group" : "there are no groups to rank" };
  return { ...plan, order: { by: "metric", index: 0, direction: draft.rank.direction }, limit };
};

function sorted(scan: Scan, plan: Plan): Plan | { problem: string } {
  const { orderBy } = scan.draft;
  const { direction = "desc" } = orderBy ?? {};
  if (plan.intent === "list") return orderBy?.measure.column ? { ...plan, order: { by: "column", column: orderBy.measure.column, direction } } : { problem: "single rows have no such number" };
  // "Sorted by salary" of an average salary means the number that is shown.
  const shown = plan.metrics.filter((known) => known.kind === "aggregate" && orderBy?.measure.column === known.column && orderBy.measure.function === undefined);
  const metric = shown.length === 1 ? shown[0] : orderBy && metricOf(scan, orderBy.measure);
  if (!metric || plan.dimensions.length === 0 || isRowWise(plan)) return { problem: "there are no groups to sort" };
  const known = plan.metrics.findIndex((other) => sameMetric(other, metric));
  return { ...plan, metrics: known < 0 ? [...plan.metrics, metric] : plan.metrics, order: { by: "metric", index: known < 0 ? plan.metrics.length : known, direction } };
}

const editShown: Edit = (scan, plan) => {
  const { draft } = scan;
  if (draft.share !== undefined || draft.absentFrom !== undefined || draft.relation || draft.distribution) return { problem: "I can't tell how that fits the last answer" };
  const shown: Plan = { ...plan, ...chartOf(draft) };
  if (draft.inPercent) return plan.dimensions.length > 0 && !isRowWise(plan) ? { ...shown, share: true } : { problem: "there are no groups to show the shares of" };
  if (draft.list) return listed(scan, shown);
  return draft.compare && !shown.previous && shown.dimensions.length === 0 ? { problem: "I can't tell what to compare" } : shown;
};

/** "list them": the rows behind the last number. */
function listed(scan: Scan, plan: Plan): Plan | { problem: string } {
  if (isRowWise(plan) || plan.dimensions.length > 0 || plan.previous || plan.share) return { problem: "I can only list the rows behind one number" };
  const display = findTable(scan.model, plan.table)?.display;
  const newest = timeRef(scan.model, plan.table);
  const { order: _order, ...rest } = plan;
  return { ...rest, intent: "list", metrics: [], ...(display ? { columns: display } : {}), ...(newest ? { order: { by: "column", column: newest, direction: "desc" } } : {}) };
}

const EDITS: readonly Edit[] = [editMetrics, editTime, editFilters, editDimensions, editOrder, editShown];

function intentOf(plan: Plan, before: Plan): Plan["intent"] {
  if (!isPlain(plan)) return plan.intent;
  if (isRowWise(plan) || (plan.metrics.length === 0 && plan.intent === "list")) return plan.intent;
  if (plan.share) return "share";
  if (plan.limit !== undefined && plan.order?.by === "metric") return "rank";
  if (plan.previous || (before.intent === "compare" && !before.previous && plan.dimensions.length === before.dimensions.length && plan.dimensions.length > 0)) return "compare";
  if (plan.dimensions.some((dimension) => "grain" in dimension)) return "trend";
  return plan.dimensions.length > 0 ? "breakdown" : "value";
}
