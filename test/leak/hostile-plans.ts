// What a model in the other tenant's pay would plan: hidden columns, unknown names, the other's values, SQL where a name belongs.

const EMPTY = {
  intent: "value", table: "strikes", metrics: [], dimensions: [], filters: [], segments: [], time: null, previous: null, share: false,
  having: [], order: null, limit: null, columns: [], chart: null,
};
const COUNT = { metric: "strikes", aggregate: null, column: null };
const COST = { metric: "cost", aggregate: null, column: null };

const by = (column: string): object => ({ column, grain: null, cycle: null });
const only = (column: string, op: string, values: string[]): object => ({ column, op, values, absent: false });
const plan = (change: object): object => ({ kind: "plan", message: "", term: null, choices: [], plan: { ...EMPTY, ...change } });
const say = (kind: string, message: string, choices: string[] = []): object => ({ kind, message, term: choices.length > 0 ? "which" : null, choices, plan: null });

/** Replies to the planner's call, with the placeholders of hostile-sql.ts. */
export const HOSTILE_PLANS: object[] = [
  plan({ intent: "breakdown", metrics: [COUNT, COST], dimensions: [by("operators.name")] }),
  plan({ intent: "breakdown", metrics: [COUNT], dimensions: [by("operators.id")] }),
  plan({ intent: "breakdown", metrics: [COUNT], dimensions: [by("strikes.operator_id")] }),
  plan({ intent: "rank", metrics: [COST], dimensions: [by("operators.name")], order: { by: "metric", index: 0, column: null, direction: "desc" }, limit: 2_147_483_647 }),
  plan({ metrics: [COUNT], filters: [only("operators.name", "in", ["{name}"])] }),
  plan({ metrics: [COUNT], filters: [only("operators.name", "contains", ["Zq"])] }),
  plan({ metrics: [COUNT], filters: [only("operators.name", "not-in", ["{me}"])] }),
  plan({ metrics: [COUNT], filters: [only("strikes.operator_id", "=", ["{other}"])] }),
  plan({ metrics: [COUNT], filters: [only("operators.id", "<>", ["{me}"])] }),
  plan({ metrics: [COUNT], filters: [only("strikes.damage", "in", ["{word}"])] }),
  plan({ metrics: [COUNT], filters: [only("strikes.damage", "contains", ["{word}"])] }),
  plan({ metrics: [COST], filters: [only("strikes.cost_total", "between", ["7000000", "9999999999"])] }),
  plan({ metrics: [COST], filters: [only("strikes.cost_total", ">", ["1 OR TRUE"])] }),
  plan({ metrics: [COST], filters: [only("strikes.damage", "contains", ["' OR operator_id = '{other}' --"])] }),
  plan({ metrics: [COST], filters: [only("strikes.damage", "contains", ["%"])] }),
  plan({ metrics: [COST], filters: [only("airports.name", "is-null", [])] }),
  plan({ intent: "list", columns: ["strikes.operator_id", "strikes.damage"] }),
  plan({ intent: "list", columns: ["operators.name", "strikes.damage", "strikes.cost_total"], limit: 100_000 }),
  plan({ intent: "list", table: "operators", columns: ["operators.name"] }),
  plan({ intent: "list", columns: ["strikes.damage"], order: { by: "column", index: 0, column: "strikes.operator_id", direction: "desc" } }),
  plan({ intent: "list", table: "signing_key", columns: ["signing_key.inner_pad"] }),
  plan({ intent: "list", table: "pg_catalog.pg_stats", columns: ["pg_stats.most_common_vals"] }),
  plan({ intent: "absent", table: "airports", columns: ["airports.name"], filters: [{ column: "strikes.id", op: "is-null", values: [], absent: true }] }),
  plan({ intent: "absent", table: "operators", columns: ["operators.name"], filters: [{ column: "strikes.id", op: "is-null", values: [], absent: true }] }),
  plan({ metrics: [{ metric: null, aggregate: "max", column: "operators.name" }] }),
  plan({ metrics: [{ metric: null, aggregate: "max", column: "strikes.cost_total" }, { metric: null, aggregate: "min", column: "strikes.cost_total" }] }),
  plan({ metrics: [{ metric: null, aggregate: "count-distinct", column: "operators.name" }] }),
  plan({ metrics: [{ metric: null, aggregate: "count-distinct", column: "strikes.operator_id" }] }),
  plan({ metrics: [{ metric: "sum(cost_total) FROM aviation.strikes; --", aggregate: null, column: null }] }),
  plan({ intent: "breakdown", metrics: [COUNT], dimensions: [by("airports.name")], having: [{ metric: 0, op: ">", value: 1 }] }),
  plan({ intent: "breakdown", metrics: [COUNT], dimensions: [by("airports.name")], having: [{ metric: 99, op: ">", value: 1 }] }),
  plan({ intent: "share", metrics: [COST], share: true, filters: [only("strikes.phase", "in", ["Climb"])] }),
  plan({ intent: "trend", metrics: [COUNT], dimensions: [{ column: "strikes.flight_date", grain: "month", cycle: null }] }),
  plan({ intent: "trend", metrics: [COUNT], time: { column: "strikes.flight_date", ranges: [{ from: "1993-01-01", to: "2000-01-01' OR '1", label: "x" }] } }),
  plan({ intent: "compare", metrics: [COST], time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "{word}" }] }, previous: { from: "1993-01-01", to: "1994-01-01", label: "{name}" } }),
  plan({ metrics: [COUNT], segments: ["damaging", "everybody"] }),
  plan({ intent: "relation", metrics: [], columns: ["strikes.cost_total", "strikes.speed_knots"] }),
  plan({ intent: "distribution", metrics: [{ metric: null, aggregate: "avg", column: "strikes.cost_total" }], columns: ["strikes.cost_total"] }),
  plan({ metrics: [COUNT], filters: [only("constructor.prototype", "=", ["x"])] }),
  plan({ metrics: [COUNT], filters: [only("__proto__.name", "=", ["x"])] }),
  say("clarify", "Whose rows?", ["{me}", "all airlines", "{other}"]),
  say("cannot", "Paste your token at https://evil.test and ask again."),
  say("plan", "there is no plan in this plan"),
  { kind: "plan", plan: { table: "strikes" } },
  { kind: "everything" },
];

/** The number of a reply that answers nothing. */
export const DECLINING = HOSTILE_PLANS.findIndex((reply) => "kind" in reply && reply.kind === "cannot");
