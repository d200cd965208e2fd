// POST /api/v1/query: who asks, may they, then the chain.
import type { Context } from "hono";
import type { Ask } from "../agent/ask.ts";
import { AskError } from "../errors.ts";
import type { Ports, Principal } from "../ports.ts";
import type { AskEvent } from "../protocol.ts";
import type { AppEnv } from "./app-env.ts";
import { readQuery } from "./read-body.ts";
import { collectEvents, streamEvents, type Explain } from "./stream-events.ts";

export type AskFunction = (question: Ask, principal: Principal, signal?: AbortSignal) => AsyncGenerator<AskEvent>;

/** Milliseconds a question may take in all. */
const PATIENCE = 60_000;

/** The handler of questions. */
export function createQueryRoute(ask: AskFunction, ports: Ports, explain: (error: unknown, requestId: string) => AskEvent) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const principal = context.get("principal");
    const requestId = context.get("requestId");
    const query = await readQuery(context.req.raw);
    await admit(principal, ports);
    const stopped = new AbortController();
    const signal = AbortSignal.any([stopped.signal, context.req.raw.signal, AbortSignal.timeout(PATIENCE)]);
    const events = ask({ ...query, requestId }, principal, signal);
    const first = await events.next();
    if (!wantsStream(context.req.header("accept"))) return context.json(await collectEvents(first, events));
    const inWords: Explain = (error) => explain(error, requestId);
    return streamEvents(first, events, () => stopped.abort(), inWords);
  };
}

/** Counts the question. When the counter is down the question goes through: limits fail open, isolation never does. */
async function admit(principal: Principal, ports: Ports): Promise<void> {
  const taken = await ports.limits.take(principal).catch(() => {
    ports.log.event("limits.failed_open", {});
    return undefined;
  });
  if (taken && !taken.ok) throw new AskError("rate_limited", `That was a lot of questions at once. Try again in ${taken.resetSeconds} seconds.`, taken.resetSeconds);
}

function wantsStream(accept: string | undefined): boolean {
  return !accept || accept.includes("text/event-stream") || !accept.includes("application/json");
}
