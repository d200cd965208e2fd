// Refusals the asker may read. Everything else is a bug and becomes `internal` in app.ts, the one place that maps.
import type { ErrorCode, WireError } from "./protocol.ts";

const STATUS: Record<ErrorCode, number> = {
  bad_request: 400, question_empty: 400, question_too_long: 400, payload_too_large: 413, unauthorized: 401,
  token_expired: 401, token_invalid: 401, forbidden: 403, origin_not_allowed: 403, unknown_source: 404,
  unknown_conversation: 404, not_found: 404, method_not_allowed: 405, rate_limited: 429, guard_refused: 422,
  query_failed: 422, query_timeout: 504, result_too_large: 422, database_unavailable: 503, model_unavailable: 503,
  not_configured: 503, cancelled: 499, connection_lost: 502, internal: 500,
};

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  "token_expired", "rate_limited", "query_timeout", "database_unavailable", "model_unavailable", "cancelled",
  "connection_lost", "internal",
]);

/** A refusal with a stable code. `message` is shown to the asker as it stands: never put SQL, rows, keys or raw errors in it. */
export class AskError extends Error {
  override readonly name = "AskError";
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  constructor(code: ErrorCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
  get status(): number {
    return STATUS[this.code];
  }
  toWire(requestId: string): WireError {
    return { code: this.code, message: this.message, retryable: RETRYABLE.has(this.code), requestId };
  }
}
