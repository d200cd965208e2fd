// From superlatives to an order: which number ranks the groups, or which column picks the records.
import { findTable } from "../../semantic/lookup.ts";
import type { Ambiguity, ColumnRef } from "../../semantic/model.ts";
import type { PlanMetric, PlanOrder } from "../../semantic/plan.ts";
import type { Extreme, Head } from "./draft.ts";
import { defaultMetric, extremeMetric, metricOf } from "./choose-measures.ts";
import { ask, metricOver, type Scan } from "./scan.ts";

/** Shown where a plural asks for the first few and no number is said. */
const FEW = 10;

export interface Ranked { metric: PlanMetric; direction: "asc" | "desc"; limit?: number }

/** How groups are ranked, if the question ranks them. */
export function rankGroups(scan: Scan, head: Head, table: string, measures: PlanMetric[]): Ranked | undefined {
  const { draft } = scan;
  const limit = draft.rank?.limit ?? head.count ?? (head.plural ? FEW : 1);
  if (draft.extreme) {
    const metric = draft.extreme.adjective && !draft.extreme.measure.metric ? askAggregate(scan, draft.extreme) : extremeMetric(scan, draft.extreme.measure, draft.extreme.direction);
    return metric && { metric, direction: draft.extreme.direction, limit };
  }
  const by = draft.orderBy && metricOf(scan, draft.orderBy.measure);
  const fallback = by ?? measures[0] ?? defaultMetric(scan, table);
  if (draft.rank) return fallback && { metric: fallback, direction: draft.rank.direction, limit };
  if (draft.ambiguous && draft.ambiguous.index >= 0) {
    const metric = by ?? askRank(scan, draft.ambiguous.text, scan.model.ambiguous[draft.ambiguous.index], table);
    return metric && { metric, direction: "desc", limit };
  }
  if (by) return { metric: by, direction: draft.orderBy?.direction ?? "desc", ...(head.count === undefined ? {} : { limit: head.count }) };
  return head.count !== undefined && fallback ? { metric: fallback, direction: "desc", limit: head.count } : undefined;
}

/** "fastest airport": by its one highest value, or by its average? */
function askAggregate(scan: Scan, { measure, direction, at }: Extreme): PlanMetric | undefined {
  const word = scan.atoms[at]?.words ?? measure.text;
  const single = direction === "desc" ? ("max" as const) : ("min" as const);
  const chosen = ask(scan, word, `“${word}” by what?`, [{ id: "avg", label: `Average ${measure.text}` }, { id: single, label: `${direction === "desc" ? "Highest" : "Lowest"} single ${measure.text}` }]);
  return measure.column && { kind: "aggregate", function: chosen === "avg" ? "avg" : single, column: measure.column };
}

/** "biggest airports": by the number of their records, or by a sum the model has. */
function askRank(scan: Scan, word: string, ambiguity: Ambiguity | undefined, table: string): PlanMetric | undefined {
  const fallback = defaultMetric(scan, table);
  const plural = findTable(scan.model, table)?.plural ?? table;
  const choices = (ambiguity?.choices ?? []).flatMap((choice) => {
    const metric = choice.metric ?? (choice.column && metricOver(scan.model, choice.column));
    return metric ? [{ id: choice.id, label: choice.label, metric }] : [];
  });
  const all = [...(fallback?.kind === "metric" && !choices.some((choice) => choice.metric === fallback.name) ? [{ id: fallback.name, label: `Most ${plural}`, metric: fallback.name }] : []), ...choices];
  if (all.length === 1 && all[0]) return { kind: "metric", name: all[0].metric };
  const chosen = ask(scan, word, ambiguity?.ask ?? "By what?", all.map(({ id, label }) => ({ id, label })));
  const name = all.find((choice) => choice.id === chosen)?.metric ?? all[0]?.metric;
  return name === undefined ? undefined : { kind: "metric", name };
}

export interface Picked { order?: PlanOrder; limit?: number }

/** How single records are ordered, if the question picks them. `undefined` where it ranks by what no record has. */
export function pickRecords(scan: Scan, head: Head | undefined): Picked | undefined {
  const { draft } = scan;
  const count = draft.rank?.limit ?? draft.recent?.limit ?? head?.count;
  const limit = count ?? (head && !head.plural ? 1 : FEW);
  if (draft.recent) {
    const column = timeColumn(scan, head?.table ?? "");
    return column && { order: { by: "column", column, direction: draft.recent.direction }, limit };
  }
  if (draft.extreme) {
    const { column } = draft.extreme.measure;
    return column && !draft.extreme.measure.function ? { order: { by: "column", column, direction: draft.extreme.direction }, limit } : undefined;
  }
  const by = draft.orderBy?.measure;
  if (draft.ambiguous) {
    const column = by ? by.column : askColumn(scan, draft.ambiguous.text, draft.ambiguous.index);
    return column && { order: { by: "column", column, direction: draft.rank?.direction ?? "desc" }, limit };
  }
  if (by) return by.column && !by.function ? { order: { by: "column", column: by.column, direction: draft.orderBy?.direction ?? "desc" }, ...(count === undefined ? {} : { limit: count }) } : undefined;
  return count === undefined ? {} : { limit: count };
}

function timeColumn(scan: Scan, table: string): ColumnRef | undefined {
  const column = findTable(scan.model, table)?.timeColumn;
  return column ? `${table}.${column}` : undefined;
}

function askColumn(scan: Scan, word: string, index: number): ColumnRef | undefined {
  const ambiguity = scan.model.ambiguous[index] ?? scan.model.ambiguous.find((entry) => entry.words.includes(word)) ?? scan.model.ambiguous[0];
  const choices = (ambiguity?.choices ?? []).filter((choice) => choice.column !== undefined);
  if (choices.length < 2) return choices[0]?.column;
  const chosen = ask(scan, word, ambiguity?.ask ?? "By what?", choices.map(({ id, label }) => ({ id, label })));
  return (choices.find((choice) => choice.id === chosen) ?? choices[0])?.column;
}
