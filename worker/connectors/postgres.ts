// Postgres over its own protocol (the package pg): one read-only transaction a statement, its settings in front of it.
import type { Client } from "pg";
import type { Connector, QueryFailure } from "../ports.ts";
import type { TextColumn, TextRow } from "./postgres-cells.ts";
import { AS_TEXT, endOf, LOCKED, PING, resultOf, SESSION, setAll, settingsOf, startCall, type Call, type Settings } from "./postgres-session.ts";
import type { SignClaims } from "./sign-claims.ts";
import { failureOf } from "./sql-state.ts";
import { TooManyBytes } from "./too-many-bytes.ts";

/** What is used of a client of pg; one of a pool has `release` and is given back, any other is closed after its statement. */
export type PostgresClient = Pick<Client, "query" | "end" | "on" | "off"> & {
  readonly connection: { readonly stream: Listened };
  release?: (broken?: boolean) => void;
};

/** The socket's own bytes, so that a wide row is stopped before it is whole. */
interface Listened {
  on(event: "data", listener: (part: Uint8Array) => void): unknown;
  off(event: "data", listener: (part: Uint8Array) => void): unknown;
}

export interface PostgresOptions {
  /** signs the asker's claims for row-level security; without it a hardened database answers nothing */
  signClaims?: SignClaims;
}

interface Answer { columns: TextColumn[]; rows: TextRow[] }

/**
 * Makes the connector of one source. Each statement takes a connection and gives it back, broken ones to be thrown away.
 * @param connect a connected client, of a role that may only read what the policy grants (no BYPASSRLS, no ownership):
 *   `async () => { const client = new Client(url); await client.connect(); return client; }`, or `() => pool.connect()`
 */
export function createPostgresConnector(connect: () => Promise<PostgresClient>, { signClaims }: PostgresOptions = {}): Connector {
  return {
    async run(statement, principal, limits, signal) {
      const call = startCall(limits, signal);
      const settings = settingsOf(principal, limits, await signClaims?.(principal));
      const asked = await ask(statement.sql, statement.params, settings, call).catch((error: unknown) => failureIn(error, call));
      if (typeof asked === "string") return { ok: false, failure: asked };
      return { ok: true, result: resultOf(asked.columns, asked.rows, call.bytes, statement, limits) };
    },
    async rowSecurity(tables) {
      const { rows } = await ask(LOCKED, [tables], SESSION, startCall(PING, undefined));
      return rows[0]?.[0] === "t";
    },
    async ping() {
      const call = startCall(PING, undefined);
      await ask("select 1", [], SESSION, call).catch((error: unknown) => {
        throw new Error(`the database does not answer: ${failureIn(error, call)}`);
      });
    },
  };

  /** Reads within the limits of the call; the connection goes back whole, or not at all when the reading was broken off. */
  async function ask(text: string, params: unknown[], settings: Settings, call: Call): Promise<Answer> {
    const client = await connectInTime(connect, call.stop);
    const watch = watchCall(client, call);
    try {
      const answer = await Promise.race([readOnce(client, text, params, settings), watch.ended]);
      giveBack(client, watch, false);
      return answer;
    } catch (error) {
      giveBack(client, watch, sqlStateOf(error) === undefined);
      throw error;
    }
  }
}

/** A connection that comes too late goes straight back. */
async function connectInTime(connect: () => Promise<PostgresClient>, stop: AbortSignal): Promise<PostgresClient> {
  stop.throwIfAborted();
  const connecting = connect();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const leave = (): void => reject(stop.reason);
  stop.addEventListener("abort", leave);
  try {
    return await Promise.race([connecting, ended]);
  } catch (error) {
    connecting.then(discard, ignore);
    throw error;
  } finally {
    stop.removeEventListener("abort", leave);
  }
}

/** Without parameters pg would send a text that may hold several statements. */
const ONE_STATEMENT = { queryMode: "extended" };

/** A setting that fails breaks the transaction, and with it the statement. */
async function readOnce(client: PostgresClient, text: string, values: unknown[], settings: Settings): Promise<Answer> {
  await client.query("begin transaction isolation level repeatable read, read only");
  try {
    const set = client.query(...setAll(settings));
    const statement = { text, values, rowMode: "array" as const, types: AS_TEXT, ...ONE_STATEMENT };
    const read = client.query<(string | null)[]>(statement);
    const [, { fields, rows }] = await Promise.all([set, read]);
    return { columns: fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID })), rows };
  } finally {
    await client.query("rollback");
  }
}

interface Watch { /** rejects when the asker leaves, time is up or too much came */ ended: Promise<never>; stop(): void }

function watchCall(client: PostgresClient, call: Call): Watch {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const leave = (): void => reject(call.stop.reason);
  const count = (part: Uint8Array): void => {
    call.bytes += part.byteLength;
    if (call.bytes > call.maxBytes) reject(new TooManyBytes());
  };
  client.connection.stream.on("data", count);
  client.on("error", ignore);
  call.stop.addEventListener("abort", leave);
  ended.catch(ignore);
  return {
    ended,
    stop() {
      client.connection.stream.off("data", count);
      client.off("error", ignore);
      call.stop.removeEventListener("abort", leave);
    },
  };
}

function giveBack(client: PostgresClient, watch: Watch, broken: boolean): void {
  watch.stop();
  if (broken || !client.release) return discard(client);
  client.release();
}

/** Closing with a statement under way ends the socket; what that says no longer matters to anybody. */
function discard(client: PostgresClient): void {
  client.on("error", ignore);
  if (client.release) return client.release(true);
  client.end().catch(ignore);
}

function failureIn(error: unknown, call: Call): QueryFailure {
  const ended = endOf(call);
  if (ended) return ended;
  return error instanceof TooManyBytes ? "too-large" : failureOf(sqlStateOf(error));
}

/** Only an error of the server's own has a severity; a socket's has a code as well. */
function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error && "severity" in error && "code" in error ? String(error.code) : undefined;
}

function ignore(): void {}
