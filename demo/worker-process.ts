// Runs the real Worker in workerd by `wrangler dev`, in a process group of its own, so that nothing of it outlives the demo.
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartProblem } from "./start-problem.ts";

export interface WorkerSettings {
  port: number;
  /** the Worker's variables and secrets */
  vars: Record<string, string>;
  /** keeps the file of variables and the log */
  folder: string;
}

export interface WorkerProcess {
  /** resolves when it answers; StartProblem when it does not */
  ready(): Promise<void>;
  /** resolves when it ends, asked or not */
  ended: Promise<void>;
  logFile: string;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "..");
const READY_PATIENCE_MS = 30_000;
const STOP_PATIENCE_MS = 3_000;
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false", WRANGLER_SEND_ERROR_REPORTS: "false",
  CLOUDFLARE_INCLUDE_PROCESS_ENV: "false", NO_COLOR: "1",
};

export function startWorker({ port, vars, folder }: WorkerSettings): WorkerProcess {
  const varsFile = join(folder, "worker.env");
  const logFile = join(folder, "worker.log");
  writeFileSync(varsFile, Object.entries(vars).map(([name, value]) => `${name}=${quote(value)}\n`).join(""), { mode: 0o600 });
  const child = spawn(
    process.execPath,
    [
      wranglerScript(), "dev", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--env-file", varsFile,
      "--persist-to", join(folder, "wrangler"), "--log-level", "log", "--show-interactive-dev-session=false",
    ],
    { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...QUIET, WRANGLER_LOG_PATH: join(folder, "wrangler") } },
  );
  const log = createWriteStream(logFile);
  log.on("error", () => undefined);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  return { ready: () => untilReady(child, port, logFile), ended, logFile, stop: () => stop(child, ended) };
}

async function untilReady(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const deadline = performance.now() + READY_PATIENCE_MS;
  let last = "it did not answer";
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new StartProblem(`The Worker ended while starting; its log is ${logFile}.`);
    const answer = await ask(`http://127.0.0.1:${port}/ready`);
    if (answer.ok) return;
    last = answer.said || last;
    await sleep(50);
  }
  throw new StartProblem(`The Worker was not ready in ${READY_PATIENCE_MS / 1_000} s (${last}); its log is ${logFile}.`);
}

async function ask(url: string): Promise<{ ok: boolean; said: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { ok: response.ok, said: (await response.text()).slice(0, 300) };
  } catch {
    return { ok: false, said: "" };
  }
}

/** Ends wrangler and the workerd it started, gently first, and waits until the last of them is gone. */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signal(child, "SIGTERM");
  await Promise.race([ended, sleep(STOP_PATIENCE_MS, undefined, { ref: false })]);
  for (let tries = 0; tries < 100 && signal(child, "SIGKILL"); tries += 1) await sleep(20);
}

/** To the whole group. @returns whether any of it was still there */
function signal(child: ChildProcess, name: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, name);
  } catch {
    return false;
  }
}

function wranglerScript(): string {
  const manifest = createRequire(import.meta.url).resolve("wrangler/package.json");
  return join(dirname(manifest), "bin", "wrangler.js");
}

/** A value as wrangler's env file keeps it: in quotes nothing is special but the quote itself and `$`, which would name another variable. */
function quote(value: string): string {
  const kept = value.replaceAll("$", String.raw`\$`);
  return value.includes("'") ? `\`${kept}\`` : `'${kept}'`;
}
