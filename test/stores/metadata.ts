// A migrated metadata database in an empty folder, and a good source to put into it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMetadata, type Metadata } from "../../db/connect.ts";
import { startGateway } from "../../db/local/gateway.ts";
import { migrateMetadata } from "../../db/migrate.ts";
import type { SourceRecord, Versioned } from "../../db/sources.ts";

export interface TestMetadata {
  url: string;
  fetchEndpoint: string;
  db: Metadata;
  stop(): Promise<void>;
}

export async function startMetadata(): Promise<TestMetadata> {
  const folder = mkdtempSync(join(tmpdir(), "medha-metadata-"));
  const gateway = await startGateway({ databases: [{ name: "medha", dataDir: join(folder, "medha"), users: { postgres: "p" } }] });
  const url = gateway.connectionString("medha", "postgres");
  const { fetchEndpoint } = gateway;
  await migrateMetadata(url, { fetchEndpoint });
  return {
    url, fetchEndpoint, db: openMetadata(url, { fetchEndpoint }),
    async stop() {
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const read = (name: string): Versioned => JSON.parse(readFileSync(join(import.meta.dirname, `../../demo/skyward/${name}.json`), "utf8")) as Versioned;

export function goodSource(id: string): SourceRecord<Versioned, Versioned> {
  return { id, label: `Source ${id}`, connection: "SHOP_DATABASE_URL", limits: { timeoutMs: 5_000, maxRows: 1_000, maxBytes: 1_000_000 }, model: read("model"), policy: read("policy") };
}
