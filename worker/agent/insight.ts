// What the rows say: the direct answer, notes on the data, and the few findings worth a sentence.
import type { Insight } from "../protocol.ts";
import { describeComparison } from "./insight/compare.ts";
import { describeSeries, describeTotals } from "./insight/describe.ts";
import { otherSeries, seriesOf, totalsOf, type InsightInput, type Series } from "./insight/facts.ts";
import { compareGroups } from "./insight/group-difference.ts";
import { headlineOf } from "./insight/headline.ts";
import { inferFromOthers, inferFromSeries, MOST_POINTS } from "./insight/infer.ts";
import { outlookOf } from "./insight/outlook.ts";
import { qualityNotes } from "./insight/quality.ts";
import { relateColumns, relationClaim } from "./insight/relate.ts";
import { fact } from "./insight/sentence.ts";
import { compareShares } from "./insight/share-difference.ts";
import { drifts } from "./insight/time-claims.ts";

export type { InsightInput } from "./insight/facts.ts";

/** Findings shown beside the notes on the data. */
const SHOWN = 3;

interface Found { items: Insight[]; checked: number }

/**
 * Finds what stands out. Descriptive facts are exact; a trend, a season, an outlier or a relation is said only if its
 * test holds.
 * @returns the answer in one sentence, the findings (notes first), and how many patterns were tested
 */
export function findInsights(input: InsightInput): { headline: string } & Found {
  const series = seriesOf(input);
  const headline = headlineOf(input);
  const notes = qualityNotes(input, series);
  const { items, checked } = findingsOf(input, series);
  const findings = best(items, checked).filter((item) => !isSaid(item, headline)).slice(0, SHOWN);
  const nothing = checked > 0 && !items.some(isFinding) ? nothingHeld(input, series) : [];
  return { headline, items: [...notes, ...findings, ...nothing], checked };
}

function findingsOf(input: InsightInput, series: Series | undefined): Found {
  const { plan, locale, rows } = input;
  if (rows.length < 2 || plan?.intent === "list" || plan?.intent === "absent") return { items: [], checked: 0 };
  if (plan?.previous) return { items: describeComparison(input), checked: 0 };
  const related = relateColumns(input);
  if (related.checked > 0) return related;
  const differing = compareGroups(input);
  if (differing.checked > 0) return differing;
  const shares = compareShares(input);
  if (shares.checked > 0) return { ...shares, items: [...shares.items, ...(series ? describeSeries(series, locale) : [])] };
  const asked = series ? inferFromSeries(series, locale) : { items: [], checked: 0 };
  const others = inferFromOthers(otherSeries(input), series, relationClaim(input), locale);
  const facts = series ? describeSeries(series, locale) : totalsOf(input).flatMap((totals) => describeTotals(totals, locale));
  const outlook = series ? outlookOf(series, input.today, locale) : [];
  return { items: [...asked.items, ...others.items, ...facts, ...outlook], checked: asked.checked + others.checked };
}

/** Best first, one of a kind. Two ends of a series suggest a trend: they are named only where none could be tested. */
function best(items: Insight[], checked: number): Insight[] {
  const types = new Set(items.map((item) => item.type));
  const ranked = items.filter((item) => !(item.type === "span" && checked > 0) && !(item.type === "extreme" && types.has("rank-gap")) && !(item.type === "year-before" && types.has("trend"))).toSorted((a, b) => b.score - a.score);
  return ranked.filter((item, index) => ranked.findIndex((other) => other.type === item.type) === index);
}

/** Facts of which the headline may have given every value: who leads, with how much. */
const OF_LEADERS = new Set(["dominance", "rank-gap", "extreme", "span", "contribution", "largest-move"]);

/** A finding whose every value stands in the headline adds nothing. */
function isSaid({ type, values }: Insight, headline: string): boolean {
  const words = (text: string): string => ` ${text.replaceAll(/[;:,.()]+(?=\s|$)|\(/gu, " ").trim()} `;
  return OF_LEADERS.has(type) && Object.entries(values).every(([key, value]) => key === "what" || words(headline).includes(words(value)));
}

/** A forecast says what may come, not what was found. */
function isFinding({ class: kind, type }: Insight): boolean {
  return (kind === "inferential" && type !== "forecast") || type === "nothing";
}

/** A valid answer: it was tested, and nothing held. */
function nothingHeld({ rows }: InsightInput, series: Series | undefined): Insight[] {
  const time = series ? series.dimension.role === "time" : true;
  if (series && series.points.length <= MOST_POINTS && drifts(series)) return [fact("nothing", "No outlier or trend can be told in these {n} points: neighbours are too alike.", { n: String(series.points.length) }, 0)];
  return [fact("nothing", `No clear ${time ? "trend or " : ""}outlier in these {n} points.`, { n: String(series?.points.length ?? rows.length) }, 0)];
}
