// From the atoms of a question to items: content by its meaning, operators by their tags, and slots in place of literals.
import type { Grain } from "../../protocol.ts";
import type { Meaning } from "../../semantic/lexicon.ts";
import { isPlural, singular } from "../../semantic/lexicon-words.ts";
import { findTable } from "../../semantic/lookup.ts";
import type { ColumnRef, SemanticModel } from "../../semantic/model.ts";
import type { TimeRange } from "../../semantic/plan.ts";
import type { Atom } from "../plan/atoms.ts";
import type { When } from "../plan/dates.ts";
import type { Grammar, Tag } from "../plan/grammar.ts";
import { monthRange, yearOf } from "../plan/ranges.ts";
import { countMetric, metricOver } from "../plan/scan.ts";
import { PAST, PRESENT, SAME_AS, TELLING } from "./ordinary-words.ts";

export interface ValueReading { column: ColumnRef; values: (string | number | boolean)[] }

/** A literal of one asker: never part of a template. */
export type Slot =
  | { type: "value"; /** several where the words name values of several columns */ readings: ValueReading[]; /** as the asker wrote it */ said: string }
  | { type: "number"; value: number }
  | { type: "range"; range: TimeRange; /** the calendar unit it is, if it is a whole one */ unit?: Grain; /** "this year": ends today */ partial: boolean };

export type Item =
  /** binds to what follows it: by, not, over, top */
  | { kind: "operator"; key: string }
  /** something of the model: a metric, a column, a grain */
  | { kind: "content"; key: string; sort: string; total: boolean; plural: boolean; /** the plain count of a table's rows */ counts: boolean; /** a count of rows, which could be listed instead */ rows: boolean; /** named by a synonym only */ loosely: boolean }
  | { kind: "slot"; slot: Slot }
  /** belongs to the number before it: a unit, "or more" */
  | { kind: "postfix"; key: string }
  /** a word that neither the model nor the grammar explains */
  | { kind: "word"; key: string; text: string }
  | { kind: "joint"; key: "," | "&" | "|" }
  /** ends a phrase and says nothing: in, of, with */
  | { kind: "boundary" };

/** `problem` where a word has two readings; `leans` where one points to the question before. */
export interface Itemized { items: Item[]; leans: boolean; problem?: string }

/** Tags that change the answer. All others join or decorate. */
const SIGNIFICANT: ReadonlySet<Tag> = new Set([
  "not", "no", "only", "versus", "compare", "change", "previous-period", "previous-year", "average", "median", "sum", "highest", "lowest", "most", "least",
  "top", "bottom", "common", "most-often", "least-often", "latest", "earliest", "how-many", "how-much", "which", "share", "in-percent", "trend", "over-time",
  "distribution", "relation", "list", "sort", "ascending", "descending", "over", "under", "at-least", "at-most", "exactly", "between", "or-more", "or-less",
  "distinct", "all-time", "since", "after", "before", "until", "not-over",
]);
const LEANING: ReadonlySet<Tag> = new Set(["continue", "instead", "same", "pronoun"]);
const RANKING: readonly Tag[] = ["highest", "lowest", "most", "least", "latest", "earliest"];
const BARE_PREPOSITIONS = new Set(["by", "across", "from"]);

/** What items are made against. */
export interface Words { model: SemanticModel; grammar: Grammar }

export function itemize(atoms: readonly Atom[], words: Words): Itemized {
  const made: Itemized = { items: [], leans: false };
  atoms.forEach((_, at) => {
    const found = itemOf(atoms, at, words);
    if (found === "leans") made.leans = true;
    else if (typeof found === "string") made.problem ??= found;
    else made.items.push(...found);
  });
  return made;
}

function itemOf(atoms: readonly Atom[], at: number, words: Words): Item[] | string {
  const atom = atoms[at];
  if (!atom) return [];
  if (atom.chart) return [{ kind: "operator", key: `chart:${atom.chart}` }, { kind: "boundary" }];
  const before = atom.tags.find((tag) => tag === "previous-year" || tag === "previous-period");
  if (before) return [{ kind: "operator", key: before }, { kind: "boundary" }];
  const unit = words.grammar.units.get(atom.words);
  if (unit && atoms[at - 1]?.number) return [{ kind: "postfix", key: `unit:${unit}` }];
  const values = isAmount(atoms, at, words) ? [] : valuesOf(atom);
  if (values.length > 0 && atom.whens.length > 0 && !namesValue(atoms, at)) return `“${atom.text}” has several readings`;
  const named = atom.meanings.filter((meaning) => meaning.kind !== "value");
  const readings = [values.length > 0, named.length > 0, atom.number !== undefined || (atom.whens.length > 0 && values.length === 0)].filter(Boolean).length;
  if (readings > 1) return `“${atom.text}” has several readings`;
  if (values.length > 0) return atom.tags.some((tag) => SIGNIFICANT.has(tag)) || GROUPS.test(atom.words) ? `“${atom.text}” has several readings` : [{ kind: "slot", slot: valueSlot(values, atom.text) }];
  if (atom.whens.length > 0 || atom.number) return quantityAt(atoms, at, words);
  return named.length > 0 ? namedItem(atom, named, words.model, atoms[at + 1]) : grammarItem(atoms, at, unit);
}

