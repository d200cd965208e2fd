// Answers /api/v1 for the built widget in tests: real HTTP, real server-sent events, scripted by the words of the question.
import { setTimeout as wait } from "node:timers/promises";
import { Readable } from "node:stream";
import type { Context } from "@web/dev-server-core";
import { encodeEvent, type AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";

/** Koa middleware. A question that holds a chart kind gets that chart; "cut" ends half-way; anything else gets bars. */
export async function scriptedWorker(context: Context, next: () => Promise<unknown>): Promise<void> {
  if (context.path === "/api/v1/suggestions") {
    context.body = { suggestions: ["How many strikes were there?", "Strikes by phase of flight"] };
    return;
  }
  if (context.path !== "/api/v1/query") {
    await next();
    return;
  }
  const { question } = JSON.parse(await text(context.req)) as { question: string };
  const kind = Object.values(SPECS).find(({ kind: each }) => question.includes(each)) ?? SPECS["bar-horizontal"];
  context.type = "text/event-stream";
  context.body = Readable.from(frames(answerEvents(kind), question.includes("cut")));
}

async function* frames(events: AskEvent[], cut: boolean): AsyncGenerator<string> {
  for (const event of cut ? events.slice(0, 7) : events) {
    yield encodeEvent(event);
    await wait(5);
  }
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
