// Whether groups differ: Kruskal and Wallis' rank test, and χ² against equal counts.
import { chiSquareCdf } from "./distributions.ts";
import { ranks } from "./numbers.ts";

/** H of Kruskal & Wallis (1952), corrected for ties, with its χ² approximation (good from about five values a group on). */
export function kruskalWallis(groups: number[][]): { h: number; p: number; df: number } {
  const filled = groups.filter((group) => group.length > 0);
  const all = filled.flat();
  const n = all.length;
  const df = filled.length - 1;
  const ranked = ranks(all);
  let from = 0;
  const squares = filled.map((group) => {
    const sum = ranked.slice(from, from + group.length).reduce((total, rank) => total + rank, 0);
    from += group.length;
    return (sum * sum) / group.length;
  });
  const ties = [...Map.groupBy(all, (value) => value).values()].reduce((sum, { length }) => sum + length ** 3 - length, 0);
  const correction = 1 - ties / (n ** 3 - n);
  if (df < 1 || !(correction > 0)) return { h: 0, p: 1, df };
  const h = ((12 / (n * (n + 1))) * squares.reduce((sum, square) => sum + square, 0) - 3 * (n + 1)) / correction;
  return { h, p: 1 - chiSquareCdf(h, df), df };
}

/** Pearson's χ² of counts against the same count everywhere; trustworthy from five expected in each on. */
export function evenCounts(counts: number[]): { chi: number; p: number; df: number } {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return { chi, p: 1 - chiSquareCdf(chi, counts.length - 1), df: counts.length - 1 };
}
