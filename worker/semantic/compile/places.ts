// Groups held against each other: places within a group, and limits at the average of all groups.
import type { Plan } from "../plan.ts";
import type { Dimension } from "./dimensions.ts";
import { name } from "./literal.ts";
import type { Measure } from "./measures.ts";
import { at } from "./order.ts";
import { CannotCompile } from "./scope.ts";

/**
 * `placed AS (…)`: the groups with their place among those of one value, and with the average of what is tested.
 * Places are shared by equals, as SQL's RANK counts them. Nothing where the plan needs neither.
 */
export function placedCte(plan: Plan, dimensions: Dimension[], measures: Measure[]): string | undefined {
  const added = [...averages(plan, measures), ...places(plan, dimensions, measures)];
  return added.length > 0 ? `placed AS (SELECT *, ${added.join(", ")} FROM grouped)` : undefined;
}

function averages(plan: Plan, measures: Measure[]): string[] {
  const tested = averaged(plan);
  if (tested.length === 0) return [];
  if (plan.previous || plan.dimensions.length === 0) throw new CannotCompile("an average of groups needs groups of one period");
  return [...new Set(tested.map(({ metric }) => metric))].map((metric) => {
    const { column } = at(measures, metric);
    if (!column.additive) throw new CannotCompile(`an average of ${column.label.toLowerCase()} over groups weighs them wrongly`);
    return `AVG(${name(column.name)}) OVER () AS ${name(averageName(column.name))}`;
  });
}

function places({ limitWithin, limit, skip, order, dimensions: asked }: Plan, dimensions: Dimension[], measures: Measure[]): string[] {
  if (limitWithin === undefined) return [];
  if (!limit || skip || order?.by !== "metric" || asked.length < 2) throw new CannotCompile("places within a group need a number to rank by");
  const { column, keySql } = at(dimensions, limitWithin);
  const partition = [name(column.name), ...(keySql ? [name(`${column.name}_key`)] : [])].join(", ");
  return [`RANK() OVER (PARTITION BY ${partition} ORDER BY ${name(at(measures, order.index).column.name)} ${order.direction === "asc" ? "ASC" : "DESC"} NULLS LAST) AS "place"`];
}

/** The groups that are shown of those placed. */
export function placedRows(plan: Plan, measures: Measure[]): string {
  const above = averaged(plan).map(({ metric, op }) => {
    const { column } = at(measures, metric);
    return `${name(column.name)} ${op} ${name(averageName(column.name))}`;
  });
  const within = plan.limitWithin === undefined ? [] : [`"place" <= ${Math.trunc(plan.limit ?? 1)}`];
  const tests = [...above, ...within];
  return tests.length > 0 ? `WHERE ${tests.join(" AND ")}` : "";
}

const averaged = ({ having = [] }: Plan): NonNullable<Plan["having"]> => having.filter((test) => test.average);
const averageName = (column: string): string => `${column}_average`;
