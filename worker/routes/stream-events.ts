// The chain's events as a response: server-sent events, or one JSON object for a client that accepts only JSON.
import { AskError } from "../errors.ts";
import { encodeEvent, type AskEvent } from "../protocol.ts";

/** Turns what the chain threw into the event the asker may read. */
export type Explain = (error: unknown) => AskEvent;

/**
 * Streams events as they come. The first one is awaited before, so that a refusal at the door has a status of its own.
 * A reader that hangs up ends the chain.
 */
export function streamEvents(first: IteratorResult<AskEvent, void>, rest: AsyncGenerator<AskEvent>, stop: () => void, explain: Explain): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => send(controller, first),
    async pull(controller) {
      try {
        send(controller, await rest.next());
      } catch (error) {
        controller.enqueue(encoder.encode(encodeEvent(explain(error))));
        controller.close();
      }
    },
    async cancel() {
      stop();
      await rest.return(undefined);
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" } });

  function send(controller: ReadableStreamDefaultController<Uint8Array>, step: IteratorResult<AskEvent, void>): void {
    if (step.done) controller.close();
    else controller.enqueue(encoder.encode(encodeEvent(step.value)));
  }
}

/** Runs the chain to its end and gives its events by name; stages are left out. */
export async function collectEvents(first: IteratorResult<AskEvent, void>, rest: AsyncGenerator<AskEvent>): Promise<Record<string, unknown>> {
  const answer: Record<string, unknown> = {};
  for (let step = first; !step.done; step = await rest.next()) {
    if (step.value.type === "step") continue;
    if (step.value.type === "error") throw new AskError(step.value.error.code, step.value.error.message);
    const { type, ...fields } = step.value;
    answer[type] = fields;
  }
  return answer;
}
