// "What share of X are Y": the part, the whole, and the part as a fraction of the whole; once, or for each group.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { allOf, condition } from "./conditions.ts";
import { dimension } from "./dimensions.ts";
import { distinctNames, groupBy, innerDimension, isOrdered, naturalOrder, shownName } from "./group-columns.ts";
import type { Compiled } from "./grouped.ts";
import { name } from "./literal.ts";
import { measure } from "./measures.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { boundsOf, rowsWhere } from "./where.ts";

/** The filters mark the part; the period, and filters marked so, bound both part and whole. Of groups, the part is marked and the rest bounds. */
export function compileShareOfRows(plan: Plan, scope: Scope): Compiled {
  const [asked] = plan.metrics;
  const grouped = plan.dimensions.length > 0;
  const parts = plan.filters.filter((filter) => (grouped ? filter.part : !filter.whole));
  if (!asked || parts.length === 0) throw new CannotCompile("a share needs a part to compare with the whole");
  if (parts.some((filter) => filter.average) || plan.previous || plan.having) throw new CannotCompile("a share of rows can't be combined with that");
  const { column, sql } = measure(scope, asked);
  if (!column.additive) throw new CannotCompile(`${column.label} has no shares`);
  const part = allOf(parts.map((filter) => condition(scope, filter)));
  const share: ResultColumn = { name: `${column.name}_share`, label: `Share of ${column.label.toLowerCase()}`, type: "number", role: "measure", format: "percent", unit: "percent", additive: false };
  const whole: ResultColumn = { ...column, name: `${column.name}_all`, label: `All ${column.label.toLowerCase()}` };
  const dimensions = distinctNames(plan.dimensions.map((one) => dimension(scope, one)));
  const inner = [...dimensions.flatMap(innerDimension), `${sql(part)} AS ${name(column.name)}`, `${sql()} AS ${name(whole.name)}`];
  const ratio = `${name(column.name)}::numeric / NULLIF(${name(whole.name)}, 0)`;
  const rows = rowsWhere(scope, boundsOf(plan, plan.filters.filter((filter) => !parts.includes(filter))));
  const shown = [...dimensions.map((one) => `${shownName(one)} AS ${name(one.column.name)}`), `${ratio} AS ${name(share.name)}`, name(column.name), name(whole.name)];
  return {
    sql: `WITH counted AS (SELECT ${inner.join(", ")} ${scope.from()} ${rows}${groupBy(dimensions)}) SELECT ${shown.join(", ")} FROM counted${orderOf(plan, dimensions, share)}`,
    columns: [...dimensions.map((one) => one.column), share, column, whole],
  };
}

function orderOf({ order, limit, dimensions: asked }: Plan, dimensions: Parameters<typeof naturalOrder>[0], share: ResultColumn): string {
  if (asked.length === 0) return "";
  const ordered = dimensions.some(isOrdered);
  const first = order || !ordered ? [`${name(share.name)} ${order?.direction === "asc" ? "ASC" : "DESC"} NULLS LAST`] : [];
  return ` ORDER BY ${[...first, ...naturalOrder(dimensions)].join(", ")}${limit ? ` LIMIT ${Math.trunc(limit)}` : ""}`;
}
