// Builds the widget when what is built is missing or older than its sources.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { StartProblem } from "./start-problem.ts";

const root = join(import.meta.dirname, "..");
const BUILT = ["dist/medha-ask.js", "worker/guard/wasm/pg-query.wasm"].map((file) => join(root, file));
const SOURCES = ["widget", "worker/protocol.ts", "worker/guard/wasm/build.ts", "package-lock.json"].map((path) => join(root, path));

/** @throws StartProblem when the build fails; what it said is shown then */
export async function buildWidget(say: (line: string) => void): Promise<void> {
  if (BUILT.every((file) => existsSync(file)) && newest(SOURCES) <= Math.min(...BUILT.slice(0, 1).map(changed))) return;
  say("Building the widget …");
  const { code, said } = await runBuild();
  if (code === 0) return;
  process.stderr.write(said);
  throw new StartProblem("The widget did not build: see above. Did npm ci end well?");
}

function runBuild(): Promise<{ code: number; said: string }> {
  const npm = process.env["npm_execpath"];
  const [program, args] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const child = spawn(program, [...args, "run", "-s", "build"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 1, said: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, said }));
  });
}

/** When the youngest file of these files and folders changed, in milliseconds. */
function newest(paths: string[]): number {
  return Math.max(0, ...paths.filter((path) => existsSync(path)).flatMap(filesOf).map(changed));
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function changed(file: string): number {
  return statSync(file).mtimeMs;
}
