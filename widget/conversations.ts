// One's conversations and habits on the Worker's side: listed, opened, renamed, removed, kept, forgotten.
import type { Answer } from "./answer.ts";
import { send } from "./connection.ts";
import type { View } from "./views/view.ts";

export interface Entry { id: string; title: string; at: string; answers: number }

/** Milliseconds that such a request may take. */
const PATIENCE = 15_000;

/** A question of an earlier visit: its answer is not here until it is asked for. */
const EARLIER: Answer = { status: "earlier" };

/** @returns the JSON of a reply; undefined where there is none */
async function call({ connection }: View, path: string, method = "GET", body?: object): Promise<unknown> {
  const json = body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
  const reply = await send(path, { method, ...json, signal: AbortSignal.timeout(PATIENCE) }, connection());
  return reply.ok ? reply.response.json().catch(() => undefined) : undefined;
}

const of = ({ connection }: View): string => `source=${encodeURIComponent(connection().source)}`;
const one = (id: string): string => `conversations/${encodeURIComponent(id)}`;
const isEntry = (value: unknown): value is Entry => typeof (value as Entry | null)?.id === "string" && typeof (value as Entry).title === "string";

/** @returns the last used first; undefined when they can't be had */
export async function listConversations(view: View, search: string): Promise<Entry[] | undefined> {
  const reply = (await call(view, `conversations?${of(view)}&search=${encodeURIComponent(search)}`)) as { conversations?: unknown } | undefined;
  return Array.isArray(reply?.conversations) ? reply.conversations.filter(isEntry) : undefined;
}

/** Puts its questions in the place of those shown, and shows the last answer again. @returns whether it could be opened */
export async function openConversation(view: View, id: string): Promise<boolean> {
  const reply = (await call(view, one(id))) as { turns?: { answerId: string; question: string; again: boolean }[] } | undefined;
  if (!Array.isArray(reply?.turns)) return false;
  view.asker.open(id, reply.turns.map(({ answerId, question, again }) => ({ question, answer: EARLIER, ...(again ? { edit: { answerId } } : {}) })));
  const last = view.asker.cards.at(-1);
  if (last) view.show(last.id, view.asker.again(last.id));
  return true;
}

export async function renameConversation(view: View, id: string, title: string): Promise<boolean> {
  return (await call(view, one(id), "PUT", { title })) !== undefined;
}

/** The one that is shown goes from the page, too. */
export async function removeConversation(view: View, id: string): Promise<boolean> {
  const removed = (await call(view, one(id), "DELETE")) !== undefined;
  if (removed && view.asker.conversationId === id) view.asker.open();
  return removed;
}

/** Keeps how the asker reads a word. @returns whether it is kept */
export async function keepReading(view: View, reading: { term: string; choice: string; label: string }): Promise<boolean> {
  return (await call(view, "readings", "PUT", { source: view.connection().source, ...reading })) !== undefined;
}

export async function forgetReading(view: View, term: string): Promise<boolean> {
  return (await call(view, `readings?${of(view)}&term=${encodeURIComponent(term)}`, "DELETE")) !== undefined;
}
