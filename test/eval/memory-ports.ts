// Everything the chain needs but a database and a model, in memory: no answer is remembered, so every question is really asked.
import type { Conversation, Guard, LanguageModel, Ports, Source, Connector } from "../../worker/ports.ts";

export interface PortParts { guard: Guard; source: Source; connector: Connector; now: () => Date; model?: LanguageModel }

/** Ports of one source. Conversations are kept, for follow-ups. */
export function memoryPorts({ guard, source, connector, now, model }: PortParts): Ports {
  const conversations = new Map<string, Conversation>();
  const nothing = async (): Promise<void> => undefined;
  const cache = { get: async () => undefined, set: nothing, add: async () => true, delete: nothing };
  return {
    now, guard, cache, ...(model ? { model } : {}),
    newId: () => crypto.randomUUID(),
    sources: { get: async (id) => (id === source.id ? source : undefined), list: async () => [{ id: source.id, label: source.label }] },
    connector: () => connector,
    conversations: {
      load: async (id) => conversations.get(id),
      append: async (id, sourceId, _owner, turn) => {
        const turns = conversations.get(id)?.turns ?? [];
        conversations.set(id, { id, sourceId, turns: [...turns, turn] });
      },
      receipt: async () => undefined, list: async () => [], rename: async () => false, remove: async () => false,
    },
    limits: { take: async () => ({ ok: true, limit: 1, remaining: 1, resetSeconds: 0 }) },
    similar: { index: nothing, find: async () => [] },
    plans: { candidates: async () => [], keep: nothing, forget: nothing },
    signReceipt: async () => "",
    log: { event: () => undefined },
  };
}
