// DELETE /api/v1/admin/data: erases what is kept of a tenant, or of one of its people.
import type { Context } from "hono";
import { AskError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";
import { requireTenantAdmin } from "./require.ts";

/**
 * `{erased: {conversations, …}}`. `?tenant=` must be said, so that nobody erases their own by leaving it out; `?user=` one person
 * of it. A tenant's administrators may erase in the own tenant, the vendor's in any.
 */
export function createEraseRoute({ erasure }: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const tenant = requireTenantAdmin(context, context.get("principal").tenant);
    const user = context.req.query("user");
    if (context.req.query("tenant") === undefined || tenant === "" || user === "") throw new AskError("bad_request", "Say whose data goes: tenant, and user for one person of it.");
    if (!erasure) throw new AskError("not_configured", "Nothing is kept here.");
    return context.json({ erased: await erasure.erase(tenant, user) });
  };
}
