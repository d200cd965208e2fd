// Reads what a question groups by: "by phase and size", "per month", "monthly", "over time".
import { findMetric } from "../../../semantic/lookup.ts";
import type { PlanDimension } from "../../../semantic/plan.ts";
import type { Measure } from "../draft.ts";
import { groupAt, is, skip, type Rule, type Scan } from "../scan.ts";
import { measureAt } from "./measures.ts";

/** "by X and Y"; "by cost" orders instead. */
export const byRule: Rule = (scan, at) => {
  if (!is(scan, at, "by") || lonelyEach(scan, at)) return undefined;
  const start = skip(scan, at + 1, "article");
  const first = groupAt(scan, start);
  if (!first) return orderRule(scan, at, start);
  addGroup(scan, first.dimension);
  if (saysEach(scan, at)) scan.draft.each ??= first.dimension;
  return moreGroups(scan, first.to);
};

/** "per state", "for each state": one answer for each, where "by state" only groups. */
export const saysEach = ({ atoms }: Scan, at: number): boolean => /\b(?:per|each|every)\b/u.test(atoms[at]?.words ?? "");

/** "on each of": "each" needs a noun of its own. */
const lonelyEach = (scan: Scan, at: number): boolean => scan.atoms[at + 1] === undefined;

function moreGroups(scan: Scan, at: number): number {
  const joined = skip(scan, at, "and", "comma");
  if (joined === at) return at;
  const start = skip(scan, joined, "by", "article");
  const next = groupAt(scan, start);
  if (!next || (is(scan, next.to, "with", "have") && start === joined)) return at;
  addGroup(scan, next.dimension);
  return moreGroups(scan, next.to);
}

export function addGroup(scan: Scan, dimension: PlanDimension): void {
  const known = scan.draft.dimensions.some((entry) => JSON.stringify(entry) === JSON.stringify(dimension));
  if (!known) scan.draft.dimensions.push(dimension);
}

/** "airports by cost": a measure after "by" ranks. */
function orderRule(scan: Scan, at: number, start: number): number | undefined {
  const written = scan.atoms[at]?.words;
  const number = is(scan, start, "how-many") ? start : skip(scan, start, "article");
  const measure = written === "by" || written === "ranked by" ? measureAt(scan, number) : undefined;
  if (!measure || scan.draft.orderBy) return undefined;
  scan.draft.orderBy = { measure, direction: "desc" };
  return measure.to;
}

/** "monthly": a grain that needs no "by". */
export const adverbRule: Rule = (scan, at) => {
  const when = scan.atoms[at]?.whens.find((candidate) => candidate.kind === "grain" && candidate.adverb);
  const group = when ? groupAt(scan, at) : undefined;
  if (!group) return undefined;
  addGroup(scan, group.dimension);
  return group.to;
};

export const trendRule: Rule = (scan, at) => {
  if (!is(scan, at, "over-time", "trend")) return undefined;
  scan.draft.trend = true;
  return at + 1;
};

/** "sorted by cost, lowest first". */
export const sortRule: Rule = (scan, at) => {
  if (!is(scan, at, "sort") || scan.draft.orderBy) return undefined;
  const start = skip(scan, at + 1, "article", "by");
  const measure = measureAt(scan, start);
  const group = measure ? undefined : groupAt(scan, start);
  const to = measure?.to ?? group?.to;
  if (to === undefined) return undefined;
  // "rank brands by revenue": what follows says by what.
  if (group && is(scan, to, "by") && /^(?:rank|sort|order)\b/u.test(scan.atoms[at]?.words ?? "")) return at + 1;
  const end = skip(scan, to, "comma");
  const direction = is(scan, end, "ascending") ? "asc" : "desc";
  if (measure) scan.draft.orderBy = { measure, direction };
  else if (group) scan.draft.orderDimension = group.dimension;
  return is(scan, end, "ascending", "descending") ? end + 1 : to;
};

/** Whether a measure may be summed over groups, so that a share of it has a meaning. */
export const isAdditive = (scan: Scan, measure: Measure): boolean => measure.metric !== undefined && (findMetric(scan.model, measure.metric)?.additive ?? false);
