// Whether a plan does what its question plainly says, where words leave no doubt: a misread plan, or one that somebody's data talked the model into, must not spread.
import type { Lexicon } from "../../semantic/lexicon.ts";
import { wordsOf } from "../../semantic/lexicon-words.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter } from "../../semantic/plan.ts";
import { english } from "../plan/grammar-english.ts";
import { countMetric, metricOver } from "../plan/scan.ts";
import type { Chunk } from "./chunks.ts";
import type { Skeleton } from "./skeleton.ts";
import type { Hole } from "./template.ts";

interface Read { plan: Plan; skeleton: Skeleton; holes: Hole[]; model: SemanticModel }

/** @returns whether metrics, groups, denials, comparators, direction and chart of the plan are those of the question */
export function agrees(read: Read): boolean {
  return [agreesOnMetrics, agreesOnGroups, agreesOnFilters, agreesOnTime, agreesOnDirection, agreesOnChart, agreesOnRest].every((agree) => agree(read));
}

/** What the chunks name without doubt: parts of one meaning only. */
function named({ skeleton }: Read, only: (chunk: Chunk) => boolean = () => true): string[] {
  return skeleton.chunks.filter(only).flatMap((chunk) => chunk.parts.filter((part) => !part.includes("/")).map((part) => part.replace(/:(?:many|loosely|not)$/u, "")));
}

const hasFreeWords = ({ skeleton }: Read): boolean => skeleton.chunks.some((chunk) => chunk.parts.some((part) => part.startsWith("word:")));

/** A number that is named is computed or tested; where one is named, no other is computed. */
function agreesOnMetrics(read: Read): boolean {
  const { plan, holes, model } = read;
  const isCount = (key: string): boolean => model.metrics.some((metric) => key === `metric:${metric.name}` && countMetric(model, metric.table) === metric.name);
  const asked = named(read).filter((key) => key.startsWith("metric:") && !isCount(key));
  const computed = plan.metrics.map((metric) => (metric.kind === "metric" ? `metric:${metric.name}` : keyOfColumn(metric.column, model)));
  const columns = [...plan.filters.map(({ column }) => column), ...(plan.columns ?? []), ...(plan.order?.by === "column" ? [plan.order.column] : [])].map((column) => keyOfColumn(column, model));
  const conditions = holes.flatMap((hole) => (hole.at === "model" && hole.of === "metric" ? [`metric:${hole.name}`] : []));
  const used = new Set([...computed, ...columns, ...conditions]);
  return asked.every((key) => used.has(key)) && (asked.length === 0 || computed.every((key) => asked.includes(key) || !key.startsWith("metric:") || isCount(key)));
}

function keyOfColumn(column: PlanFilter["column"], model: SemanticModel): string {
  const metric = metricOver(model, column);
  return metric ? `metric:${metric}` : `column:${column}`;
}

/** What is asked "by" is what the plan groups by; a group that nobody named takes a word that may mean it. */
function agreesOnGroups(read: Read): boolean {
  const { plan, skeleton } = read;
  const groups = new Set([...plan.dimensions.map(keyOfGroup), ...(plan.order?.by === "column" ? [`column:${plan.order.column}`] : [])]);
  const asked = named(read, (chunk) => chunk.operators.includes("by")).filter((key) => /^(?:column|grain|cycle):/u.test(key));
  const all = new Set([...skeleton.chunks.flatMap((chunk) => chunk.parts.flatMap((part) => part.split("/").map((key) => key.replace(/:many$/u, "")))), ...skeleton.slots.flatMap((slot) => (slot.type === "value" ? slot.readings.map(({ column }) => `column:${column}`) : []))]);
  const timed = [...all].some((key) => /^(?:grain|cycle):|over-time|trend|versus|\{range\}|compare|change/u.test(key));
  const known = plan.dimensions.every((dimension) => all.has(keyOfGroup(dimension)) || ((("grain" in dimension) || "cycle" in dimension) && timed));
  return asked.every((key) => groups.has(key)) && (known || hasFreeWords(read));
}

function keyOfGroup(dimension: PlanDimension): string {
  if ("grain" in dimension) return `grain:${dimension.grain}`;
  return "cycle" in dimension ? `cycle:${dimension.cycle}` : `column:${dimension.column}`;
}

const OPERATORS: Record<string, string> = { over: ">", under: "<", "at-least": ">=", "at-most": "<=", exactly: "=" };

/** "not" denies, and nothing else does; a comparator is that of the plan. */
function agreesOnFilters({ plan, skeleton, holes }: Read): boolean {
  return holes.every((hole) => {
    if (hole.at !== "filter" && hole.at !== "having") return true;
    if (hole.at === "filter" && plan.filters[hole.index]?.absent) return true;
    const [first] = hole.at === "having" ? [hole.from] : hole.from;
    const chunk = typeof first === "number" ? chunkOf(first, skeleton) : undefined;
    const op = hole.at === "having" ? plan.having?.[hole.index]?.op : plan.filters[hole.index]?.op;
    return !chunk || op === undefined || agreesOnOperator(op, chunk);
  });
}

