// The plan: what will be computed, before any SQL. Every tier produces one, compile/ turns it into SQL, words.ts into a sentence.
import type { CyclePart, ChartKind, Grain } from "../protocol.ts";
import type { Aggregate, ColumnRef, Condition } from "./model.ts";

export type Intent = "value" | "breakdown" | "trend" | "rank" | "share" | "compare" | "relation" | "distribution" | "list" | "absent";

export interface Plan {
  intent: Intent;
  /** the table whose rows are counted or listed (the fact table) */
  table: string;
  /** empty only for `list`, `distribution`, `relation` on raw rows and `absent` */
  metrics: PlanMetric[];
  dimensions: PlanDimension[];
  /** all must hold */
  filters: PlanFilter[];
  /** one or more half-open date ranges on one column; a row must lie in one of them */
  time?: PlanTime;
  /** compares `time` with another range: adds columns previous, change and change % */
  previous?: TimeRange;
  /** adds the share of the total for every additive metric */
  share?: boolean;
  /** keep groups whose metric passes */
  having?: { metric: number; op: "<" | "<=" | ">" | ">=" | "="; value: number }[];
  order?: PlanOrder;
  limit?: number;
  /** for `list`, `distribution`, `relation`: the columns read row by row */
  columns?: ColumnRef[];
  /** a chart named in the question ("as a table") */
  chart?: ChartKind;
}

/** A metric of the model, or an aggregate on a column that allows it. */
export type PlanMetric =
  | { kind: "metric"; name: string }
  | { kind: "aggregate"; function: Aggregate; column: ColumnRef };

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
  /** for `absent` plans: the condition that no row of the group may meet */
  absent?: boolean;
}

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
