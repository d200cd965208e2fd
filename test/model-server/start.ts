// A scripted server that speaks OpenAI's protocol on loopback: tests give the answers, the wire is the real one.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { completionOf, framesOf, type Completion, type Reply } from "./completion.ts";
import { answerEmbeddings } from "./embeddings.ts";
import { breakTransport, REFUSALS, spoil, type Fault } from "./faults.ts";
import { isObject, lintRequest } from "./lint-request.ts";

export type { Reply } from "./completion.ts";
export type { Fault } from "./faults.ts";

/** A chat request as a script reads it. */
export interface ModelRequest {
  model: string;
  system: string;
  user: string;
  schema: Record<string, unknown> | undefined;
  schemaName: string | undefined;
  body: Record<string, unknown>;
}

/** One request that came, whatever was answered. */
export interface Recorded { path: string; status: number; authorization: string | undefined; text: string; body: unknown }

export interface ModelServer {
  /** for `OPENAI_BASE_URL` */
  baseURL: string;
  requests: Recorded[];
  /** the next chat requests fail in these ways, in order */
  failNext(...faults: Fault[]): void;
  /** every chat request fails in this way; undefined ends it */
  failAlways(fault: Fault | undefined): void;
  close(): Promise<void>;
}

/** How long `slow` takes, in milliseconds. */
const SLOW = 150;
const MODELS = ["gpt-4.1", "gpt-4.1-mini", "o4-mini"];

/**
 * Starts the server on a free port.
 * @param script answers a chat request that the real API would take; all others get the API's own 400
 */
export async function startModelServer(script: (request: ModelRequest) => Reply | Promise<Reply>): Promise<ModelServer> {
  const requests: Recorded[] = [];
  const queue: Fault[] = [];
  let always: Fault | undefined;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    failNext: (...faults) => void queue.push(...faults),
    failAlways: (fault) => { always = fault; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const path = request.url ?? "";
    const recorded: Recorded = { path, status: 0, authorization: request.headers.authorization, text, body: parse(text) };
    requests.push(recorded);
    response.once("close", () => { recorded.status = response.headersSent ? response.statusCode : 0; });
    await route(`${request.method} ${path}`, recorded, response).catch(() => refuse(response, { status: 500, message: "the test's script failed" }));
  }

  async function route(address: string, { authorization, body }: Recorded, response: ServerResponse): Promise<void> {
    if (!authorization?.startsWith("Bearer ")) return refuse(response, { status: 401, message: "You didn't provide an API key.", code: "invalid_api_key" });
    if (address === "GET /v1/models") return send(response, 200, { object: "list", data: MODELS.map((id) => ({ id, object: "model", created: 0, owned_by: "test" })) });
    if (address === "POST /v1/embeddings") return answerEmbeddings(body, (status, reply) => send(response, status, reply));
    if (address === "POST /v1/chat/completions") return chat(body, response, queue.shift() ?? always);
    return refuse(response, { status: 404, message: `Unknown request URL: ${address}` });
  }

  async function chat(body: unknown, response: ServerResponse, fault: Fault | undefined): Promise<void> {
    const refusal = fault ? REFUSALS[fault] : undefined;
    if (refusal) return refuse(response, refusal);
    const lint = lintRequest(body);
    if (lint || !isObject(body)) return refuse(response, { status: 400, ...lint });
    const reply = await script(readRequest(body));
    if ("error" in reply) return refuse(response, reply.error);
    const model = String(body["model"]);
    const completion = spoil(fault, completionOf(reply, model, JSON.stringify(body["messages"]).length, `chatcmpl-${requests.length}`));
    if (await breakTransport(fault, response, JSON.stringify(completion), SLOW)) return;
    if (body["stream"] === true) return stream(response, completion);
    send(response, 200, completion);
  }
}

function readRequest(body: Record<string, unknown>): ModelRequest {
  const messages = (Array.isArray(body["messages"]) ? body["messages"] : []).filter(isObject);
  const textOf = (...roles: string[]): string => messages.filter(({ role }) => roles.includes(String(role))).map(({ content }) => String(content)).join("\n");
  const format = isObject(body["response_format"]) ? body["response_format"]["json_schema"] : undefined;
  const named = isObject(format) ? format : {};
  return {
    model: String(body["model"]), system: textOf("system", "developer"), user: textOf("user"), body,
    schema: isObject(named["schema"]) ? named["schema"] : undefined,
    schemaName: typeof named["name"] === "string" ? named["name"] : undefined,
  };
}

function stream(response: ServerResponse, completion: Completion): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const frame of framesOf(completion)) response.write(frame);
  response.end();
}

interface Refusal { status: number; message?: string; code?: string; param?: string; headers?: Record<string, string> }

function refuse(response: ServerResponse, { status, message = "", code = "", param, headers = {} }: Refusal): void {
  send(response, status, { error: { message, type: status < 500 ? "invalid_request_error" : "server_error", param: param ?? null, code } }, headers);
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
