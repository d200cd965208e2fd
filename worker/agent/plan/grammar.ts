// A grammar of words: phrases that mean the same in any source, each with the tags that the rules look for. One file a language.

/** What a word of the language does in a question about data. */
export type Tag =
  | "by" | "of" | "in" | "and" | "or" | "comma" | "not" | "no" | "only" | "versus" | "compare" | "change" | "previous-period" | "previous-year"
  | "average" | "median" | "sum" | "highest" | "lowest" | "most" | "least" | "top" | "bottom" | "often" | "common" | "most-often" | "least-often"
  | "latest" | "earliest" | "how-many" | "how-much" | "which" | "share" | "in-percent" | "trend" | "over-time" | "distribution" | "relation"
  | "list" | "show" | "sort" | "ascending" | "descending" | "over" | "under" | "at-least" | "at-most" | "exactly" | "between" | "or-more" | "or-less"
  | "not-over" | "article" | "harmless" | "continue" | "instead" | "same" | "pronoun" | "with" | "all-time" | "chart" | "million" | "unit" | "have" | "each" | "all"
  | "running" | "growth" | "step" | "why" | "cohort" | "percentile" | "moved" | "ordinal" | "more-than"
  | "time-in" | "since" | "after" | "before" | "until" | "from" | "to" | "relative" | "distinct";

export interface Grammar {
  /** tags by folded phrase */
  tags: ReadonlyMap<string, readonly Tag[]>;
  longest: number;
  /** number words */
  numbers: ReadonlyMap<string, number>;
  /** units by their words, as the model writes them */
  units: ReadonlyMap<string, string>;
  /** chart wishes by phrase */
  charts: ReadonlyMap<string, string>;
  /** months, from 1 */
  months: ReadonlyMap<string, number>;
  /** words a typo may be mended to: never negators, comparators or numbers, which change the answer */
  mendable: ReadonlySet<string>;
  /** correct words that must not be taken for a slip of another */
  ordinary: ReadonlySet<string>;
}
