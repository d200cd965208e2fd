// GET /api/v1/answers/:id/receipt: the proof of one's own answer, signed; for anybody else's there is nothing here.
import type { Context } from "hono";
import { AskError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";

const ID = /^[\w-]{1,64}$/u;

/** `{signed}`, or the signed text alone for a client that accepts `application/jose`. */
export function createReceiptRoute(ports: Ports) {
  return async (context: Context<AppEnv, "/api/v1/answers/:id/receipt">): Promise<Response> => {
    const id = context.req.param("id");
    const signed = ID.test(id) ? await ports.conversations.receipt(id, context.get("principal")) : undefined;
    if (!signed) throw new AskError("not_found", "There is no receipt of that answer here.");
    if (context.req.header("accept")?.includes("application/jose")) return context.body(signed, 200, { "content-type": "application/jose" });
    return context.json({ signed });
  };
}
