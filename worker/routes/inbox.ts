// GET /api/v1/admin/inbox?source=: questions that failed or were disliked, without literals and without names, most tenants first.
import type { Context } from "hono";
import type { Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";
import { requireLearning, requireRole, requireSource } from "./require.ts";

/** `{entries: InboxEntry[]}`, for principals with the role `vendor-admin`. */
export function createInboxRoute(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    requireRole(context, "vendor-admin");
    const { id } = await requireSource(ports, context.req.query("source"));
    return context.json({ entries: await requireLearning(ports).inbox.list(id) });
  };
}
