// Asks the running demo as a host page would: a token from the host's own server, then the Worker's public wire.
import { inject } from "vitest";
import type { AskEvent, Cell, QueryRequest, Receipt, ResultColumn, WireError } from "../../worker/protocol.ts";

type Fields<T extends AskEvent["type"]> = Omit<Extract<AskEvent, { type: T }>, "type">;

/** The JSON form of an answer: events by name. */
export interface Answered {
  status: number;
  start?: Fields<"start">;
  plan?: Fields<"plan">;
  clarify?: Fields<"clarify">;
  cannot?: Fields<"cannot">;
  sql?: Fields<"sql">;
  table?: { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean };
  chart?: Fields<"chart">;
  insight?: Fields<"insight">;
  answer?: Fields<"answer"> & { receipt: Receipt };
  error?: WireError;
}

const tokens = new Map<string, string>();

export async function tokenFor(airline: string): Promise<string> {
  const known = tokens.get(airline);
  if (known) return known;
  const response = await fetch(`${inject("host")}/token?airline=${airline}`);
  const { token } = (await response.json()) as { token: string };
  tokens.set(airline, token);
  return token;
}

export async function ask(airline: string, question: string, more: Partial<QueryRequest> = {}): Promise<Answered> {
  return post(JSON.stringify({ question, sourceId: "skyward", locale: "en", ...more }), await tokenFor(airline));
}

export async function post(body: string, token: string | undefined, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(`${inject("worker")}/api/v1/query`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    body,
  });
  return { status: response.status, ...((await response.json()) as Omit<Answered, "status">) };
}
