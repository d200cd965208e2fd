// How dimensions stand in a statement: selected with their keys, grouped by, shown and sorted.
import type { ResultColumn } from "../../protocol.ts";
import type { Dimension } from "./dimensions.ts";
import { name } from "./literal.ts";

/** A name that several share is told apart by their keys. */
export function shownName({ column, keySql }: Dimension): string {
  const [own, key] = [name(column.name), name(keyName(column))];
  if (!keySql) return own;
  return `CASE WHEN MIN(${key}) OVER (PARTITION BY ${own}) <> MAX(${key}) OVER (PARTITION BY ${own}) THEN ${own} || ' (' || ${key} || ')' ELSE ${own} END`;
}

const keyName = (column: ResultColumn): string => `${column.name}_key`;

export function innerDimension({ column, sql, sortSql, keySql }: Dimension): string[] {
  return [`${sql} AS ${name(column.name)}`, ...(keySql ? [`${keySql} AS ${name(keyName(column))}`] : []), ...(sortSql ? [`${sortSql} AS ${name(sortName(column))}`] : [])];
}

export function groupBy(dimensions: Dimension[]): string {
  const parts = dimensions.flatMap(({ sql, sortSql, keySql }) => [sql, ...(keySql ? [keySql] : []), ...(sortSql ? [sortSql] : [])]);
  return parts.length > 0 ? ` GROUP BY ${parts.join(", ")}` : "";
}

/** As calendars and declared orders run, else by name. */
export function naturalOrder(dimensions: Dimension[]): string[] {
  return dimensions.map((entry) => `${sortKey(entry)} ASC NULLS LAST`);
}

export const sortKey = ({ column, sortSql }: Dimension): string => name(sortSql ? sortName(column) : column.name);
const sortName = (column: ResultColumn): string => `${column.name}_sort`;

/** Two dimensions may both be called "name". */
export function distinctNames(dimensions: Dimension[]): Dimension[] {
  const seen = new Set<string>();
  return dimensions.map((entry) => {
    const unique = seen.has(entry.column.name) ? `${entry.column.name}_${seen.size + 1}` : entry.column.name;
    seen.add(unique);
    return { ...entry, column: { ...entry.column, name: unique } };
  });
}

export const isOrdered = ({ column }: Dimension): boolean => column.role === "time" || column.role === "cyclic" || column.role === "ordinal";
