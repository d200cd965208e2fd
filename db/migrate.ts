// Brings the metadata database up to date. Each migration is one transaction: a start that is cut off leaves nothing half done.
import { neon, neonConfig, type NeonQueryFunction } from "@neondatabase/serverless";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { join } from "node:path";
import { freshTimeout, type ConnectOptions } from "./connect.ts";

type Sql = NeonQueryFunction<false, false>;
const FOLDER = join(import.meta.dirname, "migrations");

/**
 * Applies the migrations that are not applied yet. The driver's own migrator runs statement by statement without a
 * transaction; this one keeps the same book (`drizzle.__drizzle_migrations`), so drizzle-kit can go on from here.
 * @returns how many were applied
 */
export async function migrateMetadata(connectionString: string, { fetchEndpoint, timeoutMs = 60_000 }: ConnectOptions = {}): Promise<number> {
  if (fetchEndpoint) neonConfig.fetchEndpoint = fetchEndpoint;
  const sql = neon(connectionString, { fetchOptions: freshTimeout(timeoutMs) });
  const newest = await newestApplied(sql);
  const waiting = readMigrationFiles({ migrationsFolder: FOLDER }).filter((migration) => migration.folderMillis > newest);
  for (const migration of waiting) {
    const noted = sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`;
    await sql.transaction([...migration.sql.map((statement) => sql.query(statement)), noted]);
  }
  return waiting.length;
}

/** When the newest applied migration was made, in milliseconds; 0 when there is none. */
async function newestApplied(sql: Sql): Promise<number> {
  await sql.transaction([
    sql`create schema if not exists drizzle`,
    sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  ]);
  const [row] = await sql`select coalesce(max(created_at), 0)::text as newest from drizzle.__drizzle_migrations`;
  return Number(row?.newest);
}
