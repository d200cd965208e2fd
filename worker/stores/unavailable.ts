// The metadata database as askers may hear of it. Its errors quote statements and parameters: those stop here.
import { AskError } from "../errors.ts";

/** SQLSTATE classes that say the database is not there, not that the statement is wrong. */
const AWAY = new Set(["08", "28", "3D", "40", "53", "57", "58"]);

/**
 * Runs one query.
 * @throws AskError `database_unavailable` when the database does not answer; Error with nothing but the SQLSTATE when it
 *   refuses the statement, which is a bug or a missing migration
 */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const sqlState = sqlStateOf(error);
    if (sqlState && !AWAY.has(sqlState.slice(0, 2))) throw new Error(`the metadata database refused a statement: ${sqlState}`);
    throw new AskError("database_unavailable", "Something this needs cannot be reached right now. Your question is kept; try again in a moment.", 5);
  }
}

/** drizzle wraps the driver's error. */
function sqlStateOf(error: unknown): string | undefined {
  const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return told instanceof Error && "code" in told && typeof told.code === "string" ? told.code : undefined;
}
