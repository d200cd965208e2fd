// One request to the Worker: the token, the one repeat when it has expired, and every failure as an error with a code.
import { ERROR_CODES, type ErrorCode, type QueryRequest, type WireError } from "../worker/protocol.ts";
import { localError, type Problem } from "./answer.ts";

export type TokenProvider = () => Promise<string> | string;

/** Where to ask, and as whom. */
export interface Connection {
  endpoint: string;
  source: string;
  tokenProvider: TokenProvider | undefined;
  fetch: typeof fetch;
}

export type Reply = { ok: true; response: Response } | { ok: false; error: Problem };

/** Sends a question. Never throws: a request that was aborted comes back as `cancelled`. */
export function sendQuestion(request: QueryRequest, connection: Connection, signal: AbortSignal): Promise<Reply> {
  const headers = { "content-type": "application/json", accept: "text/event-stream" };
  return send("query", { method: "POST", headers, body: JSON.stringify(request), signal }, connection);
}

/** The source's first questions; none when they can't be had, for they are only an offer. */
export async function loadSuggestions(connection: Connection, signal: AbortSignal): Promise<string[]> {
  const reply = await send(`suggestions?source=${encodeURIComponent(connection.source)}`, { signal }, connection);
  if (!reply.ok) return [];
  const body: unknown = await reply.response.json().catch(() => undefined);
  const list = (body as { suggestions?: unknown } | undefined)?.suggestions;
  return Array.isArray(list) ? list.filter((item) => typeof item === "string").slice(0, 6) : [];
}

/** Any request, with the token of who asks. Never throws. */
export async function send(path: string, init: RequestInit, connection: Connection, again = true): Promise<Reply> {
  const { endpoint, source, tokenProvider } = connection;
  if (!endpoint || !source || !tokenProvider) return { ok: false, error: localError("not_configured", false) };
  const token = await tokenFrom(tokenProvider);
  if (!token) return { ok: false, error: localError("unauthorized", true) };
  try {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    const response = await connection.fetch(`${endpoint.replace(/\/+$/u, "")}/api/v1/${path}`, { ...init, headers, credentials: "omit" });
    if (response.ok) return { ok: true, response };
    const error = await readError(response);
    return again && error.code === "token_expired" ? await send(path, init, connection, false) : { ok: false, error };
  } catch {
    return { ok: false, error: localError(init.signal?.aborted ? "cancelled" : "connection_lost", true) };
  }
}

/** The host's function may throw, reject or give nothing: all the same to the asker. */
async function tokenFrom(provider: TokenProvider): Promise<string> {
  try {
    return await provider();
  } catch {
    return "";
  }
}

/** The Worker's own words; for anything else that answered in its place, words by status. */
async function readError(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => undefined)) as { error?: Partial<WireError> } | undefined;
  const { code, message, retryable, requestId } = body?.error ?? {};
  const { status, headers } = response;
  const wait = Number(headers.get("retry-after"));
  const until = wait > 0 ? { until: Date.now() + wait * 1000 } : {};
  if (code && ERROR_CODES.includes(code)) return { code, message: String(message ?? ""), retryable: retryable === true, requestId: String(requestId ?? ""), ...until };
  return { ...localError(BY_STATUS[status] ?? "internal", status === 429 || status >= 500), ...until };
}

const BY_STATUS: Record<number, ErrorCode> = { 401: "unauthorized", 403: "forbidden", 404: "not_found", 413: "payload_too_large", 429: "rate_limited", 502: "connection_lost", 503: "database_unavailable", 504: "query_timeout" };
