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

/** Autocorrelation at a distance in steps; 0 for a constant series. */
export function autocorrelation(values: number[], lag: number): number {
  const centre = mean(values);
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  if (total === 0) return 0;
  const paired = values.slice(lag).reduce((sum, value, index) => sum + (value - centre) * ((values[index] ?? centre) - centre), 0);
  return paired / total;
}

export function lagOneAutocorrelation(values: number[]): number {
  return autocorrelation(values, 1);
}

/**
 * Lag-1 autocorrelation of residuals, corrected for the bias of short series with mean and slope taken out,
 * about (2 + 4r) ÷ n (Kendall 1954). Never below 0, never 1.
 * @param taken further means taken out of them, such as those of a season
 */
export function correctedAutocorrelation(residuals: number[], taken = 0): number {
  const n = residuals.length;
  const corrected = n > taken + 4 ? (n * lagOneAutocorrelation(residuals) + 2) / (n - taken - 4) : 0;
  return Math.min(Math.max(corrected, 0), 0.99);
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: number[]): number[] {
  const order = values.map((_value, index) => index).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranked = values.map(() => 0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let at = start; at <= end; at++) ranked[order[at] ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranked;
}
