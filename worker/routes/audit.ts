// The audit at the door of administrators: each change they make is written down, and GET /api/v1/admin/audit hands the book out.
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AskError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";
import { appendOr, type OnAuditFailure } from "./append-or.ts";
import { requireTenantAdmin } from "./require.ts";

const CHANGES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const LARGEST_PAGE = 500;

/**
 * Writes each change with its outcome. With `stop`, an entry without a status comes before, so that nothing is changed
 * that could not be written down. @returns middleware for the routes of administrators
 */
export function auditChanges({ audit, log }: Ports, onFailure: OnAuditFailure) {
  return createMiddleware<AppEnv>(async (context, next) => {
    const { method, path } = context.req;
    if (!audit || !CHANGES.has(method)) return next();
    const { tenant, user } = context.get("principal");
    const entry = { kind: "change" as const, tenant, user, requestId: context.get("requestId"), decision: `${method} ${path}`.slice(0, 500) };
    if (onFailure === "stop") await appendOr(onFailure, audit, log, entry);
    await next();
    return appendOr("continue", audit, log, { ...entry, status: context.res.status });
  });
}

/**
 * `{entries: AuditRecord[], next?}` in order; `?after=` is the `next` of the page before, `?limit=` at most 500. A tenant's
 * administrator reads the own book, the vendor's any by `?tenant=`.
 */
export function createAuditRoute({ audit }: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const tenant = requireTenantAdmin(context, context.get("principal").tenant);
    if (!audit) throw new AskError("not_configured", "Nothing is written down here.");
    const limit = numberOf(context, "limit", 1, LARGEST_PAGE, 100);
    const entries = await audit.page(tenant, numberOf(context, "after", 0, Number.MAX_SAFE_INTEGER, 0), limit);
    const last = entries.at(-1);
    return context.json({ tenant, entries, ...(last && entries.length === limit ? { next: last.seq } : {}) });
  };
}

/** A whole number of the address. @throws AskError bad_request */
function numberOf(context: Context<AppEnv>, name: string, least: number, most: number, otherwise: number): number {
  const given = context.req.query(name);
  const value = given === undefined ? otherwise : Number(given === "" ? Number.NaN : given);
  if (!Number.isSafeInteger(value) || value < least || value > most) throw new AskError("bad_request", `${name} must be a whole number from ${least} to ${most}.`);
  return value;
}
