// The plan in words: everything that decides the number, in one sentence, and in parts that can be shown as chips.
import type { CyclePart, Grain, PlanPart } from "../protocol.ts";
import { rangeLabel } from "./calendar.ts";
import { capital, percentileWords } from "./compile/measures.ts";
import { findColumn, findMetric, findTable } from "./lookup.ts";
import type { Aggregate, ColumnRef, Condition, Segment, SemanticModel } from "./model.ts";
import type { Plan, PlanDimension, PlanFilter, PlanMetric, PlanOrder, PlanRelated, TimeRange } from "./plan.ts";

const AGGREGATES: Record<Aggregate, string> = { count: "number of", sum: "total", avg: "average", median: "median", min: "lowest", max: "highest", "count-distinct": "number of different" };
const GRAINS: Record<Grain, string> = { day: "day", week: "week", month: "month", quarter: "quarter", year: "year" };
const CYCLES: Record<CyclePart, string> = { weekday: "day of the week", "month-of-year": "month of the year", hour: "hour of the day", "quarter-of-year": "quarter of the year" };

/**
 * Says a plan.
 * @returns one sentence that lists all that decides the answer, and the same in parts
 */
export function describePlan(plan: Plan, model: SemanticModel, { locale }: { locale: string }): { words: string; parts: PlanPart[] } {
  const rest = [...havingParts(plan, model, locale), ...orderParts(plan, model)];
  const parts = [...subject(plan, model), ...dimensionParts(plan, model), ...contextParts(plan, model, locale), ...rest];
  return { words: [headingOf(plan, model, locale), ...rest.map((entry) => entry.text)].join(", "), parts };
}

/** What is measured, by what, over which rows: all of the plan but the order and the cut. */
export function headingOf(plan: Plan, model: SemanticModel, locale: string): string {
  return [titleOf(plan, model), ...contextParts(plan, model, locale).map((entry) => entry.text)].join(", ");
}

function contextParts(plan: Plan, model: SemanticModel, locale: string): PlanPart[] {
  return [...filterParts(plan, model, locale), ...timeParts(plan), ...shareParts(plan, model, locale)];
}

function dimensionParts(plan: Plan, model: SemanticModel): PlanPart[] {
  const by = plan.intent === "change" ? "seen by" : "by";
  return plan.intent === "absent" || plan.cohort ? [] : plan.dimensions.map((dimension, index) => part("dimension", index, `${by} ${dimensionWords(dimension, model)}`));
}

/** A short noun phrase for titles: what is measured, by what. */
export function titleOf(plan: Plan, model: SemanticModel): string {
  const what = subject(plan, model).map((entry) => entry.text).join(" and ");
  const by = plan.dimensions.map((dimension) => dimensionWords(dimension, model));
  const suffix = by.length > 0 && !plan.cohort && plan.intent !== "absent" && plan.intent !== "change" ? ` by ${by.join(" and ")}` : "";
  return capital(`${what}${suffix}`);
}

const part = (kind: PlanPart["kind"], index: number, text: string): PlanPart => ({ id: `${kind}-${index}`, kind, text });

function subject(plan: Plan, model: SemanticModel): PlanPart[] {
  const plural = findTable(model, plan.table)?.plural ?? plan.table;
  if (plan.intent === "list") return [part("table", 0, `list of ${plural}`)];
  if (plan.intent === "absent") return [part("table", 0, absentWords(plan, model, plural))];
  if (plan.metrics.length > 0) return [part("metric", 0, subjectWords(plan, model))];
  const columns = (plan.columns ?? []).map((ref) => columnWords(ref, model));
  return [part("metric", 0, plan.intent === "relation" ? `${columns.join(" against ")}, one point for each of the ${plural}` : `distribution of ${columns.join(" and ")} over ${plural}`)];
}

/** The numbers of a plan, with what is made of them. */
function subjectWords({ intent, metrics, per, series, cohort, filters }: Plan, model: SemanticModel): string {
  const named = metrics.map((metric) => metricWords(metric, model)).join(" and ");
  if (cohort) return `how many came again, by the ${cohort.grain} they were first seen in`;
  if (intent === "change") return `what changed in ${named}`;
  if (per?.function === "count") return `number of ${pluralOf(per.dimension, model)}`;
  if (per) return `${AGGREGATES[per.function]} ${named} per ${dimensionWords(per.dimension, model)}`;
  if (series) return series === "running" ? `${named}, the total so far` : `${named} and the change from the period before`;
  const parts = filters.filter((filter) => filter.part).map((filter) => filterWords(filter, model, "en"));
  return parts.length > 0 ? `share of ${named}: ${[...new Set(parts)].join(" and ")}` : named;
}

