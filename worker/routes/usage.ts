// Usage: each answer of the chain is counted, and GET /api/v1/admin/usage sums what was used.
import type { Context } from "hono";
import { AskError } from "../errors.ts";
import type { Ports, Principal, Usage } from "../ports.ts";
import type { AskEvent } from "../protocol.ts";
import type { AppEnv } from "./app-env.ts";
import type { AskFunction } from "./query.ts";
import { requireTenantAdmin } from "./require.ts";

const DAY = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/u;
/** Days summed unless told, and at most. */
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** The chain, its answers counted. An answer is shown before it is counted, and all the same where that fails: usage fails open. */
export function countUsage(ask: AskFunction, ports: Ports, usage: Usage): AskFunction {
  return async function* (question, principal, signal) {
    let answer: Extract<AskEvent, { type: "answer" }> | undefined;
    try {
      for await (const event of ask(question, principal, signal)) {
        if (event.type === "answer") answer = event;
        yield event;
      }
    } finally {
      if (answer) await count(answer, question.sourceId, principal, ports, usage);
    }
  };
}

async function count(answer: Extract<AskEvent, { type: "answer" }>, sourceId: string, { tenant, user }: Principal, ports: Ports, usage: Usage): Promise<void> {
  const { answerId, tier, cached, ms, model: { calls, tokens, cost } = { calls: 0, tokens: 0, cost: 0 } } = answer;
  await usage.record({ answerId, tenant, user, sourceId, tier, cached, calls, tokens, cost, ms, at: ports.now() }).catch(() => ports.log.event("usage.failed", { source: sourceId }));
}

/** `{from, to, days: UsageDay[]}`; `?from=` and `?to=` are dates, both included. */
export function createUsageRoute({ usage, now }: Pick<Ports, "usage"> & { now: (this: void) => Date }) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const { tenant, roles } = context.get("principal");
    const asked = requireTenantAdmin(context, roles.includes("vendor-admin") ? undefined : tenant);
    if (!usage) throw new AskError("not_configured", "Nothing is counted here.");
    const to = dateOf(context, "to") ?? startOfDay(now());
    const from = dateOf(context, "from") ?? new Date(to.getTime() - (USUAL_DAYS - 1) * DAY);
    const days = (to.getTime() - from.getTime()) / DAY + 1;
    if (days < 1 || days > MOST_DAYS) throw new AskError("bad_request", `to must be from's day or later, ${MOST_DAYS} days in all at most.`);
    return context.json({ from: textOf(from), to: textOf(to), days: await usage.sum(from, new Date(to.getTime() + DAY), asked) });
  };
}

const textOf = (date: Date): string => date.toISOString().slice(0, 10);
const startOfDay = (date: Date): Date => new Date(Math.floor(date.getTime() / DAY) * DAY);

/** A day of the calendar: the 31st of February is none. @throws AskError bad_request */
function dateOf(context: Context<AppEnv>, name: string): Date | undefined {
  const given = context.req.query(name);
  if (given === undefined) return undefined;
  const date = new Date(`${given}T00:00:00Z`);
  if (!DATE.test(given) || Number.isNaN(date.getTime()) || textOf(date) !== given) throw new AskError("bad_request", `${name} must be a date such as 2026-03-01.`);
  return date;
}
