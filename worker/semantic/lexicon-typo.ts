// Finds the one known word that a misspelt word was meant to be, or none.

import { singular } from "./lexicon-words.ts";

/** Letters from which one slip is forgiven, and two. */
const ONE_SLIP = 5;
const TWO_SLIPS = 9;
/** Names of the data are stricter: a place that is not there must not become one that is. */
const NAME_LETTERS = 6;

/**
 * Damerau–Levenshtein distance in its restricted form (optimal string alignment): insert, delete, replace, swap neighbours.
 * @returns the distance, or `limit + 1` where it is larger
 */
export function slips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, { row, last, before }));
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? limit + 1;
}

function cell(a: string, b: string, i: number, j: number, { row, last, before }: { row: number[]; last: number[]; before: number[] }): number {
  const same = a[i - 1] === b[j - 1];
  const best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(best, (before[j - 2] ?? 0) + 1) : best;
}

/** @returns the only nearest word of `words` (schema and grammar) or `names` (data), or `undefined` */
export function nearestWord(word: string, words: Iterable<string>, names: ReadonlySet<string>): string | undefined {
  if (word.length < ONE_SLIP || /\d/u.test(word)) return undefined;
  const limit = word.length >= TWO_SLIPS ? 2 : 1;
  let best: string[] = [];
  let distance = limit + 1;
  for (const candidate of new Set([...words, ...names])) {
    const allowed = names.has(candidate) ? nameLimit(word, candidate) : word[0] === candidate[0] ? limit : 1;
    const found = slips(word, candidate, limit);
    if (found > allowed || found > distance) continue;
    best = found < distance ? [candidate] : [...best, candidate];
    distance = found;
  }
  return new Set(best.map(singular)).size === 1 ? best.at(-1) : undefined;
}

function nameLimit(word: string, candidate: string): number {
  return Math.max(word.length, candidate.length) >= NAME_LETTERS && word[0] === candidate[0] ? 1 : 0;
}
