// Metrics by dimensions: the rows are grouped in a CTE, and shares, changes, places and order are made over the groups.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan, TimeRange } from "../plan.ts";
import { inRange } from "./conditions.ts";
import { dimension } from "./dimensions.ts";
import { distinctNames, groupBy, innerDimension, shownName } from "./group-columns.ts";
import { name } from "./literal.ts";
import { measure, type Measure } from "./measures.ts";
import { at, orderBy } from "./order.ts";
import { placedCte, placedRows } from "./places.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { requireSameSteps, shiftOnto } from "./shift.ts";
import { boundsOf, rowsWhere } from "./where.ts";

/** A column of the answer: read from the CTE as it is, or made of its columns. */
export interface Output { column: ResultColumn; sql: string }
export interface Compiled { sql: string; columns: ResultColumn[] }

/** Compiles a plan of metrics. */
export function compileGrouped(plan: Plan, scope: Scope): Compiled {
  if (plan.metrics.length === 0) throw new CannotCompile("there is nothing to compute");
  if (plan.skip && !plan.limit) throw new CannotCompile("places that are passed over need one that is shown");
  if (plan.share && plan.having) throw new CannotCompile("the groups that are left out would be missing from the whole");
  const ranges = comparedRanges(plan);
  const dimensions = distinctNames(plan.dimensions.map((asked) => dimension(scope, asked, shiftOf(plan, scope))));
  const measures = plan.metrics.map((metric) => measure(scope, metric));
  const inner = [...dimensions.flatMap(innerDimension), ...measures.flatMap((entry) => innerMeasure(entry, plan, scope, ranges))];
  const outputs = [...dimensions.map((entry) => ({ column: entry.column, sql: shownName(entry) })), ...measures.flatMap((entry) => outerMeasure(entry.column, plan))];
  const rows = rowsOf(plan, scope, plan.intent === "rank" && plan.limit ? dimensions.map(({ sql }) => `${sql} IS NOT NULL`) : []);
  const having = havingOf(plan, measures, ranges && plan.time ? inRange(scope, plan.time.column, ranges.current) : undefined);
  const placed = placedCte(plan, dimensions, measures);
  // FROM comes last: every column asked for above may have joined a table.
  const sql = [
    `WITH grouped AS (SELECT ${inner.join(", ")} ${scope.from()} ${rows}${groupBy(dimensions)}${having})${placed ? `, ${placed}` : ""}`,
    `SELECT ${outputs.map((output) => `${output.sql} AS ${name(output.column.name)}`).join(", ")} FROM ${placed ? "placed" : "grouped"}`,
    placedRows(plan, measures),
    orderBy(plan, dimensions, measures),
    plan.limit && plan.limitWithin === undefined ? `LIMIT ${Math.trunc(plan.limit)}` : "",
    plan.skip ? `OFFSET ${Math.trunc(plan.skip)}` : "",
  ];
  return { sql: sql.filter(Boolean).join(" "), columns: outputs.map((output) => output.column) };
}

/** @param named what a ranking shows needs a name: rows without one take nobody's place */
function rowsOf(plan: Plan, scope: Scope, named: string[]): string {
  const time = plan.time && plan.previous ? { ...plan.time, ranges: [...plan.time.ranges, plan.previous] } : plan.time;
  return rowsWhere(scope, { ...boundsOf(plan), ...(time ? { time } : {}) }, named);
}

function comparedRanges({ time, previous }: Plan): { current: TimeRange; previous: TimeRange } | undefined {
  if (!previous) return undefined;
  const [current, ...more] = time?.ranges ?? [];
  if (!current || more.length > 0) throw new CannotCompile("a comparison needs one period to compare");
  if (overlap(current, previous)) throw new CannotCompile("the two periods overlap");
  return { current, previous };
}

const overlap = (one: TimeRange, other: TimeRange): boolean => (one.from ?? "") < (other.to ?? "9999-12-31") && (other.from ?? "") < (one.to ?? "9999-12-31");

/** Rows of the earlier period are laid over the later one, so that their buckets meet. */
function shiftOf({ time, previous, dimensions }: Plan, scope: Scope): ((date: string) => string) | undefined {
  const [current] = time?.ranges ?? [];
  if (!time || !previous || !current) return undefined;
  requireSameSteps(dimensions, previous, current);
  return (date) => `CASE WHEN ${inRange(scope, time.column, previous)} THEN ${shiftOnto(date, previous, current)} ELSE ${date} END`;
}

function innerMeasure({ column, sql }: Measure, { time }: Plan, scope: Scope, ranges: ReturnType<typeof comparedRanges>): string[] {
  if (!ranges || !time) return [`${sql()} AS ${name(column.name)}`];
  return [`${sql(inRange(scope, time.column, ranges.current))} AS ${name(column.name)}`, `${sql(inRange(scope, time.column, ranges.previous))} AS ${name(previousName(column))}`];
}

function outerMeasure(column: ResultColumn, plan: Plan): Output[] {
  const own: Output = { column, sql: name(column.name) };
  if (plan.previous) return comparison(column, plan);
  return plan.share && column.additive ? [own, shareOf(column)] : [own];
}

/** This period, the other one, the difference, and the difference as a fraction of the other. */
function comparison(column: ResultColumn, { time, previous }: Plan): Output[] {
  const [now, then] = [name(column.name), name(previousName(column))];
  const rate: ResultColumn = { name: `${column.name}_change_rate`, label: "Change in %", type: "number", role: "measure", format: "percent", unit: "percent", additive: false };
  return [
    { column: { ...column, label: `${column.label}, ${time?.ranges[0]?.label ?? "now"}` }, sql: now },
    { column: { ...column, name: previousName(column), label: `${column.label}, ${previous?.label ?? "before"}` }, sql: then },
    { column: { ...column, name: `${column.name}_change`, label: "Change" }, sql: `${now} - ${then}` },
    { column: rate, sql: `(${now} - ${then})::numeric / NULLIF(${then}, 0)` },
  ];
}

function shareOf(column: ResultColumn): Output {
  const share: ResultColumn = { name: `${column.name}_share`, label: `Share of ${column.label.toLowerCase()}`, type: "number", role: "measure", format: "percent", unit: "percent", additive: true };
  return { column: share, sql: `${name(column.name)}::numeric / NULLIF(SUM(${name(column.name)}) OVER (), 0)` };
}

/** In a comparison the later period is held against the limit. */
function havingOf(plan: Plan, measures: Measure[], only: string | undefined): string {
  const each = (plan.having ?? []).filter((test) => !test.average).map(({ metric, op, value }) => `${at(measures, metric).sql(only)} ${op} ${Number(value)}`);
  return each.length > 0 ? ` HAVING ${each.join(" AND ")}` : "";
}

const previousName = (column: ResultColumn): string => `${column.name}_previous`;
