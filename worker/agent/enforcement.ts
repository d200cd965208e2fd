// Who filters the rows of an answer: the guard always; the database too, where it was asked and says so.
import type { Ports } from "../ports.ts";
import type { Asked } from "./known-values.ts";

/** Guards writes, not rows. */
export const READ_ONLY = "read-only role";
/** Milliseconds that a database's word on its own policies is taken. */
const BELIEVED = 60_000;

export type Enforcement = (asked: Asked, tables: string[], ports: Ports) => Promise<string[]>;

/** Makes the check of one Worker instance. A source without row-level security is told to the log as "guard only". */
export function createEnforcement(): Enforcement {
  const known = new Map<string, { locked: boolean; until: number }>();

  return async ({ source, connector }, tables, ports) => {
    const key = JSON.stringify([source.id, source.connection, tables.toSorted()]);
    const now = ports.now().getTime();
    const fresh = known.get(key);
    const locked = fresh && fresh.until > now ? fresh.locked : await connector.rowSecurity(tables).catch(() => false);
    if (!fresh || fresh.until <= now) known.set(key, { locked, until: now + BELIEVED });
    if (!locked) ports.log.event("source.guard_only", { source: source.id });
    return ["guard", ...(locked ? ["row-level security"] : []), READ_ONLY];
  };
}
