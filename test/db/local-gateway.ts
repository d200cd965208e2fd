// A gateway in an empty folder of its own, with the real Neon client pointed at it, for the tests of this room.
import { Pool, neon, neonConfig, type NeonQueryFunction } from "@neondatabase/serverless";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway, type Gateway, type GatewaySettings } from "../../db/local/gateway.ts";

export interface TestGateway {
  gateway: Gateway;
  owner: NeonQueryFunction<false, false>;
  reader: NeonQueryFunction<false, false>;
  pool(user?: string): Pool;
  stop(): Promise<void>;
}

export async function openGateway(settings: Omit<GatewaySettings, "databases"> = {}): Promise<TestGateway> {
  const folder = mkdtempSync(join(tmpdir(), "medha-gateway-"));
  const gateway = await startGateway({
    ...settings,
    databases: [{ name: "shop", dataDir: join(folder, "shop"), users: { postgres: "owner-secret", reader: "reader:secret/@" } }],
  });
  neonConfig.fetchEndpoint = gateway.fetchEndpoint;
  neonConfig.wsProxy = gateway.wsProxy;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  const pools: Pool[] = [];
  return {
    gateway,
    owner: neon(gateway.connectionString("shop", "postgres")),
    reader: neon(gateway.connectionString("shop", "reader")),
    pool(user = "postgres") {
      const pool = new Pool({ connectionString: gateway.connectionString("shop", user), max: 4 });
      pool.on("error", () => undefined);
      pools.push(pool);
      return pool;
    },
    async stop() {
      await Promise.all(pools.map((pool) => pool.end()));
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Never ends by itself within any limit of these tests; cheap in memory. */
export const ENDLESS = "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b";

/** The SQLSTATE and message a statement fails with. */
export async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const outcome: unknown = await work.then(() => undefined, (error: unknown) => error);
  if (!(outcome instanceof Error)) return { code: "none", message: "it did not fail" };
  return { code: "code" in outcome ? String(outcome.code) : "", message: outcome.message };
}
