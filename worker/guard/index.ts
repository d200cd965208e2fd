// Public surface of the guard.
export type { Claims, ClaimValue, Policy, Refusal, RowFilter, TablePolicy, Verdict } from "./types.ts";
export { REFUSALS } from "./types.ts";
