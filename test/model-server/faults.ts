// The ways in which a model's API fails, each as it looks on the wire.
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Completion } from "./completion.ts";

export const FAULTS = [
  "401", "429", "429-long", "500", "503", "html", "reset", "hang", "stall", "slow", "cut",
  "bad-json", "bad-content", "empty", "empty-content", "null-content", "refusal", "length", "content-filter", "context",
] as const;
export type Fault = (typeof FAULTS)[number];

interface Refusal { status: number; message: string; code: string; headers?: Record<string, string> }

/** Faults that need no answer to spoil. */
export const REFUSALS: Partial<Record<Fault, Refusal>> = {
  "401": { status: 401, message: "Incorrect API key provided.", code: "invalid_api_key" },
  "429": { status: 429, message: "Rate limit reached.", code: "rate_limit_exceeded", headers: { "retry-after-ms": "20" } },
  "429-long": { status: 429, message: "Rate limit reached.", code: "rate_limit_exceeded", headers: { "retry-after": "60" } },
  "500": { status: 500, message: "The server had an error.", code: "server_error", headers: { "retry-after-ms": "20" } },
  "503": { status: 503, message: "The engine is overloaded.", code: "overloaded", headers: { "retry-after-ms": "20" } },
  context: { status: 400, message: "This model's maximum context length is 128000 tokens.", code: "context_length_exceeded" },
};

type Choice = Completion["choices"][number];

/** Faults that spoil the answer's content and leave the protocol whole. */
const SPOILT: Partial<Record<Fault, (choice: Choice) => Choice>> = {
  "bad-content": (choice) => withContent(choice, `Sure! Here is the JSON: ${choice.message.content}`),
  "empty-content": (choice) => withContent(choice, ""),
  "null-content": (choice) => withContent(choice, null),
  refusal: (choice) => ({ ...choice, message: { role: "assistant", content: null, refusal: "I can't help with that." } }),
  length: (choice) => ({ ...withContent(choice, choice.message.content?.slice(0, 10) ?? ""), finish_reason: "length" }),
  "content-filter": (choice) => ({ ...withContent(choice, ""), finish_reason: "content_filter" }),
};

export function spoil(fault: Fault | undefined, completion: Completion): Completion {
  if (fault === "empty") return { ...completion, choices: [] };
  const how = fault ? SPOILT[fault] : undefined;
  return how ? { ...completion, choices: completion.choices.map(how) } : completion;
}

/**
 * Faults of the transport. Answers itself and returns true, or leaves the answer to the caller.
 * @param slowMs how long `slow` waits before it goes on as usual
 */
export async function breakTransport(fault: Fault | undefined, response: ServerResponse, body: string, slowMs: number): Promise<boolean> {
  switch (fault) {
    case "hang":
      return true;
    case "reset":
      response.destroy();
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Sign in to the network</body></html>");
      return true;
    case "bad-json":
      response.writeHead(200, { "content-type": "application/json" }).end(`${body.slice(0, -2)},`);
      return true;
    case "stall":
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) });
      response.write(body.slice(0, body.length / 2));
      if (fault === "cut") setTimeout(() => response.destroy(), 10);
      return true;
    case "slow":
      await wait(slowMs);
      return false;
    default:
      return false;
  }
}

function withContent(choice: Choice, content: string | null): Choice {
  return { ...choice, message: { ...choice.message, content } };
}
