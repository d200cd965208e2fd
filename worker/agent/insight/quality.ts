// Notes on the data that a reader must have before any finding: cut results, missing numbers, an unfinished period.
import type { Insight } from "../../protocol.ts";
import type { InsightInput, Series } from "./facts.ts";
import { quality } from "./sentence.ts";

export function qualityNotes({ rows, truncated }: InsightInput, series: Series | undefined): Insight[] {
  const notes: Insight[] = [];
  if (truncated) notes.push(quality("truncated", "Only the first {count} rows were read; totals and shares of all are not known.", { count: String(rows.length) }));
  if (series?.partial) notes.push(quality("partial-period", "The last {unit} is not over in this data; it is left out of the findings below.", { unit: series.dimension.grain ?? "period" }));
  if (series && series.missing > 0) {
    const count = series.points.length + series.missing;
    notes.push(quality("missing", "{missing} of {count} have no {what}.", { missing: String(series.missing), count: String(count), what: series.measure.label.toLowerCase() }));
  }
  return notes;
}
