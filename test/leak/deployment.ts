// A deployment of the test's own: local services on temporary state, the real Worker in workerd, and a model by script.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../../demo/build-widget.ts";
import { startLocalServices } from "../../demo/services.ts";
import { startWorker } from "../../demo/worker-process.ts";
import { startModelServer } from "../model-server/start.ts";
import { hostileReply, type Aims } from "./malicious-model.ts";
import { openGarden, type Garden } from "./plant.ts";
import type { Reach } from "./send.ts";
import { createSigner, type Signer } from "./tokens.ts";

export const SOURCE = "skyward";
const MODEL_KEY = "leak-test-key-of-the-model";

/** What stays while Workers come and go. */
export interface Ground {
  vars: Record<string, string>;
  garden: Garden;
  signer: Signer;
  /** words that no response and no log line may hold */
  secrets: string[];
  stop(): Promise<void>;
}

export interface Deployment extends Reach {
  /** what the Worker has logged up to now */
  log(): string;
  /** empties what questions of all tenants left behind: known questions, kept plans */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  await buildWidget(() => undefined);
  const [services, signer] = await Promise.all([startLocalServices(), createSigner()]);
  const { vars } = services;
  const owner = new URL(vars["METADATA_DATABASE_URL"] ?? "");
  owner.pathname = `/${SOURCE}`;
  const garden = await openGarden(owner.href, vars["NEON_FETCH_ENDPOINT"] ?? "");
  const passwords = Object.values(vars).filter((value) => value.startsWith("postgres")).map((url) => new URL(url).password);
  const keys = ["MEDHA_CLAIMS_KEY", "UPSTASH_REDIS_REST_TOKEN", "UPSTASH_VECTOR_REST_TOKEN"].flatMap((name) => vars[name] ?? []);
  const privateKey = /"d":"([\w-]+)"/u.exec(vars["MEDHA_RECEIPT_KEY"] ?? "")?.[1];
  return { vars, garden, signer, secrets: [...new Set([...passwords, ...keys, ...(privateKey ? [privateKey] : []), MODEL_KEY])], stop: () => services.stop() };
}

/** @param aims what the model is after; without them no model is connected */
export async function startDeployment({ vars, signer }: Ground, aims: Aims | undefined): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), "medha-leak-"));
  const heard: Reach["model"] = { turns: [] };
  const model = aims ? await startModelServer((request) => {
    const reply = heard.plan && request.schemaName !== "statement" ? { json: heard.plan } : hostileReply(request, aims);
    heard.turns.push({ prompt: `${request.system}\n${request.user}`, reply: JSON.stringify(reply) });
    return reply;
  }) : undefined;
  const port = await freePort();
  const connected = model ? { OPENAI_API_KEY: MODEL_KEY, OPENAI_BASE_URL: model.baseURL } : {};
  const worker = startWorker({ port, folder, vars: { ...vars, ...connected, MEDHA_ISSUERS: signer.issuers, MEDHA_QUESTIONS_PER_MINUTE: "10000" } });
  const stop = async (): Promise<void> => {
    await worker.stop();
    await model?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  await worker.ready().catch(async (error: unknown) => {
    const log = readFileSync(worker.logFile, "utf8").split("\n").slice(-20).join("\n");
    await stop();
    throw new Error(`the Worker did not start; its log ends with:\n${log}`, { cause: error });
  });
  return {
    url: `http://127.0.0.1:${port}`, stop,
    model: heard,
    forget: () => resetVectors(vars),
    log: () => readFileSync(worker.logFile, "utf8"),
  };
}

async function resetVectors(vars: Record<string, string>): Promise<void> {
  const response = await fetch(`${vars["UPSTASH_VECTOR_REST_URL"] ?? ""}/reset?all`, { method: "DELETE", headers: { authorization: `Bearer ${vars["UPSTASH_VECTOR_REST_TOKEN"] ?? ""}` } });
  if (!response.ok) throw new Error("the vectors could not be emptied");
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
