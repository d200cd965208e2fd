// A calendar without gaps: periods in which nothing happened are rows too, 0 for what adds up and nothing for what does not.
import type { Cell, ResultColumn } from "../protocol.ts";
import { addUnits, endOf, startOf } from "./calendar.ts";
import type { SemanticModel } from "./model.ts";
import type { Plan, TimeRange } from "./plan.ts";

/** Rows beyond which a calendar is not filled. */
const MOST = 1_000;

interface Result { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean }

/**
 * Adds the missing periods of a result that is grouped by one calendar column alone.
 * @param today the last day the data covers: no period after it is added
 */
export function fillCalendar(plan: Plan, { columns, rows, truncated }: Result, model: SemanticModel, today: string): Cell[][] {
  const [time] = columns;
  if (truncated || rows.length === 0 || plan.dimensions.length !== 1 || plan.limit || plan.having || plan.order?.by === "metric" || !time) return rows;
  const expected = time.role === "cyclic" ? (time.order ?? []) : time.role === "time" ? buckets(plan, time, rows, model, today) : [];
  if (expected.length === 0 || expected.length > MOST) return rows;
  const found = new Map(rows.map((row) => [row[0], row]));
  const empty = columns.map((column) => (column.additive && column.role === "measure" && !column.name.endsWith("_share") ? 0 : null));
  const filled = expected.map((bucket) => found.get(bucket) ?? [bucket, ...empty.slice(1)]);
  const unplaced = rows.filter((row) => !expected.includes(row[0] ?? null));
  const descending = plan.order?.by === "dimension" && plan.order.direction === "desc";
  return [...(descending ? filled.toReversed() : filled), ...unplaced];
}

/** The periods asked for, as far as the data reaches; those between the first and the last row where none were. */
function buckets(plan: Plan, { grain = "day" }: ResultColumn, rows: Cell[][], model: SemanticModel, today: string): string[] {
  const starts = rows.map((row) => row[0]).filter((cell): cell is string => typeof cell === "string").toSorted();
  const [first, last] = [starts[0], starts.at(-1)];
  if (!first || !last) return [];
  const ranges = plan.time ? plan.time.ranges : [{ label: "" }];
  const end = addUnits(last, grain, 1);
  return [...new Set(ranges.flatMap((range) => within(range, { first, end }, grain, model, today)))].toSorted();
}

function within({ from, to }: TimeRange, data: { first: string; end: string }, grain: NonNullable<ResultColumn["grain"]>, { calendar }: SemanticModel, today: string): string[] {
  const after = endOf(today, grain, calendar);
  const stop = to && to < after ? to : from && to ? after : data.end;
  const found: string[] = [];
  for (let at = startOf(from ?? data.first, grain, calendar); at < stop && found.length <= MOST; at = addUnits(at, grain, 1)) found.push(at);
  return found;
}
