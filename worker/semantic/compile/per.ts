// "Strikes per month on average": the metric for each group, and then the average over the groups.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { dimension } from "./dimensions.ts";
import { distinctNames, groupBy, innerDimension, naturalOrder, shownName, sortKey } from "./group-columns.ts";
import type { Compiled } from "./grouped.ts";
import { name } from "./literal.ts";
import { measure, type Measure } from "./measures.ts";
import { at } from "./order.ts";
import { periodsCte } from "./periods.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { boundsOf, rowsWhere } from "./where.ts";

type Per = NonNullable<Plan["per"]>;
const SAYS: Record<Per["function"], string> = { avg: "Average", median: "Median", min: "Lowest", max: "Highest", count: "Number of" };

/**
 * Over groups that occur; over all periods of a calendar, also those in which nothing happened.
 * @param today the last day the data covers
 */
export function compilePer(plan: Plan, scope: Scope, today: string | undefined): Compiled {
  const { per } = plan;
  if (!per || plan.metrics.length === 0) throw new CannotCompile("there is nothing to average");
  if (per.function === "count") return countGroups(plan, scope, per);
  if (plan.previous || plan.share || plan.having || plan.series || plan.limitWithin !== undefined) throw new CannotCompile("an average over groups can't be combined with the rest");
  const all = distinctNames([...plan.dimensions, per.dimension].map((asked) => dimension(scope, asked)));
  const groups = all.slice(0, -1);
  const over = all.at(-1);
  const measures = plan.metrics.map((metric) => additive(measure(scope, metric)));
  if (!over) throw new CannotCompile("there is nothing to average over");
  const grain = "grain" in per.dimension ? per.dimension.grain : undefined;
  if (grain && groups.length > 0 && per.function !== "avg") throw new CannotCompile("only the average over a calendar can be told by groups");
  const inner = [...all.flatMap(innerDimension), ...measures.map(({ column, sql }) => `${sql()} AS ${name(column.name)}`)];
  const rows = rowsWhere(scope, boundsOf(plan), [`${over.sql} IS NOT NULL`]);
  const ctes = [
    `grouped AS (SELECT ${inner.join(", ")} ${scope.from()} ${rows}${groupBy(all)})`,
    ...(grain ? [periodsCte(plan, over.column.name, grain, scope.model, today)] : []),
  ];
  const outputs = measures.map(({ column }) => ({ column: averaged(column, over.column, per), sql: averageSql(column, per, grain !== undefined, groups.length > 0) }));
  const keys = groups.flatMap((group) => [name(group.column.name), ...(group.keySql ? [name(`${group.column.name}_key`)] : []), ...(group.sortSql ? [sortKey(group)] : [])]);
  const from = grain && groups.length === 0 ? `periods LEFT JOIN grouped ON grouped.${name(over.column.name)} = periods.${name(over.column.name)}` : "grouped";
  const shown = [...groups.map((group) => `${shownName(group)} AS ${name(group.column.name)}`), ...outputs.map((output) => `${output.sql} AS ${name(output.column.name)}`)];
  const tail = groups.length > 0 ? ` GROUP BY ${keys.join(", ")} ORDER BY ${[...orderOf(plan, outputs[0]?.column), ...naturalOrder(groups)].join(", ")}${plan.limit ? ` LIMIT ${Math.trunc(plan.limit)}` : ""}` : "";
  return { sql: `WITH ${ctes.join(", ")} SELECT ${shown.join(", ")} FROM ${from}${tail}`, columns: [...groups.map((group) => group.column), ...outputs.map((output) => output.column)] };
}

/** "How many airports had more than 20 strikes". */
function countGroups(plan: Plan, scope: Scope, per: Per): Compiled {
  const { having = [] } = plan;
  if (plan.dimensions.length > 0 || having.length === 0 || having.some((test) => test.average) || plan.previous || plan.share || plan.series) throw new CannotCompile("only groups that pass a test are counted");
  const group = dimension(scope, per.dimension);
  const tests = having.map(({ metric, op, value }) => `${at(plan.metrics.map((one) => measure(scope, one)), metric).sql()} ${op} ${Number(value)}`);
  const rows = rowsWhere(scope, boundsOf(plan), [`${group.sql} IS NOT NULL`]);
  const column: ResultColumn = { name: "groups", label: `Number of ${scope.describe(per.dimension.column).column.plural ?? group.column.label}`, type: "number", role: "measure", format: "integer", additive: true };
  const grouped = `SELECT ${innerDimension(group).join(", ")} ${scope.from()} ${rows}${groupBy([group])} HAVING ${tests.join(" AND ")}`;
  return { sql: `WITH grouped AS (${grouped}) SELECT COUNT(*) AS ${name(column.name)} FROM grouped`, columns: [column] };
}

function additive(entry: Measure): Measure {
  if (!entry.column.additive) throw new CannotCompile(`an average of ${entry.column.label.toLowerCase()} over groups weighs them wrongly`);
  return entry;
}

function averaged(column: ResultColumn, over: ResultColumn, { function: fn }: Per): ResultColumn {
  return { ...column, name: `${column.name}_per_${over.grain ?? over.name}`, label: `${SAYS[fn]} ${column.label.toLowerCase()} per ${over.grain ?? over.label.toLowerCase()}`, additive: false, ...(column.format === "integer" && (fn === "avg" || fn === "median") ? { format: "decimal" as const } : {}) };
}

function averageSql(column: ResultColumn, { function: fn }: Per, calendar: boolean, byGroup: boolean): string {
  const own = name(column.name);
  if (calendar && byGroup) return `SUM(${own})::numeric / NULLIF((SELECT COUNT(*) FROM periods), 0)`;
  const value = calendar ? `COALESCE(${own}, 0)` : own;
  return fn === "median" ? `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${value})` : `${fn.toUpperCase()}(${value})`;
}

function orderOf({ order }: Plan, column: ResultColumn | undefined): string[] {
  return column ? [`${name(column.name)} ${order?.direction === "asc" ? "ASC" : "DESC"} NULLS LAST`] : [];
}
