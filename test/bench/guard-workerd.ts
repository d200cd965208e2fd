// The guard's CPU in plain workerd, beside node-sql-parser's parse and print and the bare parser: timed from outside, where clocks run.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measured, tableOf, type Measured } from "./samples.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const RUNS = ["guard", "node-sql-parser", "libpg-query"] as const;
/** Batches per contender, and rounds over the statements in each: long enough that the call itself hardly counts. */
const BATCHES = 40;
const ROUNDS = 40;

export interface GuardTimes { group: string; statements: number; times: Record<(typeof RUNS)[number], Measured> }

/** Builds the bench's Worker, serves it with `workerd serve` and times it. Milliseconds per statement. */
export async function benchInWorkerd(): Promise<GuardTimes[]> {
  const folder = mkdtempSync(join(tmpdir(), "medha-bench-"));
  const port = await freePort();
  const server = serve(folder, port);
  try {
    await untilUp(port);
    return [await timesOf(port, "typical"), await timesOf(port, "large")];
  } finally {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

export function guardReport(groups: GuardTimes[]): string {
  const rows = groups.flatMap(({ group, statements, times }) => RUNS.map((name) => [`${group} (${statements})`, name, times[name].p50.toFixed(3), times[name].p95.toFixed(3), (times.guard.p50 / times[name].p50).toFixed(2)]));
  return tableOf([["statements", "run", "p50 ms", "p95 ms", "guard / it"], ...rows]);
}

/** The interleaved batches of all contenders, less what an empty batch takes. */
async function timesOf(port: number, group: string): Promise<GuardTimes> {
  const samples: Record<string, number[]> = Object.fromEntries(RUNS.map((name) => [name, []]));
  const call = async (run: string, rounds: number): Promise<{ ms: number; statements: number }> => {
    const start = performance.now();
    const { statements, refused } = (await (await fetch(`http://127.0.0.1:${port}/?run=${run}&group=${group}&rounds=${rounds}`)).json()) as { statements: number; refused: number };
    if (refused > 0) throw new Error(`the guard refuses ${refused} of the ${group} statements`);
    return { ms: performance.now() - start, statements };
  };
  for (const run of RUNS) for (let warm = 0; warm < 3; warm++) await call(run, ROUNDS);
  let statements = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const empty = await call("nothing", 0);
    statements = empty.statements;
    for (const run of RUNS) samples[run]?.push(((await call(run, ROUNDS)).ms - empty.ms) / (ROUNDS * statements));
  }
  return { group, statements, times: Object.fromEntries(RUNS.map((name) => [name, measured(samples[name] ?? [])])) as GuardTimes["times"] };
}

function serve(folder: string, port: number): ChildProcess {
  execFileSync(process.execPath, [join(root, "node_modules/wrangler/bin/wrangler.js"), "deploy", "test/bench/guard-worker.ts", "--dry-run", "--outdir", folder, "--name", "guard-bench", "--compatibility-date", "2026-10-01", "--compatibility-flags", "nodejs_compat", "--minify"], {
    cwd: root, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  });
  const files = readdirSync(folder);
  const script = files.find((file) => file.endsWith(".js")) ?? "guard-worker.js";
  const wasm = files.filter((file) => file.endsWith(".wasm"));
  const modules = [`(name = "${script}", esModule = embed "${script}")`, ...wasm.map((file) => `(name = "./${file}", wasm = embed "${file}")`)];
  writeFileSync(join(folder, "config.capnp"), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .bench)], sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]);
const bench :Workerd.Worker = (modules = [${modules.join(", ")}], compatibilityDate = "2026-10-01", compatibilityFlags = ["nodejs_compat"]);
`);
  return spawn(join(root, "node_modules/.bin/workerd"), ["serve", "config.capnp"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

async function untilUp(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const up = await fetch(`http://127.0.0.1:${port}/?rounds=0`).then((response) => response.ok, () => false);
    if (up) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error("workerd did not answer in 10 s");
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
