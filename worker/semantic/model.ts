// The semantic model of a source: what its tables, columns and numbers mean. Types only; validate.ts checks a document.
import type { Unit } from "../protocol.ts";

/** `table.column`, by semantic-model names. */
export type ColumnRef = `${string}.${string}`;

export type Aggregate = "count" | "sum" | "avg" | "median" | "min" | "max" | "count-distinct";

export interface SemanticModel {
  name: string;
  label: string;
  description: string;
  /** bumped by whoever edits the model; part of every cache key */
  version: string;
  calendar: Calendar;
  tables: Table[];
  relationships: Relationship[];
  metrics: Metric[];
  segments: Segment[];
  /** ways from the coarse to the fine: pressing a state in a chart goes on to its cities */
  hierarchies?: Hierarchy[];
  /** words that have several readings; the planner asks instead of choosing */
  ambiguous: Ambiguity[];
  /** questions shown on an empty widget; each must be answerable by the built-in planner */
  suggestions: string[];
  verified: VerifiedQuery[];
}

/** Names in other languages, singulars and plurals alike, by primary subtag: `{ "de": ["Flughafen", "Flughäfen"] }`. */
export type Locales = Record<string, string[]>;

export interface Calendar {
  /** IANA zone in which dates of the source are meant */
  timeZone: string;
  weekStart: "monday" | "sunday";
  /** 1–12 */
  fiscalYearStart: number;
  /** `now`, or the last day a closed data set covers (`YYYY-MM-DD`, inclusive) */
  asOf: string;
}

export interface Table {
  name: string;
  /** database schema */
  schema: string;
  /** the database's name of the table where it is another; several tables of a model may read one, each in its role */
  source?: string;
  /** what one row is: singular and plural */
  label: string;
  plural: string;
  synonyms: string[];
  locales?: Locales;
  description: string;
  primaryKey: string[];
  /** the metric meant when a question names none ("top 5 airports") */
  defaultMetric?: string;
  /** the column that dates a row, if any */
  timeColumn?: string;
  /** the column that names a row of a dimension table (an airport's name) */
  nameColumn?: string;
  /** columns shown by "list the …", in order, as refs reachable from this table */
  display?: ColumnRef[];
  columns: Column[];
}

export interface Column {
  name: string;
  /** the database's name of the column where it is another */
  source?: string;
  /** Postgres type as written in a cast, e.g. `text`, `date`, `numeric`, `bigint`, `integer`, `boolean` */
  type: string;
  label: string;
  plural?: string;
  synonyms: string[];
  locales?: Locales;
  description?: string;
  semantic?: "currency" | "percent" | "duration" | "id" | "year" | "latitude" | "longitude" | "category" | "ordinal" | "name" | "quantity";
  unit?: Unit;
  /** whether a question may group or filter by it */
  dimension: boolean;
  /** aggregates a question may apply; empty or absent: not a measure */
  aggregates?: Aggregate[];
  /** how values reach the lexicon: `sample` reads them through the asker's policy; `list` is complete and in order */
  values?: { mode: "sample" } | { mode: "list"; list: ColumnValue[] };
  /** prepositions that introduce a value of this column: at, in, with, during, by … */
  prepositions?: string[];
  /** nouns that may follow a value ("large birds", "night strikes") and then add no meaning */
  valueNouns?: string[];
  /** adjective pairs for comparisons and superlatives on a measure: "costliest", "fastest", "slower than" */
  adjectives?: { more: string[]; less: string[]; most: string[]; least: string[] };
  hidden?: boolean;
}

export interface ColumnValue { value: string | number | boolean; label?: string; synonyms?: string[]; locales?: Locales }

export interface Relationship { from: ColumnRef; to: ColumnRef; cardinality: "many-to-one" | "one-to-one" }

/** A named number. Exactly one of `aggregate` and `ratio`. */
export interface Metric {
  name: string;
  label: string;
  plural?: string;
  synonyms: string[];
  locales?: Locales;
  description: string;
  table: string;
  aggregate?: { function: Aggregate; column?: ColumnRef };
  /** numerator ÷ denominator, both names of metrics on the same table; null where the denominator is 0 */
  ratio?: { numerator: string; denominator: string };
  /** conditions that are part of the metric's meaning */
  filters?: Condition[];
  additive: boolean;
  unit?: Unit;
  format: "integer" | "decimal" | "currency" | "percent";
  /** which direction is good news, if any */
  better?: "up" | "down";
}

/** Dimension columns from the coarsest to the finest, each holding several values of the next. */
export interface Hierarchy { name: string; label: string; levels: ColumnRef[] }

/** A named set of rows: "damaging strikes". */
export interface Segment { name: string; label: string; synonyms: string[]; locales?: Locales; description: string; table: string; conditions: Condition[] }

export interface Condition {
  column: ColumnRef;
  op: "in" | "not-in" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "between" | "is-null" | "is-not-null" | "contains";
  /** empty for the null tests; two for `between` (both inclusive); dates as `YYYY-MM-DD` */
  values: (string | number | boolean)[];
}

export interface Ambiguity {
  words: string[];
  /** asked to the user, e.g. "Biggest by what?" */
  ask: string;
  /** what each choice ranks or measures by */
  choices: { id: string; label: string; synonyms: string[]; column?: ColumnRef; metric?: string }[];
}

/** A question whose plan a person approved. */
export interface VerifiedQuery { question: string; plan: import("./plan.ts").Plan; by: string; at: string }
