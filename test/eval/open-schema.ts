// Opens a schema of this room by its name, on a PGlite of its own, in a folder that is gone at the end.
import { Client, neon, neonConfig } from "@neondatabase/serverless";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readModelFile } from "../../db/discover/read-model-file.ts";
import { hardenStatements } from "../../db/harden.ts";
import { startGateway } from "../../db/local/gateway.ts";
import { createNeonConnector } from "../../worker/connectors/neon.ts";
import type { PostgresClient } from "../../worker/connectors/postgres.ts";
import { createClaimsSigner } from "../../worker/connectors/sign-claims.ts";
import { parsePolicy } from "../../worker/stores/source-shape.ts";
import { LIMITS, type OpenSource } from "./open-source.ts";
import type { MadeTables } from "./schemas/made-tables.ts";
import { SHOP } from "./schemas/shop/rows.ts";
import { STAFF } from "./schemas/staff/rows.ts";

const MADE: Record<string, { tables: MadeTables; claims: object }> = {
  shop: { tables: SHOP, claims: { tenant: "nordic" } },
  staff: { tables: STAFF, claims: { tenant: "helios" } },
};

const OWNER = "postgres";
const READER = "reader";
/** Nobody else reaches these databases. */
const PASSWORD = "eval";
const KEY = "0".repeat(64);

/** @throws Error for a name that no schema has, or whose model or policy is at fault */
export async function openSchema(name: string): Promise<OpenSource> {
  const made = MADE[name];
  if (!made) throw new Error(`There is no schema "${name}" here: ${Object.keys(MADE).join(", ")}. Others need --database-url.`);
  const { model, policy } = readDocuments(name);
  const folder = mkdtempSync(join(tmpdir(), "medha-eval-"));
  const gateway = await startGateway({ databases: [{ name, dataDir: join(folder, name), users: { [OWNER]: PASSWORD, [READER]: PASSWORD } }] });
  const { fetchEndpoint, wsProxy } = gateway;
  Object.assign(neonConfig, { fetchEndpoint, wsProxy, useSecureWebSocket: false, pipelineTLS: false, pipelineConnect: false });
  const owner = gateway.connectionString(name, OWNER);
  const close = async (): Promise<void> => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const sql = neon(owner);
  const statements = [...fillStatements(made.tables), { text: `create role ${READER} login password '${PASSWORD}'` }, ...hardenStatements(policy, { role: READER, key: KEY }).map((text) => ({ text }))];
  await sql.transaction(statements.map(({ text, values = [] }: Statement) => sql.query(text, values))).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    source: { id: name, label: model.label, connection: "", model, policy, limits: { ...LIMITS, maxRows: policy.rowCap } },
    claims: made.claims,
    connector: createNeonConnector(gateway.connectionString(name, READER), { fetchEndpoint, signClaims: createClaimsSigner(KEY, () => new Date()) }),
    async connectOwner() {
      const client = new Client(owner);
      await client.connect();
      return client as unknown as PostgresClient;
    },
    close,
  };
}

function readDocuments(name: string): Pick<OpenSource["source"], "model" | "policy"> {
  const at = (file: string): string => fileURLToPath(new URL(`schemas/${name}/${file}`, import.meta.url));
  const model = readModelFile(at("model.yaml"));
  const policy = parsePolicy(JSON.parse(readFileSync(at("policy.json"), "utf8")));
  if (!model.ok) throw new Error(`the model of ${name} is at fault:\n${model.problems.join("\n")}`);
  if (!policy.ok) throw new Error(`the policy of ${name} is at fault:\n${policy.problems.join("\n")}`);
  return { model: model.model, policy: policy.value };
}

interface Statement { text: string; values?: string[] }

function fillStatements({ schema, tables, rows }: MadeTables): Statement[] {
  const made = rows();
  return [
    { text: `create schema ${schema}` },
    ...tables.map(({ name, columns }) => ({ text: `create table ${schema}.${name} (${columns})` })),
    ...tables.map(({ name }) => ({ text: `insert into ${schema}.${name} select * from jsonb_populate_recordset(null::${schema}.${name}, $1::jsonb)`, values: [JSON.stringify(made[name] ?? [])] })),
  ];
}