function agreesOnOperator(op: string, chunk: Chunk): boolean {
  const denied = chunk.operators.some((key) => key.split("+").some((one) => one === "not" || one === "no"));
  if (op === "in" || op === "not-in") return (op === "not-in") === denied || chunk.operators.includes("only");
  const said = chunk.operators.flatMap((key) => OPERATORS[key] ?? []);
  return said.length !== 1 || denied || op === "between" || said[0] === op;
}

/** Which ends of a period each word means: "after 1995" begins where 1995 ends. */
const ENDS: Record<string, { from?: "from" | "to"; to?: "from" | "to" }> = { since: { from: "from" }, after: { from: "to" }, before: { to: "from" }, until: { to: "to" } };

/** "in 2001" is all of it and nothing else, "since 2001" has no end. */
function agreesOnTime({ holes, skeleton }: Read): boolean {
  return holes.every((hole) => {
    if (hole.at !== "range") return true;
    const chunk = chunkOf(hole.from?.slot ?? hole.to?.slot ?? 0, skeleton);
    const [said, ...more] = chunk?.operators.flatMap((key) => ENDS[key] ?? []) ?? [];
    if (said && more.length === 0) return hole.from?.end === said.from && hole.to?.end === said.to;
    return !chunk || chunk.operators.length > 0 || (hole.from?.end === "from" && hole.to?.end === "to");
  });
}

const chunkOf = (slot: number, { chunks, slots }: Skeleton): Chunk | undefined => chunks.find((chunk) => chunk.slots.some((one) => one === slots[slot]));

const DESCENDING = /(?:^|\+)(?:most|highest|top|most-often|latest|descending)(?:\+|$)/u;
const ASCENDING = /(?:^|\+)(?:least|lowest|bottom|least-often|earliest|ascending)(?:\+|$)/u;

function agreesOnDirection(read: Read): boolean {
  const { plan, skeleton } = read;
  const keys = skeleton.chunks.flatMap((chunk) => chunk.operators);
  const [down, up] = [keys.some((key) => DESCENDING.test(key)), keys.some((key) => ASCENDING.test(key))];
  if (!plan.order || (plan.order.by === "dimension" && plan.order.direction === "asc")) return true;
  // A word that nobody explains may rank ("the busiest"), and then the largest come first; the smallest must be said.
  if (down === up) return (down && up) || plan.order.direction === "desc";
  return (plan.order.direction === "desc") === down;
}

/** So many are shown where "the most" names no number. */
const USUAL: ReadonlySet<number> = new Set([1, 3, 5, 10]);

/**
 * What a plan may hold beyond numbers, groups and periods must be said by a word of its own: a limit, a share, a named set of
 * rows, rows that lack a value, groups that lack rows. A field that no word asked for would be one asker's plan for all.
 */
function agreesOnRest({ plan, skeleton, holes }: Read): boolean {
  const said = skeleton.chunks.flatMap((chunk) => [...chunk.operators, ...chunk.parts]);
  const says = (...tags: string[]): boolean => said.some((key) => key.split("+").some((one) => tags.includes(one)));
  const isLimited = plan.limit === undefined || holes.some((hole) => hole.at === "limit") || (USUAL.has(plan.limit) && said.some((key) => DESCENDING.test(key) || ASCENDING.test(key)));
  const isNamed = (filter: PlanFilter, index: number): boolean => {
    if (filter.segment !== undefined) return said.some((key) => key.split("/").some((one) => one.replace(/:(?:many|loosely|not)$/u, "") === `segment:${filter.segment ?? ""}`));
    return filter.values.length > 0 || holes.some((hole) => hole.at === "filter" && hole.index === index);
  };
  const lacks = plan.intent === "absent" || plan.filters.some((filter) => filter.absent);
  return isLimited && (!plan.share || says("share", "in-percent")) && plan.filters.every(isNamed) && (!lacks || (plan.intent === "absent" && says("no", "not")));
}

/** A chart is somebody's wish, never the question's meaning: it is kept only where it is said. */
function agreesOnChart({ plan, skeleton }: Read): boolean {
  return plan.chart === undefined || skeleton.chunks.some((chunk) => chunk.parts.includes(`chart:${plan.chart ?? ""}`));
}

/** Letters of a name that the model reads in the question, and that a tenant chose. */
const LONGEST_NAME = 40;
const MOST_WORDS = 4;

/** Characters that a reader does not see and a model may read: variation selectors, tags, controls. Accents are part of their letters. */
const HIDDEN = /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{M}]/u;

/**
 * Whether nothing in the question but its own words could have steered the model: names of the data are left out of a skeleton, and a tenant
 * may call a product "use units, not revenue". Names must be short and free of words of the model and of the grammar.
 */
export function isInert(question: string, skeleton: Skeleton, lexicon: Lexicon): boolean {
  if (HIDDEN.test(question.normalize("NFC"))) return false;
  return skeleton.slots.every((slot) => slot.type !== "value" || isInertName(slot.said, lexicon));
}

function isInertName(said: string, lexicon: Lexicon): boolean {
  const words = wordsOf(said);
  const steers = (word: string): boolean => lexicon.words.has(word) || (english.tags.get(word) ?? []).some((tag) => tag === "not" || tag === "no" || tag === "instead" || tag === "versus");
  return said.length <= LONGEST_NAME && words.length <= MOST_WORDS && (words.length === 1 || !words.some(steers));
}
