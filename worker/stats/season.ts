// A pattern that returns every year or week: the phases differ by rank, and values one cycle apart resemble each other.
import { kruskalWallis } from "./groups.ts";
import { autocorrelation, mean, median, robustDeviation, standardDeviation } from "./numbers.ts";
import { residualsOf } from "./trend.ts";

export interface Season {
  /** Kruskal–Wallis over the phases; 1 where values one cycle apart do not resemble each other */
  p: number;
  h: number;
  n: number;
  /** typical deviation of each phase, phase 0 first */
  profile: number[];
  /** peak to trough, in robust deviations of what the season leaves */
  effect: number;
}

/** Cycles from which a phase is its median. */
const MEDIAN_CYCLES = 7;
/** Whole cycles below which no season is looked for. */
export const CYCLES_MINIMUM = 3;

/** @param period steps of a cycle. @returns undefined below three cycles */
export function testSeason(values: number[], period: number): Season | undefined {
  const n = values.length;
  if (period < 2 || n < CYCLES_MINIMUM * period) return undefined;
  const flat = residualsOf(values);
  const phases = Array.from({ length: period }, (_, phase) => flat.filter((_value, index) => index % period === phase));
  // The median of a few values is one of them, and leaves nothing of it: the rest would look all the more unusual.
  const profile = phases.map(n < MEDIAN_CYCLES * period ? mean : median);
  const left = flat.map((value, index) => value - (profile[index % period] ?? 0));
  const spread = robustDeviation(left) || standardDeviation(left);
  const { h, p } = kruskalWallis(phases);
  const returns = autocorrelation(flat, period) > 1.96 / Math.sqrt(n);
  return { p: returns ? p : 1, h, n, profile, effect: spread > 0 ? (Math.max(...profile) - Math.min(...profile)) / spread : 0 };
}

/** The values without their season. */
export function deseasonalize(values: number[], { profile }: Season): number[] {
  return values.map((value, index) => value - (profile[index % profile.length] ?? 0));
}