/** "by day" may name a value or ask for groups. */
const GROUPS = /^(?:by|per|each|every) /u;

/** "at day", "night versus day": not the calendar's day, which is counted or grouped by. */
function namesValue(atoms: readonly Atom[], at: number): boolean {
  const before = atoms.slice(0, at).findLast((atom) => !atom.tags.includes("article"));
  return before !== undefined && before.tags.some((tag) => tag === "time-in" || tag === "versus" || tag === "and" || tag === "or") && !before.tags.includes("by");
}

/** "over 200", "200 knots", "200 or more": a number, even where a name holds it too. */
function isAmount(atoms: readonly Atom[], at: number, words: Words): boolean {
  const [before, atom, after] = [atoms[at - 1], atoms[at], atoms[at + 1]];
  if (!atom?.number || atom.meanings.some((meaning) => meaning.kind === "value" && meaning.match === "whole")) return false;
  if (after && (words.grammar.units.has(after.words) || after.tags.some((tag) => tag === "or-more" || tag === "or-less"))) return true;
  if (before?.tags.some((tag) => COMPARATORS.includes(tag) || tag === "between")) return true;
  return before?.tags.includes("and") === true && at > 2 && isAmount(atoms, at - 2, words) && atoms[at - 3]?.tags.includes("between") === true;
}

/** A part of a name counts only where the words mean nothing else. */
function valuesOf(atom: Atom): Extract<Meaning, { kind: "value" }>[] {
  const values = atom.meanings.filter((meaning) => meaning.kind === "value");
  return atom.tags.length > 0 ? values.filter((meaning) => meaning.match === "whole") : values;
}

function valueSlot(values: Extract<Meaning, { kind: "value" }>[], said: string): Slot {
  return { type: "value", said, readings: values.map(({ column, values: known }) => ({ column, values: known })) };
}

/** Dates, grains and numbers. A bare "1998" is a number after a comparator or a rank, and a year else. */
function quantityAt(atoms: readonly Atom[], at: number, { model, grammar }: Words): Item[] | string {
  const atom = atoms[at];
  const range = rangeAt(atoms, at);
  if (!atom || range === "no year") return `“${atom?.text ?? ""}” of which year?`;
  const counted = atom.number !== undefined && (range === undefined || (range.loose && comesAfterComparator(atoms, at)) || grammar.units.has(atoms[at + 1]?.words ?? ""));
  if (counted && atom.number) {
    const sign = atom.number.sign ? [{ kind: "postfix", key: `unit:${SIGNS.get(atom.number.sign) ?? atom.number.sign}` } satisfies Item] : [];
    return [{ kind: "slot", slot: { type: "number", value: atom.number.value } }, ...sign];
  }
  if (range) return [{ kind: "slot", slot: range.slot }];
  const when = atom.whens.find((candidate) => candidate.kind === "grain" || candidate.kind === "cycle");
  if (!when) return `“${atom.text}” has several readings`;
  const key = when.kind === "grain" ? `grain:${when.grain}` : `cycle:${when.cycle}`;
  const content: Item = { kind: "content", key, sort: "group", total: false, plural: isPlural(atom.last) ?? false, counts: false, rows: false, loosely: false };
  return when.kind === "grain" && when.adverb && model ? [{ kind: "operator", key: "by" }, content, { kind: "boundary" }] : [content];
}

const SIGNS = new Map([["$", "USD"], ["€", "EUR"], ["£", "GBP"]]);
const COMPARATORS: readonly Tag[] = ["over", "under", "at-least", "at-most", "exactly", "top", "bottom", "highest", "lowest"];

function comesAfterComparator(atoms: readonly Atom[], at: number): boolean {
  const before = atoms[at - 1];
  return before?.tags.some((tag) => COMPARATORS.includes(tag)) === true && !before.tags.some((tag) => tag === "time-in" && before.words !== "over");
}

