// The plan: what will be computed, before any SQL. Every tier produces one, compile/ turns it into SQL, words.ts into a sentence.
import type { CyclePart, ChartKind, Grain } from "../protocol.ts";
import type { Aggregate, ColumnRef, Condition } from "./model.ts";

export type Intent = "value" | "breakdown" | "trend" | "rank" | "share" | "compare" | "change" | "relation" | "distribution" | "list" | "absent";

export interface Plan {
  intent: Intent;
  /** the table whose rows are counted or listed (the fact table) */
  table: string;
  /** empty only for `list`, `distribution`, `relation` on raw rows and `absent`; one for `change` */
  metrics: PlanMetric[];
  /** for `change`: where to look for what changed, each on its own */
  dimensions: PlanDimension[];
  /** all must hold */
  filters: PlanFilter[];
  /** of each list at least one must hold: "at night or with damage" */
  anyOf?: PlanFilter[][];
  /** only rows that other tables point to, or do not: "customers without orders" */
  related?: PlanRelated[];
  /** one or more half-open date ranges on one column; a row must lie in one of them */
  time?: PlanTime;
  /** compares `time` with another range: adds columns previous, change and change % */
  previous?: TimeRange;
  /** adds the share of the total for every additive metric */
  share?: boolean;
  /** keep groups whose metric passes; `average`: the mean over the groups takes the place of `value` */
  having?: { metric: number; op: "<" | "<=" | ">" | ">=" | "="; value: number; average?: boolean }[];
  order?: PlanOrder;
  limit?: number;
  /** groups passed over before the limit: 1 for "the second most" */
  skip?: number;
  /** position of the dimension within whose values the limit holds: "top 3 species of each airport" */
  limitWithin?: number;
  /** the metric is taken for each of these groups, and then their average: "strikes per month on average"; `count`: how many groups pass `having` */
  per?: { dimension: PlanDimension; function: "avg" | "median" | "min" | "max" | "count" };
  /** who came again: things grouped by the period of their first row, and how many of them have rows each period after; `key` leads to them */
  cohort?: { key: ColumnRef; grain: Grain };
  /** along a calendar: the change from the period before, or the total so far */
  series?: "change" | "running";
  /** for `list`, `distribution`, `relation`: the columns read row by row */
  columns?: ColumnRef[];
  /** a chart named in the question ("as a table") */
  chart?: ChartKind;
}

/** A plan of the parts that a model may send and that the plan cache keeps; the built-in planner alone makes the others. */
export type PlainPlan = Plan & { intent: Exclude<Intent, "change"> };

export function isPlain(plan: Plan): plan is PlainPlan {
  const { intent, anyOf, related, skip, limitWithin, per, series, cohort, having = [], filters, metrics } = plan;
  const more = [anyOf, related, skip, limitWithin, per, series, cohort].some((part) => part !== undefined) || metrics.some((metric) => metric.kind === "aggregate" && metric.at !== undefined);
  return intent !== "change" && !more && !having.some((test) => test.average) && !filters.some((filter) => filter.part ?? filter.average ?? filter.cycle);
}

/** A metric of the model, or an aggregate on a column that allows it. */
export type PlanMetric =
  | { kind: "metric"; name: string }
  /** `at`: with `median`, another part of the rows below it than half: 0.9 for the 90th percentile */
  | { kind: "aggregate"; function: Aggregate; column: ColumnRef; at?: number };

export type PlanDimension =
  | { column: ColumnRef }
  | { column: ColumnRef; grain: Grain }
  | { column: ColumnRef; cycle: CyclePart };

/** A condition with the words it came from, so that it can be shown and edited. */
export interface PlanFilter extends Condition {
  /** name of the segment this came from, if it did */
  segment?: string;
  /** for a share without dimensions: a condition of the whole, not of the part */
  whole?: boolean;
  /** for a share within each group: a condition of the part */
  part?: boolean;
  /** for `absent` plans: the condition that no row of the group may meet */
  absent?: boolean;
  /** a condition on a repeating part of a date: "on weekends" */
  cycle?: CyclePart;
  /** compared with the average of the column over the same rows; `values` is empty */
  average?: boolean;
}

/** Rows of `table` that lead to the plan's own by their keys, and whether there must be any. */
export interface PlanRelated { table: string; exists: boolean; filters: PlanFilter[]; time?: PlanTime }

/** `[from, to)`, ISO dates; an open end is absent. `label` is how it is said: "1998", "March to June 1997". */
export interface TimeRange { from?: string; to?: string; label: string }
export interface PlanTime { column: ColumnRef; ranges: TimeRange[] }

/** Order by a metric or a dimension, by position. Rows of a `list`: by a column. */
export type PlanOrder =
  | { by: "metric"; index: number; direction: "asc" | "desc" }
  | { by: "dimension"; index: number; direction: "asc" | "desc" }
  | { by: "column"; column: ColumnRef; direction: "asc" | "desc" };

/** Why a tier answered, asked or passed on: shown in the trace. */
export interface TraceLine { tier: string; note: string }

export type Understood =
  | { kind: "plan"; plan: Plan; trace: TraceLine[] }
  | { kind: "clarify"; message: string; term: string; choices: { id: string; label: string }[]; trace: TraceLine[] }
  /** nothing this tier may guess at: `missing` are the words it could not account for */
  | { kind: "unknown"; message: string; missing: string[]; trace: TraceLine[] };
