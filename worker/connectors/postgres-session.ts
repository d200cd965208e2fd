// What every connector to Postgres says and means alike: settings of a transaction, limits of a call, rows as a result.
import type { Verdict } from "../guard/index.ts";
import type { Principal, QueryFailure, QueryLimits, ResultSet } from "../ports.ts";
import { readCells, type TextColumn, type TextRow } from "./postgres-cells.ts";
import type { SignedClaims } from "./sign-claims.ts";

export type Statement = Extract<Verdict, { ok: true }>;
export type Settings = Record<string, string>;

/** Milliseconds the client waits longer than the server: the server's own word on a slow statement comes first. */
const GRACE = 1_500;
export const PING: QueryLimits = { timeoutMs: 5_000, maxRows: 1, maxBytes: 16_384 };

/** Whether every table named in $1 has policies that this very role cannot get round. */
export const LOCKED = `select count(*) = cardinality($1::text[]) and bool_and(c.relrowsecurity and not r.rolsuper and not r.rolbypassrls and c.relowner <> r.oid)
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_roles r on r.rolname = current_user
  where n.nspname || '.' || c.relname = any ($1::text[])`;

/** Cells as the text Postgres wrote. */
export const AS_TEXT = { getTypeParser: () => (text: string) => text };

/** The same text whatever the role's own settings say; names resolve to the system's functions only. */
export const SESSION: Settings = {
  search_path: "pg_catalog, pg_temp", TimeZone: "UTC", DateStyle: "ISO, YMD", IntervalStyle: "iso_8601", extra_float_digits: "1", bytea_output: "hex",
};

/**
 * Settings of one transaction alone. The policies of a hardened database read `medha.claims` and check `medha.signature`;
 * a vendor's own may read `current_setting('medha.tenant', true)`, which is not signed.
 */
export function settingsOf({ tenant, user, claims }: Principal, { timeoutMs }: QueryLimits, signed: SignedClaims | undefined): Settings {
  return {
    ...SESSION, statement_timeout: String(timeoutMs), "medha.tenant": tenant, "medha.user": user,
    "medha.claims": signed?.claims ?? JSON.stringify(claims), "medha.signature": signed?.signature ?? "",
  };
}

/** One statement that sets them all; values are parameters. */
export function setAll(settings: Settings): [text: string, params: string[]] {
  const calls = Object.keys(settings).map((_name, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`);
  return [`select ${calls.join(", ")}`, Object.entries(settings).flat()];
}

/** One statement under way: what ends it early, and how many bytes came back. */
export interface Call {
  maxBytes: number;
  asker: AbortSignal | undefined;
  patience: AbortSignal;
  /** either of the two */
  stop: AbortSignal;
  bytes: number;
}

export function startCall({ timeoutMs, maxBytes }: QueryLimits, asker: AbortSignal | undefined): Call {
  const patience = AbortSignal.timeout(timeoutMs + GRACE);
  return { maxBytes, asker, patience, stop: asker ? AbortSignal.any([asker, patience]) : patience, bytes: 0 };
}

/** Why the call was ended from this side; undefined when it was not. */
export function endOf({ asker, patience }: Call): QueryFailure | undefined {
  if (asker?.aborted) return isTimeout(asker.reason) ? "timeout" : "cancelled";
  return patience.aborted ? "timeout" : undefined;
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}

/** The guard ends a statement at its own cap, so a result that fills the cap may be cut as well. */
export function resultOf(columns: TextColumn[], rows: TextRow[], bytes: number, { rowCap }: Statement, { maxRows }: QueryLimits): ResultSet {
  return { ...readCells(columns, rows.slice(0, maxRows)), truncated: rows.length > maxRows || rows.length >= rowCap, bytes };
}
