// Reads what kind of answer is wanted: a list, a share, a comparison, a relation, a distribution, a chart; and what has no meaning.
import { CHART_KINDS, type ChartKind } from "../../../protocol.ts";
import { groupAt, is, recordAt, skip, type Rule, type Scan } from "../scan.ts";
import { findMetric } from "../../../semantic/lookup.ts";
import { lacks, readFilter } from "./filters.ts";
import { measureAt } from "./measures.ts";

export const chartRule: Rule = (scan, at) => {
  const kind = CHART_KINDS.find((candidate): candidate is ChartKind => candidate === scan.atoms[at]?.chart);
  if (!kind || scan.draft.chart) return undefined;
  scan.draft.chart = kind;
  return at + 1;
};

/** "list the strikes", "show all strikes"; "show strikes" alone may be a count. */
export const listRule: Rule = (scan, at) => {
  if (!is(scan, at, "list", "show")) return undefined;
  const start = skip(scan, at + 1, "article", "of");
  const noun = recordAround(scan, start);
  if (is(scan, at, "list")) {
    if (noun === undefined && !groupAt(scan, start) && !is(scan, start, "pronoun")) return undefined;
    scan.draft.list = true;
    return start;
  }
  if (noun !== undefined) scan.draft.show = true;
  return undefined;
};

/** The record noun within the next words: "list the large strikes". */
function recordAround(scan: Scan, at: number): number | undefined {
  return [at, at + 1, at + 2, at + 3].find((place) => recordAt(scan, place) !== undefined || isFilteredCount(scan, place));
}

/** "damaging strikes", where the model has a metric of that name. */
const isFilteredCount = (scan: Scan, at: number): boolean =>
  scan.atoms[at]?.meanings.some((meaning) => meaning.kind === "metric" && findMetric(scan.model, meaning.metric)?.aggregate?.function === "count") ?? false;

export const shareRule: Rule = (scan, at) => {
  if (is(scan, at, "share") && !groupAt(scan, at) && scan.draft.share === undefined) {
    const start = skip(scan, at + 1, "of", "article", "all");
    if (measureAt(scan, start) ?? recordAround(scan, start)) {
      scan.draft.share = at;
      return skip(scan, at + 1, "of");
    }
  }
  if (!is(scan, at, "in-percent")) return undefined;
  scan.draft.inPercent = true;
  return at + 1;
};

export const compareRule: Rule = (scan, at) => {
  if (!is(scan, at, "compare", "change")) return undefined;
  scan.draft.compare = true;
  return at + 1;
};

export const relationRule: Rule = (scan, at) => {
  if (!is(scan, at, "relation")) return undefined;
  const first = measureAt(scan, skip(scan, at + 1, "article"));
  const second = first && is(scan, first.to, "and", "to", "versus") ? measureAt(scan, first.to + 1) : undefined;
  if (!first || !second) return undefined;
  scan.draft.relation = true;
  scan.draft.measures.push(first, second);
  return second.to;
};

/** "distribution of speed"; of strikes by phase it is a breakdown. */
export const distributionRule: Rule = (scan, at) => {
  if (!is(scan, at, "distribution")) return undefined;
  const start = skip(scan, at + 1, "of", "article");
  const measure = measureAt(scan, start);
  const group = measure ? undefined : groupAt(scan, start);
  if (measure) {
    scan.draft.distribution = true;
    scan.draft.measures.push(measure);
    return measure.to;
  }
  if (!group) return undefined;
  scan.draft.distribution = true;
  scan.draft.dimensions.push(group.dimension);
  return group.to;
};

/** "which airports had no strikes with damage": what follows must not be there. */
export const absentRule: Rule = (scan, at) => {
  const { draft } = scan;
  if (draft.head?.kind !== "dimension" || draft.absentFrom !== undefined) return undefined;
  const lacking = scan.atoms[at]?.meanings.find((meaning) => meaning.kind === "segment" && meaning.negated);
  if (lacking?.kind === "segment" && draft.measures.length === 0) {
    const segment = scan.model.segments.find((candidate) => candidate.name === lacking.segment);
    if (!segment) return undefined;
    draft.absentFrom = at;
    draft.filters.push(...segment.conditions.map((condition) => ({ ...condition, at, segment: segment.name })));
    return at + 1;
  }
  if (!is(scan, at, "no", "not")) return undefined;
  if (lacks(scan, at) && draft.measures.length === 0) {
    const to = readFilter(scan, at + 1, false);
    if (to !== undefined) draft.absentFrom = at;
    if (to !== undefined) return to;
  }
  const noun = skip(scan, at + 1, "article", "have");
  const measure = measureAt(scan, noun);
  const metric = measure?.metric ? findMetric(scan.model, measure.metric) : undefined;
  if (!measure || metric?.aggregate?.function !== "count" || measure.counted) return undefined;
  draft.absentFrom = at;
  draft.measures.push({ ...measure, noun: true });
  draft.filters.push(...(metric.filters ?? []).map((condition) => ({ ...condition, at })));
  return measure.to;
};

/** The start of a question that leans on the one before: "and …", "what about …", "only …". */
export const continueRule: Rule = (scan, at) => {
  if (!scan.previous || !is(scan, at, "continue") || !isOnlyContinuation(scan, at)) return undefined;
  scan.draft.continued = true;
  return is(scan, at, "only", "by") ? undefined : at + 1;
};

const isOnlyContinuation = (scan: Scan, at: number): boolean => scan.atoms.slice(0, at).every((atom) => atom.tags.includes("continue"));

export const allTimeRule: Rule = (scan, at) => {
  if (!is(scan, at, "all-time")) return undefined;
  scan.draft.allTime = true;
  return at + 1;
};

/** Words that carry nothing once all else is read; a preposition only where something follows it. */
export const harmlessRule: Rule = (scan, at) => {
  const atom = scan.atoms[at];
  if (!atom || atom.meanings.length > 0 || atom.number) return undefined;
  const isLast = skip(scan, at + 1, "harmless", "article") >= scan.atoms.length;
  if (is(scan, at, "pronoun")) {
    scan.draft.pronoun = true;
    return at + 1;
  }
  if (is(scan, at, "harmless", "article")) return at + 1;
  if (is(scan, at, "in", "of", "with", "time-in") && !isLast && !is(scan, at, "not", "by", "versus", "over", "under")) return at + 1;
  if (is(scan, at, "and", "comma") && !is(scan, at, "or") && !isLast) return at + 1;
  if (is(scan, at, "only") && (!isLast || scan.draft.ranges.length + scan.draft.filters.length > 0)) return at + 1;
  if (is(scan, at, "instead", "same") && scan.previous !== undefined) return at + 1;
  return is(scan, at, "how-much") && scan.atoms[at + 1]?.words !== "of" && scan.atoms[at + 1]?.words !== "of the" ? at + 1 : undefined;
};
