// One chart spec for each kind, as the Worker would send them, with the awkward cells real data has.
import type { AskEvent, Cell, ChartEncoding, ChartKind, ChartSpec, Receipt, ResultColumn } from "../../worker/protocol.ts";

const phase: ResultColumn = { name: "phase", label: "Phase of flight", type: "string", role: "category" };
const count: ResultColumn = { name: "strikes", label: "Strikes", type: "number", role: "measure", format: "integer", additive: true };
const cost: ResultColumn = { name: "cost", label: "Cost", type: "number", role: "measure", format: "currency", unit: "USD", additive: true };
const speed: ResultColumn = { name: "speed", label: "Speed", type: "number", role: "measure", format: "decimal", unit: "kn" };
const month: ResultColumn = { name: "month", label: "Month", type: "date", role: "time", grain: "month" };
const size: ResultColumn = { name: "size", label: "Animal size", type: "string", role: "ordinal", order: ["Small", "Medium", "Large"] };

const PHASES = ["Approach", "Take-off run", "Climb", "Landing Roll", "Descent", "Taxi", null];
const COUNTS = [1203, 987, 640, 512, 88, 12, 31];
const MONTHS = Array.from({ length: 18 }, (_, index) => new Date(Date.UTC(2001, index, 1)).toISOString().slice(0, 10));
/** A summer peak, a month without value, a month without row (index 9), a last month still running. */
const SERIES: (number | null)[] = [21, 18, 30, 52, 77, 64, null, 98, 90, 71, 44, 25, 24, 22, 35, 60, 82, 31];

const encode = (index: number, column: ResultColumn, scale: ChartEncoding["scale"], more: Partial<ChartEncoding> = {}): ChartEncoding => ({
  index, label: column.label, scale,
  ...(column.unit ? { unit: column.unit } : {}), ...(column.format ? { format: column.format } : {}), ...(column.grain ? { grain: column.grain } : {}), ...more,
});

function spec(kind: ChartKind, title: string, columns: ResultColumn[], rows: Cell[][], channels: Pick<ChartSpec, "y"> & Partial<ChartSpec>): ChartSpec {
  return { kind, rule: "test", title, description: `${title}. A ${kind} of ${rows.length} rows.`, columns, rows, notes: [], alternatives: [], ...channels };
}

const byPhase: Cell[][] = PHASES.map((name, index) => [name, COUNTS[index] ?? 0]);
const byMonth: Cell[][] = MONTHS.map((date, index): Cell[] => [date, SERIES[index] ?? null]).filter((_, index) => index !== 9);
const bySize = ["Small", "Medium", "Large"];
const sizeMonth: Cell[][] = MONTHS.flatMap((date, index) => bySize.map((name, of): Cell[] => [date, name, Math.round((SERIES[index] ?? 40) / (of + 1) + of * 3)]));
const sizePhase: Cell[][] = PHASES.slice(0, 5).flatMap((name, index) => bySize.map((each, of): Cell[] => [name, each, Math.round((COUNTS[index] ?? 0) / (of * 2 + 1.5))]));

const scatterRows: Cell[][] = Array.from({ length: 60 }, (_, index): Cell[] => [`Report ${index + 1}`, 60 + ((index * 37) % 190), Math.round(800 + ((index * 7919) % 90_000)), bySize[index % 3] ?? null]);

