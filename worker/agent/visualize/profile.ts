// Columns of a statement that no plan describes: what each means, from its name, its type and its values.
import type { ResultSet } from "../../ports.ts";
import type { Cell, ResultColumn } from "../../protocol.ts";
import { grainOf, periodStart } from "../period.ts";
import { orderedText } from "./scales.ts";

type Plain = ResultSet["columns"][number];
type Meaning = Omit<ResultColumn, "name" | "label" | "type">;

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const KEY = words("id uuid guid key code zip postcode postal phone sku nr iban ean isbn");
const YEAR = words("year years season fy yr jahr annee anno ano");
const RATE = words("pct percent percentage rate share ratio proportion fraction");
const PERCENT = words("pct percent percentage");
const ADDS_UP = words("count counts number total sum n num qty quantity");
const NO_SUM = words("avg average mean median min max minimum maximum per rate ratio share pct percent percentage proportion distinct different unique cumulative running stddev variance percentile");
const MOST_GROUPS = 20;

/**
 * Describes every column of a result. A number is a measure unless it looks like a key, a year, a place or a group.
 * First hit wins, in the order of section 1.3 of the chart specification.
 */
export function inferColumns({ columns, rows }: Pick<ResultSet, "columns" | "rows">): ResultColumn[] {
  // A bare number beside an aggregate is what it is grouped by, where nothing else could be.
  const aggregated = columns.every(({ type }) => type === "number") && columns.some(({ name }) => isAggregate(tokens(name)));
  return columns.map((column, index) => ({
    name: column.name, label: labelOf(column.name), type: column.type,
    ...infer(column, rows.map((row) => row[index] ?? null), aggregated),
  }));
}

function infer({ name, type }: Plain, cells: Cell[], aggregated: boolean): Meaning {
  const present = cells.filter((cell) => cell !== null);
  const parts = tokens(name);
  if (type === "date" || type === "timestamp") return { role: "time", grain: grainOf(present) ?? "day" };
  if (type === "boolean") return { role: "category", order: [true, false] };
  if (type === "number") return inferNumber(parts, present.map(Number), aggregated && !isAggregate(parts));
  return inferText(parts, present.map(String));
}

/** @param grouping whether another column is an aggregate, so that this bare number is what it is grouped by */
function inferNumber(parts: string[], values: number[], grouping: boolean): Meaning {
  const whole = values.every(Number.isInteger);
  const distinct = new Set(values).size;
  const aggregate = isAggregate(parts);
  if (whole && values.length > 0 && !aggregate && isYears(parts, values)) return { role: "time", grain: "year", format: "plain" };
  if (isPlace(parts, values)) return { role: "geo", format: "decimal" };
  if (!aggregate && (KEY.has(parts.at(-1) ?? "") || (whole && values.length > 20 && distinct >= 0.95 * values.length))) return { role: "key", format: "plain" };
  if (grouping && whole && distinct <= MOST_GROUPS) return { role: "ordinal", format: "plain", order: [...new Set(values)].toSorted((a, b) => a - b) };
  return { role: "measure", ...numberFormat(parts, values, whole) };
}

function numberFormat(parts: string[], values: number[], whole: boolean): Pick<ResultColumn, "format" | "unit" | "additive"> {
  const fractions = values.every((value) => Math.abs(value) <= 1);
  if (fractions && parts.some((part) => RATE.has(part))) return { format: "percent", unit: "percent", additive: false };
  if (parts.some((part) => PERCENT.has(part))) return { format: "decimal", unit: "%", additive: false };
  return { format: whole ? "integer" : "decimal", additive: parts.some((part) => ADDS_UP.has(part)) && !parts.some((part) => NO_SUM.has(part)) };
}

/** Named as years, or a run of calendar years one after the other. */
function isYears(parts: string[], values: number[]): boolean {
  if (values.some((value) => value < 1000 || value > 2999)) return false;
  if (parts.some((part) => YEAR.has(part))) return true;
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? value));
  return values.length >= 4 && values.every((value) => value > 1800 && value < 2200) && (steps.every((step) => step === 1) || steps.every((step) => step === -1));
}

function isPlace(parts: string[], values: number[]): boolean {
  const limit = parts.some((part) => part === "lat" || part === "latitude") ? 90 : parts.some((part) => part === "lon" || part === "lng" || part === "longitude") ? 180 : 0;
  return limit > 0 && values.every((value) => Math.abs(value) <= limit);
}

function inferText(parts: string[], values: string[]): Meaning {
  const grain = values.length > 0 && values.every((value) => periodStart(value)) ? grainOf(values) : undefined;
  if (grain) return { role: "time", grain };
  const scale = orderedText(values);
  if (scale) return scale;
  const distinct = new Set(values).size;
  if (KEY.has(parts.at(-1) ?? "") && (distinct > 30 || values.some((value) => /\d/u.test(value)))) return { role: "key" };
  return { role: isProse(values) || (values.length > 100 && distinct > 0.9 * values.length) ? "attribute" : "category" };
}

function isProse(values: string[]): boolean {
  if (values.length === 0) return false;
  const coded = values.every((value) => /^(https?:\/\/|[^\s@]+@[^\s@]+\.|[[{])/u.test(value));
  return coded || values.reduce((sum, value) => sum + value.length, 0) / values.length > 50;
}

function isAggregate(parts: string[]): boolean {
  return parts.some((part) => ADDS_UP.has(part) || NO_SUM.has(part));
}

/** `COUNT(airport_id)`, `AirportId`, `airport_id`: lower-case words. */
function tokens(name: string): string[] {
  return name.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").split(/[^\p{L}\d]+/u).filter(Boolean);
}

function labelOf(name: string): string {
  const spaced = name.replaceAll("_", " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
