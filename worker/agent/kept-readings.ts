// Reads a question with the choices that its asker has kept: a word that was settled once is not asked about again.
import type { KeptReading, Ports, Principal } from "../ports.ts";
import { readQuestion, type Readable, type Reading, type Unread } from "./read-question.ts";

export interface ReadByHabit {
  reading: Reading | Unread;
  /** with the kept choices among its own */
  readable: Readable;
  /** words that were read as chosen before, as the reader is told */
  used: { term: string; label: string }[];
}

/** Words of one question that may be settled so. */
const MOST = 4;

/**
 * Reads the question; where it would be asked back, a kept choice answers if it is among those offered now. Choices are
 * loaded only then. A store that fails costs the habit, not the question.
 */
export async function readByHabit(asked: Readable, principal: Principal, ports: Ports, signal?: AbortSignal): Promise<ReadByHabit> {
  const used: ReadByHabit["used"] = [];
  let readable = asked;
  let kept: KeptReading[] | undefined;
  for (;;) {
    const reading = await readQuestion(readable, ports, signal);
    if (reading.kind !== "clarify" || used.length === MOST) return { reading, readable, used };
    kept ??= await load(readable.source.id, principal, ports);
    const { term, choices } = reading.event;
    const chosen = kept.find((each) => each.term === term.toLowerCase() && readable.resolve[term] === undefined)?.choice;
    const choice = choices.find(({ id }) => id === chosen);
    if (!choice) return { reading, readable, used };
    used.push({ term, label: choice.label });
    readable = { ...readable, resolve: { ...readable.resolve, [term]: choice.id } };
  }
}

async function load(sourceId: string, principal: Principal, { readings, log }: Ports): Promise<KeptReading[]> {
  if (!readings) return [];
  return readings.list(sourceId, principal).catch(() => {
    log.event("readings.failed", { source: sourceId });
    return [];
  });
}
