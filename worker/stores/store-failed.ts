// The one error of the Upstash stores. Their clients quote commands, and so rows and questions, in messages: those stop here.

/** A store did not do what it was asked; callers decide to go on without it. */
export class StoreFailed extends Error {
  override readonly name = "StoreFailed";
}

/**
 * Runs one operation of a store.
 * @param operation named in the error, e.g. `cache.get`
 */
export async function orStoreFailed<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreFailed(`${operation}: ${error instanceof Error ? error.name : "failed"}`);
  }
}

/** What every Upstash client here has in common: a fresh deadline for each request, one quick retry, no telemetry. */
export const PATIENCE = {
  signal: (): AbortSignal => AbortSignal.timeout(2_000),
  retry: { retries: 1, backoff: () => 50 },
  enableTelemetry: false,
};

export interface Credentials { url: string; token: string }