function rangeAt(atoms: readonly Atom[], at: number): { slot: Slot; loose: boolean } | "no year" | undefined {
  const when = atoms[at]?.whens.find((candidate) => candidate.kind === "range" || candidate.kind === "month" || candidate.kind === "quarter");
  if (!when) return undefined;
  if (when.kind === "range") return { slot: { type: "range", range: when.range, partial: when.partial ?? false, ...(when.unit ? { unit: when.unit } : {}) }, loose: when.loose ?? false };
  const year = yearAfter(atoms, at + 1);
  if (year === undefined) return "no year";
  return { slot: { type: "range", range: unitRange(when, year), unit: when.kind, partial: false }, loose: false };
}

function unitRange(when: Extract<When, { kind: "month" | "quarter" }>, year: number): TimeRange {
  return when.kind === "month" ? monthRange(year, when.month) : monthRange(year, when.quarter * 3 - 2, 3);
}

/** "March to June 1997": the year at the end is the year of both. */
function yearAfter(atoms: readonly Atom[], at: number): number | undefined {
  if (!atoms[at]?.tags.some((tag) => tag === "to" || tag === "and" || tag === "or" || tag === "comma")) return undefined;
  const when = atoms[at + 1]?.whens[0];
  if (when?.kind === "range") return when.unit === "month" || when.unit === "quarter" ? yearOf(when.range.from ?? "") : undefined;
  return when ? yearAfter(atoms, at + 2) : undefined;
}

function namedItem(atom: Atom, named: Meaning[], model: SemanticModel, next: Atom | undefined): Item[] {
  const keys = [...new Set(named.flatMap((meaning) => meaningKeys(meaning, atom, model)))].sort();
  const total = /\b(?:total|overall|sum)\b/u.test(atom.words);
  const counts = keys.length === 1 && model.metrics.some((metric) => keys[0] === `metric:${metric.name}` && countMetric(model, metric.table) === metric.name);
  const key = keys.join("/");
  const significant = atom.tags.filter((tag) => SIGNIFICANT.has(tag) && !(counts && tag === "how-many"));
  if (named.every((meaning) => meaning.kind === "adjective" || meaning.kind === "ambiguous")) return [{ kind: "operator", key: [...significant.toSorted(), key].join("+") }];
  const sort = keys.some((one) => one.startsWith("metric:")) ? "number" : keys.some((one) => one.startsWith("segment:")) ? "segment" : "group";
  const operators = significant.length > 0 ? [{ kind: "operator", key: significant.toSorted().join("+") } satisfies Item] : [];
  return [...operators, { kind: "content", key, sort, total, plural: isPlural(atom.last) ?? !/^(?:is|was|has|had|did|does)\b/u.test(next?.words ?? ""), counts, rows: countsRows(keys, model), loosely: sort === "group" && !named.some((meaning) => "primary" in meaning && meaning.primary) }];
}

function countsRows(keys: string[], model: SemanticModel): boolean {
  return keys.length > 0 && keys.every((key) => model.metrics.some((metric) => key === `metric:${metric.name}` && metric.aggregate?.function === "count" && !metric.aggregate.column));
}

/** One key for all the words that mean the same: a table is its counting metric and its naming column. */
function meaningKeys(meaning: Meaning, atom: Atom, model: SemanticModel): string[] {
  switch (meaning.kind) {
    case "table":
      return tableKeys(meaning.table, model);
    case "column": {
      const metric = metricOver(model, meaning.column);
      return [metric ? `metric:${metric}` : `column:${meaning.column}`];
    }
    case "metric":
      return [`metric:${meaning.metric}`];
    case "segment":
      return [`segment:${meaning.segment}${meaning.negated ? ":not" : ""}`];
    case "adjective":
      return [`adjective:${meaning.column}:${meaning.degree}`];
    case "ambiguous":
      return [`ambiguous:${atom.words}`];
    case "value":
      return [];
  }
}

function tableKeys(name: string, model: SemanticModel): string[] {
  const counts = countMetric(model, name);
  const column = findTable(model, name)?.nameColumn;
  const keys = [...(counts ? [`metric:${counts}`] : []), ...(column ? [`column:${name}.${column}`] : [])];
  return keys.length > 0 ? keys : [`table:${name}`];
}

