// Where a value comes from: decides whether a condition on it could run before the row filter and tell of other tenants' rows.
import type { Base } from "./filter.ts";

/**
 * `quiet`: computing it can't raise an error or run long, whatever a row holds.
 * PostgreSQL orders conditions by cost, not by safety: `1 / x > 0` may run on rows that the filter would drop, and an error tells of them.
 */
export interface Trace {
  bases: ReadonlySet<Base>;
  quiet: boolean;
  /** pg_catalog name of the type, when known; `array`, or `literal` for constants that take the type of what stands beside them */
  type?: string;
}

/** Whose rows a failing step would tell of. */
export interface Danger {
  /** in WHERE, ON or HAVING: every table it looks at */
  condition: boolean;
  /** in a subquery of a condition: tables outside of it, which are those counted before it; 0 elsewhere */
  outsiders: number;
}

/** Marks a step that may fail or be slow: where it is dangerous, the filters of the tables it looks at must run before it. */
export function loud(trace: Trace, { condition, outsiders }: Danger): Trace {
  for (const base of trace.bases) if (condition || base.index < outsiders) base.barrier = true;
  return { bases: trace.bases, quiet: false };
}

/** Comes from no table. */
export const NOWHERE: Trace = { bases: new Set(), quiet: true };

/** Made of several values. One that comes from no table may still fail: `note = to_date('?', '?')`. */
export function mergeTraces(traces: readonly Trace[]): Trace {
  let quiet = true;
  let bases = NOWHERE.bases;
  let own: Set<Base> | undefined;
  for (const trace of traces) {
    quiet &&= trace.quiet;
    if (trace.bases === bases || trace.bases.size === 0) continue;
    if (bases.size === 0) bases = trace.bases;
    else bases = own = new Set([...(own ?? bases), ...trace.bases]);
  }
  return { bases, quiet };
}

/** A constant of the statement. */
export const LITERAL: Trace = { ...NOWHERE, type: "literal" };

/** Casts that PostgreSQL makes by itself and that fail on some values: a numeric beyond all floats, a date beyond all timestamps. */
const NARROWER: Readonly<Record<string, readonly string[]>> = {
  numeric: ["float4", "float8", "array"], date: ["timestamp", "timestamptz", "array"], array: ["array"],
};
const NARROW = Object.values(NARROWER).flat();

/** Whether one of the values may be cast to fit another and fail. Dates are compared with timestamps as they are; only what makes one value of both casts them. */
export function mayNarrow(traces: readonly Trace[], compared: boolean): boolean {
  return traces.some((from) => from.bases.size > 0 && !(compared && from.type === "date") && traces.some((to) => to !== from && narrows(from.type, to.type)));
}

function narrows(from: string | undefined, to: string | undefined): boolean {
  const into = from === undefined ? NARROW : NARROWER[from];
  return into !== undefined && (to === undefined || into.includes(to));
}

/** The type that all have, constants aside. */
export function commonType(traces: readonly Trace[]): string | undefined {
  const types = new Set(traces.map(({ type }) => type).filter((type) => type !== "literal"));
  return types.size > 1 ? undefined : types.size === 0 ? "literal" : [...types][0];
}

/** The trace with its type set or taken away. */
export function typed({ bases, quiet }: Trace, type: string | undefined): Trace {
  return type === undefined ? { bases, quiet } : { bases, quiet, type };
}
