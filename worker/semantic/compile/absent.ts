// "Which X had no Y": groups that have rows, none of which meets the condition; with how many rows each has.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { allOf, condition } from "./conditions.ts";
import { dimension } from "./dimensions.ts";
import type { Compiled } from "./grouped.ts";
import { name } from "./literal.ts";
import { capital } from "./measures.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { boundsOf, rowsWhere } from "./where.ts";

export function compileAbsent(plan: Plan, scope: Scope): Compiled {
  const [asked] = plan.dimensions;
  const lacking = plan.filters.filter((filter) => filter.absent);
  if (!asked || lacking.length === 0) throw new CannotCompile("what is to be missing is not said");
  const group = dimension(scope, asked);
  const never = allOf(lacking.map((filter) => condition(scope, filter)));
  const rows = rowsWhere(scope, boundsOf(plan, plan.filters.filter((filter) => !filter.absent)), [`${group.sql} IS NOT NULL`]);
  const count: ResultColumn = { name: scope.fact.plural.replace(/\W+/gu, "_"), label: capital(scope.fact.plural), type: "number", role: "measure", format: "integer", additive: true };
  const limit = plan.limit ? ` LIMIT ${Math.trunc(plan.limit)}` : "";
  return {
    sql: `SELECT ${group.sql} AS ${name(group.column.name)}, COUNT(*) AS ${name(count.name)} ${scope.from()} ${rows} GROUP BY ${[group.sql, ...(group.keySql ? [group.keySql] : [])].join(", ")} HAVING COUNT(*) FILTER (WHERE ${never}) = 0 ORDER BY COUNT(*) DESC, ${group.sql}${limit}`,
    columns: [group.column, count],
  };
}
