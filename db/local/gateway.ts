// A local stand-in for Neon: one HTTP server that speaks its HTTP and WebSocket protocols, PGlite databases behind it, each in its own thread.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
import { clearUnfinished, noteMade } from "./data-folder.ts";
import { forward, neonEndpoint } from "./forward.ts";
import { closeServer, listen, readBody, sendJson } from "./http-server.ts";
import { readConnectionString, type LocalDatabase } from "./login.ts";
import { answerSql } from "./neon-http.ts";
import { serveWire } from "./neon-websocket.ts";
import { startPostgres, type PostgresProcess } from "./postgres-process.ts";
import { createTurns } from "./session.ts";

export interface DatabaseSettings {
  /** its name in a connection string */
  name: string;
  /** folder of its files, made when missing */
  dataDir: string;
  /** password by user; `postgres` is the owner, others must exist as roles before they are used */
  users: Record<string, string>;
  /** offers the extension pgvector */
  withVector?: boolean;
}

export interface GatewaySettings {
  databases: DatabaseSettings[];
  /** 0 or absent: any free port */
  port?: number;
  /** upper bound of `statement_timeout` */
  maxStatementMs?: number;
  /** how long a transaction may sit idle on a WebSocket */
  maxIdleInTransactionMs?: number;
  /** where HTTP requests for a database on another host go; Neon's own address for it when absent */
  endpointOf?: (host: string) => string | undefined;
}

export interface Gateway {
  /** for `neonConfig.fetchEndpoint` */
  fetchEndpoint: string;
  /** for `neonConfig.wsProxy`: host, port and path, no scheme */
  wsProxy: string;
  connectionString(database: string, user: string): string;
  close(): Promise<void>;
}

const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/**
 * Opens all databases at once, then listens on 127.0.0.1.
 * @throws Error when a data folder does not open
 */
export async function startGateway({ databases, port = 0, maxStatementMs = 10_000, maxIdleInTransactionMs = 15_000, endpointOf = neonEndpoint }: GatewaySettings): Promise<Gateway> {
  const started = await Promise.allSettled(databases.map(openDatabase));
  const running = started.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failed = started.find((outcome) => outcome.status === "rejected");
  if (failed) {
    await Promise.all(running.map((postgres) => postgres.close()));
    throw failed.reason;
  }
  const byName = new Map<string, LocalDatabase>(running.map((postgres, index) => {
    const settings = databases[index];
    return [settings?.name ?? "", { turns: createTurns(postgres, maxStatementMs), users: settings?.users ?? {} }];
  }));

  const server = createServer((request, response) => void answer({ databases: byName, endpointOf }, request, response));
  const sockets = acceptSockets(server, byName, maxIdleInTransactionMs);
  const address = `127.0.0.1:${await listen(server, port)}`;

  return {
    fetchEndpoint: `http://${address}/sql`,
    wsProxy: `${address}/v2`,
    connectionString(database, user) {
      const password = databases.find(({ name }) => name === database)?.users[user] ?? "";
      return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${encodeURIComponent(database)}`;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await closeServer(server);
      await Promise.all(running.map((postgres) => postgres.close()));
    },
  };
}

async function openDatabase({ dataDir, withVector = false }: DatabaseSettings): Promise<PostgresProcess> {
  clearUnfinished(dataDir);
  const postgres = await startPostgres({ dataDir, withVector });
  noteMade(dataDir);
  return postgres;
}

interface Served { databases: Map<string, LocalDatabase>; endpointOf: (host: string) => string | undefined }

async function answer({ databases, endpointOf }: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST" || request.url?.split("?")[0] !== "/sql") return sendJson(response, 404, { message: "POST /sql or a WebSocket at /v2" });
  const body = await readBody(request, MAX_REQUEST_BYTES);
  if (body === undefined) return sendJson(response, 413, { message: `request is too large (max is ${MAX_REQUEST_BYTES} bytes)` });
  try {
    const elsewhere = endpointOf(readConnectionString(String(request.headers["neon-connection-string"]))?.host ?? "localhost");
    const { status, body: reply } = await (elsewhere ? forward(elsewhere, request.headers, body) : answerSql(databases, request.headers, body));
    sendJson(response, status, reply);
  } catch {
    sendJson(response, 503, { message: "the database is down", code: "57P03" });
  }
}

function acceptSockets(server: Server, databases: Map<string, LocalDatabase>, idleMs: number): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST_BYTES });
  sockets.on("connection", (socket) => serveWire(socket, databases, idleMs));
  server.on("upgrade", (request, stream, head) => {
    stream.on("error", () => stream.destroy());
    if (request.url?.split("?")[0] !== "/v2") return void stream.destroy();
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit("connection", socket, request));
  });
  return sockets;
}
