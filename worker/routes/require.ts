// What routes of people with a role need first: the role, the stores of what is taught, and a source that is there.
import type { Context } from "hono";
import { AskError } from "../errors.ts";
import type { Learning, Ports, Principal, Source } from "../ports.ts";
import type { WireError } from "../protocol.ts";
import type { AppEnv } from "./app-env.ts";

/** Roles that a host puts into a token. */
export type Role = "vendor-admin" | "tenant-admin";

const REFUSED: Record<Role, string> = { "vendor-admin": "Only the vendor's administrators may do this.", "tenant-admin": "Only administrators of your organisation may do this." };

/** @throws AskError forbidden */
export function requireRole(context: Context<AppEnv>, role: Role): Principal {
  const principal = context.get("principal");
  if (!principal.roles.includes(role)) throw new AskError("forbidden", REFUSED[role]);
  return principal;
}

/**
 * The tenant that `?tenant=` names, or the given one: the own for a tenant's administrators, any for the vendor's.
 * @throws AskError forbidden
 */
export function requireTenantAdmin<T extends string | undefined>(context: Context<AppEnv>, otherwise: T): string | T {
  const { tenant, roles } = context.get("principal");
  const asked: string | T = context.req.query("tenant") ?? otherwise;
  requireRole(context, roles.includes("tenant-admin") && asked === tenant ? "tenant-admin" : "vendor-admin");
  return asked;
}

/** @throws AskError not_configured */
export function requireLearning({ learning }: Ports): Learning {
  if (!learning) throw new AskError("not_configured", "Nothing can be kept here.");
  return learning;
}

/** @throws AskError unknown_source */
export async function requireSource(ports: Ports, id: string | undefined): Promise<Source> {
  const source = id ? await ports.sources.get(id) : undefined;
  if (!source) throw new AskError("unknown_source", "There is no data source of that name here.");
  return source;
}

/** A 400 that says every problem as a sentence of its own, in `error.problems`. */
export function refuse(context: Context<AppEnv>, message: string, problems: string[]): Response {
  const refused = new AskError("bad_request", `${message} ${problems.slice(0, 3).join(" ")}`);
  const error: WireError = { ...refused.toWire(context.get("requestId")), problems: problems.slice(0, 50) };
  return context.json({ error }, 400);
}
