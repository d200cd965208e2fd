// English: the words of the widget, and the shape every other language must fill.
import type { ChartKind, ErrorCode, Stage, Tier } from "../../worker/protocol.ts";

export interface Strings {
  dir: "ltr" | "rtl";
  label: string;
  placeholder: string;
  ask: string;
  stop: string;
  empty: string;
  left(count: number): string;
  suggestions: string;
  followUps: string;
  restart: string;
  retry: string;
  again: string;
  stopped: string;
  offline: string;
  chosen(labels: string): string;
  stages: Record<Stage, string>;
  slow(stage: string): string;
  problems: Partial<Record<ErrorCode, string>>;
  problem: string;
  standsOut: string;
  plan: string;
  tiers: Record<Tier, string>;
  asOf(date: string): string;
  sql: string;
  copy: string;
  copied: string;
  receipt: string;
  read: string;
  onlyRows(filter: string): string;
  allRows: string;
  enforced: string;
  tenant: string;
  size(rows: string, bytes: string): string;
  time: string;
  path: Record<"live" | "exact-cache", string>;
  version: string;
  partialAnswer: string;
  loading: string;
  noChart: string;
  showAs: string;
  kinds: Record<ChartKind, string>;
  csv: string;
  more(count: number): string;
  truncated(count: string): string;
  keys: string;
  chart: string;
  none: string;
  yes: string;
  no: string;
  nothing: string;
  ongoing: string;
  change(text: string): string;
}

export const en: Strings = {
  dir: "ltr",
  label: "Ask a question about your data",
  placeholder: "e.g. How did this year compare with last year?",
  ask: "Ask",
  stop: "Stop",
  empty: "Type a question first.",
  left: (count) => `${count} characters left`,
  suggestions: "Try asking",
  followUps: "Ask next",
  restart: "New conversation",
  retry: "Try again",
  again: "Ask again",
  stopped: "Stopped before it was done.",
  offline: "You are offline. Your questions stay here until you are back.",
  chosen: (labels) => `You chose: ${labels}`,
  stages: {
    recall: "Looking for a known answer", plan: "Understanding the question", sql: "Writing the query", guard: "Checking what you may see",
    execute: "Reading the data", visualize: "Choosing a chart", insight: "Looking for what stands out",
  },
  slow: (stage) => `This takes longer than usual. Still at: ${stage}`,
  problems: {
    unauthorized: "Your sign-in could not be confirmed.", token_expired: "Your sign-in has expired.", token_invalid: "Your sign-in was not accepted.",
    forbidden: "You may not ask about this data.", origin_not_allowed: "This page may not ask here.", rate_limited: "That was a lot of questions at once.",
    question_too_long: "The question is too long.", guard_refused: "This question can't be answered safely.", query_failed: "The data could not be read.",
    query_timeout: "Reading the data took too long.", result_too_large: "The answer is too large to show.", database_unavailable: "The database is not answering.",
    model_unavailable: "The language model is not answering.", not_configured: "This question box is not fully set up.", connection_lost: "The connection was lost.",
    unknown_source: "This data source is not here.", unknown_conversation: "This conversation is no longer here.", cancelled: "The question was cancelled.",
  },
  problem: "Something went wrong.",
  standsOut: "What stands out",
  plan: "How I read it",
  tiers: {
    exact: "Answered from memory", verified: "Matched to an approved question", "built-in": "Understood without a model",
    "model-plan": "Understood by a language model", "model-sql": "Query written by a language model",
  },
  asOf: (date) => `Data as of ${date}`,
  sql: "SQL",
  copy: "Copy",
  copied: "Copied",
  receipt: "Receipt",
  read: "Read",
  onlyRows: (filter) => `only rows where ${filter}`,
  allRows: "all rows: the same for everybody",
  enforced: "Enforced by",
  tenant: "Read as",
  size: (rows, bytes) => `${rows} rows, ${bytes}`,
  time: "Answered",
  path: { live: "read live", "exact-cache": "from the cache" },
  version: "Policy",
  partialAnswer: "This is what had arrived:",
  loading: "Loading the chart …",
  noChart: "The chart could not be loaded.",
  showAs: "Show as",
  kinds: {
    empty: "Nothing", kpi: "Number", "kpi-row": "Numbers", record: "Record", bar: "Columns", "bar-horizontal": "Bars", "bar-grouped": "Grouped",
    "bar-stacked": "Stacked", "bar-diverging": "Diverging", line: "Line", "line-multi": "Lines", area: "Area", histogram: "Histogram",
    scatter: "Scatter", heatmap: "Heatmap", dumbbell: "Dumbbell", panels: "Panels", table: "Table",
  },
  csv: "Download CSV",
  more: (count) => `Show ${count} more`,
  truncated: (count) => `Only the first ${count} rows are here.`,
  keys: "Arrow keys walk the values, Home and End jump, T shows the table.",
  chart: "Chart",
  none: "(none)",
  yes: "Yes",
  no: "No",
  nothing: "Nothing matches this question.",
  ongoing: "period not complete",
  change: (text) => `${text} against the one before`,
};
