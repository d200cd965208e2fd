// Reads what a question is about when it ranks or picks: "top 5 airports", "which airport had the most …", "3 costliest strikes".
import type { ColumnRef } from "../../../semantic/model.ts";
import { findMetric } from "../../../semantic/lookup.ts";
import { isPlural } from "../../../semantic/lexicon-words.ts";
import type { Head, Measure } from "../draft.ts";
import { columnOf, factAt, groupAt, is, metricOver, recordAt, skip, TIME, valuesAt, type Rule, type Scan } from "../scan.ts";
import { readFilter } from "./filters.ts";
import { measureAt, measureColumnAt } from "./measures.ts";

/** "which 10 airports", "what species", "which strikes". */
export const whichRule: Rule = (scan, at) => {
  if (!is(scan, at, "which") || scan.draft.head) return undefined;
  const head = headAt(scan, at + 1, true);
  if (!head || (scan.atoms[at]?.words === "what" && head.kind === "fact" && !head.plural)) return undefined;
  scan.draft.head = head;
  if (head.kind === "fact") scan.draft.list = true;
  return head.to;
};

/** [n] [values] noun: the values become filters, the noun is the head. */
function headAt(scan: Scan, at: number, which: boolean): Head | undefined {
  const counted = scan.atoms[at]?.number && !scan.atoms[at]?.meanings.length ? scan.atoms[at]?.number?.value : undefined;
  const start = skip(scan, counted === undefined ? at : at + 1, "article");
  const noun = valuesAt(scan, start).length > 0 && !groupAt(scan, start) ? (readFilter(scan, start, true) ?? start) : start;
  const found = nounAt(scan, noun);
  const good = counted === undefined || (Number.isInteger(counted) && counted > 0 && counted <= 1_000);
  return found && good ? { ...found, which, ...(counted === undefined ? {} : { count: counted }) } : undefined;
}

function nounAt(scan: Scan, at: number): Omit<Head, "which"> | undefined {
  const atom = scan.atoms[at];
  const record = recordAt(scan, at);
  if (!atom) return undefined;
  if (record) return { kind: "fact", table: record.name, at, to: at + 1, plural: isPlural(atom.last) ?? true, text: atom.words };
  const group = groupAt(scan, at);
  if (!group) return undefined;
  const plural = group.plural ?? !is(scan, group.to, "harmless", "have") ;
  return { kind: "dimension", table: group.table ?? "", at, to: group.to, plural, text: atom.words, dimension: group.dimension };
}

/** "top 5 airports", "bottom 3", "top strikes". */
export const topRule: Rule = (scan, at) => {
  if (!is(scan, at, "top", "bottom") || measureColumnAt(scan, at + 1) || isRanked(scan)) return undefined;
  const direction = is(scan, at, "bottom") ? "asc" : "desc";
  const head = headAt(scan, at + 1, false);
  const number = scan.atoms[at + 1]?.number;
  if (!head && !number) return undefined;
  // "Top 10 percent" is no top 10.
  if (number && is(scan, at + 2, "in-percent", "unit", "share") && !head) return undefined;
  if (head && scan.draft.head) return undefined;
  if (head) scan.draft.head = head;
  const limit = head?.count ?? number?.value;
  scan.draft.rank = { direction, at, ...(limit === undefined ? {} : { limit }) };
  if (head?.kind === "fact") scan.draft.ambiguous = { index: -1, text: scan.atoms[at]?.words ?? "top", direction: "desc" };
  return head?.to ?? at + 2;
};

/** "latest 10 strikes", "the most recent strike", "first 5 strikes". */
export const recentRule: Rule = (scan, at) => {
  const first = scan.atoms[at]?.number && !scan.atoms[at]?.meanings.length ? scan.atoms[at]?.number?.value : undefined;
  const start = first === undefined ? at : at + 1;
  if (!is(scan, start, "latest", "earliest") || scan.draft.head || isRanked(scan)) return undefined;
  const found = headAt(scan, start + 1, false);
  const head = found && { ...found, ...(first === undefined ? {} : { count: first }) };
  if (head?.kind !== "fact" || (first !== undefined && found?.count !== undefined)) return undefined;
  scan.draft.head = head;
  scan.draft.list = true;
  const limit = head.count ?? (head.plural ? undefined : 1);
  scan.draft.recent = { direction: is(scan, start, "latest") ? "desc" : "asc", ...(limit === undefined ? {} : { limit }) };
  return head.to;
};

