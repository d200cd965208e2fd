// What the rules have gathered from a question, before it becomes a plan.
import type { ChartKind } from "../../protocol.ts";
import type { Aggregate, ColumnRef } from "../../semantic/model.ts";
import type { Plan, PlanDimension, PlanFilter, TimeRange, TraceLine } from "../../semantic/plan.ts";

/** A number that was named: a metric of the model, a column, or both until it is clear which is meant. */
export interface Measure {
  from: number;
  to: number;
  text: string;
  table: string;
  metric?: string;
  column?: ColumnRef;
  function?: Aggregate;
  /** of a percentile: the part of the rows below it */
  part?: number;
  /** only the noun of a table: "strikes" */
  noun?: boolean;
  /** asked as a count: "how many strikes" */
  counted?: boolean;
  plural?: boolean;
}

export interface Head { kind: "fact" | "dimension"; table: string; at: number; to: number; plural: boolean; which: boolean; dimension?: PlanDimension; count?: number; /** "in a single month": no month of every year */ single?: boolean; text: string }

/** "the most …", "the highest …": ranks groups, picks records, or is the extreme value itself. */
export interface Extreme { direction: "asc" | "desc"; measure: Measure; at: number; /** "most": of a count, not a value */ most: boolean; /** "fastest", not "highest speed" */ adjective?: boolean }

export interface Clarify { message: string; term: string; choices: { id: string; label: string }[] }

export interface Having { measure?: Measure; op: "<" | "<=" | ">" | ">=" | "="; value: number; at: number; average?: boolean }

/** "customers without orders": where it was said, and what of the rest came after it. */
export interface Related { table: string; exists: boolean; at: number; ranges: TimeRange[] }

export interface Draft {
  measures: Measure[];
  head?: Head;
  extreme?: Extreme;
  dimensions: PlanDimension[];
  filters: (PlanFilter & { at: number; to?: number; versus?: boolean; before?: boolean; /** its values were joined by "and" */ listed?: boolean })[];
  /** joined by "or", though on several columns */
  anyOf: { filters: PlanFilter[]; from: number; to: number }[];
  related: Related[];
  ranges: TimeRange[];
  /** ranges joined by "versus", in the order written */
  versusRanges?: boolean;
  /** the range shown is not a whole unit yet ("this year") */
  partial?: boolean;
  previous?: "year" | "period" | TimeRange;
  having: Having[];
  rank?: { direction: "asc" | "desc"; limit?: number; at: number };
  /** word with several readings that ranks */
  ambiguous?: { index: number; text: string; direction: "desc" };
  orderBy?: { measure: Measure; direction: "asc" | "desc" };
  orderColumn?: { column: ColumnRef; direction: "asc" | "desc" };
  orderDimension?: PlanDimension;
  recent?: { direction: "asc" | "desc"; limit?: number };
  limit?: number;
  /** "the second most": groups passed over */
  skip?: number;
  /** the group that "each" or "per" introduced */
  each?: PlanDimension;
  per?: NonNullable<Plan["per"]>;
  /** "… on average", where it stands after what it is of */
  onAverage?: boolean;
  series?: NonNullable<Plan["series"]>;
  growth?: boolean;
  /** "retention", "cohorts" */
  cohort?: boolean;
  why?: boolean;
  /** "who has the highest …": somebody is asked for */
  who?: boolean;
  /** the date that a verb names: "shipped in March" */
  dateColumn?: ColumnRef;
  /** "expired in 2023": a word that may say what happened then, and the table it is of */
  happened?: { word: string; table: string; /** dates of other things that happen */ others: ColumnRef[] };
  /** columns of a list, as they were named */
  columns?: ColumnRef[];
  list?: boolean;
  show?: boolean;
  share?: number;
  inPercent?: boolean;
  trend?: boolean;
  relation?: boolean;
  distribution?: boolean;
  compare?: boolean;
  absentFrom?: number;
  /** "how many" before a value: rows are counted */
  countRows?: boolean;
  chart?: ChartKind;
  /** the question leans on the one before */
  continued?: boolean;
  pronoun?: boolean;
  /** speaks of what was shown before: "their cost" */
  pointsBack?: boolean;
  allTime?: boolean;
  asks: Clarify[];
  missing: string[];
  notes: TraceLine[];
}

export function emptyDraft(): Draft {
  return { measures: [], dimensions: [], filters: [], anyOf: [], related: [], ranges: [], having: [], asks: [], missing: [], notes: [] };
}
