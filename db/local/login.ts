// Who may connect to which local database: the name and password of a connection string against what was configured.
import { timingSafeEqual } from "node:crypto";
import type { Turns } from "./session.ts";
import type { PostgresError } from "./wire.ts";

export interface LocalDatabase {
  turns: Turns;
  /** password by user name */
  users: Record<string, string>;
}

export interface Credentials { database: string; user: string; password: string }

/** @returns the database, or the error Postgres gives */
export function logIn(databases: Map<string, LocalDatabase>, { database, user, password }: Credentials): { ok: true; database: LocalDatabase } | { ok: false; error: PostgresError } {
  const found = databases.get(database);
  const expected = found?.users[user];
  if (!found) return { ok: false, error: { severity: "FATAL", code: "3D000", message: `database "${database}" does not exist` } };
  if (expected === undefined || !same(expected, password)) {
    return { ok: false, error: { severity: "FATAL", code: "28P01", message: `password authentication failed for user '${user}'` } };
  }
  return { ok: true, database: found };
}

/** @returns nothing when it is not a Postgres connection string */
export function readConnectionString(text: string | undefined): (Credentials & { host: string }) | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^postgres(ql)?:$/u.test(url.protocol)) return undefined;
  return { host: url.hostname, database: decodeURIComponent(url.pathname.slice(1)), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
