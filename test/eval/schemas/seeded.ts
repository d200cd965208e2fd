// Draws that are the same on every machine, for the rows of the schemas here.

export interface Seeded {
  /** from 0 up to, but without, 1 */
  next(): number;
  /** a whole number, both ends included */
  whole(from: number, to: number): number;
  /** the earlier, the likelier */
  pick<T>(items: readonly [T, ...T[]]): T;
  chance(share: number): boolean;
}

/** Mulberry32, by Tommy Ettinger (public domain). */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => items[Math.floor(next() ** 1.4 * items.length)] ?? items[0],
    chance: (share) => next() < share,
  };
}

/** @returns the day that is so many days after another, as ISO text */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
