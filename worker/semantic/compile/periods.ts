// The calendar of a plan as a CTE: every period that was asked about, also those in which nothing happened.
import type { Grain } from "../../protocol.ts";
import { addUnits, endOf, startOf } from "../calendar.ts";
import type { SemanticModel } from "../model.ts";
import type { Plan } from "../plan.ts";
import { literal, name } from "./literal.ts";
import { CannotCompile } from "./scope.ts";

const STEPS: Record<Grain, string> = { day: "1 day", week: "7 days", month: "1 month", quarter: "3 months", year: "1 year" };

/**
 * `periods AS (…)`, one row for each period in a column of the bucket's name.
 * The range asked for bounds it, as far as the data can reach; where an end is open, the first or last row does.
 * @param today the last day the data covers; without it a range ends where it says
 */
export function periodsCte(plan: Plan, bucket: string, grain: Grain, { calendar }: SemanticModel, today: string | undefined): string {
  const ranges = plan.time?.ranges ?? [];
  if (ranges.length > 1) throw new CannotCompile("several periods have no one calendar");
  const [range] = ranges;
  const column = name(bucket);
  const from = range?.from ? `${literal(startOf(range.from, grain, calendar))}::date` : `(SELECT MIN(${column}) FROM grouped)`;
  const last = lastPeriod(range?.to, grain, calendar, today);
  const to = last ? `${literal(last)}::date` : `(SELECT MAX(${column}) FROM grouped)`;
  return `periods AS (SELECT step::date AS ${column} FROM generate_series(${from}, ${to}, INTERVAL '${STEPS[grain]}') AS step)`;
}

/** The last period that the range and the data both reach. */
function lastPeriod(to: string | undefined, grain: Grain, calendar: SemanticModel["calendar"], today: string | undefined): string | undefined {
  if (!to) return undefined;
  const after = today === undefined ? to : [to, endOf(today, grain, calendar)].toSorted()[0];
  return startOf(addUnits(after ?? to, "day", -1), grain, calendar);
}
