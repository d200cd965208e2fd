// A connection that can only read, and not for long: discovery runs on databases that others live on.
import pg from "pg";
import type { Run } from "./run.ts";

/** Longest any one statement may take. */
const STATEMENT_MS = 30_000;
const CONNECT_MS = 10_000;

/** Opens one connection. @returns how to run statements on it, and how to close it; throws what the driver throws */
export async function connectPostgres(connectionString: string): Promise<{ run: Run; close: () => Promise<void> }> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS, statement_timeout: STATEMENT_MS, application_name: "agentmedha discover", options: "-c default_transaction_read_only=on -c search_path=pg_catalog -c TimeZone=UTC" });
  await client.connect();
  return { run: async (sql, params) => (await client.query<Record<string, unknown>>(sql, params)).rows, close: () => client.end() };
}
