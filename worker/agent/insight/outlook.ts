// The next period of a series, as a range that its own past justifies; said only of what has not been yet.
import type { Cell, Insight } from "../../protocol.ts";
import { addUnits, isPartial } from "../../semantic/calendar.ts";
import { forecast } from "../../stats/forecast.ts";
import { formatCell, formatNumber, lowerFirst, prepositionOf } from "../format.ts";
import { periodStart } from "../period.ts";
import { ALPHA } from "./claim.ts";
import type { Series } from "./facts.ts";
import { isRegular } from "./infer.ts";
import { fill, isCount } from "./sentence.ts";
import { CYCLE } from "./time-claims.ts";

/** @returns one sentence, or nothing where the last value is the best guess or the next period is long over */
export function outlookOf(series: Series, today: string, locale: string): Insight[] {
  const { measure, dimension, points, whole } = series;
  const next = dimension.role === "time" && whole && isRegular(series) ? nextPeriod(series, today) : undefined;
  const found = next === undefined ? undefined : forecast(points.map(({ value }) => value), 1, CYCLE[dimension.grain ?? "day"] ?? 0);
  const [step] = found?.steps ?? [];
  if (next === undefined || !found || !step || found.p > ALPHA) return [];
  const number = (value: number): string => formatNumber(measure.format === "integer" ? Math.round(value) : value, measure, locale);
  const floor = points.every(({ value }) => value >= 0) ? 0 : -Infinity;
  const count = (value: number): string => formatNumber(value, { format: "integer" }, locale);
  const values = { at: formatCell(next, dimension, locale), what: lowerFirst(measure.label), low: number(Math.max(floor, step.low)), high: number(Math.max(floor, step.high)), held: count(found.held), tried: count(found.tried) };
  const text = fill(`If the pattern holds, {what} ${prepositionOf(dimension)} {at} ${isCount(measure) ? "are" : "is"} likely to be between {low} and {high}; such a range held {held} of {tried} times before.`, values);
  return [{ type: "forecast", class: "inferential", text, values, test: { name: `rolling-origin backtest, ${found.method}`, n: points.length, statistic: found.held / Math.max(1, found.tried), p: found.p, q: found.p }, score: 0.58 }];
}

/** The period after the last one, in its spelling, if it is not over. */
function nextPeriod({ points, dimension }: Series, today: string): Cell | undefined {
  const last = points.at(-1)?.at;
  const start = periodStart(last);
  const grain = dimension.grain ?? "day";
  if (start === undefined) return undefined;
  const next = addUnits(start, grain, 1);
  if (!isPartial(next, grain, today)) return undefined;
  if (typeof last === "number") return Number(next.slice(0, 4));
  return dimension.type === "date" || dimension.type === "timestamp" ? next : undefined;
}