/** "[3] costliest strikes", "most expensive airport", "biggest strikes", and after a head: "which strike was the fastest". */
export const adjectiveRule: Rule = (scan, at) => {
  const counted = scan.atoms[at]?.number && !scan.atoms[at]?.meanings.length ? scan.atoms[at]?.number?.value : undefined;
  const start = counted === undefined ? at : skip(scan, at + 1, "article");
  const meanings = scan.atoms[start]?.meanings ?? [];
  const adjective = meanings.find((meaning) => meaning.kind === "adjective" && (meaning.degree === "most" || meaning.degree === "least"));
  const ambiguous = meanings.find((meaning) => meaning.kind === "ambiguous");
  if ((!adjective && !ambiguous) || isRanked(scan)) return undefined;
  const inner = counted === undefined ? scan.atoms[start + 1]?.number?.value : undefined;
  const next = inner === undefined ? start + 1 : start + 2;
  const to = attachHead(scan, next, counted ?? inner, adjective !== undefined);
  if (to === undefined) return undefined;
  if (adjective?.kind === "adjective") rankByColumn(scan, adjective.column, adjective.degree === "least" ? "asc" : "desc", start);
  else if (ambiguous?.kind === "ambiguous") scan.draft.ambiguous = { index: ambiguous.index, text: scan.atoms[start]?.words ?? "", direction: "desc" };
  return to;
};

function attachHead(scan: Scan, at: number, count: number | undefined, isAdjective: boolean): number | undefined {
  const found = headAt(scan, at, false);
  const { head } = scan.draft;
  if (found && !head) {
    scan.draft.head = { ...found, ...(count === undefined ? {} : { count }) };
    return found.to;
  }
  const same = found && head && found.table === head.table && found.kind === head.kind;
  if (head && (!found || same)) return same ? found.to : isAdjective || !measureAt(scan, at) ? at : undefined;
  return undefined;
}

/** Two superlatives in one question are two questions. */
const isRanked = ({ draft }: Scan): boolean => (draft.extreme ?? draft.rank ?? draft.ambiguous ?? draft.recent) !== undefined;

/** The extreme of a column: of single records, or of a group's total. */
function rankByColumn(scan: Scan, column: ColumnRef, direction: "asc" | "desc", at: number): void {
  const metric = metricOver(scan.model, column);
  const measure: Measure = { from: at, to: at + 1, text: columnOf(scan, column)?.label ?? column, table: column.slice(0, column.indexOf(".")), column, ...(metric ? { metric } : {}) };
  scan.draft.extreme = { direction, measure, at, most: false, adjective: true };
}

/** "the most strikes", "the highest average cost", "fewest strikes", "biggest cost". */
export const extremeRule: Rule = (scan, at) => {
  const direction = directionAt(scan, at);
  if (!direction || isRanked(scan)) return undefined;
  const most = is(scan, at, "most", "least");
  const start = skip(scan, at + 1, "article");
  const measure = measureAt(scan, start) ?? (at === scan.atoms.length - 1 && scan.draft.head?.kind === "dimension" ? takeMeasure(scan) : undefined);
  if (!measure || (most ? measure.column !== undefined && !measure.metric : measure.noun)) return undefined;
  const resolved = direction === "worst" ? worstOf(scan, measure) : direction;
  if (!resolved) return undefined;
  scan.draft.extreme = { direction: resolved, measure, at, most };
  const after = scan.draft.head ? undefined : nounAt(scan, measure.to);
  if (after?.kind !== "dimension") return singleAt(scan, measure.to) ?? Math.max(measure.to, at + 1);
  scan.draft.head = { ...after, which: false };
  return after.to;
};

