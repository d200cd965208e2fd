// Writes type names. Built-in ones come out as SQL keywords or qualified with pg_catalog, so no other schema can supply them.
import { namesOf, type Node, type TypeName } from "../tree.ts";
import { printName } from "./names.ts";

/** The keyword the grammar turns into `pg_catalog.…`. */
const KEYWORD: Readonly<Record<string, string>> = {
  int2: "smallint", int4: "integer", int8: "bigint", float4: "real", float8: "double precision", numeric: "numeric", bool: "boolean",
  varchar: "varchar", timestamp: "timestamp", time: "time", interval: "interval",
};

/** Bit masks of interval fields (utils/timestamp.h INTERVAL_MASK over datetime.h codes). */
const INTERVAL_FIELDS: Readonly<Record<number, string>> = {
  2: "month", 4: "year", 6: "year to month", 8: "day", 1024: "hour", 1032: "day to hour", 2048: "minute", 3072: "hour to minute",
  3080: "day to minute", 4096: "second", 6144: "minute to second", 7168: "hour to second", 7176: "day to second",
};
const INTERVAL_FULL_RANGE = 32767;

/** `integer`, `pg_catalog.text[]`, `timestamp(3) with time zone` … */
export function printType(type: TypeName): string {
  const names = namesOf(type.names);
  const bounds = (type.arrayBounds ?? []).map(printBound).join("");
  return `${printBase(names, (type.typmods ?? []).map(constant))}${bounds}`;
}

function printBase(names: string[], typmods: number[]): string {
  const builtIn = names[0] === "pg_catalog" ? names[1] : undefined;
  const size = typmods.length > 0 ? `(${typmods.join(", ")})` : "";
  if (builtIn === "interval" && typmods.length > 0) return printInterval(typmods);
  if (builtIn === "timestamptz" || builtIn === "timetz") return `${builtIn.slice(0, -2)}${size} with time zone`;
  const keyword = builtIn === undefined ? undefined : KEYWORD[builtIn];
  return `${keyword ?? names.map(printName).join(".")}${size}`;
}

function printInterval([fields = INTERVAL_FULL_RANGE, precision]: number[]): string {
  const size = precision === undefined ? "" : `(${precision})`;
  return fields === INTERVAL_FULL_RANGE ? `interval${size}` : `interval ${INTERVAL_FIELDS[fields] ?? ""}${size}`;
}

function printBound(bound: Node): string {
  const size = "Integer" in bound ? (bound.Integer.ival ?? 0) : -1;
  return size === -1 ? "[]" : `[${size}]`;
}

function constant(node: Node): number {
  return "A_Const" in node ? (node.A_Const.ival?.ival ?? 0) : 0;
}
