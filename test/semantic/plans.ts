// Seeded plans of every shape that groups rows.
import type { Condition } from "../../worker/semantic/model.ts";
import type { Plan, PlanDimension, PlanMetric, TimeRange } from "../../worker/semantic/plan.ts";
import { pick } from "./data.ts";

type Random = () => number;

const DIMENSIONS: PlanDimension[] = [
  { column: "strikes.phase" }, { column: "strikes.wildlife_size" }, { column: "strikes.time_of_day" }, { column: "airports.name" }, { column: "airports.state" }, { column: "aircraft.model" }, { column: "species.name" },
  { column: "strikes.flight_date", grain: "day" }, { column: "strikes.flight_date", grain: "week" }, { column: "strikes.flight_date", grain: "month" }, { column: "strikes.flight_date", grain: "quarter" }, { column: "strikes.flight_date", grain: "year" },
  { column: "strikes.flight_date", cycle: "weekday" }, { column: "strikes.flight_date", cycle: "month-of-year" }, { column: "strikes.flight_date", cycle: "quarter-of-year" },
];
const METRICS: PlanMetric[] = [
  ...["strikes", "cost", "cost_per_strike", "damaging_strikes", "damage_rate"].map((name) => ({ kind: "metric" as const, name })),
  ...(["avg", "median", "min", "max"] as const).flatMap((fn) => [{ kind: "aggregate" as const, function: fn, column: "strikes.speed_knots" as const }, { kind: "aggregate" as const, function: fn, column: "strikes.cost_total" as const }]),
  { kind: "aggregate", function: "sum", column: "strikes.cost_repair" }, { kind: "aggregate", function: "count-distinct", column: "airports.name" },
];
const FILTERS: Condition[] = [
  { column: "strikes.phase", op: "in", values: ["Climb", "Approach"] }, { column: "strikes.phase", op: "not-in", values: ["Approach"] }, { column: "strikes.phase", op: "is-null", values: [] }, { column: "strikes.phase", op: "is-not-null", values: [] },
  { column: "strikes.wildlife_size", op: "<>", values: ["Small"] }, { column: "airports.name", op: "=", values: ["O'Gamma"] }, { column: "airports.name", op: "contains", values: ["ALPHA"] }, { column: "airports.name", op: "contains", values: ["%"] },
  { column: "airports.state", op: "in", values: ["Texas"] }, { column: "strikes.speed_knots", op: "between", values: [100, 200] }, { column: "strikes.speed_knots", op: "<", values: [120] }, { column: "strikes.cost_total", op: ">", values: [1_000.5] },
  { column: "strikes.cost_total", op: "<=", values: [0] }, { column: "strikes.speed_knots", op: ">=", values: [250] }, { column: "strikes.flight_date", op: ">=", values: ["1998-03-01"] },
];
const RANGES: TimeRange[] = [
  { from: "1998-01-01", to: "1999-01-01", label: "1998" }, { from: "1998-03-01", to: "1998-07-01", label: "" }, { from: "1998-02-10", to: "1998-02-20", label: "" }, { from: "1998-06-01", label: "" }, { to: "1998-06-01", label: "" }, { from: "2005-01-01", to: "2006-01-01", label: "nothing" },
];
const COMPARED: [TimeRange, TimeRange][] = [
  [{ from: "1998-06-01", to: "1998-12-01", label: "now" }, { from: "1997-12-01", to: "1998-06-01", label: "then" }],
  [{ from: "1998-03-15", to: "1998-03-25", label: "now" }, { from: "1998-03-05", to: "1998-03-15", label: "then" }],
];

/** Some of a list, each once. */
function some<T>(random: Random, from: readonly T[], most: number): T[] {
  const chosen = Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(random, from));
  return [...new Set(chosen)];
}

/** One plan; dimensions are of different columns or parts, as a planner would make them. */
export function randomPlan(random: Random): Plan {
  const metrics = [pick(random, METRICS), ...some(random, METRICS, 1)].filter((metric, index, all) => all.indexOf(metric) === index);
  const dimensions = some(random, DIMENSIONS, 2);
  const plan: Plan = { intent: "breakdown", table: "strikes", metrics, dimensions, filters: some(random, FILTERS, 2) };
  const kind = random();
  if (kind < 0.3) return { ...plan, time: { column: "strikes.flight_date", ranges: [pick(random, RANGES), ...(random() < 0.2 ? [pick(random, RANGES)] : [])] } };
  if (kind < 0.5) return compared(random, plan);
  if (kind < 0.6) return { ...plan, share: true, dimensions: dimensions.length > 0 ? dimensions : [{ column: "strikes.phase" }] };
  if (kind < 0.7) return { ...plan, having: [{ metric: 0, op: pick(random, ["<", "<=", ">", ">="] as const), value: pick(random, [0, 1, 20, 1_000]) }] };
  return kind < 0.85 ? { ...plan, order: { by: "metric", index: 0, direction: pick(random, ["asc", "desc"] as const) }, limit: pick(random, [1, 3, 10]) } : plan;
}

function compared(random: Random, plan: Plan): Plan {
  const [now, then] = pick(random, COMPARED);
  const coarse = plan.dimensions.filter((dimension) => !("grain" in dimension) || (dimension.grain !== "day" && dimension.grain !== "week"));
  const having = random() < 0.2 ? { having: [{ metric: 0, op: pick(random, [">", "<="] as const), value: pick(random, [0, 2, 50]) }] } : {};
  return { ...plan, dimensions: coarse, ...having, time: { column: "strikes.flight_date", ranges: [now] }, previous: then };
}
