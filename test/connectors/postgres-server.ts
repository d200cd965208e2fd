// A real PostgreSQL for a test, when this machine has one: own data folder, own loopback port, gone at the end.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";

export interface PostgresServer {
  url(user: string, database?: string): string;
  stop(): Promise<void>;
}

const SETTINGS = ["listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "fsync = off", "shared_buffers = '32MB'", "max_connections = 30", "timezone = 'UTC'"];

/** @returns nothing where no PostgreSQL is installed, or only for a root user who may not run it */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const bin = findPostgres();
  const user = unprivileged();
  if (!bin || !user) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "medha-postgres-"));
  const data = join(folder, "data");
  const port = await freePort();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], { ...user, cwd: folder, stdio: "ignore" });
  writeFileSync(join(data, "postgresql.auto.conf"), [...SETTINGS, `port = ${port}`].join("\n"));
  const server = spawn(join(bin, "postgres"), ["-D", data], { ...user, cwd: folder, stdio: "ignore" });
  const url = (name: string, database = "postgres"): string => `postgresql://${name}@127.0.0.1:${port}/${database}`;
  await answering(url("postgres"));
  return { url, stop: () => end(server, folder) };
}

/** Folder of the server's programs: on the path, or where Debian keeps them. */
function findPostgres(): string | undefined {
  const kept = "/usr/lib/postgresql";
  const versions = existsSync(kept) ? readdirSync(kept).toSorted((a, b) => Number(b) - Number(a)).map((version) => join(kept, version, "bin")) : [];
  return [...(process.env["PATH"] ?? "").split(delimiter), ...versions].find((folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb")));
}

/** PostgreSQL refuses to run as root: then it runs as the user the package made. */
function unprivileged(): { uid?: number; gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  try {
    const idOf = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(connectionString: string, patience = 100): Promise<void> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    if (patience === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await answering(connectionString, patience - 1);
  }
}

/** SIGINT: the server's fast shutdown, which waits for no client. */
async function end(server: ChildProcess, folder: string): Promise<void> {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  if (server.exitCode === null) {
    server.kill("SIGINT");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
}
