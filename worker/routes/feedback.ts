// POST /api/v1/answers/:id/feedback: thumbs on an own answer; for anybody else's there is nothing here.
import type { Context } from "hono";
import * as z from "zod";
import { takeFeedback } from "../agent/take-feedback.ts";
import { AskError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { FEEDBACK_REASONS, MAX_NOTE } from "../protocol.ts";
import type { AppEnv } from "./app-env.ts";
import { readJson } from "./read-body.ts";
import { requireLearning } from "./require.ts";

const ID = /^[\w-]{1,64}$/u;
const body = z.strictObject({
  verdict: z.enum(["up", "down"]),
  reasons: z.array(z.enum(FEEDBACK_REASONS)).max(FEEDBACK_REASONS.length).transform((reasons) => [...new Set(reasons)]).default([]),
  note: z.string().max(MAX_NOTE).optional(),
});

/** `{kept: true}`; said again, it replaces what was said. */
export function createFeedbackRoute(ports: Ports) {
  return async (context: Context<AppEnv, "/api/v1/answers/:id/feedback">): Promise<Response> => {
    const said = await readJson(context.req.raw, body);
    const id = context.req.param("id");
    const kept = ID.test(id) && (await takeFeedback(id, context.get("principal"), said, ports, requireLearning(ports)));
    if (!kept) throw new AskError("not_found", "There is no answer of that name here.");
    return context.json({ kept: true });
  };
}
