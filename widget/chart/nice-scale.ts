// A linear axis with round ticks, computed here because labels must know the domain before Plot draws.
export interface NiceScale { domain: [number, number]; ticks: number[] }

export interface NiceOptions {
  /** the axis must contain zero */
  zero?: boolean;
  /** values are whole: so are the ticks */
  whole?: boolean;
}

/** A domain around the values whose ends are ticks; about `count` ticks, 1, 2 or 5 times a power of ten apart. */
export function niceScale(values: readonly number[], count: number, { zero = false, whole = false }: NiceOptions = {}): NiceScale {
  const finite = values.filter(Number.isFinite);
  const flat = new Set(finite).size < 2;
  const ends = zero || flat ? [0, ...finite] : finite;
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (low === high) return { domain: [0, 1], ticks: [0, 1] };
  const step = Math.max(niceStep((high - low) / Math.max(1, count)), whole ? 1 : 0);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
  return { domain: [ticks[0] ?? low, ticks.at(-1) ?? high], ticks };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((each) => each * power >= rough * 0.999) ?? 10;
  return factor * power;
}
