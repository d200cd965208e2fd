// Claims of a series in time: first what returns, then whether it moved by a step or along a line, then what stands out from both.
import type { Grain } from "../../protocol.ts";
import { correctedAutocorrelation, median, robustDeviation, standardDeviation } from "../../stats/numbers.ts";
import { deseasonalize, testSeason, type Season } from "../../stats/season.ts";
import { testStep, type Step } from "../../stats/step.ts";
import { lineResiduals, residualsOf, testTrend, TREND_MINIMUM, type Trend } from "../../stats/trend.ts";
import { ALPHA, effectOf, outlierClaim, type Claim } from "./claim.ts";
import { seasonInsight, stepInsight, trendInsight } from "./claims.ts";
import type { Series } from "./facts.ts";

/** A season is only said when it is this sure, and then taken out before a trend is looked for. */
const SEASON_ALPHA = 0.01;
/** From here on, neighbours say too much of each other for a trend to mean anything. */
const DRIFTING = 0.8;
/** Points from which an outlier in time is looked for. */
const OUTLIER_IN_TIME = 12;
/** Deviations that a step must measure. */
const LEAST_STEP = 2;
/** Deviations at which a rise, a step or a season is as clear as any larger. */
const [FULL_RISE, FULL_STEP, FULL_SEASON] = [6, 5, 8];
/** Part of the usual value that a rise or a step must come to. */
const LEAST_MOVE = 0.05;
/** Series from which it can be told how series of their kind behave. */
const LEAST_SIBLINGS = 3;
/** Taken off what they share: each series' own is never taken as less than this, which errs to one side. */
const SPARED = 0.1;
/** Steps of each grain after which a pattern may return. */
export const CYCLE: Partial<Record<Grain, number>> = { day: 7, month: 12, quarter: 4 };

/** @param series with every period, none missing. @param floor autocorrelation that its siblings have */
export function claimsInTime(series: Series, locale: string, floor = 0): Claim[] {
  const values = series.points.map((point) => point.value);
  if (values.length < TREND_MINIMUM) return [];
  const { season, seasonal } = seasonOf(values, CYCLE[series.dimension.grain ?? "day"] ?? 0);
  const rest = seasonal ? deseasonalize(values, seasonal) : values;
  // A season that was taken out took some of what neighbours share with it.
  const least = seasonal ? Math.max(floor, correctedAutocorrelation(lineResiduals(rest), seasonal.profile.length)) : floor;
  const trend = testTrend(rest, least);
  const step = testStep(rest, least);
  // One move is told once: as a step where that fits clearly better than any line.
  const isStep = step !== undefined && stepMatters(step, values);
  return [
    { p: !isStep && trendMatters(trend, values) ? trend.p : 1, effect: effectOf(riseOf(trend) / spreadOf(trend), FULL_RISE), insight: (q: number) => trendInsight(series, trend, q, locale) },
    ...(step ? [{ p: isStep ? step.p : 1, effect: effectOf(step.effect, FULL_STEP), insight: (q: number) => stepInsight(series, step, q, locale) }] : []),
    ...(season ? [{ p: seasonal ? season.p : 1, effect: effectOf(season.effect, FULL_SEASON), insight: (q: number) => seasonInsight(series, season, q, locale) }] : []),
    // What drifts is far from where it was, and no single period of it unusual.
    ...(isDrifting(trend) && !isStep ? [] : outlierClaim(series, OUTLIER_IN_TIME, (scaled) => (!isStep && isSame(scaled, values) ? trend.residuals : residualsIn(scaled, seasonal, isStep ? step : undefined)), locale)),
  ];
}

/**
 * How much neighbours resemble each other in series of one kind, from all of them: each alone is too short to tell.
 * @returns 0 for fewer than three
 */
export function sharedAutocorrelation(siblings: Series[]): number {
  const each = siblings.filter(({ points }) => points.length >= TREND_MINIMUM).map(({ points }) => correctedAutocorrelation(lineResiduals(points.map(({ value }) => value))));
  return each.length < LEAST_SIBLINGS ? 0 : Math.max(0, median(each) - SPARED);
}

/** `seasonal`: the season, where it is sure and large enough to be taken out. */
function seasonOf(values: number[], period: number): { season: Season | undefined; seasonal: Season | undefined } {
  const season = testSeason(values, period);
  return { season, seasonal: season !== undefined && season.p <= SEASON_ALPHA && season.effect >= 1 ? season : undefined };
}

const isSame = (scaled: number[], values: number[]): boolean => scaled.every((value, index) => value === values[index]);

/** What season and move leave, on the scale on which outliers are looked for. */
function residualsIn(scaled: number[], seasonal: Season | undefined, step: Step | undefined): number[] {
  const own = seasonal ? testSeason(scaled, seasonal.profile.length) : undefined;
  const rest = own ? deseasonalize(scaled, own) : scaled;
  if (!step) return residualsOf(rest);
  const [before, after] = [median(rest.slice(0, step.at)), median(rest.slice(step.at))];
  return rest.map((value, index) => value - (index < step.at ? before : after));
}

function isDrifting({ autocorrelation }: Trend): boolean {
  return autocorrelation >= DRIFTING;
}

/** Whether neighbours of a series are too alike for any trend to mean something. */
export function drifts({ points, dimension }: Series): boolean {
  return dimension.role === "time" && points.length >= TREND_MINIMUM && isDrifting(testTrend(points.map(({ value }) => value)));
}

/** A trend that fails its effect gate keeps a p of 1: it was tested, and did not hold. */
function trendMatters(trend: Trend, values: number[]): boolean {
  const rise = riseOf(trend);
  return rise >= spreadOf(trend) && rise >= LEAST_MOVE * Math.abs(median(values)) && !isDrifting(trend) && Math.sign(trend.low) === Math.sign(trend.high);
}

const riseOf = ({ slope, n }: Trend): number => Math.abs(slope) * (n - 1);

/** Of a spread that grows or jumps the robust one is only the small part. */
const spreadOf = ({ residuals }: Trend): number => Math.max(robustDeviation(residuals), standardDeviation(residuals));

function stepMatters(step: Step, values: number[]): boolean {
  return step.p <= ALPHA && step.beats && step.effect >= LEAST_STEP && Math.abs(step.after - step.before) >= LEAST_MOVE * Math.abs(median(values));
}
