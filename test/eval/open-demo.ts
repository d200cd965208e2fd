// Opens the demo's source on services of its own, in a folder that is gone at the end.
import { Client, neonConfig } from "@neondatabase/serverless";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalServices } from "../../demo/services.ts";
import { skywardSource } from "../../demo/skyward/skyward-source.ts";
import { readSecrets } from "../../demo/state-folder.ts";
import { createNeonConnector } from "../../worker/connectors/neon.ts";
import type { PostgresClient } from "../../worker/connectors/postgres.ts";
import { createClaimsSigner } from "../../worker/connectors/sign-claims.ts";
import type { OpenSource } from "./open-source.ts";

export async function openDemo(): Promise<OpenSource> {
  const folder = mkdtempSync(join(tmpdir(), "medha-eval-"));
  const services = await startLocalServices({ stateDir: folder });
  const [url, fetchEndpoint, wsProxy, key] = ["SKYWARD_DATABASE_URL", "NEON_FETCH_ENDPOINT", "NEON_WS_PROXY", "MEDHA_CLAIMS_KEY"].map((name) => services.vars[name] ?? "");
  const owner = new URL(url ?? "");
  Object.assign(owner, { username: "postgres", password: readSecrets(folder).ownerPassword });
  Object.assign(neonConfig, { wsProxy, useSecureWebSocket: false, pipelineTLS: false, pipelineConnect: false });
  return {
    source: skywardSource(),
    claims: { tenant: "delta-air-lines" },
    connector: createNeonConnector(url ?? "", { fetchEndpoint: fetchEndpoint ?? "", signClaims: createClaimsSigner(key ?? "", () => new Date()) }),
    async connectOwner() {
      const client = new Client(owner.href);
      await client.connect();
      return client as unknown as PostgresClient;
    },
    async close() {
      await services.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
