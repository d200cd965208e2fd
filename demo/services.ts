// Starts what the Worker talks to: databases, cache and vectors on this machine, or the real ones where the environment names them.
import { neon } from "@neondatabase/serverless";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMetadata } from "../db/connect.ts";
import { isMade } from "../db/local/data-folder.ts";
import { startGateway, type DatabaseSettings, type Gateway } from "../db/local/gateway.ts";
import type { RestService } from "../db/local/rest-service.ts";
import { startUpstashRedis } from "../db/local/upstash-redis.ts";
import { startUpstashVector } from "../db/local/upstash-vector.ts";
import { migrateMetadata } from "../db/migrate.ts";
import { saveSource } from "../db/sources.ts";
import { loadSkyward, readSkywardFiles } from "./skyward/load-skyward.ts";
import { READER } from "./skyward/schema.ts";
import { skywardPolicy, skywardSource } from "./skyward/skyward-source.ts";
import { explainFileError, StartProblem } from "./start-problem.ts";
import { readSecrets, takeFolder, type Secrets } from "./state-folder.ts";

export interface ServiceSettings {
  /** folder of the state; a temporary one, removed at the end, when absent */
  stateDir?: string;
  /** METADATA_DATABASE_URL, SKYWARD_DATABASE_URL, UPSTASH_* and REDIS_URL take the place of the service they name */
  environment?: Record<string, string | undefined>;
  /** is told what goes on */
  say?: (line: string) => void;
  /** fixed ports for gateway, cache and vectors; free ones when absent */
  ports?: { gateway?: number; redis?: number; vector?: number };
}

export interface LocalServices {
  /** what the Worker needs in its environment, all but who may sign tokens */
  vars: Record<string, string>;
  stop(): Promise<void>;
}

const OWNER = "postgres";

/**
 * Starts, migrates and fills everything.
 * @throws StartProblem with one line for a person
 */
export async function startLocalServices({ stateDir, environment = {}, say = () => undefined, ports = {} }: ServiceSettings = {}): Promise<LocalServices> {
  const folder = stateDir ?? mkdtempSync(join(tmpdir(), "medha-state-"));
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    undo.push(takeFolder(folder));
    if (!stateDir) undo.push(() => rmSync(folder, { recursive: true, force: true }));
    return { vars: await start(), stop };
  } catch (error) {
    await stop();
    throw explainFileError(error, folder);
  }

  async function start(): Promise<Record<string, string>> {
    const secrets = readSecrets(folder);
    const [gateway, redis] = await Promise.all([openGateway(secrets), openRedis(secrets)]);
    const ownUrl = (name: string, user: string): string => gateway?.connectionString(name, user) ?? "";
    const metadataUrl = environment["METADATA_DATABASE_URL"] ?? ownUrl("medha", OWNER);
    const skywardUrl = environment["SKYWARD_DATABASE_URL"] ?? ownUrl("skyward", READER);
    const endpoint = gateway ? { fetchEndpoint: gateway.fetchEndpoint } : {};

    const [vector] = await Promise.all([
      openVector(secrets, ownUrl("medha", OWNER)),
      prepareMetadata(metadataUrl, endpoint),
      environment["SKYWARD_DATABASE_URL"] ? say("Using SKYWARD_DATABASE_URL: its tables must be there already.") : fillSkyward(ownUrl("skyward", OWNER), secrets),
    ]);
    return {
      METADATA_DATABASE_URL: metadataUrl,
      SKYWARD_DATABASE_URL: skywardUrl,
      MEDHA_CLAIMS_KEY: environment["MEDHA_CLAIMS_KEY"] ?? secrets.claimsKey,
      MEDHA_RECEIPT_KEY: environment["MEDHA_RECEIPT_KEY"] ?? secrets.receiptKey,
      ...(gateway ? { NEON_FETCH_ENDPOINT: gateway.fetchEndpoint, NEON_WS_PROXY: gateway.wsProxy } : {}),
      UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token,
      UPSTASH_VECTOR_REST_URL: vector.url, UPSTASH_VECTOR_REST_TOKEN: vector.token,
    };
  }

  /** One gateway for both databases; neither when both are elsewhere. The vectors live beside the metadata. */
  async function openGateway({ ownerPassword, readerPassword }: Secrets): Promise<Gateway | undefined> {
    const skyward: DatabaseSettings = { name: "skyward", dataDir: join(folder, "skyward"), users: { [OWNER]: ownerPassword, [READER]: readerPassword } };
    const medha: DatabaseSettings = { name: "medha", dataDir: join(folder, "medha"), users: { [OWNER]: ownerPassword }, withVector: true };
    const databases = [
      ...(environment["SKYWARD_DATABASE_URL"] ? [] : [skyward]),
      ...(environment["METADATA_DATABASE_URL"] && environment["UPSTASH_VECTOR_REST_URL"] ? [] : [medha]),
    ];
    if (databases.length === 0) return undefined;
    say(isMade(join(folder, "skyward")) ? "Opening the databases …" : "Making the databases (first start only) …");
    const gateway = await startGateway({ databases, ...(ports.gateway ? { port: ports.gateway } : {}) }).catch((error: unknown) => { throw broken(error); });
    undo.push(() => gateway.close());
    return gateway;
  }

  async function openRedis({ redisToken }: Secrets): Promise<Pick<RestService, "url" | "token">> {
    const url = environment["UPSTASH_REDIS_REST_URL"];
    if (url) return { url, token: environment["UPSTASH_REDIS_REST_TOKEN"] ?? "" };
    const redis = await startUpstashRedis({ token: redisToken, redisUrl: environment["REDIS_URL"], ...(ports.redis ? { port: ports.redis } : {}) });
    undo.push(() => redis.close());
    return redis;
  }

  async function openVector({ vectorToken }: Secrets, ownerUrl: string): Promise<Pick<RestService, "url" | "token">> {
    const url = environment["UPSTASH_VECTOR_REST_URL"];
    if (url) return { url, token: environment["UPSTASH_VECTOR_REST_TOKEN"] ?? "" };
    const vector = await startUpstashVector({
      token: vectorToken, run: (text, params) => neon(ownerUrl).query(text, params), ...(ports.vector ? { port: ports.vector } : {}),
    });
    undo.push(() => vector.close());
    return vector;
  }

  async function prepareMetadata(url: string, endpoint: { fetchEndpoint?: string }): Promise<void> {
    const applied = await migrateMetadata(url, endpoint);
    if (applied > 0) say(`Brought the metadata up to date (${applied} migrations).`);
    await saveSource(openMetadata(url, endpoint), skywardSource());
  }

  async function fillSkyward(ownerUrl: string, secrets: Secrets): Promise<void> {
    const rows = await loadSkyward(neon(ownerUrl), readSkywardFiles(), skywardPolicy, secrets);
    if (rows > 0) say(`Loaded ${rows.toLocaleString("en")} rows of wildlife strikes, airports, aircraft and species.`);
  }

  /** A database that does not open is either without space or damaged. */
  function broken(error: unknown): unknown {
    const explained = explainFileError(error, folder);
    if (explained instanceof StartProblem) return explained;
    return new StartProblem(`The state in ${folder} is damaged. Run npm run reset and start again; the demo's data is made anew.`, { cause: error });
  }
}
