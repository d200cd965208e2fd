// How often noise alone shows a step of this t: between the simulated tables, along the length, the autocorrelation and the level.
import { STEP_LENGTHS, STEP_LEVELS, STEP_NULLS, STEP_PHIS } from "./step-nulls.ts";

/** @param phi lag-1 autocorrelation, 0–.95; above the table's last, its last. @returns p, never below 1e-9 */
export function stepChance(t: number, n: number, phi: number): number {
  const lengths = between(STEP_LENGTHS.map(Math.log), Math.log(n));
  const phis = between(STEP_PHIS, phi);
  const points = STEP_LEVELS.map((level, index) => ({ level: Math.log(level), t: weighted(lengths, (row) => weighted(phis, (column) => STEP_NULLS[row * STEP_PHIS.length + column]?.[index] ?? Number.NaN)) }));
  return Math.min(1, Math.max(1e-9, Math.exp(levelAt(points, t))));
}

interface Between { low: number; high: number; part: number }

/** The two grid places around a value; the ends hold beyond them. */
function between(grid: readonly number[], value: number): Between {
  const high = grid.findIndex((place) => place >= value);
  if (high <= 0) return high === 0 ? { low: 0, high: 0, part: 0 } : { low: grid.length - 1, high: grid.length - 1, part: 0 };
  const [from = 0, to = 0] = [grid[high - 1], grid[high]];
  return { low: high - 1, high, part: (value - from) / (to - from) };
}

function weighted({ low, high, part }: Between, at: (index: number) => number): number {
  return at(low) * (1 - part) + at(high) * part;
}

/** log p falls about with t²; below the first level it rises to 1 at t = 0, beyond the last it goes on as between the last two. */
function levelAt(points: { level: number; t: number }[], t: number): number {
  const all = [{ level: 0, t: 0 }, ...points];
  const found = all.findIndex((point) => point.t > t);
  const at = found === -1 ? all.length - 1 : Math.max(1, found);
  const [from, to] = [all[at - 1] ?? { level: 0, t: 0 }, all[at] ?? { level: 0, t: 1 }];
  return from.level + ((t * t - from.t * from.t) / (to.t * to.t - from.t * from.t)) * (to.level - from.level);
}
