// Columns and rows for tests of charts and insights.
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import type { Plan } from "../../worker/semantic/plan.ts";

export const phase: ResultColumn = { name: "phase", label: "Phase of flight", type: "string", role: "category" };
export const light: ResultColumn = { name: "time_of_day", label: "Time of day", type: "string", role: "category" };
export const size: ResultColumn = { name: "size", label: "Animal size", type: "string", role: "ordinal", order: ["Small", "Medium", "Large"] };
export const weekday: ResultColumn = { name: "weekday", label: "Weekday", type: "string", role: "cyclic", cycle: "weekday", order: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] };
export const month: ResultColumn = { name: "month", label: "Month", type: "date", role: "time", grain: "month" };
export const strikes: ResultColumn = { name: "strikes", label: "Strikes", type: "number", role: "measure", format: "integer", additive: true };
export const cost: ResultColumn = { name: "cost", label: "Total cost", type: "number", role: "measure", format: "currency", unit: "USD", additive: true };
export const speed: ResultColumn = { name: "speed", label: "Average speed", type: "number", role: "measure", format: "decimal", unit: "kn", additive: false };
export const rate: ResultColumn = { name: "rate", label: "Damage rate", type: "number", role: "measure", format: "percent", unit: "percent", additive: false };
export const id: ResultColumn = { name: "id", label: "Report", type: "number", role: "key", format: "plain" };

export const plan = (change: Partial<Plan> = {}): Plan => ({ intent: "breakdown", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [], ...change });

/** `count` months from January 1998, with a value each. */
export function monthly(values: number[]): Cell[][] {
  return values.map((value, index) => [new Date(Date.UTC(1998, index, 1)).toISOString().slice(0, 10), value]);
}

/** Categories `A1`, `A2` … with a value each. */
export const named = (values: number[]): Cell[][] => values.map((value, index) => [`A${index + 1}`, value]);
