// Corrections for having asked many questions at once. Both keep the order given.

/** Holm's step-down adjustment (Holm 1979): the chance of any false finding. */
export function holm(ps: number[]): number[] {
  const order = ranked(ps);
  const adjusted = ps.map(() => 1);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (ps.length - rank) * (ps[index] ?? 1)));
    adjusted[index] = highest;
  });
  return adjusted;
}

/** Benjamini–Hochberg q-values (1995): the expected share of false findings. */
export function benjaminiHochberg(ps: number[]): number[] {
  const order = ranked(ps);
  const adjusted = ps.map(() => 1);
  let lowest = 1;
  order.toReversed().forEach((index, fromEnd) => {
    lowest = Math.min(lowest, ((ps[index] ?? 1) * ps.length) / (ps.length - fromEnd));
    adjusted[index] = lowest;
  });
  return adjusted;
}

function ranked(ps: number[]): number[] {
  return ps.map((_p, index) => index).toSorted((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
}
