// Along a calendar: each period beside the one before it, or the total so far. Periods without rows count as 0.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { dimension } from "./dimensions.ts";
import { groupBy } from "./group-columns.ts";
import type { Compiled, Output } from "./grouped.ts";
import { name } from "./literal.ts";
import { measure } from "./measures.ts";
import { periodsCte } from "./periods.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { boundsOf, rowsWhere } from "./where.ts";

/** @param today the last day the data covers */
export function compileSeries(plan: Plan, scope: Scope, today: string | undefined): Compiled {
  const [asked, ...more] = plan.dimensions;
  if (!asked || !("grain" in asked) || more.length > 0) throw new CannotCompile("a series runs along one calendar");
  if (plan.previous || plan.share || plan.having || plan.limit) throw new CannotCompile("a series can't be combined with the rest");
  const bucket = dimension(scope, asked);
  const measures = plan.metrics.map((metric) => measure(scope, metric));
  const time = name(bucket.column.name);
  const inner = [`${bucket.sql} AS ${time}`, ...measures.map(({ column, sql }) => `${sql()} AS ${name(column.name)}`)];
  const filled = measures.map(({ column }) => (column.additive ? `COALESCE(grouped.${name(column.name)}, 0) AS ${name(column.name)}` : `grouped.${name(column.name)}`));
  const outputs = measures.flatMap(({ column }) => (plan.series === "running" ? running(column, time) : change(column, time)));
  // FROM comes last: every column asked for above may have joined a table.
  const rows = rowsWhere(scope, boundsOf(plan));
  const sql = [
    `WITH grouped AS (SELECT ${inner.join(", ")} ${scope.from()} ${rows}${groupBy([bucket])})`,
    `, ${periodsCte(plan, bucket.column.name, asked.grain, scope.model, today)}`,
    `, filled AS (SELECT periods.${time}, ${filled.join(", ")} FROM periods LEFT JOIN grouped ON grouped.${time} = periods.${time})`,
    ` SELECT ${[time, ...outputs.map((output) => `${output.sql} AS ${name(output.column.name)}`)].join(", ")} FROM filled ORDER BY ${time} ASC`,
  ];
  return { sql: sql.join(""), columns: [bucket.column, ...outputs.map((output) => output.column)] };
}

function change(column: ResultColumn, time: string): Output[] {
  const own = name(column.name);
  const before = `LAG(${own}) OVER (ORDER BY ${time})`;
  const rate: ResultColumn = { name: `${column.name}_change_rate`, label: "Change in %", type: "number", role: "measure", format: "percent", unit: "percent", additive: false };
  return [
    { column, sql: own },
    { column: { ...column, name: `${column.name}_change`, label: `Change in ${column.label.toLowerCase()}`, additive: false }, sql: `${own} - ${before}` },
    { column: rate, sql: `(${own} - ${before})::numeric / NULLIF(${before}, 0)` },
  ];
}

function running(column: ResultColumn, time: string): Output[] {
  if (!column.additive) throw new CannotCompile(`${column.label} does not add up over time`);
  const own = name(column.name);
  return [
    { column: { ...column, name: `${column.name}_running`, label: `${column.label}, total so far`, additive: false }, sql: `SUM(${own}) OVER (ORDER BY ${time})` },
    { column, sql: own },
  ];
}
