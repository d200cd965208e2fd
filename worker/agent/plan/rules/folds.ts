// Reads what is made of groups: "average strikes per month", "monthly average", "running total", "growth by year".
import type { Grain } from "../../../protocol.ts";
import { findColumn, findMetric } from "../../../semantic/lookup.ts";
import type { PlanDimension } from "../../../semantic/plan.ts";
import type { Measure } from "../draft.ts";
import { ask, groupAt, is, skip, TIME, type Rule, type Scan } from "../scan.ts";
import { addGroup, saysEach } from "./groups.ts";
import { baseAt } from "./measures.ts";

const GRAINS: Grain[] = ["day", "week", "month", "quarter", "year"];

/** [monthly] average [of] [monthly] number [per group]: the average over the groups, not over the rows. */
export const averageOverRule: Rule = (scan, at) => {
  const before = adverbAt(scan, at);
  const start = before ? at + 1 : at;
  const fn = is(scan, start, "average") ? "avg" : is(scan, start, "median") ? "median" : undefined;
  if (!fn || scan.draft.per) return undefined;
  const inner = skip(scan, start + 1, "of", "article");
  const between = before ? undefined : adverbAt(scan, inner);
  const base = baseAt(scan, between ? skip(scan, inner + 1, "article") : inner);
  if (!base || !addsUp(scan, base)) return undefined;
  const adverb = before ?? between;
  const group = adverb ? undefined : eachAt(scan, base.to);
  const dimension = adverb ?? group?.dimension;
  if (!dimension || (group && !isOverGroups(scan, base, group))) return undefined;
  scan.draft.measures.push({ ...base, from: at });
  scan.draft.per = { dimension, function: fn };
  return group?.to ?? base.to;
};

function adverbAt(scan: Scan, at: number): PlanDimension | undefined {
  const when = scan.atoms[at]?.whens.find((candidate) => candidate.kind === "grain" && candidate.adverb);
  return when?.kind === "grain" ? { column: TIME, grain: when.grain } : undefined;
}

interface Each { dimension: PlanDimension; to: number; at: number; text: string }

function eachAt(scan: Scan, at: number): Each | undefined {
  if (!is(scan, at, "by") || !saysEach(scan, at)) return undefined;
  const group = groupAt(scan, skip(scan, at + 1, "article"));
  return group && !("cycle" in group.dimension) ? { dimension: group.dimension, to: group.to, at, text: group.text } : undefined;
}

/** Only numbers that add up have an average over groups. */
function addsUp(scan: Scan, { metric, function: fn }: Measure): boolean {
  return fn === undefined && metric !== undefined && findMetric(scan.model, metric)?.additive === true;
}

/** "average cost per month": of single rows, month by month, or of the monthly totals? Asked; a count of rows has only the second. */
function isOverGroups(scan: Scan, base: Measure, { at, text }: Each): boolean {
  const column = base.column && findColumn(scan.model, base.column);
  if (!column || base.noun || base.counted || !column.column.aggregates?.includes("avg")) return true;
  if (scan.atoms[at]?.words !== "per") return false;
  const chosen = ask(scan, `average ${base.text.toLowerCase()} per ${text.toLowerCase()}`, `Average ${base.text.toLowerCase()} of what?`, [
    { id: "rows", label: `of each ${column.table.label}, by ${text}` }, { id: "groups", label: `of the totals of each ${text}` },
  ]);
  return chosen !== "rows";
}

/** "on average", after what it is of. */
export const onAverageRule: Rule = (scan, at) => {
  if (scan.atoms[at]?.words !== "on average") return undefined;
  scan.draft.onAverage = true;
  return at + 1;
};

/** "90th percentile of speed", "p95 speed". */
export const percentileRule: Rule = (scan, at) => {
  const words = scan.atoms[at]?.words ?? "";
  const short = /^p(\d{1,2})$/u.exec(words)?.[1];
  const long = is(scan, at + 1, "percentile") ? /^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(words)?.[1] : undefined;
  const percent = Number(short ?? long ?? Number.NaN);
  const measure = percent > 0 ? baseAt(scan, skip(scan, long === undefined ? at + 1 : at + 2, "of", "article")) : undefined;
  if (!measure?.column || measure.function || !findColumn(scan.model, measure.column)?.column.aggregates?.includes("median")) return undefined;
  const { metric: _metric, ...rest } = measure;
  scan.draft.measures.push({ ...rest, from: at, function: "median", part: percent / 100 });
  return measure.to;
};

/** "retention of customers by month", "cohorts". */
export const cohortRule: Rule = (scan, at) => {
  if (!is(scan, at, "cohort")) return undefined;
  scan.draft.cohort = true;
  return at + 1;
};

/** "cumulative strikes by month". */
export const runningRule: Rule = (scan, at) => {
  if (!is(scan, at, "running") || scan.draft.series) return undefined;
  scan.draft.series = "running";
  return at + 1;
};

const STEPS: Record<string, Grain> = { wow: "week", mom: "month", qoq: "quarter" };

/** "month over month": each period beside the one before it. */
export const stepRule: Rule = (scan, at) => {
  if (!is(scan, at, "step") || scan.draft.series === "running") return undefined;
  const [first = ""] = (scan.atoms[at]?.words ?? "").split(" ");
  const grain = STEPS[first] ?? GRAINS.find((name) => name === first);
  if (grain) addGroup(scan, { column: TIME, grain });
  scan.draft.series = "change";
  return at + 1;
};

/** "growth by month", "growth of strikes": between what, the rest must say. */
export const growthRule: Rule = (scan, at) => {
  if (!is(scan, at, "growth") || scan.draft.series || scan.draft.why) return undefined;
  scan.draft.growth = true;
  scan.draft.compare = true;
  return at + 1;
};

/** "why did strikes increase in 1998". */
export const whyRule: Rule = (scan, at) => {
  if (is(scan, at, "why")) {
    scan.draft.why = true;
    scan.draft.compare = true;
    return at + 1;
  }
  return scan.draft.why && is(scan, at, "moved") ? at + 1 : undefined;
};
