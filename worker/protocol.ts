// The wire between the widget and the Worker: types, limits and codec. Imports nothing, so both ends can hold it.

/** One value of a result row. Dates are `YYYY-MM-DD`, timestamps ISO 8601; decimals arrive as numbers. */
export type Cell = string | number | boolean | null;

/** Physical or monetary unit of a column; free text, e.g. `USD`, `kn`, `percent`. */
export type Unit = string;

/** What a column means to a reader of the result. */
export type ColumnRole = "measure" | "time" | "cyclic" | "ordinal" | "category" | "geo" | "key" | "attribute";

/** Calendar bucket of a time column. */
export type Grain = "day" | "week" | "month" | "quarter" | "year";

/** Repeating part of a date: not a time axis, but calendar order. */
export type CyclePart = "weekday" | "month-of-year" | "hour" | "quarter-of-year";

/** A described column of the result table. `index` in all specs below is the position in `columns`. */
export interface ResultColumn {
  name: string;
  label: string;
  type: "number" | "string" | "boolean" | "date" | "timestamp";
  role: ColumnRole;
  unit?: Unit;
  /** number format hint: `integer`, `decimal`, `currency`, `percent` (0–1 is shown as 0–100 %), `plain` (years: no separators) */
  format?: "integer" | "decimal" | "currency" | "percent" | "plain";
  /** only for measures: whether parts may be summed */
  additive?: boolean;
  grain?: Grain;
  cycle?: CyclePart;
  /** declared order of the values, e.g. Small, Medium, Large */
  order?: Cell[];
}

export const CHART_KINDS = [
  "empty", "kpi", "kpi-row", "record", "bar", "bar-horizontal", "bar-grouped", "bar-stacked", "bar-diverging", "line",
  "line-multi", "area", "histogram", "scatter", "heatmap", "dumbbell", "panels", "table",
] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** One positional or colour channel. `domain` is always explicit for ordinal scales (Plot would sort them otherwise). */
export interface ChartEncoding {
  index: number;
  label: string;
  scale: "time" | "ordinal" | "linear";
  domain?: Cell[];
  /** linear scales: whether the axis must contain zero */
  zero?: boolean;
  unit?: Unit;
  format?: ResultColumn["format"];
  grain?: Grain;
}

/** How to draw the result. Rows are those of the table unless `rows` holds a folded copy ("Other", binned, long form). */
export interface ChartSpec {
  kind: ChartKind;
  /** decision-table row that chose it, e.g. `D14` */
  rule: string;
  /** states the finding, not the axes */
  title: string;
  /** text alternative, levels 1 to 3 (construction, statistics, pattern) */
  description: string;
  columns: ResultColumn[];
  rows: Cell[][];
  x?: ChartEncoding;
  y: ChartEncoding[];
  series?: ChartEncoding;
  /** cells of x whose period is incomplete: drawn dashed */
  partial?: Cell[];
  /** sentences a reader needs to read the chart rightly, e.g. "top 20 of 46 shown" */
  notes: string[];
  /** other charts that fit this result, best first, at most 4 */
  alternatives: ChartKind[];
}

/** One thing that stands out. `inferential` ones passed the test named in `test`. */
export interface Insight {
  type: string;
  class: "descriptive" | "inferential" | "quality";
  text: string;
  /** every number, date and name in `text`, formatted as written there */
  values: Record<string, string>;
  test?: { name: string; n: number; statistic: number; p: number; q: number };
  score: number;
}

/** A part of the plan in words. `removable` and `choices` say how its reader may change it. */
export interface PlanPart {
  id: string;
  kind: "metric" | "dimension" | "filter" | "time" | "compare" | "order" | "limit" | "table" | "scope";
  text: string;
  removable?: boolean;
  choices?: Choice[];
}

export interface Choice { id: string; label: string }

/**
 * A change of an own answer's plan: a part taken away, a choice put in a part's place or added, the rows behind one
 * value of the chart, or a span of its dates (`to` is the day after the last). One of these, or none: that runs it again.
 */
export interface PlanEdit {
  answerId: string;
  remove?: string;
  replace?: { chip: string; by: string };
  add?: string;
  drill?: { column: string; value: Cell };
  range?: { column: string; from: string; to: string };
}

/** One table read for an answer. */
export interface TableRead {
  name: string;
  /** what its rows are called */
  label: string;
  columns: string[];
  /** in words, e.g. `operator_id = claim tenant`; `global` where every tenant may read every row */
  filter: string;
  masked?: string[];
  /** the layers that put the filter there */
  by: string[];
}

/** Which tables were read for an answer, and by whose filter. */
export interface Receipt {
  answerId: string;
  question: string;
  plan: string;
  sql: string;
  /** what was read, and which of it was masked */
  tables: TableRead[];
  enforcedBy: string[];
  tenant: string;
  /** the tenant's name, where the token says it */
  tenantLabel?: string;
  policyVersion: string;
  modelVersion: string;
  /** digest of the columns and types that the policy knows */
  schemaVersion: string;
  rows: number;
  bytes: number;
  /** `live`, or the cache that served it */
  path: "live" | "exact-cache";
  tier: Tier;
  dataAsOf: string;
  at: string;
}

