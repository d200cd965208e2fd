// Seeded noise for measuring how often a test is wrong: white, autocorrelated, and what share of runs held something.
import { seeded } from "../semantic/data.ts";

/** Standard normal numbers, by Box and Muller. */
export function normals(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A series in which each value keeps `phi` of the one before; its variance is 1 throughout. */
export function ar(next: () => number, n: number, phi: number): number[] {
  let last = next();
  return Array.from({ length: n }, () => {
    last = phi * last + Math.sqrt(1 - phi * phi) * next();
    return last;
  });
}

/** Counts of events that come independently, by Knuth. */
export function poisson(random: () => number, mean: number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); product *= random()) count++;
  return count;
}

/** Part of the runs in which a test held. */
export function share(runs: number, test: (run: number) => boolean): number {
  return Array.from({ length: runs }, (_, run) => test(run)).filter(Boolean).length / runs;
}
