// Operators the guard lets through, all of pg_catalog.

const COMPARISONS = "= <> < <= > >=";

/** Comparisons and the like that can't fail on any row: safe to evaluate before the row filter. */
export const QUIET_OPERATORS: ReadonlySet<string> = new Set(`${COMPARISONS} || && @> <@ ^@ ? ?| ?&`.split(" "));

/** Readers of json: quiet on jsonb, but on json they fail on \u0000. */
export const JSON_READERS: ReadonlySet<string> = new Set(["->", "->>", "#>", "#>>"]);

const OTHERS = "+ - * / % ^ |/ ||/ @ & | # << >> ~ ~* !~ !~* ~~ ~~* !~~ !~~* @? @@ #- -|- &< &> BETWEEN";

const ALLOWED: ReadonlySet<string> = new Set([...QUIET_OPERATORS, ...JSON_READERS, ...OTHERS.split(" "), "NOT BETWEEN", "BETWEEN SYMMETRIC", "NOT BETWEEN SYMMETRIC"]);

/** Whether the operator may be used. */
export function isAllowedOperator(name: string): boolean {
  return ALLOWED.has(name);
}
