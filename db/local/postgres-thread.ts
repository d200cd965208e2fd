// Runs inside a worker thread: one PGlite database that answers protocol cycles. A thread, so that a runaway statement can be ended.
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { parentPort, workerData } from "node:worker_threads";
import type { FromThread, ThreadSettings, ToThread } from "./postgres-process.ts";

const port = parentPort;
if (!port) throw new Error("postgres-thread.ts runs only as a worker thread");
const say = (message: FromThread): void => port.postMessage(message);

const { dataDir, withVector } = workerData as ThreadSettings;
try {
  const database = await PGlite.create(dataDir, withVector ? { extensions: { vector } } : {});
  port.on("message", (message: ToThread) => void answer(database, message));
  say({ type: "ready" });
} catch (error) {
  say({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
}

async function answer(database: PGlite, message: ToThread): Promise<void> {
  if (message.type === "close") {
    await database.close().catch(() => undefined);
    say({ type: "closed" });
    return;
  }
  try {
    say({ type: "answer", id: message.id, bytes: await run(database, message.cycles) });
  } catch (error) {
    say({ type: "broken", id: message.id, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function run(database: PGlite, cycles: Uint8Array[]): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for (const cycle of cycles) {
    await database.execProtocolRawStream(cycle, { onRawData: (bytes) => { chunks.push(Buffer.from(bytes)); } });
  }
  return new Uint8Array(Buffer.concat(chunks));
}
