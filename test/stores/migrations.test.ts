// The committed migrations: they make what schema.ts says, a cut-off one leaves nothing.
import { neon, neonConfig } from "@neondatabase/serverless";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, type Gateway } from "../../db/local/gateway.ts";
import { migrateMetadata } from "../../db/migrate.ts";
import * as schema from "../../db/schema.ts";

const folder = mkdtempSync(join(tmpdir(), "medha-migrations-"));
const meta = join(import.meta.dirname, "../../db/migrations/meta");
let gateway: Gateway;
let url: string;

beforeAll(async () => {
  gateway = await startGateway({ databases: [{ name: "medha", dataDir: join(folder, "medha"), users: { postgres: "p" } }] });
  url = gateway.connectionString("medha", "postgres");
  neonConfig.fetchEndpoint = gateway.fetchEndpoint;
}, 30_000);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the migrations", () => {
  it("say the same as the schema: whoever changes one generates the other", async () => {
    const newest = readdirSync(meta).filter((name) => name.endsWith("_snapshot.json")).toSorted().at(-1) ?? "";
    const committed = JSON.parse(readFileSync(join(meta, newest), "utf8")) as ReturnType<typeof generateDrizzleJson>;
    expect(await generateMigration(committed, generateDrizzleJson(schema, committed.id, ["medha"]))).toEqual([]);
  });

  it("leave nothing behind when they fail half-way, and pass once the cause is gone", async () => {
    const sql = neon(url);
    const tables = async () => (await sql`select table_name from information_schema.tables where table_schema = 'medha' order by 1`).map((row) => String(row["table_name"]));
    // A trigger that refuses the third table stands for a start that is cut off there.
    await sql`create function cut_off() returns event_trigger language plpgsql as $$ begin if (select count(*) from pg_class where relnamespace = to_regnamespace('medha') and relkind = 'r') > 2 then raise 'cut off'; end if; end $$`;
    await sql`create event trigger cut_off on ddl_command_end execute function cut_off()`;
    await expect(migrateMetadata(url)).rejects.toThrow("cut off");
    expect(await tables()).toEqual([]);
    await sql`drop event trigger cut_off`;
    expect(await migrateMetadata(url)).toBeGreaterThan(0);
    expect(await tables()).toEqual(["answers", "audit", "audit_heads", "conversations", "feedback", "policies", "readings", "semantic_models", "sources", "unanswered", "usage", "verified_queries", "vocabularies"]);
    expect(await migrateMetadata(url)).toBe(0);
  });
});
