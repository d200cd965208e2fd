// Tells the vendor's inbox of a question that got no answer, without its literals; a failing inbox costs a line in the log.
import { AskError } from "../errors.ts";
import type { Ports, Principal, Source, Unmet } from "../ports.ts";
import type { AskEvent } from "../protocol.ts";
import type { Lexicon } from "../semantic/lexicon.ts";
import { stripLiterals } from "./strip-literals.ts";

export interface Unread {
  question: string;
  principal: Principal;
  /** as the vendor wrote it, without the tenant's own words */
  source: Source;
  lexicon: Lexicon;
  today: string;
}

/**
 * Records how a question ended, if that is of interest. Never throws.
 * @param ended the last event, or what was thrown
 */
export async function recordUnanswered({ question, principal, source, lexicon, today }: Unread, ended: unknown, ports: Pick<Ports, "learning" | "log" | "now">): Promise<void> {
  const told = outcomeOf(ended);
  if (!told || !ports.learning) return;
  try {
    const skeleton = stripLiterals(question, { model: source.model, lexicon, today });
    await ports.learning.inbox.record({ sourceId: source.id, skeleton, ...told, at: ports.now() }, principal);
  } catch {
    ports.log.event("inbox.failed", { source: source.id });
  }
}

function outcomeOf(ended: unknown): { outcome: Unmet; missing: number } | undefined {
  if (ended instanceof AskError) return ended.code === "guard_refused" || ended.code === "query_failed" ? { outcome: ended.code, missing: 0 } : undefined;
  if (!isEvent(ended)) return undefined;
  if (ended.type === "clarify") return { outcome: "clarify", missing: 0 };
  return ended.type === "cannot" ? { outcome: "cannot", missing: ended.missing.length } : undefined;
}

const isEvent = (ended: unknown): ended is AskEvent => typeof ended === "object" && ended !== null && "type" in ended;
