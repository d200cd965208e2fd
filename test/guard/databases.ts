// The three copies of the shop in PGlite, and a fair comparison of what they answer.
import type { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "../empty-database.ts";
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
  const copies: Record<Copy, PGlite> = { shared: await emptyDatabase(), solo: await emptyDatabase(), altered: await emptyDatabase() };
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

/** Ways to plan a query otherwise: which rows a failing expression meets is the planner's choice. */
const PLANS = ["enable_hashjoin", "enable_mergejoin", "enable_nestloop", "enable_material", "enable_sort", "enable_hashagg"].map((name) => `SET ${name} = off`);

/**
 * Whether the tenant's own rows, planned one way or another, give this answer too: then it tells of nobody else.
 * Only needed where one answer is an error and the other is not.
 */
export async function couldAnswer(databases: Databases, sqls: { sql: string; params: ClaimValue[] }[], wanted: Answer): Promise<boolean> {
  for (const plan of ["SELECT 1", ...PLANS, "SET join_collapse_limit = 1"]) {
    await databases.ask("solo", plan);
    for (const { sql, params } of sqls) {
      const answer = await databases.ask("solo", sql, params);
      const found = JSON.stringify("error" in answer ? answer : answer.rows) === JSON.stringify("error" in wanted ? wanted : wanted.rows);
      if (found) await databases.ask("solo", RESET);
      if (found) return true;
    }
  }
  await databases.ask("solo", RESET);
  return false;
}

const RESET = "SELECT " + ["enable_hashjoin", "enable_mergejoin", "enable_nestloop", "enable_material", "enable_sort", "enable_hashagg"].map((name) => `set_config('${name}', 'on', false)`).join(", ") + ", set_config('join_collapse_limit', '8', false)";

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
