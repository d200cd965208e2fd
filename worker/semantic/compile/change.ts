// "Why did it change": two periods side by side in every dimension on its own, with the part each member has in the change.
import type { ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { inRange } from "./conditions.ts";
import { dimension, type Dimension } from "./dimensions.ts";
import type { Compiled } from "./grouped.ts";
import { literal, name } from "./literal.ts";
import { measure } from "./measures.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { boundsOf, rowsWhere } from "./where.ts";

/** Members of each dimension that are told apart: those that changed most. */
const TOLD = 40;

/** What the row of the whole is called. */
export const TOTAL = "Total";

/** Only for numbers that add up: of those the changes of the members are the change of the whole. A dimension with one member tells nothing and is left out; the whole comes first. */
export function compileChange(plan: Plan, scope: Scope): Compiled {
  const { time, previous } = plan;
  const [current, ...more] = time?.ranges ?? [];
  const [asked] = plan.metrics;
  if (!time || !previous || !current || more.length > 0 || !asked || plan.metrics.length > 1) throw new CannotCompile("a change needs two periods of one number");
  const { column, sql } = measure(scope, asked);
  if (!column.additive) throw new CannotCompile(`the change of ${column.label.toLowerCase()} is not the sum of its parts`);
  const dimensions = plan.dimensions.map((one) => dimension(scope, one));
  if (dimensions.length === 0) throw new CannotCompile("there is nothing to tell the change by");
  const [now, then] = [name(column.name), name(`${column.name}_previous`)];
  const inner = [
    `${pick(dimensions, (entry) => literal(entry.column.label), `ELSE ${literal(TOTAL)} `)} AS dimension`, `${pick(dimensions, shown)} AS member`,
    `${sql(inRange(scope, time.column, current))} AS ${now}`, `${sql(inRange(scope, time.column, previous))} AS ${then}`,
  ];
  const rows = rowsWhere(scope, { ...boundsOf(plan), time: { ...time, ranges: [current, previous] } });
  const sets = dimensions.map((entry) => `(${[entry.sql, ...(entry.keySql ? [entry.keySql] : [])].join(", ")})`).join(", ");
  const total = `(SELECT change FROM changed WHERE dimension = ${literal(TOTAL)})`;
  return {
    sql: [
      `WITH grouped AS (SELECT ${inner.join(", ")} ${scope.from()} ${rows} GROUP BY GROUPING SETS (${sets}, ())),`,
      `changed AS (SELECT dimension, member, COALESCE(${now}, 0) AS ${now}, COALESCE(${then}, 0) AS ${then}, COALESCE(${now}, 0) - COALESCE(${then}, 0) AS change, COUNT(*) OVER (PARTITION BY dimension) AS members FROM grouped),`,
      `placed AS (SELECT *, ROW_NUMBER() OVER (PARTITION BY dimension ORDER BY ABS(change) DESC, member ASC NULLS LAST) AS place FROM changed WHERE members > 1 OR dimension = ${literal(TOTAL)})`,
      `SELECT dimension, member, ${now}, ${then}, change, change::numeric / NULLIF(${total}, 0) AS change_share FROM placed WHERE place <= ${TOLD} ORDER BY dimension = ${literal(TOTAL)} DESC, ABS(change) DESC, dimension ASC, member ASC NULLS LAST`,
    ].join(" "),
    columns: columnsOf(column, current.label, previous.label),
  };
}

/** Of the grouping sets, the one a row belongs to. */
function pick(dimensions: Dimension[], value: (entry: Dimension) => string, rest = ""): string {
  return `CASE ${dimensions.map((entry) => `WHEN GROUPING(${entry.sql}) = 0 THEN ${value(entry)}`).join(" ")} ${rest}END`;
}

const shown = ({ sql, keySql }: Dimension): string => (keySql ? `COALESCE((${sql})::text, ${keySql})` : `(${sql})::text`);

function columnsOf(column: ResultColumn, now: string, then: string): ResultColumn[] {
  return [
    { name: "dimension", label: "Seen by", type: "string", role: "category" },
    { name: "member", label: "Part", type: "string", role: "category" },
    { ...column, label: `${column.label}, ${now}` },
    { ...column, name: `${column.name}_previous`, label: `${column.label}, ${then}` },
    { ...column, name: "change", label: "Change" },
    { name: "change_share", label: "Share of the change", type: "number", role: "measure", format: "percent", unit: "percent", additive: false },
  ];
}
