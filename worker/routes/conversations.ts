// /api/v1/conversations: one's own, listed, searched, opened, renamed, removed; anybody else's are not there.
import type { Context } from "hono";
import * as z from "zod";
import { AskError } from "../errors.ts";
import type { Ports, Turn } from "../ports.ts";
import { MAX_TITLE } from "../protocol.ts";
import type { AppEnv } from "./app-env.ts";
import { readJson } from "./read-body.ts";
import { requireSource } from "./require.ts";

type One = Context<AppEnv, "/api/v1/conversations/:id">;

const LONGEST_SEARCH = 200;
const title = z.strictObject({ title: z.string().trim().min(1).max(MAX_TITLE) });

/** `{conversations}`, the last used first, at most 50; `?search=` finds them by title and questions. */
export function createConversationList(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const source = await requireSource(ports, context.req.query("source"));
    const search = (context.req.query("search") ?? "").trim().slice(0, LONGEST_SEARCH);
    return context.json({ conversations: await ports.conversations.list(source.id, context.get("principal"), search) });
  };
}

/** `{id, sourceId, turns}`: questions without rows; an answer is shown again by asking for it again. */
export function createConversationRead(ports: Ports) {
  return async (context: One): Promise<Response> => {
    const found = await ports.conversations.load(idOf(context), context.get("principal"));
    if (!found) throw notHere();
    const turns = newestOf(found.turns).map(({ answerId, question, at, plan }) => ({ answerId, question, at, again: plan !== undefined }));
    return context.json({ id: found.id, sourceId: found.sourceId, turns });
  };
}

export function createConversationRename(ports: Ports) {
  return async (context: One): Promise<Response> => {
    const wanted = await readJson(context.req.raw, title);
    if (!(await ports.conversations.rename(idOf(context), context.get("principal"), wanted.title))) throw notHere();
    return context.json({ kept: true });
  };
}

export function createConversationRemove(ports: Ports) {
  return async (context: One): Promise<Response> => {
    if (!(await ports.conversations.remove(idOf(context), context.get("principal")))) throw notHere();
    return context.json({ removed: true });
  };
}

/** An answer that was shown again is there once, where it was shown last. */
function newestOf(turns: Turn[]): Turn[] {
  const keyOf = ({ question, plan }: Turn): string => JSON.stringify([question, plan]);
  const last = new Map(turns.map((turn) => [keyOf(turn), turn]));
  return turns.filter((turn) => last.get(keyOf(turn)) === turn);
}

const notHere = (): AskError => new AskError("unknown_conversation", "That conversation is not here.");

function idOf(context: One): string {
  const id = context.req.param("id");
  if (!/^[\w-]{1,64}$/u.test(id)) throw notHere();
  return id;
}
