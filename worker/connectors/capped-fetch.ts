// The driver's fetch, with limits for each call: where to send it, how many bytes may come back.
import { neonConfig } from "@neondatabase/serverless";
import { TooManyBytes } from "./too-many-bytes.ts";

export interface CallLimits {
  maxBytes: number;
  /** in place of the address the driver worked out */
  endpoint?: string | undefined;
  /** told how many bytes came */
  received: (bytes: number) => void;
}

/** The database's front door refused, without an error of the database's own. */
export class GatewayRefused extends Error {
  override readonly name = "GatewayRefused";
}

const LIMITS = Symbol("limits of a call");
type LimitedInit = RequestInit & { [LIMITS]?: CallLimits };

/**
 * Options for one call of the driver. The driver's fetch is one for the whole isolate, but it hands every call's options
 * through: limits travel with the call, so calls that run at once never see each other's.
 */
export function callOptions(limits: CallLimits, signal: AbortSignal): LimitedInit {
  return { signal, [LIMITS]: limits };
}

/** Puts this fetch under the driver; doing it again changes nothing. Calls without limits go through as they are. */
export function capDriver(): void {
  neonConfig.fetchFunction = cappedFetch;
}

async function cappedFetch(address: string, init: LimitedInit): Promise<Response> {
  const { [LIMITS]: limits, ...rest } = init;
  if (!limits) return fetch(address, init);
  const response = await fetch(limits.endpoint ?? address, rest);
  const body = await readUpTo(response, limits.maxBytes);
  limits.received(body.byteLength);
  if (!response.ok && response.status !== 400) throw refusal(response.status);
  return new Response(body, { status: response.status, headers: { "content-type": "application/json" } });
}

function refusal(status: number): Error {
  return status === 413 || status === 507 ? new TooManyBytes() : new GatewayRefused(`HTTP ${status}`);
}

/** Stops reading, and so the sender, as soon as the limit is passed. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxBytes) throw new TooManyBytes();
    parts.push(part);
  }
  return join(parts, bytes);
}

function join(parts: Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
