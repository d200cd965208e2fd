// Opens the metadata database over Neon's HTTP protocol: no connection to keep, the same in Node and in a Worker.
import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";
import * as schema from "./schema.ts";

export type Metadata = NeonHttpDatabase<typeof schema>;

export interface ConnectOptions {
  /** address of a proxy that speaks Neon's protocol; Neon's own hosts when absent. Holds for the whole process, as the driver has it. */
  fetchEndpoint?: string | undefined;
  /** milliseconds one statement may take, the network included */
  timeoutMs?: number;
}

/**
 * Opens the metadata database; nothing is sent before the first query.
 * @param url Postgres connection string
 */
export function openMetadata(url: string, { fetchEndpoint, timeoutMs = 5_000 }: ConnectOptions = {}): Metadata {
  if (fetchEndpoint) neonConfig.fetchEndpoint = fetchEndpoint;
  return drizzle(neon(url, { fetchOptions: freshTimeout(timeoutMs) }), { schema });
}

/** The driver copies these options for every request, so the getter starts a clock for each. */
export function freshTimeout(timeoutMs: number): { readonly signal: AbortSignal } {
  return {
    get signal() {
      return AbortSignal.timeout(timeoutMs);
    },
  };
}
