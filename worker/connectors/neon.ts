// Postgres over Neon's HTTP protocol: one read-only transaction a statement, its settings in front of it.
import { neon, NeonDbError, type FullQueryResults } from "@neondatabase/serverless";
import type { Connector, QueryFailure } from "../ports.ts";
import { callOptions, capDriver } from "./capped-fetch.ts";
import type { TextRow } from "./postgres-cells.ts";
import { AS_TEXT, endOf, LOCKED, PING, resultOf, SESSION, setAll, settingsOf, startCall, type Call, type Settings } from "./postgres-session.ts";
import type { SignClaims } from "./sign-claims.ts";
import { failureOf } from "./sql-state.ts";
import { TooManyBytes } from "./too-many-bytes.ts";

type Answer = FullQueryResults<true>;

export interface NeonOptions {
  /** a proxy that speaks Neon's protocol; the driver's own choice when absent */
  fetchEndpoint?: string;
  /** signs the asker's claims for row-level security; without it a hardened database answers nothing */
  signClaims?: SignClaims;
}

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
      const columns = asked.fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID }));
      return { ok: true, result: resultOf(columns, asked.rows as TextRow[], call.bytes, statement, limits) };
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

/** The driver wraps what fetch threw; what is left of any error here is a word of the closed list. */
function failureIn(error: unknown, call: Call): QueryFailure {
  const ended = endOf(call);
  if (ended) return ended;
  const cause: unknown = error instanceof NeonDbError ? (error.sourceError ?? error) : error;
  if (cause instanceof TooManyBytes || isNeonsOwnCap(cause)) return "too-large";
  return failureOf(cause instanceof NeonDbError ? cause.code : undefined);
}

/** Neon's proxy has a cap of its own (10 MB), and says so in words only. */
function isNeonsOwnCap(cause: unknown): boolean {
  return cause instanceof NeonDbError && /response is too large/iu.test(cause.message);
}
