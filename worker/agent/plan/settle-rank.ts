// "Top products", "best customers": things are not ranked by how many of themselves there are, but by a number that is of them.
import { findMetric, findTable } from "../../semantic/lookup.ts";
import type { Metric } from "../../semantic/model.ts";
import { ask, countMetric, metricOver, reaches, type Scan } from "./scan.ts";

/** Numbers offered. */
const MOST = 4;

/** Puts the number that ranks among the measures where the question names none; asks which where there are several. */
export function settleRank(scan: Scan): void {
  const { draft, model } = scan;
  const { head, rank, ambiguous } = draft;
  const column = head?.kind === "dimension" ? head.dimension?.column : undefined;
  if (!head || !column || countMetric(model, head.table) === undefined || !(rank ?? ambiguous) || draft.measures.length > 0 || draft.orderBy || draft.extreme || draft.having.length > 0) return;
  const usual = findMetric(model, findTable(model, head.table)?.defaultMetric ?? "");
  if (rank && usual && usual.table !== head.table) return;
  const asked = ambiguous && ambiguous.index >= 0 ? model.ambiguous[ambiguous.index] : undefined;
  const named = (asked?.choices ?? []).flatMap((choice) => findMetric(model, choice.metric ?? (choice.column ? (metricOver(model, choice.column) ?? "") : "")) ?? []);
  const offered = (named.length > 0 ? named : model.metrics.filter(({ additive }) => additive)).filter((metric) => metric.table !== head.table && reaches(model, metric.table, column)).slice(0, MOST);
  const chosen = offered.length > 1 ? chooseMetric(scan, ambiguous?.text ?? "top", asked?.ask ?? "By which number?", offered) : offered[0];
  if (!chosen) return;
  draft.measures.push({ from: head.at, to: head.at, text: chosen.label, table: chosen.table, metric: chosen.name });
  draft.rank ??= { direction: "desc", at: head.at, ...(head.count === undefined ? {} : { limit: head.count }) };
  delete draft.ambiguous;
}

function chooseMetric(scan: Scan, term: string, message: string, metrics: Metric[]): Metric | undefined {
  const chosen = ask(scan, term, message, metrics.map(({ name, label }) => ({ id: name, label })));
  return metrics.find(({ name }) => name === chosen) ?? metrics[0];
}
