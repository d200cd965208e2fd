// The folder that keeps a demo's state: one process at a time, and the secrets made at first start.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMade } from "../db/local/data-folder.ts";
import { explainFileError, StartProblem } from "./start-problem.ts";

export interface Secrets { ownerPassword: string; readerPassword: string; redisToken: string; vectorToken: string; claimsKey: string; /** private JWK as JSON */ receiptKey: string }

const LOCK = "running.pid";
const NEEDED_BYTES = { first: 200_000_000, warm: 20_000_000 };

/** `.medha` in the repository, or the folder named by MEDHA_STATE_DIR. */
export function stateFolder(environment: NodeJS.ProcessEnv): string {
  return environment["MEDHA_STATE_DIR"] || join(import.meta.dirname, "..", ".medha");
}

/**
 * Makes the folder when missing and takes it for this process.
 * @returns what gives it back
 * @throws StartProblem when another process has it, or the disk does not take it
 */
export function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    requireSpace(folder);
    takeLock(folder);
  } catch (error) {
    throw explainFileError(error, folder);
  }
  let taken = true;
  const release = (): void => {
    if (taken) rmSync(join(folder, LOCK), { force: true });
    taken = false;
  };
  process.once("exit", release);
  return release;
}

/** The process that runs on this folder now, if any; a lock left by a dead one does not count. */
export function holderOf(folder: string): number | undefined {
  const file = join(folder, LOCK);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8"));
  return Number.isInteger(pid) && pid > 0 && runsNode(pid) ? pid : undefined;
}

const uuid = (): string => crypto.randomUUID();
const MAKERS: Record<keyof Secrets, () => string> = {
  ownerPassword: uuid, readerPassword: uuid, redisToken: uuid, vectorToken: uuid,
  claimsKey: () => randomBytes(32).toString("hex"),
  receiptKey: () => JSON.stringify(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })),
};

/** Passwords, tokens and keys of the local services, each made once; a later version may need more of them. */
export function readSecrets(folder: string): Secrets {
  const file = join(folder, "secrets.json");
  const found = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  const missing = (Object.keys(MAKERS) as (keyof Secrets)[]).filter((name) => !found[name]);
  const secrets = { ...found, ...Object.fromEntries(missing.map((name) => [name, MAKERS[name]()])) } as Secrets;
  if (missing.length > 0) writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = isMade(join(folder, "skyward")) ? NEEDED_BYTES.warm : NEEDED_BYTES.first;
  if (bavail * bsize < needed) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
}

function takeLock(folder: string): void {
  const holder = holderOf(folder);
  if (holder !== undefined) throw new StartProblem(`The demo is running already (process ${holder}). Stop it first, or start another with MEDHA_STATE_DIR and PORT.`);
  rmSync(join(folder, LOCK), { force: true });
  try {
    writeFileSync(join(folder, LOCK), String(process.pid), { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw new StartProblem("Another start of the demo is under way in this folder. Wait for it, or stop it.");
    throw error;
  }
}

/** Process ids are used again: where the system tells, the process must be a Node one. */
function runsNode(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || /node/u.test(readFileSync(commandLine, "utf8"));
}

function parse(text: string): Partial<Secrets> {
  try {
    return JSON.parse(text) as Partial<Secrets>;
  } catch {
    return {};
  }
}
