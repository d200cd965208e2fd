// Parts of sentences about a value, a superlative or a period, shared by the headlines.
import type { Cell, ResultColumn } from "../../protocol.ts";
import { rangeLabel } from "../../semantic/calendar.ts";
import { formatCell, formatNumber, lowerFirst } from "../format.ts";
import type { InsightInput } from "./facts.ts";
import { isCount } from "./sentence.ts";

/** "most strikes", "highest total cost". */
export function extremeOf(measure: ResultColumn, lowest: boolean): string {
  const counts = isCount(measure);
  return `${lowest ? (counts ? "fewest" : "lowest") : counts ? "most" : "highest"} ${lowerFirst(measure.label)}`;
}

/** "2,171 strikes", "Strikes: 1", "Total cost: $2,194,024". */
export function valueOf(cell: Cell | undefined, column: ResultColumn, locale: string): string {
  const value = cell === null || cell === undefined ? "no data" : formatCell(cell, column, locale);
  return isCount(column) && cell !== 1 ? `${value} ${lowerFirst(column.label)}` : `${column.label}: ${value}`;
}

/** The period asked for, in resolved dates. */
export function periodOf({ plan }: InsightInput): string {
  const ranges = (plan?.time?.ranges ?? []).map((range) => rangeLabel(range.from, range.to));
  return ranges.length > 0 ? ` (${ranges.join(" and ")})` : "";
}

/** What a group is called; a bare yes says nothing without its question. */
export function nameOf(cell: Cell | undefined, column: ResultColumn, locale: string): string {
  const name = formatCell(cell, column, locale);
  return typeof cell === "boolean" ? `${column.label}: ${name}` : name;
}

export function countOf(value: number, { locale }: InsightInput): string {
  return formatNumber(value, { format: "integer" }, locale);
}