/** What models were used for a question: calls, tokens, and US dollars where prices are known. */
export interface ModelUse { calls: number; tokens: number; cost: number }

/** Which tier understood the question. */
export type Tier = "exact" | "verified" | "built-in" | "plan-cache" | "model-plan" | "model-sql" | "edited";

export const STAGES = ["recall", "plan", "sql", "guard", "execute", "visualize", "insight"] as const;
export type Stage = (typeof STAGES)[number];

export const ERROR_CODES = [
  "bad_request", "question_empty", "question_too_long", "payload_too_large", "unauthorized", "token_expired",
  "token_invalid", "forbidden", "origin_not_allowed", "unknown_source", "unknown_conversation", "not_found", "method_not_allowed",
  "rate_limited", "guard_refused", "query_failed", "query_timeout", "result_too_large", "database_unavailable",
  "model_unavailable", "not_configured", "cancelled", "connection_lost", "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
export interface WireError { code: ErrorCode; message: string; retryable: boolean; requestId: string; /** a sentence for each, where a document was refused */ problems?: string[] }

/** Body of `POST /api/v1/query`. */
export interface QueryRequest {
  question: string;
  sourceId: string;
  conversationId?: string;
  /** choices already made for ambiguous words: word → choice id of a `clarify` event */
  resolve?: Record<string, string>;
  /** in the place of a question, which is empty then: an answer of this conversation is computed anew with this change */
  edit?: PlanEdit;
  locale?: string;
  timeZone?: string;
}

export const FEEDBACK_REASONS = ["wrong-number", "wrong-rows", "wrong-period", "wrong-chart", "not-understood", "other"] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];
/** Longest note, in UTF-16 code units. */
export const MAX_NOTE = 500;
/** Body of `POST /api/v1/answers/:id/feedback`, about an own answer; sent again, it replaces what was said. */
export interface FeedbackRequest { verdict: "up" | "down"; reasons?: FeedbackReason[]; note?: string }

export type AskEvent =
  | { type: "start"; answerId: string; conversationId: string; requestId: string }
  | { type: "step"; stage: Stage; status: "running" | "done" | "declined"; note?: string }
  | { type: "plan"; words: string; parts: PlanPart[]; tier: Tier; /** what may be added to it */ add?: Choice[]; /** words that were read as the asker had chosen before */ readings?: { term: string; label: string }[] }
  | { type: "clarify"; message: string; term: string; choices: Choice[]; /** the choice may be kept for the next time: `PUT /api/v1/readings` */ keep?: boolean }
  /** an honest "I can't": not an error; `missing` are the words that were not understood */
  | { type: "cannot"; message: string; missing: string[]; suggestions: string[]; /** what did not answer and might have helped: `model` */ degraded?: string[] }
  | { type: "sql"; sql: string }
  | { type: "table"; columns: ResultColumn[]; rows: Cell[][]; truncated: boolean }
  | { type: "chart"; chart: ChartSpec }
  | { type: "insight"; headline: string; items: Insight[]; checked: number }
  | { type: "answer"; answerId: string; tier: Tier; cached: boolean; receipt: Receipt; /** the receipt as a JWS */ signed: string; followUps: string[]; ms: number; degraded: string[]; /** absent where no model was called */ model?: ModelUse }
  | { type: "error"; error: WireError };

export type AskEventType = AskEvent["type"];

/** Longest name of a conversation, in UTF-16 code units. */
export const MAX_TITLE = 120;
/** Question length limit in UTF-16 code units. */
export const MAX_QUESTION = 1_000;
/** Request body limit in bytes. */
export const MAX_BODY = 64 * 1024;

/** Writes one event as a server-sent-events frame. */
export function encodeEvent(event: AskEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const SHAPES: Record<AskEventType, (e: Record<string, unknown>) => boolean> = {
  start: (e) => isText(e.answerId) && isText(e.conversationId) && isText(e.requestId),
  step: (e) => (STAGES as readonly unknown[]).includes(e.stage) && isText(e.status),
  plan: (e) => isText(e.words) && isList(e.parts) && isText(e.tier),
  clarify: (e) => isText(e.message) && isText(e.term) && isList(e.choices),
  cannot: (e) => isText(e.message) && isList(e.missing) && isList(e.suggestions),
  sql: (e) => isText(e.sql),
  table: (e) => isList(e.columns) && isList(e.rows) && typeof e.truncated === "boolean",
  chart: (e) => isObject(e.chart) && (CHART_KINDS as readonly unknown[]).includes(e.chart.kind) && isList(e.chart.rows) && isList(e.chart.y),
  insight: (e) => isText(e.headline) && isList(e.items),
  answer: (e) => isText(e.answerId) && isObject(e.receipt) && isList(e.followUps),
  error: (e) => isObject(e.error) && isText(e.error.code) && isText(e.error.message),
};

/**
 * Reads the data of one frame.
 * @returns the event; `undefined` for an unknown type (so the wire can grow) and for anything malformed.
 */
export function decodeEvent(data: string): AskEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !isText(value.type)) return undefined;
  const shape = Object.hasOwn(SHAPES, value.type) ? SHAPES[value.type as AskEventType] : undefined;
  return shape?.(value) ? (value as unknown as AskEvent) : undefined;
}
