// Neon's HTTP interface: POST /sql with one query or a batch that runs as one transaction.
import type { IncomingHttpHeaders } from "node:http";
import { logIn, readConnectionString, type LocalDatabase } from "./login.ts";
import type { Turn } from "./session.ts";
import { toJson } from "./text-to-json.ts";
import { extendedQuery, readResult, simpleQuery, type PostgresError, type StatementResult } from "./wire.ts";

interface Query { query: string; params: (string | null)[] }
interface Shape { arrays: boolean; rawText: boolean }
interface Reply { status: number; body: unknown }

/** A statement of a batch failed; carries what Postgres said. */
class StatementFailed extends Error {
  readonly error: PostgresError;
  constructor(error: PostgresError) {
    super(error.message);
    this.error = error;
  }
}

const ISOLATION: Record<string, string> = {
  ReadUncommitted: "read uncommitted", ReadCommitted: "read committed", RepeatableRead: "repeatable read", Serializable: "serializable",
};

/** Answers a request body as Neon does: 200 with results, 400 with the fields of the database's error. */
export async function answerSql(databases: Map<string, LocalDatabase>, headers: IncomingHttpHeaders, body: string): Promise<Reply> {
  const credentials = readConnectionString(header(headers, "neon-connection-string"));
  const request = readRequest(body);
  if (!credentials) return refuse("the header Neon-Connection-String is missing or malformed", "08004");
  if (!request) return refuse("the body must be a query with its params, or {queries: […]}", "08P01");
  const login = logIn(databases, credentials);
  if (!login.ok) return { status: 400, body: login.error };

  const shape = { arrays: header(headers, "neon-array-mode") === "true", rawText: header(headers, "neon-raw-text-output") === "true" };
  const turn = await login.database.turns.take({ user: credentials.user });
  try {
    if (!Array.isArray(request)) return { status: 200, body: present(await runStatement(turn, request), shape) };
    const results = await runBatch(turn, request, begin(headers));
    return { status: 200, body: { results: results.map((result) => present(result, shape)) } };
  } catch (error) {
    if (error instanceof StatementFailed) return { status: 400, body: error.error };
    throw error;
  } finally {
    await turn.release();
  }
}

async function runBatch(turn: Turn, queries: Query[], beginStatement: string): Promise<StatementResult[]> {
  await runSimple(turn, beginStatement);
  const results: StatementResult[] = [];
  for (const query of queries) results.push(await runStatement(turn, query));
  await runSimple(turn, "commit");
  return results;
}

async function runStatement(turn: Turn, { query, params }: Query): Promise<StatementResult> {
  return expectResult(await turn.run(extendedQuery(query, params)));
}

async function runSimple(turn: Turn, sql: string): Promise<void> {
  expectResult(await turn.run(simpleQuery(sql)));
}

function expectResult(bytes: Buffer): StatementResult {
  const read = readResult(bytes);
  if (!read.ok) throw new StatementFailed(read.error);
  return read.result;
}

function begin(headers: IncomingHttpHeaders): string {
  const level = ISOLATION[header(headers, "neon-batch-isolation-level") ?? ""];
  return [
    "begin",
    level ? `isolation level ${level}` : "",
    header(headers, "neon-batch-read-only") === "true" ? "read only" : "",
    header(headers, "neon-batch-deferrable") === "true" ? "deferrable" : "",
  ].join(" ").trimEnd();
}

function present({ command, rowCount, fields, rows }: StatementResult, { arrays, rawText }: Shape): object {
  const cells = rawText ? rows : rows.map((row) => row.map((cell, index) => toJson(cell, fields[index]?.dataTypeID ?? 0)));
  const named = arrays ? cells : cells.map((row) => Object.fromEntries(fields.map(({ name }, index) => [name, row[index]])));
  return { command, rowCount, fields, rows: named, rowAsArray: arrays };
}

function readRequest(body: string): Query | Query[] | undefined {
  const value = parseJson(body);
  if (!isRecord(value)) return undefined;
  if (!Array.isArray(value["queries"])) return readQuery(value);
  const queries = value["queries"].map(readQuery);
  return queries.every((query) => query !== undefined) ? queries : undefined;
}

function readQuery(value: unknown): Query | undefined {
  if (!isRecord(value) || typeof value["query"] !== "string") return undefined;
  const params: unknown = value["params"] ?? [];
  return Array.isArray(params) ? { query: value["query"], params: params.map(asParameter) } : undefined;
}

function asParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(message: string, code: string): Reply {
  return { status: 400, body: { message, code, severity: "ERROR" } satisfies PostgresError };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
