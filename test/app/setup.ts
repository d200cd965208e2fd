// Starts the services for whole-chain tests and hands their addresses to the Worker under test.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

interface Started { vars: Record<string, string>; model: string; signingKey: string }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const child = fork(fileURLToPath(new URL("./services-process.ts", import.meta.url)), { execArgv: [] });
  const started = await new Promise<Started>((resolve, reject) => {
    child.once("message", (message) => resolve(message as Started));
    child.once("exit", () => reject(new Error("the services ended before they were ready")));
  });
  project.provide("vars", started.vars);
  project.provide("model", started.model);
  project.provide("signingKey", started.signingKey);
  return async () => {
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.disconnect();
    await gone;
  };
}
