// A lasting change of level: the best single step, held against what neighbours that resemble each other make by chance, against a line and against a bend.
import { autocorrelation, mean } from "./numbers.ts";
import { stepChance } from "./step-chance.ts";

export interface Step {
  /** index of the first value of the new level */
  at: number;
  before: number;
  after: number;
  /** the largest two-sample t over all places */
  t: number;
  p: number;
  n: number;
  /** size of the step in deviations of what it leaves */
  effect: number;
  /** whether it fits clearly better than a straight line and than a line with a bend (Schwarz 1978); not asked where p is above .05 */
  beats: boolean;
  residuals: number[];
}

/** Values below which no step is looked for. */
export const STEP_MINIMUM = 16;
/** Values on each side of a step, at least. */
export const STEP_SIDE = 5;
/** How much better than a line and than a bend, in units of BIC. */
const LINE_MARGIN = 5;
const BEND_MARGIN = 3;
/** Places at which a bend is tried; a bend moves its fit little from one to the next. */
const MOST_BENDS = 40;
/** Autocorrelation is estimated too low where a step was fitted to noise. */
const MORE_AUTOCORRELATION = 0.1;

/**
 * Tests values at equal steps for one change of level. p is that of the largest t among AR(1) series with the
 * residuals' autocorrelation, simulated (sup-t; Andrews 1993 for the idea).
 * @param floor autocorrelation that series of this kind have: one short series may show less by chance
 * @returns undefined below 16 values, or where all are equal
 */
export function testStep(values: number[], floor = 0): Step | undefined {
  const n = values.length;
  const found = n >= STEP_MINIMUM ? largestStep(values) : undefined;
  if (!found) return undefined;
  const [first, second] = [values.slice(0, found.at), values.slice(found.at)];
  const [before, after] = [mean(first), mean(second)];
  const residuals = values.map((value, index) => value - (index < found.at ? before : after));
  const left = sumOfSquares(residuals);
  const effect = Math.abs(after - before) / Math.sqrt(left / (n - 2));
  const phi = Math.max(floor, stepAutocorrelation(residuals));
  const p = stepChance(found.t, n, phi);
  return { at: found.at, before, after, t: found.t, p, n, effect, beats: p <= 0.05 && beats(values, left), residuals };
}

const sumOfSquares = (values: number[]): number => values.reduce((sum, value) => sum + value * value, 0);

/** r₁ of residuals with two means taken out, corrected for that, and raised a little. */
function stepAutocorrelation(residuals: number[]): number {
  const n = residuals.length;
  const r = autocorrelation(residuals, 1);
  return Math.max(0, Math.min(0.95, (n * r + 2) / (n - 4) + MORE_AUTOCORRELATION));
}

/** The place with the largest t, by running sums. @returns undefined where nothing is left to compare with */
export function largestStep(values: readonly number[]): { at: number; t: number } | undefined {
  const n = values.length;
  const centre = mean([...values]);
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  let [sum, at, most] = [0, 0, 0];
  for (let k = 1; k <= n - STEP_SIDE; k++) {
    sum += (values[k - 1] ?? 0) - centre;
    // The sum of squares that a step at k takes away: both means are `sum` apart from the centre.
    const taken = k < STEP_SIDE ? 0 : (sum * sum * n) / (k * (n - k));
    if (taken > most) [at, most] = [k, taken];
  }
  const left = total - most;
  return left > 1e-12 * total ? { at, t: Math.sqrt((most * (n - 2)) / left) } : undefined;
}

function beats(values: number[], stepLeft: number): boolean {
  const n = values.length;
  const bic = (left: number, parameters: number): number => n * Math.log(left / n) + parameters * Math.log(n);
  const step = bic(stepLeft, 3);
  return bic(lineLeft(values), 2) - step >= LINE_MARGIN && bic(bendLeft(values), 4) - step >= BEND_MARGIN;
}

/** Sum of squares that a least-squares line leaves. */
function lineLeft(values: number[]): number {
  return leftBy(values, values.map((_value, index) => [1, index]));
}

/** … that the best line with one bend leaves. */
function bendLeft(values: number[]): number {
  const places = values.length - 2 * STEP_SIDE + 1;
  const apart = Math.ceil(places / MOST_BENDS);
  const bends = Array.from({ length: Math.ceil(places / apart) }, (_, index) => index * apart + STEP_SIDE);
  return Math.min(...bends.map((bend) => leftBy(values, values.map((_value, index) => [1, index, Math.max(0, index - bend)]))));
}

/** Residual sum of squares by Gram and Schmidt: columns are taken out of the values one after the other. */
function leftBy(values: number[], rows: number[][]): number {
  const columns = (rows[0] ?? []).map((_cell, at) => rows.map((row) => row[at] ?? 0));
  const basis: number[][] = [];
  for (const column of columns) {
    const rest = basis.reduce(without, column);
    const length = Math.sqrt(sumOfSquares(rest));
    if (length > 1e-9) basis.push(rest.map((value) => value / length));
  }
  return sumOfSquares(basis.reduce(without, values));
}

function without(values: number[], unit: number[]): number[] {
  const along = values.reduce((sum, value, index) => sum + value * (unit[index] ?? 0), 0);
  return values.map((value, index) => value - along * (unit[index] ?? 0));
}
