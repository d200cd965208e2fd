// The guard's vocabulary: policy in, claims in, verdict out.

export type ClaimValue = string | number | boolean | (string | number | boolean)[];
export type Claims = Record<string, ClaimValue>;

/** Who may read what. Deny by default: a table or column that is not named is not there. */
export interface Policy {
  /** part of every cache key and receipt */
  version: string;
  tables: TablePolicy[];
  /** most rows any statement returns */
  rowCap: number;
}

export interface TablePolicy {
  schema: string;
  name: string;
  /** readable columns with their Postgres types, in order */
  columns: { name: string; type: string }[];
  /** all must hold; `"global"` says that every tenant may read every row */
  rows: "global" | RowFilter[];
}

/** `column op claim`, never text. `in` takes a list claim, `between` a list of two. */
export interface RowFilter {
  column: string;
  op: "=" | "in" | "<=" | ">=" | "between";
  claim: string;
}

export const REFUSALS = [
  "text_too_long", "text_malformed", "text_control_character", "too_deep", "too_large", "syntax", "not_one_statement",
  "not_select", "node_not_allowed", "field_not_allowed", "function_not_allowed", "operator_not_allowed",
  "type_not_allowed", "collation_not_allowed", "table_not_allowed", "column_not_allowed", "ambiguous_name", "field_selection",
  "parameter_not_allowed", "claim_missing", "claim_invalid", "policy_invalid", "length_not_constant", "print_mismatch",
  "verifier_refused",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/**
 * What the guard says of a statement. `sql` uses `$1…` for `params`; `detail` names a construct, never a literal.
 */
export type Verdict =
  | {
      ok: true;
      sql: string;
      params: ClaimValue[];
      /** base tables read, `schema.name`, with the filter in words ("operator_id = claim tenant", or "global") */
      tables: { name: string; columns: string[]; filter: string }[];
      /** output column names, in order */
      columns: string[];
      rowCap: number;
    }
  | { ok: false; code: Refusal; detail: string };
