// Starts the demo as `npm start` does, on a free port and an empty state folder, once for all end-to-end tests.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext { host: string; worker: string }
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const PATIENCE = 60_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A demo that runs already, for working on the tests themselves: the origin of its portal.
  const running = process.env.MEDHA_E2E_HOST;
  if (running) {
    project.provide("host", running);
    project.provide("worker", `http://localhost:${Number(new URL(running).port) + 1}`);
    return async () => undefined;
  }
  const state = mkdtempSync(join(tmpdir(), "medha-e2e-"));
  const port = await freePair();
  const demo = spawn(process.execPath, ["demo/start.ts"], {
    cwd: root,
    env: { ...process.env, PORT: String(port), MEDHA_STATE_DIR: state, MEDHA_QUESTIONS_PER_MINUTE: "10000" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await ready(demo);
  project.provide("host", `http://localhost:${port}`);
  project.provide("worker", `http://localhost:${port + 1}`);
  return async () => {
    const gone = new Promise((resolve) => demo.once("exit", resolve));
    demo.kill("SIGTERM");
    await gone;
    rmSync(state, { recursive: true, force: true });
  };
}

function ready(demo: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`the demo was not ready in time:\n${said}`)), PATIENCE);
    demo.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes("Open http")) return;
      clearTimeout(late);
      resolve();
    });
    demo.once("exit", () => reject(new Error(`the demo ended:\n${said}`)));
  });
}

/** A free port whose neighbour is free too: the host application takes the first, the Worker the second. */
async function freePair(): Promise<number> {
  for (let port = 20_000 + Math.floor(process.pid % 10_000); port < 60_000; port += 2) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error("no free pair of ports");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
