// The next values of a series, with ranges as wide as its own past errors were, and how often such ranges held.
import { studentCdf } from "./distributions.ts";
import { naive, PLAIN_METHODS, SEASONAL_METHODS, type Forecaster } from "./forecasters.ts";
import { mean, standardDeviation } from "./numbers.ts";

export interface Forecast {
  method: string;
  /** one for each step ahead */
  steps: { expected: number; low: number; high: number }[];
  /** of the first step, forecast again and again from the past: ranges made, and those that held the value that came */
  tried: number;
  held: number;
  /** mean absolute error of a first step, of this method and of taking the last value */
  error: number;
  naiveError: number;
  /** that this method is no better than the last value: paired t of the errors (Diebold & Mariano 1995) */
  p: number;
}

/** Values below which nothing is forecast; cycles below which no season is. */
export const FORECAST_MINIMUM = 18;
const CYCLES = 3;
/** Newest values that are looked at. */
const MOST = 120;
/** Values that the first forecast of the past may learn from. */
const FIRST = 8;
/** Part of the past ranges that must have held: where fewer did, the past says little of what comes. */
const HELD = 0.68;
/** How much better than the last value a method must have been. */
const BETTER = 0.9;
const LEVEL = 0.8;
/** Errors without which a range of that level has no end. */
const LEAST_ERRORS = 4;

/**
 * Tries each method on the past, from each origin on (rolling origin; Tashman 2000), takes the one with the smallest
 * error, and gives it ranges by split conformal prediction: per horizon, the quantile of its absolute errors.
 * @returns undefined below 18 values, where no method was clearly better than the last value, and where its ranges did not hold
 */
export function forecast(series: readonly number[], steps: number, period: number): Forecast | undefined {
  const values = series.slice(-MOST);
  if (values.length < FORECAST_MINIMUM || new Set(values).size < 3) return undefined;
  const isCyclic = period > 1 && values.length >= CYCLES * period;
  const methods = Object.entries({ ...PLAIN_METHODS, ...(isCyclic ? SEASONAL_METHODS : {}) });
  // A season is learned from two cycles at least.
  const first = isCyclic ? Math.max(FIRST, 2 * period) : FIRST;
  const plain = backtest(naive, values, steps, first, period);
  const tried = methods.map(([name, method]) => ({ name, method, errors: backtest(method, values, steps, first, period) }));
  const best = tried.reduce((a, b) => (score(b.errors) < score(a.errors) ? b : a));
  const [error, naiveError] = [meanError(best.errors, 0), meanError(plain, 0)];
  const trial = trialOf(best.errors);
  if (!(error < BETTER * naiveError) || trial.held < HELD * trial.tried) return undefined;
  return { method: best.name, steps: rangesOf(best.method(values, steps, period), best.errors), ...trial, error, naiveError, p: pairedP(best.errors, plain) };
}

/** Absolute errors: one row an origin, one column a step ahead; shorter where the series ends. */
function backtest(method: Forecaster, values: readonly number[], steps: number, first: number, period: number): number[][] {
  return Array.from({ length: values.length - first }, (_, index) => {
    const origin = first + index;
    const expected = method(values.slice(0, origin), Math.min(steps, values.length - origin), period);
    return expected.map((value, step) => Math.abs(value - (values[origin + step] ?? Number.NaN)));
  });
}

const at = (errors: number[][], step: number): number[] => errors.flatMap((row) => row[step] ?? []);
const meanError = (errors: number[][], step: number): number => mean(at(errors, step));
const score = (errors: number[][]): number => mean(errors.flat());

/** The range of a later step is never narrower than that of an earlier one. */
function rangesOf(expected: number[], errors: number[][]): Forecast["steps"] {
  let half = 0;
  return expected.map((value, step) => {
    half = Math.max(half, conformal(at(errors, step)) ?? half);
    return { expected: value, low: value - half, high: value + half };
  });
}

/** The ⌈(m + 1) · level⌉-th smallest error (Vovk et al. 2005). @returns undefined where there are too few */
function conformal(errors: number[]): number | undefined {
  return errors.toSorted((a, b) => a - b)[Math.ceil((errors.length + 1) * LEVEL) - 1];
}

/** Each past range was made of the errors before it alone. */
function trialOf(errors: number[][]): { tried: number; held: number } {
  const all = at(errors, 0);
  const later = all.slice(LEAST_ERRORS).map((error, index) => error <= (conformal(all.slice(0, index + LEAST_ERRORS)) ?? -1));
  return { tried: later.length, held: later.filter(Boolean).length };
}

function pairedP(errors: number[][], plain: number[][]): number {
  const others = at(plain, 0);
  const gains = at(errors, 0).map((error, index) => (others[index] ?? error) - error);
  const t = mean(gains) / (standardDeviation(gains) / Math.sqrt(gains.length));
  return t > 0 ? 1 - studentCdf(t, gains.length - 1) : 1;
}
