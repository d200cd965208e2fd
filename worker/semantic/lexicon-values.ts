// The words of the data: whole values, their synonyms, and parts of values ("O'Hare", "737", "gulls").
import type { ValueMeaning } from "./lexicon.ts";
import { fold, keyOf, singular, wordsOf } from "./lexicon-words.ts";
import type { Column, ColumnRef, ColumnValue, SemanticModel } from "./model.ts";

/** Longest part of a value that is looked up, in words. */
const LONGEST_PART = 4;
/** A word in more than this share of a column's values ("International") names none of them. */
const COMMON_SHARE = 0.3;
/** A word in no more values than this is never common. */
const COMMON_FROM = 8;
/** Words that are never, alone, the name of a value: they deny, join or point. */
const NO_NAMES = new Set(["none", "no", "not", "all", "any", "other", "and", "or", "of", "the", "a", "an", "at", "in", "on", "to", "for", "by", "with", "from", "true", "false", "yes", "new", "or", "per"]);

type Scalar = string | number | boolean;
interface Known { value: Scalar; names: string[] }
export interface ColumnValues { column: ColumnRef; semantic: Column["semantic"]; known: Known[] }
export interface ValueIndex { whole: Map<string, ValueMeaning[]>; part: Map<string, ValueMeaning[]> }

/** All values by column: declared lists, then samples read through the asker's policy. */
export function valuesOf(model: SemanticModel, samples: Record<string, string[]>): ColumnValues[] {
  return model.tables.flatMap((table) =>
    table.columns.flatMap((column): ColumnValues[] => {
      const ref: ColumnRef = `${table.name}.${column.name}`;
      if (!column.values || column.hidden) return [];
      return [{ column: ref, semantic: column.semantic, known: column.values.mode === "list" ? column.values.list.map(declared) : (samples[ref] ?? []).map(sampled) }];
    }),
  );
}

function declared({ value, label, synonyms, locales }: ColumnValue): Known {
  return { value, names: [String(value), ...(label ? [label] : []), ...(synonyms ?? []), ...Object.values(locales ?? {}).flat()] };
}

function sampled(value: string): Known {
  return { value, names: [value] };
}

export function indexValues(columns: ColumnValues[]): ValueIndex {
  const index: ValueIndex = { whole: new Map(), part: new Map() };
  for (const column of columns) {
    for (const known of column.known) for (const name of known.names) addWhole(index.whole, column, known.value, name);
    addParts(index.part, column);
  }
  return index;
}

function addWhole(map: ValueIndex["whole"], column: ColumnValues, value: Scalar, name: string): void {
  const words = wordsOf(name);
  const key = keyOf(words);
  if (key.length < 2 || NO_NAMES.has(key)) return;
  const code = column.semantic === "id" && key.length <= 4 ? { asWritten: name } : {};
  add(map, key, { kind: "value", column: column.column, values: [value], match: "whole", ...code });
}

function addParts(map: ValueIndex["part"], column: ColumnValues): void {
  if (column.semantic === "id") return;
  const common = commonWords(column.known);
  for (const { value } of column.known) {
    const words = wordsOf(String(value)).map(singular);
    for (const part of partsOf(words)) if (telling(part, common)) add(map, part.join(" "), { kind: "value", column: column.column, values: [value], match: "part" });
  }
}

function partsOf(words: string[]): string[][] {
  const parts = words.flatMap((_, from) => Array.from({ length: Math.min(LONGEST_PART, words.length - from) }, (__, more) => words.slice(from, from + more + 1)));
  return parts.filter((part) => part.length < words.length);
}

function telling(part: string[], common: ReadonlySet<string>): boolean {
  const edge = [part[0] ?? "", part.at(-1) ?? ""];
  return edge.every((word) => !NO_NAMES.has(word)) && part.some((word) => word.length >= 3 && !common.has(word) && !NO_NAMES.has(word));
}

function commonWords(known: Known[]): Set<string> {
  const seen = new Map<string, number>();
  for (const { value } of known) for (const word of new Set(wordsOf(String(value)).map(singular))) seen.set(word, (seen.get(word) ?? 0) + 1);
  return new Set([...seen].filter(([, count]) => count > COMMON_FROM && count > known.length * COMMON_SHARE).map(([word]) => word));
}

/** Adds a value under a key; values of one column found by the same words come together as a set. */
function add(map: Map<string, ValueMeaning[]>, key: string, meaning: ValueMeaning): void {
  const there = map.get(key) ?? [];
  const same = there.find((entry) => entry.column === meaning.column);
  if (!same) map.set(key, [...there, meaning]);
  else if (!same.values.includes(meaning.values[0] ?? "")) same.values.push(...meaning.values);
}

/** The stored value that a text names, in one column; `undefined` where none or several do. */
export function findStored(columns: ColumnValues[], index: ValueIndex, column: ColumnRef, text: string): Scalar | undefined {
  const known = columns.find((entry) => entry.column === column)?.known ?? [];
  const exact = known.find(({ value }) => fold(String(value)) === fold(text.trim()));
  if (exact) return exact.value;
  const key = keyOf(wordsOf(text));
  for (const map of [index.whole, index.part]) {
    const values = map.get(key)?.find((entry) => entry.column === column)?.values;
    if (values) return values.length === 1 ? values[0] : undefined;
  }
  return undefined;
}
