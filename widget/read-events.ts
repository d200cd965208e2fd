// Reads the Worker's events from a streamed body, and gives up on one that has gone silent.
import { createParser } from "eventsource-parser";
import { decodeEvent, type AskEvent } from "../worker/protocol.ts";

/**
 * Events in order; frames of unknown type or shape are passed over. Leaving the loop cancels the body.
 * @param idle milliseconds without a byte after which the stream counts as cut
 * @throws what the body throws, or an Error when it is idle for too long
 */
export async function* readEvents(body: ReadableStream<Uint8Array>, idle: number): AsyncGenerator<AskEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const waiting: AskEvent[] = [];
  const parser = createParser({
    onEvent({ data }) {
      const event = decodeEvent(data);
      if (event) waiting.push(event);
    },
  });
  try {
    for (;;) {
      const { done, value } = await within(idle, reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* waiting.splice(0);
    }
  } finally {
    // Not awaited: cancelling a broken body may reject or never settle, and nobody is left to tell.
    reader.cancel().catch(() => undefined);
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("idle")), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
