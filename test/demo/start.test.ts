// `npm start` as a process: ready, one at a time, gone without a trace, one clear line for a taken port.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "medha-start-"));
  folders.push(folder);
  return folder;
}

interface Run { child: ChildProcessWithoutNullStreams; output(): string; code: Promise<number | null> }

function run(script: string, environment: Record<string, string>): Run {
  const child = spawn(process.execPath, [`demo/${script}.ts`], { cwd: root, env: { ...process.env, ...environment }, stdio: "pipe" });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  child.stderr.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  return { child, output: () => said, code: once(child, "close").then(([code]) => code as number | null) };
}

async function occupy(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

const isFree = (port: number): Promise<boolean> => occupy(port).then(({ server }) => { server.close(); return true; }, () => false);

describe("npm start", () => {
  it("is ready, keeps others off its state, and leaves no process and no lock behind", { timeout: 60_000 }, async () => {
    const folder = newFolder();
    const port = await freePair();
    const demo = run("start", { PORT: String(port), MEDHA_STATE_DIR: folder });
    await expect.poll(() => demo.output(), { timeout: 45_000, interval: 50 }).toMatch(/\nOpen http:\/\/localhost:\d+\n$/u);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    expect((await fetch(`http://localhost:${port + 1}/ready`)).status).toBe(200);

    const second = run("start", { PORT: String(port + 2), MEDHA_STATE_DIR: folder });
    expect([await second.code, second.output()]).toEqual([1, expect.stringMatching(/^The demo is running already \(process \d+\)[^\n]+\n$/u)]);
    const reset = run("reset", { MEDHA_STATE_DIR: folder });
    expect([await reset.code, reset.output()]).toEqual([1, expect.stringMatching(/^The demo is running/u)]);

    demo.child.kill("SIGTERM");
    expect(await demo.code).toBe(0);
    expect([await isFree(port), await isFree(port + 1)]).toEqual([true, true]);
    expect(await processesNaming(folder)).toEqual([]);
    expect(existsSync(join(folder, "running.pid"))).toBe(false);

    const cleared = run("reset", { MEDHA_STATE_DIR: folder });
    expect([await cleared.code, existsSync(folder)]).toEqual([0, false]);
  });

  it("goes with the shell that npm started it under", { timeout: 30_000 }, async () => {
    const folder = newFolder();
    const port = await freePair();
    const shell = spawn("sh", ["-c", `"${process.execPath}" demo/start.ts; true`], { cwd: root, env: { ...process.env, PORT: String(port), MEDHA_STATE_DIR: folder }, stdio: "ignore" });
    await expect.poll(() => existsSync(join(folder, "running.pid")), { timeout: 15_000 }).toBe(true);
    shell.kill("SIGTERM");
    await expect.poll(() => existsSync(join(folder, "running.pid")), { timeout: 15_000 }).toBe(false);
    expect(await processesNaming(folder)).toEqual([]);
  });

  it.each([0, 1])("names a taken port before it starts anything (port + %i)", async (offset) => {
    const folder = join(newFolder(), "state");
    const { server, port } = await occupy();
    const demo = run("start", { PORT: String(port - offset), MEDHA_STATE_DIR: folder });
    expect([await demo.code, demo.output()]).toEqual([1, expect.stringMatching(new RegExp(`^Port (${port}|${port - offset}) is taken\\. Take another: PORT=\\d+ npm start\n$`, "u"))]);
    expect(existsSync(folder)).toBe(false);
    server.close();
  });

  it("says what a PORT is", async () => {
    const demo = run("start", { PORT: "eighty", MEDHA_STATE_DIR: newFolder() });
    expect([await demo.code, demo.output()]).toEqual([1, 'PORT must be a number from 1 to 65534, not "eighty".\n']);
  });
});

describe("npm run reset", () => {
  it("clears a lock that a dead process left, and touches no folder that is not its own", async () => {
    const own = newFolder();
    writeFileSync(join(own, "running.pid"), "999999999");
    const cleared = run("reset", { MEDHA_STATE_DIR: own });
    expect([await cleared.code, existsSync(own)]).toEqual([0, false]);
    const foreign = newFolder();
    writeFileSync(join(foreign, "thesis.txt"), "");
    const refused = run("reset", { MEDHA_STATE_DIR: foreign });
    expect([await refused.code, existsSync(join(foreign, "thesis.txt"))]).toEqual([1, true]);
  });
});

async function freePair(): Promise<number> {
  // Below those that the system hands out: any other test may take one of these at any moment.
  for (let port = 12_000 + ((process.pid * 4) % 16_000); port < 32_000; port += 4) {
    if ((await isFree(port)) && (await isFree(port + 1)) && (await isFree(port + 2)) && (await isFree(port + 3))) return port;
  }
  throw new Error("no free ports");
}

/** Command lines that name the state folder: wrangler's do. */
async function processesNaming(folder: string): Promise<string[]> {
  const listing = spawn("ps", ["-eo", "args"]);
  let lines = "";
  listing.stdout.on("data", (chunk: Buffer) => { lines += chunk.toString(); });
  await once(listing, "close");
  return lines.split("\n").filter((line) => line.includes(folder));
}
