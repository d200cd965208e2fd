// What a database's error code means to the chain: a closed list, so that no raw error text ever leaves a connector.
import type { QueryFailure } from "../ports.ts";

/** Whole codes first, then classes (the first two characters); see "PostgreSQL Error Codes" in the Postgres manual. */
const CODES: Record<string, QueryFailure> = {
  "42703": "unknown-column", "42702": "unknown-column",
  "42P01": "unknown-table", "3F000": "unknown-table",
  "42804": "type-mismatch", "42883": "type-mismatch", "42846": "type-mismatch", "42725": "type-mismatch", "42P18": "type-mismatch", "42P38": "type-mismatch",
  "22012": "division-by-zero",
  "42803": "grouping", "42P20": "grouping", "42P10": "grouping",
  "42501": "permission", "25006": "permission",
  "57014": "timeout", "55P03": "timeout", "25P03": "timeout", "25P04": "timeout",
  "53400": "too-large",
};

const CLASSES: Record<string, QueryFailure> = {
  "42": "syntax", "22": "bad-value", "21": "bad-value", "54": "too-large",
  "08": "unavailable", "28": "unavailable", "3D": "unavailable", "40": "unavailable", "53": "unavailable", "57": "unavailable", "58": "unavailable",
};

/** @param sqlState five characters, or undefined when the database said nothing of the kind (it was never reached) */
export function failureOf(sqlState: string | undefined): QueryFailure {
  if (!sqlState) return "unavailable";
  return CODES[sqlState] ?? CLASSES[sqlState.slice(0, 2)] ?? "other";
}
