// Public surface of the guard.
export type { ClaimFilter, Claims, ClaimValue, Mask, ParentFilter, Policy, PolicyColumn, Refusal, RowFilter, TablePolicy, Verdict } from "./types.ts";
export { REFUSALS } from "./types.ts";
export { createGuard } from "./guard.ts";
export { loadParser, type Parsed, type SqlParser } from "./parser.ts";
export { explainRefusal } from "./refuse.ts";
export { claimNames, readableTables, type ReadableTable } from "./readable.ts";
