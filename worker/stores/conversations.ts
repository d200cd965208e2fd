// Conversations over the metadata database; who owns one is part of every statement there.
import { appendTurn, listConversations, loadConversation, loadReceipt, removeConversation, renameConversation } from "../../db/conversations.ts";
import type { Metadata } from "../../db/connect.ts";
import { AskError } from "../errors.ts";
import type { Conversations } from "../ports.ts";
import { orUnavailable } from "./unavailable.ts";

/**
 * Makes the store of conversations.
 * `append` throws AskError `unknown_conversation` for a conversation of another owner or source; all throw
 * `database_unavailable` when the database does not answer.
 */
export function createConversations(db: Metadata): Conversations {
  return {
    load: (id, owner) => orUnavailable(() => loadConversation(db, id, owner)),
    async append(id, sourceId, owner, turn) {
      const written = await orUnavailable(() => appendTurn(db, id, sourceId, owner, turn));
      if (!written) throw new AskError("unknown_conversation", "That conversation is not here any more. Ask again to start a new one.");
    },
    receipt: (answerId, owner) => orUnavailable(() => loadReceipt(db, answerId, owner)),
    list: (sourceId, owner, search) => orUnavailable(() => listConversations(db, sourceId, owner, search)),
    rename: (id, owner, title) => orUnavailable(() => renameConversation(db, id, owner, title)),
    remove: (id, owner) => orUnavailable(() => removeConversation(db, id, owner)),
  };
}