function absentWords(plan: Plan, model: SemanticModel, plural: string): string {
  const absent = plan.filters.filter((filter) => filter.absent);
  const dated = absent.filter((filter) => isDate(filter.column, model));
  const end = (op: Condition["op"]): string | undefined => dated.find((filter) => filter.op === op)?.values.map(String)[0];
  const lacking = [...absent.filter((filter) => !dated.includes(filter)).map((filter) => filterWords(filter, model, "en")), ...(dated.length > 0 ? [`in ${rangeLabel(end(">="), end("<"))}`] : [])];
  const [group] = plan.dimensions;
  const column = group ? findColumn(model, group.column)?.column : undefined;
  return `${column?.plural ?? column?.label ?? "groups"} that had ${plural}, but none ${[...new Set(lacking)].join(" and ")}`;
}

function metricWords(metric: PlanMetric, model: SemanticModel): string {
  if (metric.kind === "metric") return findMetric(model, metric.name)?.label ?? metric.name;
  const column = findColumn(model, metric.column)?.column;
  const counts = metric.function === "count" || metric.function === "count-distinct";
  if (metric.at !== undefined) return `${percentileWords(metric.at)} of ${column?.label ?? metric.column}`;
  return `${AGGREGATES[metric.function]} ${(counts ? column?.plural : undefined) ?? column?.label ?? metric.column}`;
}

function dimensionWords(dimension: PlanDimension, model: SemanticModel): string {
  if ("grain" in dimension) return GRAINS[dimension.grain];
  if ("cycle" in dimension) return CYCLES[dimension.cycle];
  return columnWords(dimension.column, model);
}

function pluralOf(dimension: PlanDimension, model: SemanticModel): string {
  return "grain" in dimension || "cycle" in dimension ? `${dimensionWords(dimension, model)}s` : (findColumn(model, dimension.column)?.column.plural ?? dimensionWords(dimension, model));
}

function columnWords(ref: ColumnRef, model: SemanticModel): string {
  return findColumn(model, ref)?.column.label ?? ref;
}

/** Conditions of one segment are said once, by its label. */
function filterParts(plan: Plan, model: SemanticModel, locale: string): PlanPart[] {
  const shown = plan.filters.filter((filter) => !filter.absent && !filter.whole && !filter.part);
  const said = shown.map((filter) => filterWords(filter, model, locale));
  const either = (plan.anyOf ?? []).map((filters, index) => part("filter", 200 + index, filters.map((filter) => filterWords(filter, model, locale)).join(" or ")));
  return [...[...new Set(said)].map((text, index) => part("filter", index, text)), ...either, ...(plan.related ?? []).map((related, index) => part("filter", 300 + index, relatedWords(related, model, locale)))];
}

/** "without orders, 2024": rows of another table that must, or must not, be there. */
function relatedWords({ table, exists, filters, time }: PlanRelated, model: SemanticModel, locale: string): string {
  const bounds = [...new Set(filters.map((filter) => filterWords(filter, model, locale))), ...(time?.ranges ?? []).map(rangeWords)];
  return `${exists ? "with" : "without"} ${findTable(model, table)?.plural ?? table}${bounds.length > 0 ? ` (${bounds.join(", ")})` : ""}`;
}

/** One condition in words, a segment by its label. */
export function filterWords(filter: PlanFilter, model: SemanticModel, locale: string): string {
  if (filter.average) return `${columnWords(filter.column, model)} ${filter.op.startsWith("<") ? "below" : "above"} the average`;
  const says = (segment: Segment): boolean => segment.conditions.some((condition) => sameCondition(condition, filter)) && (segment.name === filter.segment || segment.conditions.length === 1);
  return model.segments.find(says)?.label ?? conditionWords(filter, model, locale);
}

const sameCondition = (a: Condition, b: Condition): boolean => a.column === b.column && a.op === b.op && JSON.stringify(a.values) === JSON.stringify(b.values);

function conditionWords({ column: ref, op, values, cycle }: Condition & { cycle?: CyclePart }, model: SemanticModel, locale: string): string {
  const column = findColumn(model, ref)?.column;
  const label = cycle ? CYCLES[cycle] : (column?.label ?? ref);
  const said = values.map((value) => valueWords(value, column?.unit, locale));
  switch (op) {
    case "in": return `${label}: ${said.join(" or ")}`;
    case "not-in": return `${label}: not ${said.join(" or ")}`;
    case "between": return `${label} from ${said[0]} to ${said[1]}`;
    case "is-null": return `without ${label}`;
    case "is-not-null": return `with ${label}`;
    case "contains": return `${label} contains ${said.join(" ")}`;
    case "=": return `${label} exactly ${said[0]}`;
    case "<>": return `${label} other than ${said[0]}`;
    case "<": return `${label} below ${said[0]}`;
    case "<=": return `${label} at most ${said[0]}`;
    case ">": return `${label} above ${said[0]}`;
    case ">=": return `${label} at least ${said[0]}`;
  }
}