/** "the most strikes in a single day": which day it was. */
function singleAt(scan: Scan, at: number): number | undefined {
  if (scan.draft.head || !is(scan, at, "in", "time-in")) return undefined;
  let noun = at + 1;
  while (/^(?:an?|one|any|single|given)$/u.test(scan.atoms[noun]?.words ?? "")) noun++;
  const group = noun > at + 1 ? groupAt(scan, noun) : undefined;
  if (!group || !("grain" in group.dimension)) return undefined;
  scan.draft.head = { kind: "dimension", table: "", at: noun, to: group.to, plural: false, which: false, single: true, text: group.text, dimension: group.dimension };
  return group.to;
}

/** "in which year was the cost the highest": the measure came before. */
function takeMeasure({ draft }: Scan): Measure | undefined {
  const [only] = draft.measures;
  if (draft.measures.length !== 1 || !only || only.noun || only.counted) return undefined;
  draft.measures.length = 0;
  return only;
}

function directionAt(scan: Scan, at: number): "asc" | "desc" | "worst" | undefined {
  if (is(scan, at, "most", "highest")) return "desc";
  if (is(scan, at, "least", "lowest")) return "asc";
  const column = scan.atoms[at]?.meanings.find((meaning) => meaning.kind === "adjective" && (meaning.degree === "most" || meaning.degree === "least"));
  if (column?.kind === "adjective" && measureColumnAt(scan, at + 1) === column.column) return column.degree === "most" ? "desc" : "asc";
  return scan.atoms[at]?.words === "worst" ? "worst" : undefined;
}

function worstOf(scan: Scan, measure: Measure): "asc" | "desc" | undefined {
  const better = measure.metric ? findMetric(scan.model, measure.metric)?.better : undefined;
  return better && (better === "down" ? "desc" : "asc");
}

/** "most common species", "which species was hit most often". */
export const oftenRule: Rule = (scan, at) => {
  const counted = scan.atoms[at]?.number && !scan.atoms[at]?.meanings.length ? scan.atoms[at]?.number?.value : undefined;
  const start = counted === undefined ? at : at + 1;
  const words = scan.atoms[start]?.words ?? "";
  const direction = is(scan, start, "most-often") ? "desc" : is(scan, start, "least-often") ? "asc" : undefined;
  if (!direction || isRanked(scan)) return undefined;
  const bare = /^(?:the )?(?:most|least|fewest)$/u.test(words);
  const end = bare && is(scan, start + 1, "common") ? start + 2 : start + 1;
  if (bare && end === start + 1 && (start + 1 < scan.atoms.length || !scan.draft.head)) return undefined;
  if (scan.draft.head) {
    scan.draft.rank = { direction, at };
    return end;
  }
  const head = headAt(scan, end, false);
  if (head?.kind !== "dimension") return undefined;
  scan.draft.head = { ...head, ...(counted === undefined ? {} : { count: counted }) };
  scan.draft.rank = { direction, at };
  return head.to;
};

/** "10 airports with …", "the strike with the highest cost": a noun that opens the question. */
export const bareHeadRule: Rule = (scan, at) => {
  const { draft } = scan;
  if (draft.head || draft.measures.length > 0 || draft.dimensions.length > 0 || (draft.share !== undefined && factAt(scan, at))) return undefined;
  const head = headAt(scan, at, false);
  if (!head || (head.kind === "fact" && head.count === undefined)) return undefined;
  if (head.kind === "dimension" && head.dimension?.column === TIME && !head.plural && !is(scan, head.to, "with")) return undefined;
  draft.head = head;
  return head.to;
};

/** A record noun that was counted before it was known to be the head: "strike with the highest cost". */
export function headOfMeasure(scan: Scan): Head | undefined {
  const [first] = scan.draft.measures;
  const { extreme } = scan.draft;
  if (!first?.noun || first.counted || !extreme || extreme.most || extreme.at < first.to) return undefined;
  const between = scan.atoms.slice(first.to, extreme.at).some((atom) => atom.tags.includes("with"));
  return between && factAt(scan, first.to - 1) ? { kind: "fact", table: first.table, at: first.from, to: first.to, plural: first.plural ?? true, which: false, text: first.text } : undefined;
}
