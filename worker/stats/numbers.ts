// Order statistics and moments of plain number lists.

export function mean(values: number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Sample standard deviation (n − 1); NaN below two values. */
export function standardDeviation(values: number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((total, value) => total + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Quantile by linear interpolation (Hyndman & Fan 1996, type 7). @param p 0–1 */
export function quantile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** Spread that a few extremes do not move: 1.4826 × the median absolute deviation, which estimates σ of a normal sample. */
export function robustDeviation(values: number[]): number {
  const centre = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - centre)));
}

/** Autocorrelation at one step; 0 for a constant series. */
export function lagOneAutocorrelation(values: number[]): number {
  const centre = mean(values);
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  if (total === 0) return 0;
  const paired = values.slice(1).reduce((sum, value, index) => sum + (value - centre) * ((values[index] ?? centre) - centre), 0);
  return paired / total;
}