function valueWords(value: string | number | boolean, unit: string | undefined, locale: string): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (unit && /^[A-Z]{3}$/u.test(unit)) return new Intl.NumberFormat(locale, { style: "currency", currency: unit, maximumFractionDigits: 2, minimumFractionDigits: 0 }).format(value);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  return unit ? `${number} ${unit}` : number;
}

function timeParts({ time, previous }: Plan): PlanPart[] {
  const ranges = (time?.ranges ?? []).map(rangeWords);
  return [...(ranges.length > 0 ? [part("time", 0, ranges.join(" and "))] : []), ...(previous ? [part("compare", 0, `compared with ${rangeWords(previous)}`)] : [])];
}

/** Always the resolved dates, whatever the question called them. */
function rangeWords({ from, to }: TimeRange): string {
  return rangeLabel(from, to);
}

function havingParts(plan: Plan, model: SemanticModel, locale: string): PlanPart[] {
  const ops = { "<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "exactly" } as const;
  return (plan.having ?? []).map(({ metric, op, value, average }, index) => {
    const asked = plan.metrics[metric];
    return part("filter", 100 + index, `only with ${asked ? metricWords(asked, model) : "a value"} ${ops[op]} ${average ? "the average of all" : limitWords(value, asked, model, locale)}`);
  });
}

/** A limit on a metric, in the metric's own format. */
function limitWords(value: number, metric: PlanMetric | undefined, model: SemanticModel, locale: string): string {
  const named = metric?.kind === "metric" ? findMetric(model, metric.name) : undefined;
  const unit = metric?.kind === "aggregate" ? findColumn(model, metric.column)?.column.unit : named?.unit;
  if (named?.format === "percent") return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(value);
  return valueWords(value, unit, locale);
}

function shareParts(plan: Plan, model: SemanticModel, locale: string): PlanPart[] {
  if (!plan.share || plan.filters.some((filter) => filter.part)) return [];
  const plural = findTable(model, plan.table)?.plural ?? plan.table;
  const whole = plan.dimensions.length === 0 && plan.metrics.every((metric) => metric.kind === "metric" && findMetric(model, metric.name)?.aggregate?.function === "count") ? `all ${plural}` : "the total";
  const bounds = [...new Set(plan.filters.filter((filter) => filter.whole).map((filter) => filterWords(filter, model, locale)))];
  if (bounds.length > 0) return [part("metric", 1, `as a share of ${plural}, ${bounds.join(", ")}`)];
  return [part("metric", 1, `as a share of ${whole}`)];
}

function orderParts(plan: Plan, model: SemanticModel): PlanPart[] {
  const order = plan.order ? [part("order", 0, orderWords(plan.order, plan, model))] : [];
  if (!plan.limit) return order;
  return [...order, part("limit", 0, limitWordsOf(plan, plan.limit, model))];
}

function limitWordsOf({ intent, order, skip, limitWithin, dimensions }: Plan, limit: number, model: SemanticModel): string {
  const within = limitWithin === undefined ? undefined : dimensions[limitWithin];
  const after = skip ? `, after the first ${skip}` : "";
  if (intent === "list") return `first ${limit}${after}`;
  return `${order?.direction === "asc" ? "lowest" : "top"} ${limit}${after}${within ? ` of each ${dimensionWords(within, model)}` : ""}`;
}

function isDate(ref: ColumnRef, model: SemanticModel): boolean {
  return /^(date|timestamp)/u.test(findColumn(model, ref)?.column.type ?? "");
}

function orderWords(order: PlanOrder, plan: Plan, model: SemanticModel): string {
  const highest = order.direction === "desc";
  if (order.by === "column") return `${isDate(order.column, model) ? (highest ? "newest" : "oldest") : `${highest ? "highest" : "lowest"} ${columnWords(order.column, model)}`} first`;
  if (order.by === "dimension") return highest ? "in reverse order" : "in order";
  const metric = plan.metrics[order.index];
  return `${highest ? "highest" : "lowest"} ${metric ? metricWords(metric, model) : "value"} first`;
}
