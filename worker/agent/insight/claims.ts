// The sentences of inferential claims, with the test that each one passed.
import type { Grain, Insight } from "../../protocol.ts";
import { median } from "../../stats/numbers.ts";
import type { OutlierLook } from "../../stats/outliers.ts";
import type { Season } from "../../stats/season.ts";
import type { Step } from "../../stats/step.ts";
import type { Trend } from "../../stats/trend.ts";
import { formatCell, formatNumber, formatPhase } from "../format.ts";
import { periodStart } from "../period.ts";
import type { Series } from "./facts.ts";
import { fill } from "./sentence.ts";

/** What the numbers are of: the measure, and its group where the result has several. */
function subject({ measure, group }: Series, locale: string): { lead: string; values: Record<string, string> } {
  if (!group) return { lead: "{what}", values: { what: measure.label } };
  return { lead: "{group}: {what}", values: { group: formatCell(group.value, group.column, locale), what: measure.label } };
}

/** Steps of each grain in a year. */
const YEARLY: Record<Grain, number> = { day: 365.25, week: 52.18, month: 12, quarter: 4, year: 1 };

export function trendInsight(series: Series, trend: Trend, q: number, locale: string): Insight {
  const { measure, dimension, points } = series;
  const grain = dimension.grain ?? "day";
  // A step of a thousandth says nothing to a reader: then the year does.
  const slow = Math.abs(trend.slope) < 0.01 * Math.abs(median(points.map(({ value }) => value))) && points.length >= YEARLY[grain];
  const factor = slow ? YEARLY[grain] : 1;
  const number = (step: number): string => bare(step * factor);
  const bare = (value: number): string => formatNumber(Math.abs(value), measure.format === "integer" ? { ...measure, format: "decimal" } : measure, locale);
  const [low = 0, high = 0] = [trend.low, trend.high].toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const { lead, values: names } = subject(series, locale);
  const values = { ...names, slope: number(trend.slope), low: number(low), high: number(high), n: String(trend.n), unit: grain, per: slow ? "year" : grain };
  // A sum that is told by the year is still that of a step.
  const each = slow && measure.additive === true ? " per {unit}" : "";
  const text = fill(`${lead}${each} tended to ${trend.slope > 0 ? "rise" : "fall"} by about {slope} per {per} over {n} {unit}s (between {low} and {high}).`, values);
  return { type: "trend", class: "inferential", text, values, test: { name: "Mann-Kendall, effective sample size", n: trend.n, statistic: trend.slope, p: trend.p, q }, score: 0 };
}

/** Levels are means of many: rounded like the values they are of. */
export function stepInsight(series: Series, step: Step, q: number, locale: string): Insight {
  const { measure, dimension, points } = series;
  const { lead, values: names } = subject(series, locale);
  const number = (value: number): string => formatNumber(measure.format === "integer" && Math.abs(value) >= 10 ? Math.round(value) : value, measure.format === "integer" ? { ...measure, format: "decimal" } : measure, locale);
  const values = { ...names, at: formatCell(points[step.at]?.at, dimension, locale), after: number(step.after), before: number(step.before) };
  const text = fill(`${lead} ran at about {after} from {at} on, against {before} before.`, values);
  return { type: "step", class: "inferential", text, values, test: { name: "sup-t of one step", n: step.n, statistic: step.t, p: step.p, q }, score: 0 };
}

export function outlierInsight(series: Series, look: OutlierLook, q: number, locale: string): Insight {
  const { measure, points, dimension } = series;
  const [worst] = look.outliers;
  const point = points[worst?.index ?? 0] ?? { at: null, value: 0 };
  const usual = look.expected(worst?.index ?? 0);
  const number = (value: number): string => formatNumber(measure.format === "integer" ? Math.round(value) : value, measure, locale);
  const floor = points.every(({ value }) => value >= 0) ? Math.max(0, usual.low) : usual.low;
  const { lead, values: names } = subject(series, locale);
  const isNamed = series.group !== undefined || series.other === true;
  const values = { ...(isNamed ? names : {}), at: formatCell(point.at, dimension, locale), value: number(point.value), low: number(floor), high: number(usual.high) };
  const direction = point.value > usual.high ? "high" : "low";
  const time = dimension.role === "time";
  const start = isNamed ? `${lead}, ` : "";
  const template = time ? `{at} is unusually ${direction} at {value}; between {low} and {high} would be expected.` : "{at} stands out at {value}; most others are between {low} and {high}.";
  return { type: "outlier", class: "inferential", text: fill(start + template, values), values, test: { name: "generalized ESD", n: points.length, statistic: worst?.statistic ?? 0, p: look.p, q }, score: 0 };
}

export function seasonInsight(series: Series, season: Season, q: number, locale: string): Insight {
  const { lead, values: names } = subject(series, locale);
  const phase = (value: number): string => phaseName(series, season.profile.indexOf(value), locale);
  const values = { ...names, peak: phase(Math.max(...season.profile)), dip: phase(Math.min(...season.profile)) };
  return { type: "season", class: "inferential", text: fill(`${lead} tended to be highest in {peak} and lowest in {dip}.`, values), values, test: { name: "Kruskal-Wallis over phases", n: season.n, statistic: season.h, p: season.p, q }, score: 0 };
}

/** What the phase is called: the month, the quarter or the weekday of a period in it. */
function phaseName({ points, dimension }: Series, phase: number, locale: string): string {
  const start = periodStart(points[phase]?.at) ?? "";
  if (dimension.grain === "quarter") return `Q${Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1}`;
  return formatPhase(start, dimension.grain === "month" ? "month" : "weekday", locale);
}
