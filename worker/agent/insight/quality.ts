// Notes on the data that a reader must have before any finding: cut results, missing numbers, gaps, an unfinished period, unnamed groups.
import type { Insight } from "../../protocol.ts";
import { formatNumber, lowerFirst } from "../format.ts";
import type { InsightInput, Series } from "./facts.ts";
import { quality } from "./sentence.ts";

export function qualityNotes({ rows, truncated, locale }: InsightInput, series: Series | undefined): Insight[] {
  const count = (value: number): string => formatNumber(value, { format: "integer" }, locale);
  const notes: Insight[] = [];
  if (truncated) notes.push(quality("truncated", "Only the first {count} rows were read; totals and shares of all are not known.", { count: count(rows.length) }));
  if (!series) return notes;
  const unit = series.dimension.role === "time" ? (series.dimension.grain ?? "period") : "row";
  if (series.partial) notes.push(quality("partial-period", "The last {unit} is not over in this data; it is left out of the findings below.", { unit }));
  if (series.gaps > 0) notes.push(quality("gaps", "{gaps} of {all} {unit}s have no data.", { gaps: count(series.gaps), all: count(series.gaps + series.points.length + series.missing), unit }));
  if (series.missing > 0) notes.push(quality("missing", "{missing} of {count} have no {what}.", { missing: count(series.missing), count: count(series.points.length + series.missing), what: lowerFirst(series.measure.label) }));
  return [...notes, ...unnamed(series, locale)];
}

/** What belongs to no named group is easily overlooked; said where it is more than a hundredth. */
function unnamed({ points, dimension, measure, whole }: Series, locale: string): Insight[] {
  const none = points.find(({ at }) => at === null);
  const total = points.reduce((sum, { value }) => sum + value, 0);
  if (!none || dimension.role === "time" || !measure.additive || !whole || points.some(({ value }) => value < 0) || none.value <= 0.01 * total) return [];
  const values = { part: formatNumber(none.value, measure, locale), all: formatNumber(total, measure, locale), share: formatNumber(none.value / total, { format: "percent" }, locale), what: lowerFirst(measure.label), dimension: lowerFirst(dimension.label) };
  return [quality("unnamed", "{part} of {all} {what} ({share}) have no {dimension} recorded.", values)];
}
