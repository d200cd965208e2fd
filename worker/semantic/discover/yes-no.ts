// Columns that say yes or no: booleans, and 0 and 1 in a column named like one.
import type { ColumnFacts } from "./snapshot.ts";

export function isYesNo(column: ColumnFacts, words: string[]): boolean {
  return column.type === "boolean" || (words.length > 1 && (words[0] === "is" || words[0] === "has") && isZeroOrOne(column));
}

function isZeroOrOne({ statistics }: ColumnFacts): boolean {
  return statistics !== undefined && statistics.distinct > 0 && statistics.distinct <= 2 && statistics.values.every((value) => /^[01]$/u.test(value));
}
