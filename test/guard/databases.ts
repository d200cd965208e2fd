// The three copies of the shop in PGlite, and a fair comparison of what they answer.
import { PGlite } from "@electric-sql/pglite";
import type { ClaimValue } from "../../worker/guard/index.ts";
import { shopSql, type Copy } from "./shop.ts";

/** Rows as sorted text, or the class of the error. */
export type Answer = { rows: string[]; columns: string[] } | { error: string };

export interface Databases {
  ask(copy: Copy, sql: string, params?: ClaimValue[]): Promise<Answer>;
  close(): Promise<void>;
}

/** Opens all three; `solo` finds unqualified tables, the others find nothing but pg_catalog, as a hardened role would. */
export async function openDatabases(): Promise<Databases> {
  const copies: Record<Copy, PGlite> = { shared: new PGlite(), solo: new PGlite(), altered: new PGlite() };
  for (const copy of ["shared", "solo", "altered"] as const) {
    await copies[copy].exec(shopSql(copy));
    await copies[copy].exec(`SET search_path = ${copy === "solo" ? "app, pg_catalog" : "pg_catalog"}; SET TimeZone = 'UTC'; SET default_transaction_read_only = on`);
  }
  return {
    ask: (copy, sql, params = []) => ask(copies[copy], sql, params),
    close: async () => {
      for (const database of Object.values(copies)) await database.close();
    },
  };
}

/** Whether the original on the tenant's own database, and the guarded one on both shared ones, say the same. */
export async function compareAll(databases: Databases, original: string, guarded: string, params: ClaimValue[]): Promise<{ solo: Answer; shared: Answer; altered: Answer }> {
  const solo = await databases.ask("solo", original);
  const shared = await databases.ask("shared", guarded, params);
  const altered = await databases.ask("altered", guarded, params);
  return { solo, shared, altered };
}

async function ask(database: PGlite, sql: string, params: ClaimValue[]): Promise<Answer> {
  try {
    const result = await database.query<unknown[]>(sql, params.map(String), { rowMode: "array" });
    return { rows: result.rows.map((row) => JSON.stringify(row.map(plain))).sort(), columns: result.fields.map((field) => field.name) };
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
    return { error: code.slice(0, 2) };
  }
}

/** Sums of floats depend on the order of rows in their last digits. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isInteger(value)) return Number(value.toPrecision(9));
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}
