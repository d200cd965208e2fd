// Ways to carry a series on by some steps: each learns from the values it is given and from nothing else.
import { mean } from "./numbers.ts";

/** The next `steps` values. `period`: steps after which a pattern returns, 0 for none. */
export type Forecaster = (values: readonly number[], steps: number, period: number) => number[];

const ahead = (steps: number, at: (step: number) => number): number[] => Array.from({ length: steps }, (_, index) => at(index + 1));

/** As the last value. */
export const naive: Forecaster = (values, steps) => ahead(steps, () => values.at(-1) ?? Number.NaN);

/** As the mean of all. */
const average: Forecaster = (values, steps) => {
  const level = mean([...values]);
  return ahead(steps, () => level);
};

/** On from the last value as it went from the first. */
const drift: Forecaster = (values, steps) => {
  const last = values.at(-1) ?? Number.NaN;
  const slope = (last - (values[0] ?? Number.NaN)) / (values.length - 1);
  return ahead(steps, (step) => last + slope * step);
};

/** Along the least-squares line. */
const line: Forecaster = (values, steps) => {
  const n = values.length;
  const centre = (n - 1) / 2;
  const level = mean([...values]);
  const slope = values.reduce((sum, value, index) => sum + (index - centre) * (value - level), 0) / ((n * (n * n - 1)) / 12);
  return ahead(steps, (step) => level + slope * (n - 1 + step - centre));
};

const ALPHAS = [0.2, 0.5, 0.8];
const BETAS = [0.05, 0.2];
const DAMPING = 0.9;

/** Level and a slope that fades (Gardner & McKenzie 1985), with the weights that fitted the past best. */
const damped: Forecaster = (values, steps) => smoothed(values, steps, values.map(() => 0), []);

/** … with an additive season (Holt 1957, Winters 1960): the season by phase means, the rest smoothed. */
const seasonal: Forecaster = (values, steps, period) => {
  const level = mean([...values]);
  const phases = Array.from({ length: period }, (_, phase) => mean(values.filter((_value, index) => index % period === phase)) - level);
  return smoothed(values, steps, values.map((_value, index) => phases[index % period] ?? 0), phases);
};

/** As one cycle ago. */
const seasonalNaive: Forecaster = (values, steps, period) => ahead(steps, (step) => values[values.length - period + ((step - 1) % period)] ?? Number.NaN);

function smoothed(values: readonly number[], steps: number, season: number[], phases: number[]): number[] {
  const flat = values.map((value, index) => value - (season[index] ?? 0));
  const fits = ALPHAS.flatMap((alpha) => BETAS.map((beta) => fit(flat, alpha, beta)));
  const best = fits.reduce((a, b) => (b.error < a.error ? b : a));
  return ahead(steps, (step) => best.level + best.slope * dampedSteps(step) + (phases[(values.length + step - 1) % phases.length] ?? 0));
}

/** φ + φ² + … + φ^steps */
function dampedSteps(steps: number): number {
  return (DAMPING * (1 - DAMPING ** steps)) / (1 - DAMPING);
}

function fit(values: number[], alpha: number, beta: number): { level: number; slope: number; error: number } {
  let [level = 0, slope, error] = [values[0], 0, 0];
  for (const value of values.slice(1)) {
    const expected = level + DAMPING * slope;
    error += (value - expected) ** 2;
    const next = alpha * value + (1 - alpha) * expected;
    slope = beta * (next - level) + (1 - beta) * DAMPING * slope;
    level = next;
  }
  return { level, slope, error };
}

export const PLAIN_METHODS: Record<string, Forecaster> = { mean: average, drift, line, damped };
export const SEASONAL_METHODS: Record<string, Forecaster> = { "seasonal naive": seasonalNaive, seasonal };
