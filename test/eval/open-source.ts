// Opens what is asked: a database with its model and policy, drafted where no file gives them.
import { readFileSync } from "node:fs";
import pg from "pg";
import { connectPostgres } from "../../db/discover/connect-postgres.ts";
import { discoverSource } from "../../db/discover/index.ts";
import { readModelFile } from "../../db/discover/read-model-file.ts";
import { createPostgresConnector, type PostgresClient } from "../../worker/connectors/postgres.ts";
import type { Policy } from "../../worker/guard/index.ts";
import type { Connector, Source } from "../../worker/ports.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { parsePolicy } from "../../worker/stores/source-shape.ts";

export interface OpenSource {
  source: Source;
  /** of the asker, where none are given */
  claims: object;
  connector: Connector;
  /** a client that sees all rows, for gold */
  connectOwner: () => Promise<PostgresClient>;
  close(): Promise<void>;
}

export interface SourceFiles { id: string; model?: string | undefined; policy?: string | undefined; tenantColumn?: string | undefined; now: Date }

export const LIMITS = { timeoutMs: 10_000, maxBytes: 5_000_000 };

/** @throws Error for a file that is no model or policy, with all its problems */
export async function openDatabase(connectionString: string, files: SourceFiles): Promise<OpenSource> {
  const { model, policy } = await describe(connectionString, files);
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on("error", () => undefined);
  const connect = (): Promise<PostgresClient> => pool.connect();
  return {
    source: { id: files.id, label: model.label, connection: "", model, policy, limits: { ...LIMITS, maxRows: policy.rowCap } },
    claims: {},
    connector: createPostgresConnector(connect), connectOwner: connect, close: () => pool.end(),
  };
}

async function describe(url: string, { id, model, policy, tenantColumn, now }: SourceFiles): Promise<{ model: SemanticModel; policy: Policy }> {
  const given = { ...(model ? { model: readModel(model) } : {}), ...(policy ? { policy: readPolicy(policy) } : {}) };
  if (given.model && given.policy) return { model: given.model, policy: given.policy };
  const { run, close } = await connectPostgres(url);
  const drafted = await discoverSource(run, { name: id, now, ...(tenantColumn ? { tenantColumn } : {}) }).finally(close);
  return { model: given.model ?? drafted.model, policy: given.policy ?? drafted.policy };
}

function readModel(file: string): SemanticModel {
  const parsed = readModelFile(file);
  if (!parsed.ok) throw new Error(`${file} is no valid model:\n${parsed.problems.join("\n")}`);
  return parsed.model;
}

function readPolicy(file: string): Policy {
  const parsed = parsePolicy(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.ok) throw new Error(`${file} is no valid policy:\n${parsed.problems.join("\n")}`);
  return parsed.value;
}
