// /api/v1/admin/sources/:id/verified: questions whose plans a person of the vendor approves, lists and takes back.
import type { Context } from "hono";
import * as z from "zod";
import { checkVerified } from "../agent/check-verified.ts";
import { AskError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";
import { readJson } from "./read-body.ts";
import { refuse, requireLearning, requireRole, requireSource } from "./require.ts";

const body = z.strictObject({ question: z.string().trim().min(1).max(500), plan: z.unknown() });

/** GET: `{verified: KeptQuery[]}`, those in force. */
export function createVerifiedList(ports: Ports) {
  return async (context: Context<AppEnv, "/api/v1/admin/sources/:id/verified">): Promise<Response> => {
    requireRole(context, "vendor-admin");
    const { id } = await requireSource(ports, context.req.param("id"));
    return context.json({ verified: await requireLearning(ports).verified.list(id) });
  };
}

/** POST `{question, plan}`: 201 `{id}`; every Worker serves it half a minute later at most. */
export function createVerifiedAdd(ports: Ports) {
  return async (context: Context<AppEnv, "/api/v1/admin/sources/:id/verified">): Promise<Response> => {
    const { user } = requireRole(context, "vendor-admin");
    const given = await readJson(context.req.raw, body);
    const source = await requireSource(ports, context.req.param("id"));
    const checked = checkVerified({ question: given.question, plan: given.plan }, user, source, ports.now());
    if (!checked.ok) return refuse(context, "This can't be approved.", [checked.problem]);
    return context.json(await requireLearning(ports).verified.keep(source.id, checked.query), 201);
  };
}

/** DELETE /:query: it stays in the book, with who took it back. */
export function createVerifiedRemove(ports: Ports) {
  return async (context: Context<AppEnv, "/api/v1/admin/sources/:id/verified/:query">): Promise<Response> => {
    const { user } = requireRole(context, "vendor-admin");
    const { id } = await requireSource(ports, context.req.param("id"));
    const removed = await requireLearning(ports).verified.remove(id, context.req.param("query"), user);
    if (!removed) throw new AskError("not_found", "There is no approved question of that name here.");
    return context.body(null, 204);
  };
}
