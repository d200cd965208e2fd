// English, the part of answers; comes with the part of the widget that shows them.
import type { ChartKind, ErrorCode, Tier } from "../../worker/protocol.ts";

export interface AnswerStrings {
  moreProblems: Partial<Record<ErrorCode, string>>;
  followUps: string;
  again: string;
  chosen(labels: string): string;
  standsOut: string;
  plan: string;
  tiers: Record<Tier, string>;
  asOf(date: string): string;
  sql: string;
  copy: string;
  copied: string;
  receipt: string;
  /** the proof in one sentence; `who` is whose rows, absent where all may read everything */
  proof(tables: string, who: string | undefined, twice: boolean): string;
  read: string;
  masked(columns: string): string;
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
  count: string;
  none: string;
  yes: string;
  no: string;
  nothing: string;
  ongoing: string;
  change(text: string): string;
  only(text: string): string;
  remember: string;
  earlier: string;
  showAgain: string;
  choiceNotKept: string;
  readAs(term: string, label: string): string;
  askMe: string;
  builtInOnly: string;
  undo: string;
  back: string;
  verified: string;
  verifiedBy: string;
  unkept: string;
}

export const enAnswers: AnswerStrings = {
  moreProblems: {
    token_invalid: "Your sign-in was not accepted.", forbidden: "You may not ask about this data.", origin_not_allowed: "This page may not ask here.", rate_limited: "That was a lot of questions at once.",
    question_too_long: "The question is too long.", guard_refused: "This question can't be answered safely.", query_failed: "The data could not be read.",
    query_timeout: "Reading the data took too long.", result_too_large: "The answer is too large to show.", database_unavailable: "The database is not answering.",
    model_unavailable: "The language model is not answering.", unknown_source: "This data source is not here.", unknown_conversation: "This conversation is no longer here.", cancelled: "The question was cancelled.",
  },
  followUps: "Ask next",
  again: "Ask again",
  chosen: (labels) => `You chose: ${labels}`,
  standsOut: "What stands out",
  plan: "How I read it",
  tiers: {
    exact: "Answered from memory", verified: "Matched to an approved question", "built-in": "Understood without a model", "plan-cache": "Understood like a question before",
    "model-plan": "Understood by a language model", "model-sql": "Query written by a language model", edited: "Changed by you",
  },
  asOf: (date) => `Data as of ${date}`,
  sql: "SQL",
  copy: "Copy",
  copied: "Copied",
  receipt: "Receipt",
  proof: (tables, who, twice) => `Read ${tables}; ${who ? `only rows of ${who}` : "the same for everybody"}; checked ${twice ? "twice" : "by the guard"}.`,
  read: "Read",
  masked: (columns) => `shown in part: ${columns}`,
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
  count: "Count",
  none: "(none)",
  yes: "Yes",
  no: "No",
  nothing: "Nothing matches this question.",
  ongoing: "period not complete",
  change: (text) => `${text} against the one before`,
  undo: "Undo",
  back: "Back to the answer before",
  verified: "Verified",
  verifiedBy: "A person has checked this question and how it is read.",
  unkept: "This answer could not be kept: follow-up questions can't refer to it.",
  only: (text) => `Only ${text}`,
  remember: "Remember my choice",
  earlier: "From an earlier visit.",
  showAgain: "Show the answer again",
  choiceNotKept: "Your choice could not be kept for the next time.",
  readAs: (term, label) => `You read “${term}” as “${label}”.`,
  askMe: "Ask me again",
  builtInOnly: "The language model is not answering: for now only questions that are understood without it are answered.",
};
