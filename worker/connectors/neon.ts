// Postgres over Neon's HTTP protocol: one read-only transaction a statement, its settings in front of it.
import { neon, NeonDbError, type FullQueryResults } from "@neondatabase/serverless";
import type { Verdict } from "../guard/index.ts";
import type { Connector, Principal, QueryFailure, QueryLimits, ResultSet } from "../ports.ts";
import { callOptions, capDriver, TooManyBytes } from "./capped-fetch.ts";
import { readCells, type TextRow } from "./postgres-cells.ts";
import type { SignClaims, SignedClaims } from "./sign-claims.ts";
import { failureOf } from "./sql-state.ts";

type Statement = Extract<Verdict, { ok: true }>;
type Answer = FullQueryResults<true>;
type Settings = Record<string, string>;

export interface NeonOptions {
  /** a proxy that speaks Neon's protocol; the driver's own choice when absent */
  fetchEndpoint?: string;
  /** signs the asker's claims for row-level security; without it a hardened database answers nothing */
  signClaims?: SignClaims;
}

/** Milliseconds the client waits longer than the server: the server's own word on a slow statement comes first. */
const GRACE = 1_500;
const PING: QueryLimits = { timeoutMs: 5_000, maxRows: 1, maxBytes: 16_384 };
/** Whether every named table has policies that this very role cannot get round. */
const LOCKED = `select count(*) = cardinality($1::text[]) and bool_and(c.relrowsecurity and not r.rolsuper and not r.rolbypassrls and c.relowner <> r.oid)
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_roles r on r.rolname = current_user
  where n.nspname || '.' || c.relname = any ($1::text[])`;
/** Cells as the text Postgres wrote. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

/**
 * Makes the connector of one source. Holds no connection: making one costs nothing.
 * @param connectionString of a role that may only read what the policy grants (no BYPASSRLS, no ownership)
 */
export function createNeonConnector(connectionString: string, { fetchEndpoint, signClaims }: NeonOptions = {}): Connector {
  capDriver();
  const sql = neon<true, true>(connectionString, { arrayMode: true, fullResults: true });

  return {
    async run(statement, principal, limits, signal) {
      const call = startCall(limits, signal);
      const settings = settingsOf(principal, limits, await signClaims?.(principal));
      const asked = await ask(statement.sql, statement.params, settings, call).catch((error: unknown) => failureIn(error, call));
      if (typeof asked === "string") return { ok: false, failure: asked };
      return { ok: true, result: resultOf(asked, call.bytes, statement, limits) };
    },
    async rowSecurity(tables) {
      const { rows } = await ask(LOCKED, [tables], SESSION, startCall(PING, undefined));
      return (rows as TextRow[])[0]?.[0] === "t";
    },
    async ping() {
      const call = startCall(PING, undefined);
      await ask("select 1", [], SESSION, call).catch((error: unknown) => {
        throw new Error(`the database does not answer: ${failureIn(error, call)}`);
      });
    },
  };

  async function ask(text: string, params: unknown[], settings: Settings, call: Call): Promise<Answer> {
    call.stop.throwIfAborted();
    const limits = { maxBytes: call.maxBytes, endpoint: fetchEndpoint, received: (bytes: number) => void (call.bytes = bytes) };
    const answers = await sql.transaction(
      [sql.query(...setAll(settings)), sql.query(text, params, { types: AS_TEXT })],
      { readOnly: true, isolationLevel: "RepeatableRead", fetchOptions: callOptions(limits, call.stop) },
    );
    if (!answers[1]) throw new Error("the database answered fewer statements than it was sent");
    return answers[1];
  }
}

/** One statement under way: what ends it early, and how many bytes came back. */
interface Call {
  maxBytes: number;
  asker: AbortSignal | undefined;
  patience: AbortSignal;
  /** either of the two */
  stop: AbortSignal;
  bytes: number;
}

function startCall({ timeoutMs, maxBytes }: QueryLimits, asker: AbortSignal | undefined): Call {
  const patience = AbortSignal.timeout(timeoutMs + GRACE);
  return { maxBytes, asker, patience, stop: asker ? AbortSignal.any([asker, patience]) : patience, bytes: 0 };
}

/** The same text whatever the role's own settings say; names resolve to the system's functions only. */
const SESSION: Settings = {
  search_path: "pg_catalog, pg_temp", TimeZone: "UTC", DateStyle: "ISO, YMD", IntervalStyle: "iso_8601", extra_float_digits: "1", bytea_output: "hex",
};

/**
 * Settings of this transaction alone. The policies of a hardened database read `medha.claims` and check `medha.signature`;
 * a vendor's own may read `current_setting('medha.tenant', true)`, which is not signed.
 */
function settingsOf({ tenant, user, claims }: Principal, { timeoutMs }: QueryLimits, signed: SignedClaims | undefined): Settings {
  return {
    ...SESSION, statement_timeout: String(timeoutMs), "medha.tenant": tenant, "medha.user": user,
    "medha.claims": signed?.claims ?? JSON.stringify(claims), "medha.signature": signed?.signature ?? "",
  };
}

/** One statement that sets them all; values are parameters. */
function setAll(settings: Settings): [text: string, params: string[]] {
  const calls = Object.keys(settings).map((_name, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`);
  return [`select ${calls.join(", ")}`, Object.entries(settings).flat()];
}

/** The guard ends a statement at its own cap, so a result that fills the cap may be cut as well. */
function resultOf(answer: Answer, bytes: number, { rowCap }: Statement, { maxRows }: QueryLimits): ResultSet {
  const rows = answer.rows as TextRow[];
  const columns = answer.fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID }));
  return { ...readCells(columns, rows.slice(0, maxRows)), truncated: rows.length > maxRows || rows.length >= rowCap, bytes };
}

/** The driver wraps what fetch threw; what is left of any error here is a word of the closed list. */
function failureIn(error: unknown, { asker, patience }: Call): QueryFailure {
  if (asker?.aborted) return isTimeout(asker.reason) ? "timeout" : "cancelled";
  if (patience.aborted) return "timeout";
  const cause: unknown = error instanceof NeonDbError ? (error.sourceError ?? error) : error;
  if (cause instanceof TooManyBytes || isNeonsOwnCap(cause)) return "too-large";
  return failureOf(cause instanceof NeonDbError ? cause.code : undefined);
}

/** Neon's proxy has a cap of its own (10 MB), and says so in words only. */
function isNeonsOwnCap(cause: unknown): boolean {
  return cause instanceof NeonDbError && /response is too large/iu.test(cause.message);
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}
