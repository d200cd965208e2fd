// A REST service on this machine that takes JSON behind a bearer token: the frame of both Upstash stand-ins.
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listen, readBody, sendJson } from "./http-server.ts";

/** `search` with its question mark */
export interface RestRequest { path: string; search: string; body: string; headers: IncomingHttpHeaders }
export interface RestReply { status: number; body: unknown }

export interface RestSettings {
  token: string;
  /** 0 or absent: any free port */
  port?: number;
  unauthorized: RestReply;
  /** whatever it throws becomes a 500 with the message */
  answer: (request: RestRequest) => Promise<RestReply>;
}

export interface RestService { url: string; token: string; close(): Promise<void> }

const MAX_BODY_BYTES = 16 * 1024 * 1024;

export async function startRestService({ token, port = 0, unauthorized, answer }: RestSettings): Promise<RestService> {
  const server = createServer((request, response) => void serve(request, response));
  const taken = await listen(server, port);
  return { url: `http://127.0.0.1:${taken}`, token, close: () => closeServer(server) };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!authorized(request.headers.authorization)) return sendJson(response, unauthorized.status, unauthorized.body);
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === undefined) return sendJson(response, 413, { error: "ERR max request size exceeded" });
    const { pathname: path, search } = new URL(`http://localhost${request.url ?? "/"}`);
    const reply = await answer({ path, search, body, headers: request.headers }).catch((error: unknown) => ({ status: 500, body: { error: String(error), status: 500 } }));
    sendJson(response, reply.status, reply.body);
  }

  function authorized(header = ""): boolean {
    const [given, expected] = [Buffer.from(header), Buffer.from(`Bearer ${token}`)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