/** A spec of every kind that is drawn or shown. */
export const SPECS: Record<ChartKind, ChartSpec> = {
  empty: spec("empty", "No strikes match", [count], [], { y: [encode(0, count, "linear")] }),
  kpi: spec("kpi", "Strikes in 2001", [count], [[3473]], { y: [encode(0, count, "linear")] }),
  "kpi-row": spec("kpi-row", "Cost and speed", [count, cost, speed], [[3473, 12_450_300, 142.37]], { y: [encode(0, count, "linear"), encode(1, cost, "linear"), encode(2, speed, "linear")] }),
  record: spec("record", "The costliest strike", [month, phase, cost, speed], [["2001-07-01", "Climb", 1_200_000, 180]], { y: [] }),
  bar: spec("bar", "Most strikes happen on approach", [size, count], [["Small", 2100], ["Medium", 980], ["Large", 393]], { x: encode(0, size, "ordinal", { domain: bySize }), y: [encode(1, count, "linear", { zero: true })], alternatives: ["bar-horizontal", "table"], notes: ["3 rows without a size are left out."] }),
  "bar-horizontal": spec("bar-horizontal", "Approach leads with 1,203 strikes", [phase, count], byPhase, { x: encode(0, phase, "ordinal", { domain: PHASES }), y: [encode(1, count, "linear", { zero: true })], alternatives: ["bar", "table"] }),
  "bar-grouped": spec("bar-grouped", "Small animals lead in every phase", [phase, size, count], sizePhase, { x: encode(0, phase, "ordinal", { domain: PHASES.slice(0, 5) }), y: [encode(2, count, "linear", { zero: true })], series: encode(1, size, "ordinal", { domain: bySize }), alternatives: ["bar-stacked", "heatmap"] }),
  "bar-stacked": spec("bar-stacked", "Strikes by phase and size", [phase, size, count], sizePhase, { x: encode(0, phase, "ordinal", { domain: PHASES.slice(0, 5) }), y: [encode(2, count, "linear", { zero: true })], series: encode(1, size, "ordinal", { domain: bySize }), alternatives: ["bar-grouped"] }),
  "bar-diverging": spec("bar-diverging", "Climb fell most", [phase, count], PHASES.slice(0, 5).map((name, index): Cell[] => [name, [120, 44, -230, -18, 9][index] ?? 0]), { x: encode(0, phase, "ordinal"), y: [encode(1, count, "linear", { zero: true })] }),
  line: spec("line", "Strikes peak in late summer", [month, count], byMonth, { x: encode(0, month, "time"), y: [encode(1, count, "linear")], partial: ["2002-06-01"], alternatives: ["bar", "area"], notes: ["June 2002 is not complete."] }),
  "line-multi": spec("line-multi", "Small animals drive the peak", [month, size, count], sizeMonth, { x: encode(0, month, "time"), y: [encode(2, count, "linear")], series: encode(1, size, "ordinal", { domain: bySize }), alternatives: ["bar-stacked", "area", "heatmap"] }),
  area: spec("area", "Strikes by month and size", [month, size, count], sizeMonth, { x: encode(0, month, "time"), y: [encode(2, count, "linear", { zero: true })], series: encode(1, size, "ordinal", { domain: bySize }) }),
  histogram: spec("histogram", "Most strikes happen between 120 and 150 knots", [speed, { ...speed, name: "high", label: "Up to" }, count], Array.from({ length: 11 }, (_, index): Cell[] => [index * 25, index * 25 + 25, [4, 18, 60, 144, 230, 310, 190, 96, 41, 12, 3][index] ?? 0]), { x: encode(0, speed, "linear"), y: [encode(2, count, "linear", { zero: true })] }),
  scatter: spec("scatter", "Cost hardly depends on speed", [{ ...phase, name: "report", label: "Report", role: "key" }, speed, cost, size], scatterRows, { x: encode(1, speed, "linear"), y: [encode(2, cost, "linear")], series: encode(3, size, "ordinal", { domain: bySize }) }),
  heatmap: spec("heatmap", "Approach and small animals", [phase, size, count], sizePhase, { x: encode(0, phase, "ordinal", { domain: PHASES.slice(0, 5) }), y: [encode(2, count, "linear")], series: encode(1, size, "ordinal", { domain: bySize }) }),
  dumbbell: spec("dumbbell", "2001 against 2000", [phase, { ...count, label: "2000" }, { ...count, label: "2001" }], PHASES.slice(0, 5).map((name, index): Cell[] => [name, COUNTS[index] ?? 0, Math.round((COUNTS[index] ?? 0) * (0.8 + ((index * 3) % 5) * 0.15))]), { x: encode(0, phase, "ordinal"), y: [encode(1, { ...count, label: "2000" }, "linear"), encode(2, { ...count, label: "2001" }, "linear")] }),
  panels: spec("panels", "Strikes and cost by month", [month, count, cost], byMonth.map(([date, value], index): Cell[] => [date ?? null, value ?? null, value === null ? null : Number(value) * 1234 + index * 500]), { x: encode(0, month, "time"), y: [encode(1, count, "linear"), encode(2, cost, "linear")] }),
  table: spec("table", "Strikes", [phase, count, cost], byPhase.map(([name, strikes], index): Cell[] => [name ?? null, strikes ?? null, index * 10_500.5]), { y: [] }),
};

/** The table event that goes with a spec. */
export function tableOf({ columns, rows }: ChartSpec): Extract<AskEvent, { type: "table" }> {
  return { type: "table", columns, rows, truncated: false };
}

export const RECEIPT: Receipt = {
  answerId: "a-1", question: "strikes by phase", plan: "Number of strikes by phase of flight", sql: "SELECT phase, count(*) FROM strikes GROUP BY 1",
  tables: [{ name: "aviation.strikes", label: "strikes", columns: ["phase", "operator_id"], filter: "operator_id is delta-air-lines", masked: ["phase"], by: ["guard", "row-level security"] }, { name: "aviation.airports", label: "airports", columns: ["name"], filter: "global", by: ["guard", "row-level security"] }],
  enforcedBy: ["guard", "row-level security", "read-only role"], tenant: "delta-air-lines", tenantLabel: "Delta Air Lines", policyVersion: "skyward-policy-1", modelVersion: "skyward-1", schemaVersion: "00ff", rows: 7, bytes: 2048,
  path: "live", tier: "built-in", dataAsOf: "2002-07-25", at: "2026-11-23T06:00:00.000Z",
};

/** All events of a good answer with this chart. */
export function answerEvents(chart: ChartSpec): AskEvent[] {
  return [
    { type: "start", answerId: "a-1", conversationId: "0b6c4a0e-9f1b-4a58-8a3b-0d2a5b1f7c11", requestId: "r-1" },
    { type: "step", stage: "recall", status: "running" },
    { type: "step", stage: "plan", status: "running" },
    { type: "plan", words: "Number of strikes by phase of flight, your airline only", parts: [], tier: "built-in" },
    { type: "step", stage: "execute", status: "running" },
    { type: "sql", sql: RECEIPT.sql },
    tableOf(chart),
    { type: "step", stage: "visualize", status: "running" },
    { type: "chart", chart },
    {
      type: "insight", headline: `${chart.title}.`, checked: 7, items: [
        { type: "rank-gap", class: "descriptive", text: "Approach leads with 1,203, 1.2 times the next, Take-off run.", values: {}, score: 0.8 },
        { type: "dominance", class: "descriptive", text: "The first three phases make up 81% of all strikes.", values: {}, score: 0.6 },
        { type: "missing", class: "quality", text: "31 of 3,473 reports have no phase of flight.", values: {}, score: 0.2 },
      ],
    },
    { type: "answer", answerId: "a-1", tier: "built-in", cached: false, receipt: RECEIPT, signed: "head.body.signature", followUps: ["by month", "only at night", "as a table"], ms: 42, degraded: [] },
  ];
}
