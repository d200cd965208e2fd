// Neon's WebSocket interface: the Postgres wire protocol inside binary frames, from start-up message to Terminate.
import type { WebSocket } from "ws";
import { logIn, type LocalDatabase } from "./login.ts";
import type { Session, Turn, Turns } from "./session.ts";
import { errorResponse, int32, message, readText, readyForQuery, splitMessages, type Message, type PostgresError } from "./wire.ts";

const SSL_REQUEST = 80_877_103;
const PARAMETERS: [string, string][] = [
  ["server_version", "18.0"], ["server_encoding", "UTF8"], ["client_encoding", "UTF8"], ["DateStyle", "ISO, MDY"],
  ["integer_datetimes", "on"], ["standard_conforming_strings", "on"], ["TimeZone", "UTC"],
];
const IDLE_IN_TRANSACTION: PostgresError = { severity: "FATAL", code: "25P03", message: "terminating connection due to idle-in-transaction timeout" };

interface Connection { turns: Turns; session: Session }

/**
 * Serves one client.
 * @param idleMs how long a transaction may sit idle: it keeps every other client out
 */
export function serveWire(socket: WebSocket, databases: Map<string, LocalDatabase>, idleMs: number): void {
  let pending: Buffer = Buffer.alloc(0);
  let startup: { user: string; database: string } | undefined;
  let connection: Connection | undefined;
  let cycle: Buffer[] = [];
  let turn: Turn | undefined;
  let idle: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  const inOrder = (job: () => Promise<void>): void => { work = work.then(job).catch(() => socket.terminate()); };
  socket.on("message", (data: Buffer) => inOrder(() => receive(data)));
  socket.on("close", () => inOrder(leave));
  socket.on("error", () => socket.terminate());

  async function receive(data: Buffer): Promise<void> {
    pending = Buffer.concat([pending, data]);
    if (!startup) readStartup();
    if (!startup) return;
    const { messages, rest } = splitMessages(pending);
    pending = rest;
    for (const next of messages) await handle(next);
  }

  /** The first packet has no type byte; a request for TLS may come before it and is declined. */
  function readStartup(): void {
    if (pending.length < 8 || pending.length < pending.readInt32BE(0)) return;
    const packet = pending.subarray(0, pending.readInt32BE(0));
    pending = pending.subarray(packet.length);
    if (packet.readInt32BE(4) === SSL_REQUEST) {
      socket.send(Buffer.from("N"));
      return readStartup();
    }
    const words = packet.toString("utf8", 8).split("\0");
    const valueOf = (name: string): string => words[words.findIndex((word, index) => index % 2 === 0 && word === name) + 1] ?? "";
    startup = { user: valueOf("user"), database: valueOf("database") };
    socket.send(message("R", int32(3)));
  }

  async function handle(next: Message): Promise<void> {
    if (next.type === "X") return socket.close();
    if (next.type === "p") return authenticate(readText(next.body, 0));
    if (!connection) return refuse({ severity: "FATAL", code: "28000", message: "not authenticated" });
    cycle.push(message(next.type, next.body));
    if ("QSHFcf".includes(next.type)) await runCycle(connection);
  }

  function authenticate(password: string): void {
    const login = logIn(databases, { user: startup?.user ?? "", database: startup?.database ?? "", password });
    if (!login.ok) return refuse(login.error);
    connection = { turns: login.database.turns, session: { user: startup?.user ?? "" } };
    const parameters = PARAMETERS.map(([name, value]) => message("S", name, value));
    socket.send(Buffer.concat([message("R", int32(0)), ...parameters, message("K", int32(process.pid), int32(0)), readyForQuery("I")]));
  }

  /** Keeps its turn from the first statement of a transaction to the last. */
  async function runCycle({ turns, session }: Connection): Promise<void> {
    clearTimeout(idle);
    turn ??= await turns.take(session);
    const bytes = await turn.run(Buffer.concat(cycle.splice(0)));
    if (turn.status() === "I") await giveUpTurn();
    else idle = setTimeout(() => inOrder(async () => refuse(IDLE_IN_TRANSACTION)), idleMs);
    if (socket.readyState === socket.OPEN) socket.send(bytes);
  }

  function refuse(error: PostgresError): void {
    socket.send(errorResponse(error));
    socket.close();
  }

  async function leave(): Promise<void> {
    clearTimeout(idle);
    cycle = [];
    await giveUpTurn();
  }

  async function giveUpTurn(): Promise<void> {
    const held = turn;
    turn = undefined;
    await held?.release();
  }
}
