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
  /** secret of `hash` masks, 16 characters or more: without it a short list of values could be hashed and compared */
  maskKey?: string;
}

export interface TablePolicy {
  schema: string;
  name: string;
  /** columns with their Postgres types, in order */
  columns: PolicyColumn[];
  /** all must hold; `"global"` says that every tenant may read every row */
  rows: "global" | RowFilter[];
  /** only askers with one of these roles (claim `roles`) may read the table */
  roles?: string[];
}

export interface PolicyColumn {
  name: string;
  type: string;
  /** only askers with one of these roles may read the column */
  roles?: string[];
  mask?: Mask;
}

/** What an asker sees of a column, unless they have one of the roles in `unless`. Nothing stays nothing. */
export type Mask = MaskKind & { unless?: string[] };
export type MaskKind =
  /** the column is not there */
  | { kind: "hide" }
  /** 16 hex digits that are the same for the same value */
  | { kind: "hash" }
  /** numbers: the lower end of their step */
  | { kind: "bucket"; size: number }
  /** dates: the first moment of their period */
  | { kind: "bucket"; unit: "week" | "month" | "quarter" | "year" }
  /** the last characters behind `***`; values that are not longer show `***` only */
  | { kind: "last"; count: number };

/** A condition on rows; askers with a role in `unless` are free of it. Each table keeps one that nobody is free of. */
export type RowFilter = (ClaimFilter | ParentFilter) & { unless?: string[] };

/** `column op claim`, never text. `in` takes a list claim, `between` a list of two. */
export interface ClaimFilter {
  column: string;
  op: "=" | "in" | "<=" | ">=" | "between";
  claim: string;
}

/** The row belongs to a row of another table, which passes filters of its own: items → their order → its tenant. */
export interface ParentFilter {
  column: string;
  parent: { schema: string; name: string; /** what `column` refers to */ column: string; rows: RowFilter[] };
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
      /** base tables read, `schema.name`, with the filter in words ("operator_id = claim tenant", or "global") and the columns that were masked */
      tables: { name: string; columns: string[]; filter: string; masked?: string[] }[];
      /** output column names, in order */
      columns: string[];
      rowCap: number;
    }
  | { ok: false; code: Refusal; detail: string };
