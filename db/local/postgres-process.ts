// Holds the thread that runs PGlite: starts it, hands it protocol cycles, ends it when one runs too long, starts it again.
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";

export interface ThreadSettings { dataDir: string; withVector: boolean }
export type ToThread = { type: "run"; id: number; cycles: Uint8Array[] } | { type: "close" };
export type FromThread =
  | { type: "ready" } | { type: "failed"; reason: string } | { type: "closed" }
  | { type: "answer"; id: number; bytes: Uint8Array } | { type: "broken"; id: number; reason: string };

/** `timeout`: it ran longer than allowed and was ended; `broken`: the database fell over. In both cases it is up again when told. */
export type CycleOutcome = { ok: true; bytes: Buffer } | { ok: false; why: "timeout" | "broken" };

export interface PostgresProcess {
  /** Runs cycles in order as one unit; one call at a time. */
  run(cycles: Uint8Array[], limitMs: number): Promise<CycleOutcome>;
  /** counts restarts: what a session set up is gone when it grows */
  generation(): number;
  close(): Promise<void>;
}

const OPEN_PATIENCE_MS = 60_000;
const CLOSE_PATIENCE_MS = 3_000;

/**
 * Opens a data folder (made when missing).
 * @throws Error when the folder does not hold a usable database
 */
export async function startPostgres(settings: ThreadSettings): Promise<PostgresProcess> {
  let thread: Worker | undefined = await open(settings);
  let generation = 0;
  let lastId = 0;

  /** Should opening fail, the next cycle tries again. */
  async function restart(): Promise<Worker> {
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
    generation += 1;
    thread = await open(settings);
    return thread;
  }

  async function run(cycles: Uint8Array[], limitMs: number): Promise<CycleOutcome> {
    lastId += 1;
    const outcome = await answerOf(thread ?? (await restart()), { type: "run", id: lastId, cycles }, limitMs);
    if (!outcome.ok) await restart();
    return outcome;
  }

  return { run, generation: () => generation, close: async () => thread && close(thread) };
}

function open(settings: ThreadSettings): Promise<Worker> {
  const thread = new Worker(new URL("./postgres-thread.ts", import.meta.url), { workerData: settings, stdout: true, stderr: true });
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => fail("it did not open in time"), OPEN_PATIENCE_MS);
    const fail = (reason: string): void => {
      clearTimeout(patience);
      reject(new Error(`the database in ${settings.dataDir} does not open: ${reason}`));
      void thread.terminate();
    };
    thread.once("error", (error: Error) => fail(error.message));
    thread.once("exit", () => fail("its thread ended"));
    thread.once("message", (message: FromThread) => {
      clearTimeout(patience);
      if (message.type === "failed") fail(message.reason);
      else resolve(thread);
    });
  });
}

function answerOf(thread: Worker, request: Extract<ToThread, { type: "run" }>, limitMs: number): Promise<CycleOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: CycleOutcome): void => {
      clearTimeout(timer);
      thread.off("message", hear);
      thread.off("error", fall);
      thread.off("exit", fall);
      resolve(outcome);
    };
    const hear = (message: FromThread): void => {
      if (message.type === "answer" && message.id === request.id) settle({ ok: true, bytes: Buffer.from(message.bytes) });
      if (message.type === "broken") fall();
    };
    const fall = (): void => settle({ ok: false, why: "broken" });
    // An answer that is already on its way counts: the statement did end in time.
    const timer = setTimeout(() => void turn().then(() => turn()).then(() => settle({ ok: false, why: "timeout" })), limitMs);
    thread.on("message", hear);
    thread.once("error", fall);
    thread.once("exit", fall);
    thread.postMessage(request);
  });
}

async function close(thread: Worker): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    thread.on("message", (message: FromThread) => message.type === "closed" && resolve());
    setTimeout(resolve, CLOSE_PATIENCE_MS).unref();
  });
  thread.postMessage({ type: "close" } satisfies ToThread);
  await closed;
  await thread.terminate();
}
