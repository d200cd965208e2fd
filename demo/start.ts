// `npm start`: services, Worker and portal, one after the other; ends with one line that says what to open.
import { join } from "node:path";
import { buildWidget } from "./build-widget.ts";
import { startHost } from "./host/server.ts";
import { AUDIENCE } from "./host/sign-token.ts";
import { readPort, requireFree } from "./ports.ts";
import { startLocalServices } from "./services.ts";
import { buildSkyward } from "./skyward/build-skyward.ts";
import { readSkywardFiles } from "./skyward/load-skyward.ts";
import { StartProblem } from "./start-problem.ts";
import { stateFolder } from "./state-folder.ts";
import { startWorker } from "./worker-process.ts";

/** Passed on to the Worker when set. */
const OPTIONAL = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL_SMALL", "OPENAI_MODEL_LARGE", "MEDHA_QUESTIONS_PER_MINUTE"];

const started = performance.now();
const undo: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop().then(() => process.exit(0)));

// npm runs this under a shell, and a shell that is ended does not pass it on: whoever started the demo takes it along.
const parent = process.ppid;
setInterval(() => (process.ppid === parent ? undefined : void stop().then(() => process.exit(0))), 300).unref();

try {
  await start();
} catch (error) {
  if (!stopping) await fail(error);
}

async function start(): Promise<void> {
  const folder = stateFolder(process.env);
  const port = readPort(process.env["PORT"]);
  await requireFree([port, port + 1]);

  const [services] = await Promise.all([startLocalServices({ stateDir: folder, environment: process.env, say }).then(keep), buildWidget(say)]);
  const host = keep(await openHost(port, folder));
  if (stopping) return;
  say("Starting the Worker …");
  const worker = keep(startWorker({ port: port + 1, vars: { ...services.vars, ...workerVars(port) }, folder }));
  void worker.ended.then(() => (stopping ? undefined : fail(new StartProblem(`The Worker ended; its log is ${worker.logFile}.`))));
  await worker.ready();
  if (stopping) return;
  say(`Ready in ${((performance.now() - started) / 1_000).toFixed(1)} s. Ctrl-C stops everything.`);
  console.log(`Open ${host.origin}`);
}

async function openHost(port: number, folder: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const { operators, strikes } = buildSkyward(readSkywardFiles());
  const reports = Map.groupBy(strikes, (strike) => strike.operator_id);
  const airlines = operators.toSorted((a, b) => (reports.get(b.id)?.length ?? 0) - (reports.get(a.id)?.length ?? 0));
  const host = await startHost({ port, workerOrigin: `http://localhost:${port + 1}`, keyFile: join(folder, "signing-key.json"), airlines });
  return { origin: host.origin, stop: () => host.close() };
}

function workerVars(port: number): Record<string, string> {
  const issuer = {
    issuer: `http://localhost:${port}`, audience: AUDIENCE, jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`, algorithms: ["ES256"],
    origins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
  };
  const optional = OPTIONAL.flatMap((name): [string, string][] => (process.env[name] ? [[name, process.env[name]]] : []));
  return { MEDHA_ISSUERS: JSON.stringify([issuer]), ...Object.fromEntries(optional) };
}

function keep<T extends { stop(): Promise<void> }>(part: T): T {
  undo.push(() => part.stop());
  return part;
}

/** Ends everything, last started first; once. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
  })();
  return stopping;
}

/** One line for what a person can mend; a bug shows itself whole. */
async function fail(error: unknown): Promise<void> {
  await stop();
  console.error(error instanceof StartProblem ? error.message : error);
  process.exit(1);
}

function say(line: string): void {
  console.log(line);
}
