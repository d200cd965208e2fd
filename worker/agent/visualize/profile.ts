// Columns of a statement that no plan describes: what each means, from its name, its type and its values.
import type { ResultSet } from "../../ports.ts";
import type { Cell, Grain, ResultColumn } from "../../protocol.ts";

type Plain = ResultSet["columns"][number];

const KEY = /(^|_)(id|uuid|key|code|zip|postcode|phone|sku|nr)$/u;
const YEAR = /(^|_)(year|season|fy)$/u;
const RATE = /(^|_)(pct|percent|percentage|rate|share|ratio)$/u;
const ADDS_UP = /(^|_)(count|number|total|sum|n)(_|$)/u;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Describes every column of a result. A number is a measure unless it looks like a key or a year. */
export function inferColumns({ columns, rows }: Pick<ResultSet, "columns" | "rows">): ResultColumn[] {
  return columns.map((column, index) => infer(column, rows.map((row) => row[index] ?? null)));
}

function infer(column: Plain, cells: Cell[]): ResultColumn {
  const base = { name: column.name, label: labelOf(column.name), type: column.type };
  const present = cells.filter((cell) => cell !== null);
  if (column.type === "date" || column.type === "timestamp") return { ...base, role: "time", grain: grainOf(present.map(String)) };
  if (column.type === "number") return { ...base, ...numberRole(column.name, present.map(Number), cells.length) };
  if (column.type === "boolean") return { ...base, role: "category" };
  return { ...base, ...textRole(column.name, present.map(String)) };
}

function numberRole(name: string, values: number[], count: number): Pick<ResultColumn, "role" | "format" | "unit" | "additive"> {
  const lower = name.toLowerCase();
  const whole = values.every(Number.isInteger);
  if (YEAR.test(lower) && whole && values.every((value) => value >= 1000 && value <= 2999)) return { role: "ordinal", format: "plain" };
  if (KEY.test(lower) || (whole && count > 20 && new Set(values).size >= 0.95 * count && !ADDS_UP.test(lower))) return { role: "key", format: "plain" };
  if (RATE.test(lower) && values.every((value) => Math.abs(value) <= 1)) return { role: "measure", format: "percent", unit: "percent", additive: false };
  return { role: "measure", format: whole ? "integer" : "decimal", additive: ADDS_UP.test(lower) };
}

function textRole(name: string, values: string[]): Pick<ResultColumn, "role" | "cycle" | "order"> {
  const lower = values.map((value) => value.trim().toLowerCase());
  if (values.length > 1 && lower.every((value) => WEEKDAYS.includes(value))) return { role: "cyclic", cycle: "weekday", order: ordered(values, (value) => WEEKDAYS.indexOf(value.trim().toLowerCase())) };
  const long = values.length > 0 && values.reduce((sum, value) => sum + value.length, 0) / values.length > 50;
  const unique = values.length > 100 && new Set(values).size > 0.9 * values.length;
  return { role: KEY.test(name.toLowerCase()) ? "key" : long || unique ? "attribute" : "category" };
}

function ordered(values: string[], rank: (value: string) => number): string[] {
  return [...new Set(values)].toSorted((a, b) => rank(a) - rank(b));
}

/** The coarsest bucket that all dates are starts of. */
function grainOf(dates: string[]): Grain {
  const days = dates.map((date) => date.slice(0, 10));
  if (days.length === 0) return "day";
  if (days.every((day) => day.endsWith("-01-01")) && days.length > 1) return "year";
  if (days.every((day) => /-(01|04|07|10)-01$/u.test(day)) && days.length > 1) return "quarter";
  return days.every((day) => day.endsWith("-01")) && days.length > 1 ? "month" : "day";
}

function labelOf(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
