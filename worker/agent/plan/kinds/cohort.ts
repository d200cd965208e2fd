// Plans of who came again: "retention of customers by month".
import { findTable, splitRef, timeRef } from "../../../semantic/lookup.ts";
import type { Relationship } from "../../../semantic/model.ts";
import { chooseTime } from "../choose-time.ts";
import { ask, countMetric, type Scan } from "../scan.ts";
import { chartOf, type Assembled } from "./base.ts";

/** The rows that show who came are those with dates that lead straight to the things named, or to the only such things. */
export function cohortPlan(scan: Scan): Assembled {
  const { draft, model } = scan;
  const unused = draft.extreme ?? draft.rank ?? draft.ambiguous ?? draft.having[0] ?? draft.orderBy ?? draft.share ?? draft.per ?? draft.series ?? draft.skip ?? draft.anyOf[0] ?? draft.related[0] ?? draft.filters[0] ?? draft.previous;
  const grains = draft.dimensions.flatMap((dimension) => ("grain" in dimension ? [dimension.grain] : []));
  if (unused !== undefined || grains.length !== draft.dimensions.length || grains.length > 1 || draft.measures.some((measure) => !measure.noun && !measure.counted)) return { problem: "retention can't be combined with the rest" };
  const named = new Set([...draft.measures.map((measure) => measure.table), ...(draft.head ? [draft.head.table] : [])]);
  const ways = model.relationships.filter(({ from, to }) => isActivity(scan, splitRef(from).table) && (named.size > 0 ? [splitRef(from).table, splitRef(to).table].some((table) => named.has(table)) && (named.size < 2 || [splitRef(from).table, splitRef(to).table].every((table) => named.has(table))) : countMetric(model, splitRef(to).table) !== undefined));
  const way = ways.length > 1 ? chooseWay(scan, ways) : ways[0];
  if (!way) return { problem: "I can't tell who comes again by which rows" };
  const { table } = splitRef(way.from);
  const column = timeRef(model, table);
  const [grain = "month"] = grains;
  const time = chooseTime(scan, table, draft.ranges);
  if ("problem" in time) return time;
  if (!column || time.previous || grain === "day") return { problem: "there is no date to go by" };
  return { plan: { intent: "breakdown", table, metrics: [{ kind: "aggregate", function: "count-distinct", column: way.from }], dimensions: [{ column, grain }], filters: [], cohort: { key: way.from, grain }, ...(time.time ? { time: time.time } : {}), ...chartOf(draft) } };
}

const isActivity = ({ model }: Scan, table: string): boolean => countMetric(model, table) !== undefined && timeRef(model, table) !== undefined;

function chooseWay(scan: Scan, ways: Relationship[]): Relationship | undefined {
  const label = (ref: Relationship["from"]): string => findTable(scan.model, splitRef(ref).table)?.plural ?? ref;
  const chosen = ask(scan, "retention", "Who comes again by which rows?", ways.slice(0, 4).map(({ from, to }) => ({ id: from, label: `${label(to)} by their ${label(from)}` })));
  return ways.find(({ from }) => from === chosen) ?? ways[0];
}
