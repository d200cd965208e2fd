// What the rows say: the direct answer, notes on the data, and the few findings worth a sentence.
import type { Insight } from "../protocol.ts";
import { describeSeries } from "./insight/describe.ts";
import { seriesOf, type InsightInput } from "./insight/facts.ts";
import { headlineOf } from "./insight/headline.ts";
import { inferFromSeries } from "./insight/infer.ts";
import { relateColumns } from "./insight/relate.ts";
import { qualityNotes } from "./insight/quality.ts";
import { fact } from "./insight/sentence.ts";

export type { InsightInput } from "./insight/facts.ts";

/** Findings shown beside the notes on the data. */
const SHOWN = 3;

/**
 * Finds what stands out. Descriptive facts are exact; a trend or an outlier is said only if its test holds.
 * @returns the answer in one sentence, the findings (notes first), and how many patterns were tested
 */
export function findInsights(input: InsightInput): { headline: string; items: Insight[]; checked: number } {
  const series = seriesOf(input);
  const headline = headlineOf(input);
  const notes = qualityNotes(input, series);
  const related = relateColumns(input);
  if (related.checked > 0) return { headline, items: [...notes, ...related.items], checked: related.checked };
  if (!series || input.plan?.previous || input.plan?.intent === "absent") return { headline, items: notes, checked: 0 };
  const inferred = inferFromSeries(series, input.locale);
  const findings = distinct([...inferred.items, ...describeSeries(series, input.locale)], inferred.checked > 0).filter((item) => !isSaid(item, headline)).slice(0, SHOWN);
  const nothing = inferred.checked > 0 && inferred.items.length === 0 ? [nothingHeld(series.points.length, series.dimension.role === "time")] : [];
  return { headline, items: [...notes, ...findings, ...nothing], checked: inferred.checked };
}

/** Best first, one of a kind. Two ends of a series suggest a trend: they are named only where none could be tested. */
function distinct(items: Insight[], trendTested: boolean): Insight[] {
  const types = new Set(items.map((item) => item.type));
  const kept = items.filter((item) => !(item.type === "span" && (types.has("trend") || trendTested)) && !(item.type === "extreme" && types.has("rank-gap")));
  return kept.toSorted((a, b) => b.score - a.score);
}

/** A finding whose every value stands in the headline adds nothing. */
function isSaid(item: Insight, headline: string): boolean {
  return item.class === "descriptive" && Object.entries(item.values).every(([key, value]) => key === "what" || headline.includes(value));
}

function nothingHeld(points: number, time: boolean): Insight {
  return fact("nothing", `No clear ${time ? "trend or " : ""}outlier in these {n} points.`, { n: String(points) }, 0);
}
