// Passes a request for a database that is not local on to Neon itself, so that one endpoint serves a mix of both.
import type { IncomingHttpHeaders } from "node:http";

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);
const PASSED = ["neon-connection-string", "neon-raw-text-output", "neon-array-mode", "neon-batch-isolation-level", "neon-batch-read-only", "neon-batch-deferrable", "authorization"];

/** The address Neon's own client would send to; nothing for a local host. */
export function neonEndpoint(host: string): string | undefined {
  return LOCAL.has(host) ? undefined : `https://${host.replace(/^[^.]+\./u, "api.")}/sql`;
}

/** Sends the request on and gives the answer back as it came. */
export async function forward(endpoint: string, headers: IncomingHttpHeaders, body: string): Promise<{ status: number; body: unknown }> {
  const kept = PASSED.flatMap((name): [string, string][] => (typeof headers[name] === "string" ? [[name, headers[name]]] : []));
  const response = await fetch(endpoint, { method: "POST", headers: Object.fromEntries(kept), body });
  return { status: response.status, body: await response.json() };
}
