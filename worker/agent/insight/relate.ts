// Two numbers row by row: whether they tend to move together, or that no clear relation shows.
import type { Insight } from "../../protocol.ts";
import { CORRELATION_MINIMUM, spearman } from "../../stats/correlation.ts";
import { formatNumber } from "../format.ts";
import type { InsightInput } from "./facts.ts";
import { fact, fill } from "./sentence.ts";

const ALPHA = 0.05;
/** Weaker relations are not worth a sentence, however sure. */
const LEAST = 0.3;

/** @returns the finding and how many patterns were tested; nothing for other results */
export function relateColumns({ columns, rows, plan, locale }: InsightInput): { items: Insight[]; checked: number } {
  const [a, b] = columns;
  if (plan?.intent !== "relation" || !a || !b || columns.length !== 2 || rows.length < CORRELATION_MINIMUM) return { items: [], checked: 0 };
  const { rho, p, n } = spearman(rows.map((row) => Number(row[0])), rows.map((row) => Number(row[1])));
  const values = { a: a.label.toLowerCase(), b: b.label.toLowerCase(), rho: rho.toFixed(2), n: formatNumber(n, { format: "integer" }, locale) };
  if (p > ALPHA || Math.abs(rho) < LEAST) return { items: [fact("nothing", "No clear relation between {a} and {b} (rank correlation {rho} over {n} rows).", values, 0)], checked: 1 };
  const text = fill(`Rows with a higher {a} tend to have a ${rho > 0 ? "higher" : "lower"} {b} (rank correlation {rho} over {n} rows). This does not show that one leads to the other.`, values);
  return { items: [{ type: "correlation", class: "inferential", text, values, test: { name: "Spearman", n, statistic: rho, p, q: p }, score: 0.9 }], checked: 1 };
}
