// Metrics by dimensions: the rows are grouped in a CTE, and shares, changes and order are made over the groups.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan, PlanOrder, TimeRange } from "../plan.ts";
import { condition, inRange, inTime, where } from "./conditions.ts";
import { dimension, type Dimension } from "./dimensions.ts";
import { name } from "./literal.ts";
import { measure, type Measure } from "./measures.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { requireSameSteps, shiftOnto } from "./shift.ts";

/** A column of the answer: read from the CTE as it is, or made of its columns. */
export interface Output { column: ResultColumn; sql: string }
export interface Compiled { sql: string; columns: ResultColumn[] }

/** Compiles a plan of metrics. */
export function compileGrouped(plan: Plan, scope: Scope): Compiled {
  if (plan.metrics.length === 0) throw new CannotCompile("there is nothing to compute");
  if (plan.share && plan.having) throw new CannotCompile("the groups that are left out would be missing from the whole");
  const ranges = comparedRanges(plan);
  const dimensions = distinctNames(plan.dimensions.map((asked) => dimension(scope, asked, shiftOf(plan, scope))));
  const measures = plan.metrics.map((metric) => measure(scope, metric));
  const inner = [...dimensions.flatMap(innerDimension), ...measures.flatMap((entry) => innerMeasure(entry, plan, scope, ranges))];
  const outputs = [...dimensions.map((entry) => ({ column: entry.column, sql: shownName(entry) })), ...measures.flatMap((entry) => outerMeasure(entry.column, plan))];
  const rows = rowsOf(plan, scope);
  const having = havingOf(plan, measures, ranges && plan.time ? inRange(scope, plan.time.column, ranges.current) : undefined);
  // FROM comes last: every column asked for above may have joined a table.
  const sql = [
    `WITH grouped AS (SELECT ${inner.join(", ")} ${scope.from()} ${rows}${groupBy(dimensions)}${having})`,
    `SELECT ${outputs.map((output) => `${output.sql} AS ${name(output.column.name)}`).join(", ")} FROM grouped`,
    orderBy(plan, dimensions, measures),
    plan.limit ? `LIMIT ${Math.trunc(plan.limit)}` : "",
  ];
  return { sql: sql.filter(Boolean).join(" "), columns: outputs.map((output) => output.column) };
}

function rowsOf(plan: Plan, scope: Scope): string {
  const filters = plan.filters.map((filter) => condition(scope, filter));
  if (!plan.time) return where(filters);
  const time = plan.previous ? { ...plan.time, ranges: [...plan.time.ranges, plan.previous] } : plan.time;
  return where([...filters, inTime(scope, time)]);
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

/** A name that several share is told apart by their keys. */
function shownName({ column, keySql }: Dimension): string {
  const [own, key] = [name(column.name), name(keyName(column))];
  if (!keySql) return own;
  return `CASE WHEN MIN(${key}) OVER (PARTITION BY ${own}) <> MAX(${key}) OVER (PARTITION BY ${own}) THEN ${own} || ' (' || ${key} || ')' ELSE ${own} END`;
}

const keyName = (column: ResultColumn): string => `${column.name}_key`;

function innerDimension({ column, sql, sortSql, keySql }: Dimension): string[] {
  return [`${sql} AS ${name(column.name)}`, ...(keySql ? [`${keySql} AS ${name(keyName(column))}`] : []), ...(sortSql ? [`${sortSql} AS ${name(sortName(column))}`] : [])];
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

function groupBy(dimensions: Dimension[]): string {
  const parts = dimensions.flatMap(({ sql, sortSql, keySql }) => [sql, ...(keySql ? [keySql] : []), ...(sortSql ? [sortSql] : [])]);
  return parts.length > 0 ? ` GROUP BY ${parts.join(", ")}` : "";
}

/** In a comparison the later period is held against the limit. */
function havingOf(plan: Plan, measures: Measure[], only: string | undefined): string {
  const each = (plan.having ?? []).map(({ metric, op, value }) => `${at(measures, metric).sql(only)} ${op} ${Number(value)}`);
  return each.length > 0 ? ` HAVING ${each.join(" AND ")}` : "";
}

/** The order asked for; else calendar and declared orders as they run, and the largest first for the rest. Ties go by name. */
function orderBy(plan: Plan, dimensions: Dimension[], measures: Measure[]): string {
  if (dimensions.length === 0) return "";
  const natural = dimensions.map(({ column, sortSql }) => `${name(sortSql ? sortName(column) : column.name)} ASC NULLS LAST`);
  const first = plan.order ? [asked(plan.order, dimensions, measures)] : dimensions.some(isOrdered) ? [] : [`${name(at(measures, 0).column.name)} DESC NULLS LAST`];
  return `ORDER BY ${[...first, ...natural].join(", ")}`;
}

const isOrdered = ({ column }: Dimension): boolean => column.role === "time" || column.role === "cyclic" || column.role === "ordinal";

function asked(order: PlanOrder, dimensions: Dimension[], measures: Measure[]): string {
  const direction = order.direction === "asc" ? "ASC" : "DESC";
  if (order.by === "metric") return `${name(at(measures, order.index).column.name)} ${direction} NULLS LAST`;
  const found = order.by === "dimension" ? at(dimensions, order.index) : undefined;
  if (!found) throw new CannotCompile("groups cannot be ordered by a single row's value");
  return `${name(found.sortSql ? sortName(found.column) : found.column.name)} ${direction} NULLS LAST`;
}

function at<T>(list: T[], index: number): T {
  const found = list[index];
  if (!found) throw new CannotCompile("an order by something that is not there");
  return found;
}

const sortName = (column: ResultColumn): string => `${column.name}_sort`;
const previousName = (column: ResultColumn): string => `${column.name}_previous`;

/** Two dimensions may both be called "name". */
function distinctNames(dimensions: Dimension[]): Dimension[] {
  const seen = new Set<string>();
  return dimensions.map((entry) => {
    const unique = seen.has(entry.column.name) ? `${entry.column.name}_${seen.size + 1}` : entry.column.name;
    seen.add(unique);
    return { ...entry, column: { ...entry.column, name: unique } };
  });
}
