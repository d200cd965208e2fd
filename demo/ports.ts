// Says before anything is started whether the demo's two ports are free.
import { createServer } from "node:net";
import { StartProblem } from "./start-problem.ts";

const DEFAULT_PORT = 8080;

/** The portal's port from PORT; the Worker takes the next one. @throws StartProblem for a text that is no port */
export function readPort(text: string | undefined): number {
  const port = text === undefined || text === "" ? DEFAULT_PORT : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new StartProblem(`PORT must be a number from 1 to 65534, not "${text}".`);
  return port;
}

/** @throws StartProblem naming the first port that is taken */
export async function requireFree(ports: number[]): Promise<void> {
  for (const port of ports) {
    const code = await problemOf(port);
    if (code === "EACCES") throw new StartProblem(`Port ${port} is not yours to use. Take another: PORT=9090 npm start`);
    if (code) throw new StartProblem(`Port ${port} is taken. Take another: PORT=${port + 1_000 <= 65_534 ? port + 1_000 : 9_090} npm start`);
  }
}

function problemOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "taken"));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}
