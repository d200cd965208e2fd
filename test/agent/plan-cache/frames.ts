// Questions built from parts, with the plan that each of them means, so that a change of one part is a near miss with a known answer.
import type { ColumnRef } from "../../../worker/semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter } from "../../../worker/semantic/plan.ts";

export interface Measure { words: string; metric: string; /** noun of the rows themselves */ rows?: boolean }
export interface Group { one: string; many: string; dimension: PlanDimension; /** a calendar unit: makes a trend */ time?: boolean; cycle?: boolean }
export interface Name { words: string; column: ColumnRef; value: string; /** "not {words}" in a question */ denied: string }
export interface Period { words: string; from?: string; to?: string }
export interface Test { words: string; column: ColumnRef; op: "<" | "<=" | ">" | ">="; value: number }

export interface Frame {
  measure: Measure;
  group?: Group;
  rank?: { direction: "desc" | "asc"; limit: number };
  names: (Name & { not?: boolean })[];
  test?: Test;
  period?: Period;
}

/** `plain` is read by the built-in planner; the others hold words that it does not know, as questions for a model do. */
export const STYLES = ["plain", "perform", "earned"] as const;
export type Style = (typeof STYLES)[number];

export function sayFrame(frame: Frame, style: Style): string {
  const { measure, group, rank, period, test } = frame;
  const conditions = [...frame.names.map((name) => (name.not ? name.denied : name.words)), test?.words, period?.words].filter(Boolean).join(" ");
  const by = group ? `by ${group.one}` : "";
  const head = rank && group ? rankWords(measure, group, rank, style) : plainWords(measure, by, style);
  return `${head} ${conditions}`.replace(/\s+/gu, " ").trim();
}

function plainWords({ words }: Measure, by: string, style: Style): string {
  if (style === "plain") return `${words} ${by}`;
  return style === "perform" ? `how did ${words} ${by} perform` : `${words} ${by} that we earned`;
}

function rankWords({ words }: Measure, { many }: Group, { direction, limit }: NonNullable<Frame["rank"]>, style: Style): string {
  if (style === "plain") return `${direction === "desc" ? "top" : "bottom"} ${limit} ${many} by ${words}`;
  if (style === "perform") return `${direction === "desc" ? "top" : "bottom"} ${limit} performing ${many} by ${words}`;
  return `which ${limit} ${many} earned us the ${direction === "desc" ? "most" : "least"} ${words}`;
}

/** What the question means, by hand: nothing of the planner or the cache is used. */
export function planOfFrame(frame: Frame, { table, time }: { table: string; time: ColumnRef }): Plan {
  const { measure, group, rank, names, test, period } = frame;
  const filters: PlanFilter[] = [
    ...names.map(({ column, value, not }): PlanFilter => ({ column, op: not ? "not-in" : "in", values: [value] })),
    ...(test ? [{ column: test.column, op: test.op, values: [test.value] } satisfies PlanFilter] : []),
  ];
  return {
    intent: rank ? "rank" : group?.time ? "trend" : group ? "breakdown" : "value",
    table, metrics: [{ kind: "metric", name: measure.metric }], dimensions: group ? [group.dimension] : [], filters,
    ...(period ? { time: { column: time, ranges: [{ ...(period.from ? { from: period.from } : {}), ...(period.to ? { to: period.to } : {}), label: period.words }] } } : {}),
    ...(rank ? { order: { by: "metric", index: 0, direction: rank.direction }, limit: rank.limit } : {}),
  };
}

export const year = (of: number): Period => ({ words: `in ${of}`, from: `${of}-01-01`, to: `${of + 1}-01-01` });
export const years = (first: number, last: number): Period => ({ words: `from ${first} to ${last}`, from: `${first}-01-01`, to: `${last + 1}-01-01` });
export const since = (of: number): Period => ({ words: `since ${of}`, from: `${of}-01-01` });
export const after = (of: number): Period => ({ words: `after ${of}`, from: `${of + 1}-01-01` });
export const before = (of: number): Period => ({ words: `before ${of}`, to: `${of}-01-01` });
export const until = (of: number): Period => ({ words: `until ${of}`, to: `${of + 1}-01-01` });
export const quarter = (of: number): Period => ({ words: `in Q2 ${of}`, from: `${of}-04-01`, to: `${of}-07-01` });
export const march = (of: number): Period => ({ words: `in March ${of}`, from: `${of}-03-01`, to: `${of}-04-01` });
