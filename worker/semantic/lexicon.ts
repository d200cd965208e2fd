// The lexicon: what each word and phrase of a question may mean in one source, for one asker.
import { namesOf } from "./lexicon-names.ts";
import { findStored, indexValues, valuesOf } from "./lexicon-values.ts";
import { keyOf, singular, wordsOf } from "./lexicon-words.ts";
import type { ColumnRef, SemanticModel } from "./model.ts";

type Scalar = string | number | boolean;

export interface ValueMeaning {
  kind: "value";
  column: ColumnRef;
  /** several where a part is shared ("gulls") */
  values: Scalar[];
  match: "whole" | "part";
  /** short codes count only as written ("DEN") */
  asWritten?: string;
}

export type Meaning =
  | { kind: "table"; table: string; /** label or plural, not a synonym */ primary: boolean }
  | { kind: "column"; column: ColumnRef; primary: boolean }
  | { kind: "metric"; metric: string }
  | { kind: "segment"; segment: string; negated: boolean }
  | { kind: "ambiguous"; /** position in `model.ambiguous` */ index: number }
  | { kind: "adjective"; column: ColumnRef; degree: "more" | "less" | "most" | "least" }
  | ValueMeaning;

export interface Lexicon {
  /** all meanings of a phrase of singular words joined by spaces; parts of values only where nothing is named so in whole */
  find(key: string): readonly Meaning[];
  /** longest phrase, in words */
  longest: number;
  /** single words of the model, for typos */
  words: ReadonlySet<string>;
  /** single words of the data, for typos */
  names: ReadonlySet<string>;
  /** the stored value that a text names in one column; `undefined` where none or several do */
  findValue(column: ColumnRef, text: string): Scalar | undefined;
}

/**
 * Builds the lexicon of one asker.
 * @param values sample values by `table.column`, read through the asker's own row policy, so that nobody else's names are in it
 */
export function buildLexicon(model: SemanticModel, values: Record<string, string[]>): Lexicon {
  const columns = valuesOf(model, values);
  const index = indexValues(columns);
  const named = new Map<string, Meaning[]>();
  for (const [phrase, meaning] of namesOf(model)) push(named, keyOf(wordsOf(phrase)), meaning);
  const keys = [...named.keys(), ...index.whole.keys(), ...index.part.keys()];

  return {
    find(key) {
      const whole = [...(named.get(key) ?? []), ...(index.whole.get(key) ?? [])];
      return whole.length > 0 ? whole : (index.part.get(key) ?? []);
    },
    longest: keys.reduce((most, key) => Math.max(most, key.split(" ").length), 1),
    words: singles(named.keys()),
    names: singles([...index.whole.keys(), ...index.part.keys()]),
    findValue: (column, text) => findStored(columns, index, column, text),
  };
}

function push(map: Map<string, Meaning[]>, key: string, meaning: Meaning): void {
  const there = map.get(key) ?? [];
  if (key && !there.some((known) => JSON.stringify(known) === JSON.stringify(meaning))) map.set(key, [...there, meaning]);
}

function singles(keys: Iterable<string>): Set<string> {
  return new Set([...keys].flatMap((key) => key.split(" ")).map(singular));
}
