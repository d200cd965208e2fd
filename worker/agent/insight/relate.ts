// Two numbers of the same rows: whether they tend to move together, or that no clear relation shows.
import type { Cell, Insight, ResultColumn } from "../../protocol.ts";
import { CORRELATION_MINIMUM, SERIES_MINIMUM, spearman, spearmanOverTime, type Correlation } from "../../stats/correlation.ts";
import { formatNumber, lowerFirst } from "../format.ts";
import { dimensionsOf, measuresOf, seriesOf, type InsightInput } from "./facts.ts";
import { ALPHA, type Claim } from "./claim.ts";
import { fact, fill } from "./sentence.ts";

/** Weaker relations are not worth a sentence, however sure. */
const LEAST = 0.3;

/** @returns the pair that was asked for, over rows as they are, and how many patterns were tested; nothing for other results */
export function relateColumns(input: InsightInput): { items: Insight[]; checked: number } {
  const { columns, rows, plan, locale } = input;
  const [a, b] = columns;
  const raw = plan ? plan.intent === "relation" : dimensionsOf(input).length === 0;
  const pairs = pairsOf(rows, 0, 1);
  if (!raw || !a || !b || columns.length !== 2 || measuresOf(input).length !== 2 || pairs.xs.length < CORRELATION_MINIMUM) return { items: [], checked: 0 };
  const found = spearman(pairs.xs, pairs.ys);
  const values = valuesOf(a, b, found, locale);
  if (found.p > ALPHA || Math.abs(found.rho) < LEAST) return { items: [fact("nothing", "No clear relation between {a} and {b} (rank correlation {rho} over {n} rows).", values, 0)], checked: 1 };
  const text = fill(`Rows with a higher {a} tend to have a ${found.rho > 0 ? "higher" : "lower"} {b} (rank correlation {rho} over {n} rows). This does not show that one leads to the other.`, values);
  return { items: [insightOf(text, values, found, found.p)], checked: 1 };
}

/** The first two measures over time, or over names unless both merely grow with the size of the group. */
export function relationClaim(input: InsightInput): Claim[] {
  const series = seriesOf(input);
  const [first, second] = measuresOf(input);
  const [a, b] = [input.columns[first ?? -1], input.columns[second ?? -1]];
  if (!series?.whole || input.plan?.previous || input.plan?.share || first === undefined || second === undefined || !a || !b) return [];
  const time = series.dimension.role === "time";
  if (time ? series.gaps > 0 || series.missing > 0 : a.additive && b.additive) return [];
  const { xs, ys } = pairsOf(input.rows, first, second);
  if (xs.length < (time ? SERIES_MINIMUM : CORRELATION_MINIMUM)) return [];
  const found = (time ? spearmanOverTime : spearman)(xs, ys);
  const values = { ...valuesOf(a, b, found, input.locale), unit: time ? (series.dimension.grain ?? "step") : "row" };
  const text = fill(`Over {n} {unit}s, {a} and {b} tended to move ${found.rho > 0 ? "together" : "in opposite directions"} (rank correlation {rho}). This does not show that one leads to the other.`, values);
  return [{ p: Math.abs(found.rho) < LEAST ? 1 : found.p, effect: Math.abs(found.rho), impact: 0.5, insight: (q) => insightOf(text, values, found, q) }];
}

/** Rows that have both numbers. */
function pairsOf(rows: Cell[][], a: number, b: number): { xs: number[]; ys: number[] } {
  const both = rows.filter((row) => typeof row[a] === "number" && typeof row[b] === "number");
  return { xs: both.map((row) => Number(row[a])), ys: both.map((row) => Number(row[b])) };
}

function valuesOf(a: ResultColumn, b: ResultColumn, { rho, n }: Correlation, locale: string): Record<string, string> {
  return { a: lowerFirst(a.label), b: lowerFirst(b.label), rho: formatNumber(rho, { format: "decimal" }, locale), n: formatNumber(n, { format: "integer" }, locale) };
}

function insightOf(text: string, values: Record<string, string>, { rho, p, n }: Correlation, q: number): Insight {
  return { type: "correlation", class: "inferential", text, values, test: { name: "Spearman", n, statistic: rho, p, q }, score: 0.9 };
}
