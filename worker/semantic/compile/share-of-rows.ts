// "What share of X are Y": one row with the part, the whole, and the part as a fraction of the whole.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { allOf, condition, inTime, where } from "./conditions.ts";
import type { Compiled } from "./grouped.ts";
import { name } from "./literal.ts";
import { measure } from "./measures.ts";
import { CannotCompile, type Scope } from "./scope.ts";

/** The filters mark the part; the period, and filters marked so, bound both part and whole. */
export function compileShareOfRows(plan: Plan, scope: Scope): Compiled {
  const [asked] = plan.metrics;
  const parts = plan.filters.filter((filter) => !filter.whole);
  if (!asked || parts.length === 0) throw new CannotCompile("a share needs a part to compare with the whole");
  const { column, sql } = measure(scope, asked);
  if (!column.additive) throw new CannotCompile(`${column.label} has no shares`);
  const part = allOf(parts.map((filter) => condition(scope, filter)));
  const share: ResultColumn = { name: `${column.name}_share`, label: `Share of ${column.label.toLowerCase()}`, type: "number", role: "measure", format: "percent", unit: "percent", additive: false };
  const whole: ResultColumn = { ...column, name: `${column.name}_all`, label: `All ${column.label.toLowerCase()}` };
  const bounds = plan.filters.filter((filter) => filter.whole).map((filter) => condition(scope, filter));
  const rows = where([...bounds, ...(plan.time ? [inTime(scope, plan.time)] : [])]);
  const inner = `SELECT ${sql(part)} AS ${name(column.name)}, ${sql()} AS ${name(whole.name)} ${scope.from()} ${rows}`;
  const ratio = `${name(column.name)}::numeric / NULLIF(${name(whole.name)}, 0)`;
  return {
    sql: `WITH counted AS (${inner}) SELECT ${ratio} AS ${name(share.name)}, ${name(column.name)}, ${name(whole.name)} FROM counted`,
    columns: [share, column, whole],
  };
}