function grammarItem(atoms: readonly Atom[], at: number, unit: string | undefined): Item[] | string {
  const atom = atoms[at];
  if (!atom) return [];
  const { tags, words } = atom;
  if (words === "to" && isNamed(atoms[at + 1])) return [{ kind: "operator", key: "toward" }];
  if (TELLING.has(words) && !isRelative(atoms, at)) return [{ kind: "word", key: `word:${wordKey(atoms, at)}`, text: atom.text }];
  if (words === "to" || (tags.includes("to") && isQuantity(atoms[at - 1]) && isQuantity(atoms[at + 1]) && !tags.includes("and"))) return isQuantity(atoms[at + 1]) && isQuantity(atoms[at - 1]) ? [{ kind: "operator", key: "to" }] : [{ kind: "boundary" }];
  if (tags.includes("comma")) return [{ kind: "joint", key: "," }];
  if (tags.includes("and")) return [{ kind: "joint", key: "&" }];
  if (tags.includes("or")) return [{ kind: "joint", key: "|" }];
  if (BARE_PREPOSITIONS.has(words) && isValue(atoms[at + 1])) return [{ kind: "boundary" }];
  if (tags.includes("between") && isDated(atoms[at + 1])) return [{ kind: "operator", key: "from" }];
  if (words === "from") return isQuantity(atoms[at + 1]) ? [{ kind: "operator", key: "from" }] : [{ kind: "boundary" }];
  if (tags.includes("by")) return [{ kind: "operator", key: "by" }];
  if (tags.includes("or-more") || tags.includes("or-less")) return [{ kind: "postfix", key: tags.includes("or-more") ? "or-more" : "or-less" }];
  const significant = tags.filter((tag) => SIGNIFICANT.has(tag));
  if (tags.includes("show") && !significant.includes("list")) return [{ kind: "operator", key: "show" }];
  if (significant.length === 0 && tags.includes("with") && isRank(atoms.slice(at + 1).find((next) => !next.tags.includes("article")))) return [{ kind: "operator", key: "with" }];
  if (significant.includes("over-time") || significant.includes("trend")) return [{ kind: "content", key: significant.toSorted().join("+"), sort: "wish", total: false, plural: false, counts: false, rows: false, loosely: false }, { kind: "boundary" }];
  if (significant.length > 0) return [{ kind: "operator", key: significant.includes("no") ? "no" : significant.toSorted().join("+") }];
  if (tags.length > 0 && tags.every((tag) => LEANING.has(tag))) return "leans";
  if (unit) return [{ kind: "word", key: `unit:${unit}`, text: "" }];
  if (tags.length === 0) return [{ kind: "word", key: `word:${wordKey(atoms, at)}`, text: atom.text }];
  return tags.includes("article") ? [] : [{ kind: "boundary" }];
}

/** "did it perform" and "it performed" are one time, "it performs" is another. */
function wordKey(atoms: readonly Atom[], at: number): string {
  const words = atoms[at]?.words ?? "";
  const past = PAST.get(words) ?? (PRESENT.has(words) && atoms.slice(0, at).some((atom) => /\bdid(?:nt)?\b/u.test(atom.words)) ? words : undefined);
  return past === undefined ? singular(words) : `${SAME_AS.get(past) ?? past}+past`;
}

/** "strikes with the highest cost" are strikes, "the strikes' highest cost" is a number. */
function isRank(atom: Atom | undefined): boolean {
  return atom !== undefined && (atom.tags.some((tag) => RANKING.includes(tag)) || atom.meanings.some((meaning) => meaning.kind === "ambiguous" || meaning.kind === "adjective"));
}

/** "payments to suppliers": who pays whom. */
const isNamed = (atom: Atom | undefined): boolean => atom !== undefined && atom.meanings.length > 0 && !isQuantity(atom);

/** "customers who", "airports where", "airports that saw": after what they tell of, they only join. */
function isRelative(atoms: readonly Atom[], at: number): boolean {
  const [before, after] = [atoms[at - 1], atoms[at + 1]];
  if (/^(?:who|whom|whose|where)$/u.test(atoms[at]?.words ?? "")) return atoms.slice(0, at).some((atom) => atom.meanings.length > 0);
  return atoms[at]?.tags.includes("have") === true && before !== undefined && after !== undefined && (before.meanings.length > 0 || before.tags.includes("with")) && (isRank(after) || after.number !== undefined || after.tags.some((tag) => COMPARATORS.includes(tag) || tag === "no"));
}

const isQuantity = (atom: Atom | undefined): boolean => atom?.number !== undefined || isDated(atom);
const isDated = (atom: Atom | undefined): boolean => atom !== undefined && (atom.whens.some((when) => when.kind === "range" || when.kind === "month" || when.kind === "quarter"));
const isValue = (atom: Atom | undefined): boolean => atom !== undefined && valuesOf(atom).length > 0 && atom.meanings.every((meaning) => meaning.kind === "value");
