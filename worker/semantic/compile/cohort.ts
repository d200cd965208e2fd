// Who came again: things by the period of their first row, and which part of them had rows in each period after it.
import type { Grain, ResultColumn } from "../../protocol.ts";
import type { Plan } from "../plan.ts";
import { dimension } from "./dimensions.ts";
import type { Compiled } from "./grouped.ts";
import { literal, name } from "./literal.ts";
import { CannotCompile, type Scope } from "./scope.ts";
import { rowsWhere } from "./where.ts";

/** Whole periods between two dates, as SQL of two columns. */
const STEPS: Partial<Record<Grain, (from: string, to: string) => string>> = {
  week: (from, to) => `((${to} - ${from}) / 7)`,
  month: (from, to) => `((extract(year FROM ${to}) - extract(year FROM ${from})) * 12 + extract(month FROM ${to}) - extract(month FROM ${from}))::integer`,
  quarter: (from, to) => `(((extract(year FROM ${to}) - extract(year FROM ${from})) * 12 + extract(month FROM ${to}) - extract(month FROM ${from})) / 3)::integer`,
  year: (from, to) => `(extract(year FROM ${to}) - extract(year FROM ${from}))::integer`,
};

/** A period bounds the first rows; what came later counts whenever it was. Filters would make another first row, so there are none. */
export function compileCohort(plan: Plan, scope: Scope): Compiled {
  const { cohort, time } = plan;
  const [asked] = plan.dimensions;
  const steps = cohort && STEPS[cohort.grain];
  const rest = plan.filters.length > 0 || plan.previous || plan.having || plan.share || plan.anyOf || plan.related || plan.limit || plan.dimensions.length > 1;
  if (!cohort || !steps || !asked || !("grain" in asked) || rest) throw new CannotCompile("cohorts can't be combined with the rest");
  const bucket = dimension(scope, asked);
  const things = scope.describe(cohort.key).column.plural ?? "members";
  const rows = rowsWhere(scope, { filters: [] }, [`${scope.column(cohort.key)} IS NOT NULL`, `${bucket.sql} IS NOT NULL`]);
  const born = (time?.ranges ?? []).map(({ from, to }) => [...(from ? [`cohort >= ${literal(from)}::date`] : []), ...(to ? [`cohort < ${literal(to)}::date`] : [])].join(" AND ") || "TRUE");
  const columns: ResultColumn[] = [
    { name: "cohort", label: "First seen", type: "date", role: "time", grain: cohort.grain },
    { name: "period", label: `${capitalised(cohort.grain)}s since`, type: "number", role: "ordinal" },
    { name: "retention", label: "Share that came again", type: "number", role: "measure", format: "percent", unit: "percent", additive: false },
    { name: "members", label: capitalised(things), type: "number", role: "measure", format: "integer", additive: false },
    { name: "cohort_size", label: "Size of the cohort", type: "number", role: "measure", format: "integer", additive: false },
  ];
  const sql = [
    `WITH seen AS (SELECT DISTINCT ${scope.column(cohort.key)} AS member, ${bucket.sql} AS at ${scope.from()} ${rows}),`,
    `born AS (SELECT member, MIN(at) AS cohort FROM seen GROUP BY member),`,
    `kept AS (SELECT born.cohort, ${steps("born.cohort", "seen.at")} AS period, COUNT(*) AS members FROM seen JOIN born ON born.member = seen.member${born.length > 0 ? ` WHERE ${born.map((range) => `(${range})`).join(" OR ")}` : ""} GROUP BY born.cohort, ${steps("born.cohort", "seen.at")})`,
    `SELECT cohort, period, members::numeric / NULLIF(MAX(members) FILTER (WHERE period = 0) OVER (PARTITION BY cohort), 0) AS retention, members, MAX(members) FILTER (WHERE period = 0) OVER (PARTITION BY cohort) AS ${name("cohort_size")} FROM kept ORDER BY cohort ASC, period ASC`,
  ];
  return { sql: sql.join(" "), columns };
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
