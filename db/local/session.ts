// Turns at the one connection PGlite has: who holds it, under which role, and how long a statement may run.
import type { PostgresProcess } from "./postgres-process.ts";
import { errorResponse, extendedQuery, readResult, readyForQuery, simpleQuery, transactionStatus, type TransactionStatus } from "./wire.ts";

/** PGlite's own superuser; every other user's statements run under that user's role. */
export const OWNER = "postgres";

/** One client, for as long as it stays connected. */
export interface Session { user: string }

export interface Turn {
  /** Runs one protocol cycle; a statement that ran too long or broke the database answers as Postgres would. */
  run(cycle: Buffer): Promise<Buffer>;
  status(): TransactionStatus;
  /** Lets the next client in; an open transaction is rolled back first. */
  release(): Promise<void>;
}

export interface Turns { take(session: Session): Promise<Turn> }

/** Words after which `statement_timeout` may be another. */
const MAY_CHANGE_LIMIT = /statement_timeout|commit|rollback|end|abort|reset|discard/iu;
const UNITS: Record<string, number> = { "": 1, us: 0.001, ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** @param maxStatementMs the longest any statement may run, whatever `statement_timeout` says */
export function createTurns(postgres: PostgresProcess, maxStatementMs: number): Turns {
  let last: Promise<void> = Promise.resolve();
  let settled: { session: Session; generation: number; limitMs: number } | undefined;

  return { take };

  async function take(session: Session): Promise<Turn> {
    const before = last;
    const { promise, resolve: leave } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return createTurn(session, leave);
  }

  function createTurn(session: Session, leave: () => void): Turn {
    let status: TransactionStatus = "I";

    return { run: async (cycle) => { await settle(session); return run(cycle); }, status: () => status, release };

    async function run(cycle: Buffer): Promise<Buffer> {
      const outcome = await postgres.run([cycle], limitOf());
      if (!outcome.ok) return fail(outcome.why);
      status = transactionStatus(outcome.bytes) ?? status;
      if (status !== "E" && MAY_CHANGE_LIMIT.test(cycle.toString("latin1"))) await readLimit();
      return outcome.bytes;
    }

    /** The thread is a new one. A client inside a transaction must find it failed, not gone. */
    async function fail(why: "timeout" | "broken"): Promise<Buffer> {
      await settle(session);
      if (status !== "I") await postgres.run([simpleQuery("begin"), simpleQuery("select 1/0")], maxStatementMs);
      status = status === "I" ? "I" : "E";
      return Buffer.concat([errorResponse(REASONS[why]), readyForQuery(status)]);
    }

    async function release(): Promise<void> {
      if (status !== "I") await postgres.run([simpleQuery("rollback")], maxStatementMs);
      if (status !== "I") settled = undefined;
      leave();
    }
  }

  /** Makes the connection this client's: nothing of the one before is left, its role and that role's settings hold. */
  async function settle(session: Session): Promise<void> {
    if (settled?.session === session && settled.generation === postgres.generation()) return;
    await internal(`set session authorization ${OWNER}`, "discard all");
    settled = { session, generation: postgres.generation(), limitMs: maxStatementMs };
    if (session.user === OWNER) return;
    const role = session.user.replaceAll('"', '""');
    const settings = await ask("select unnest(setconfig) from pg_db_role_setting where setrole = (select oid from pg_roles where rolname = $1)", [session.user]);
    await internal(...settings.map(asSetStatement), `set session authorization "${role}"`);
    await readLimit();
  }

  async function readLimit(): Promise<void> {
    const [shown = ""] = await ask("show statement_timeout", []);
    const [, number = "0", unit = ""] = /^(\d+)(\D*)$/u.exec(shown) ?? [];
    const asked = Number(number) * (UNITS[unit] ?? 1);
    if (settled) settled.limitMs = asked > 0 ? Math.min(asked, maxStatementMs) : maxStatementMs;
  }

  function limitOf(): number {
    return settled?.limitMs ?? maxStatementMs;
  }

  async function internal(...statements: string[]): Promise<void> {
    await postgres.run(statements.map(simpleQuery), maxStatementMs);
  }

  async function ask(sql: string, params: string[]): Promise<string[]> {
    const outcome = await postgres.run([extendedQuery(sql, params)], maxStatementMs);
    const read = outcome.ok ? readResult(outcome.bytes) : undefined;
    return read?.ok ? read.result.rows.map(([cell]) => cell ?? "") : [];
  }
}

/** `search_path=a, b` as kept by ALTER ROLE … SET; lists are kept quoted already. */
function asSetStatement(setting: string): string {
  const [name = "", ...value] = setting.split("=");
  const text = value.join("=");
  return name === "search_path" ? `set search_path = ${text === "" ? "''" : text}` : `set ${name} = '${text.replaceAll("'", "''")}'`;
}

const REASONS = {
  timeout: { severity: "ERROR", code: "57014", message: "canceling statement due to statement timeout" },
  broken: { severity: "ERROR", code: "XX000", message: "the database fell over while running this statement and was started again" },
} as const;
