// Public surface of the guard.
export type { Claims, ClaimValue, Policy, Refusal, RowFilter, TablePolicy, Verdict } from "./types.ts";
export { REFUSALS } from "./types.ts";
export { createGuard } from "./guard.ts";
export { loadParser, type Parsed, type SqlParser } from "./parser.ts";
export { explainRefusal } from "./refuse.ts";
