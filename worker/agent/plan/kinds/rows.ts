// Plans that read rows one by one: lists, relations, distributions.
import { findTable } from "../../../semantic/lookup.ts";
import { metricOf } from "../choose-measures.ts";
import { pickRecords } from "../choose-order.ts";
import type { Scan } from "../scan.ts";
import { chartOf, planOf, type Assembled, type Base } from "./base.ts";

/** Relation and distribution of columns, row by row. */
export function rowsPlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const intent = draft.relation ? "relation" : "distribution";
  const columns = draft.measures.flatMap((measure) => (measure.column && !measure.function ? [measure.column] : []));
  const unused = draft.extreme ?? draft.rank ?? draft.having[0] ?? draft.orderBy ?? base.time.previous ?? draft.head;
  if (unused) return { problem: `a ${intent} can't be combined with the rest` };
  if (base.dimensions.length > 0 && draft.relation) {
    const metrics = base.measures.flatMap((measure) => metricOf(scan, measure) ?? []);
    return { plan: planOf(base, { intent, metrics, dimensions: base.dimensions, ...chartOf(draft) }) };
  }
  if (columns.length !== draft.measures.length) return { problem: `a ${intent} needs numbers of single rows` };
  return { plan: planOf(base, { intent, metrics: [], dimensions: [], columns, ...chartOf(draft) }) };
}

export function listPlan(scan: Scan, base: Base): Assembled {
  const { draft } = scan;
  const picked = pickRecords(scan, base.head);
  if (draft.skip !== undefined && (picked?.order === undefined || base.head?.count !== undefined)) return { problem: "I can't tell what comes first" };
  const extra = base.measures.some((measure) => !measure.noun);
  if (!picked || extra || base.dimensions.length > 0 || draft.having.length > 0 || base.time.previous || draft.inPercent) return { problem: "a list of single rows can't be combined with the rest" };
  const display = draft.columns ?? findTable(scan.model, base.table)?.display;
  return { plan: planOf(base, { intent: "list", metrics: [], dimensions: [], ...(display ? { columns: display } : {}), ...picked, ...(draft.skip ? { skip: draft.skip, limit: 1 } : {}), ...chartOf(draft) }) };
}
