// GET /api/v1/admin/sources: what a vendor's administrator must know of each source, first of all who filters its rows.
import type { Context } from "hono";
import { AskError } from "../errors.ts";
import type { Ports, Source } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";

/** The role that may see the set-up of all sources. */
const ADMIN = "vendor-admin";

export interface SourceState {
  id: string;
  label: string;
  /** `guard only`: the database itself would give every row to a statement that got past the guard */
  enforcement: "guard and row-level security" | "guard only" | "unknown: the database does not answer" | "not configured";
  policyVersion?: string;
  modelVersion?: string;
}

/** `{sources: SourceState[]}`, for principals with the role `vendor-admin`. */
export function createAdminSourcesRoute(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    if (!context.get("principal").roles.includes(ADMIN)) throw new AskError("forbidden", "Only the vendor's administrators may see this.");
    const listed = await ports.sources.list();
    return context.json({ sources: await Promise.all(listed.map((entry) => stateOf(entry, ports))) });
  };
}

async function stateOf({ id, label }: { id: string; label: string }, ports: Ports): Promise<SourceState> {
  const source = await ports.sources.get(id).catch(() => undefined);
  if (!source) return { id, label, enforcement: "not configured" };
  return { id, label, enforcement: await enforcementOf(source, ports), policyVersion: source.policy.version, modelVersion: source.model.version };
}

async function enforcementOf(source: Source, ports: Ports): Promise<SourceState["enforcement"]> {
  const tables = source.policy.tables.map(({ schema, name }) => `${schema}.${name}`);
  try {
    return (await ports.connector(source).rowSecurity(tables)) ? "guard and row-level security" : "guard only";
  } catch (error) {
    return error instanceof AskError && error.code === "not_configured" ? "not configured" : "unknown: the database does not answer";
  }
}
