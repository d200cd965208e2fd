// From the atoms of a question to items: content by its meaning, operators by their tags, and slots in place of literals.
import type { Meaning } from "../../semantic/lexicon.ts";
import { isPlural } from "../../semantic/lexicon-words.ts";
import { findTable } from "../../semantic/lookup.ts";
import type { SemanticModel } from "../../semantic/model.ts";
import type { Atom } from "../plan/atoms.ts";
import type { Grammar } from "../plan/grammar.ts";
import { countMetric, metricOver } from "../plan/scan.ts";
import { joiningItem, SIGNIFICANT } from "./joining-words.ts";
import { wish, type Item, type Slot } from "./item.ts";
import { isAmount, quantityAt } from "./quantities.ts";

/** `problem` where a word has two readings; `leans` where one points to the question before. */
export interface Itemized { items: Item[]; leans: boolean; problem?: string }

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
  if (atom.chart) return wish(`chart:${atom.chart}`);
  const before = atom.tags.find((tag) => tag === "previous-year" || tag === "previous-period");
  if (before) return [{ kind: "operator", key: before }, { kind: "boundary" }];
  const unit = words.grammar.units.get(atom.words);
  if (unit && atoms[at - 1]?.number) return [{ kind: "postfix", key: `unit:${unit}` }];
  const values = isAmount(atoms, at, words.grammar) ? [] : valuesOf(atom);
  if (values.length > 0 && atom.whens.length > 0 && !namesValue(atoms, at)) return `“${atom.text}” has several readings`;
  const named = atom.meanings.filter((meaning) => meaning.kind !== "value");
  const readings = [values.length > 0, named.length > 0, atom.number !== undefined || (atom.whens.length > 0 && values.length === 0)].filter(Boolean).length;
  if (readings > 1) return `“${atom.text}” has several readings`;
  if (values.length > 0) return atom.tags.some((tag) => SIGNIFICANT.has(tag)) || GROUPS.test(atom.words) ? `“${atom.text}” has several readings` : [{ kind: "slot", slot: valueSlot(values, atom.text) }];
  if (atom.whens.length > 0 || atom.number) return quantityAt(atoms, at, words.grammar);
  return named.length > 0 ? namedItem(atom, named, words.model, atoms[at + 1]) : joiningItem(atoms, at, unit);
}

/** "by day" may name a value or ask for groups. */
const GROUPS = /^(?:by|per|each|every) /u;

/** "at day", "night versus day": not the calendar's day, which is counted or grouped by. */
function namesValue(atoms: readonly Atom[], at: number): boolean {
  const before = atoms.slice(0, at).findLast((atom) => !atom.tags.includes("article"));
  return before !== undefined && before.tags.some((tag) => tag === "time-in" || tag === "versus" || tag === "and" || tag === "or") && !before.tags.includes("by");
}

/** A part of a name counts only where the words mean nothing else. */
function valuesOf(atom: Atom): Extract<Meaning, { kind: "value" }>[] {
  const values = atom.meanings.filter((meaning) => meaning.kind === "value");
  return atom.tags.length > 0 ? values.filter((meaning) => meaning.match === "whole") : values;
}

function valueSlot(values: Extract<Meaning, { kind: "value" }>[], said: string): Slot {
  return { type: "value", said, readings: values.map(({ column, values: known }) => ({ column, values: known })) };
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
