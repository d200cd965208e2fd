// Fills the demo's target database from the files, once: one transaction, stamped, so that a load cut short is done again.
import type { NeonQueryFunction } from "@neondatabase/serverless";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hardenStatements } from "../../db/harden.ts";
import type { Policy } from "../../worker/guard/types.ts";
import { buildSkyward, type SkywardFiles, type SkywardTables } from "./build-skyward.ts";
import { CREATE_INDEXES, CREATE_TABLES, createReader, READER } from "./schema.ts";

export interface Passwords { readerPassword: string; /** signs the claims that row-level security believes, 64 hex digits */ claimsKey: string }
type Sql = NeonQueryFunction<false, false>;

/** Raised when the tables change for the same files. */
const SHAPE = "2";

/** Column and type of each table, for reading rows from JSON. */
const SHAPES: Record<keyof SkywardTables, string> = {
  operators: "id text, name text",
  airports: "id text, name text, city text, state text, latitude double precision, longitude double precision",
  aircraft: "id integer, model text",
  species: "id integer, name text",
  strikes: `id bigint, operator_id text, airport_id text, aircraft_id integer, species_id integer, flight_date date, phase text, time_of_day text,
    wildlife_size text, damage text, cost_repair numeric, cost_other numeric, cost_total numeric, speed_knots integer`,
};

export function readSkywardFiles(): SkywardFiles {
  const read = (name: string): string => readFileSync(new URL(`../../node_modules/vega-datasets/data/${name}.csv`, import.meta.url), "utf8");
  return { birdstrikes: read("birdstrikes"), airports: read("airports") };
}

/**
 * Loads the tables and makes the reader role, unless the stamp says that these very files are in.
 * @param sql as the owner of the database
 * @returns rows loaded; 0 when all was there
 */
export async function loadSkyward(sql: Sql, files: SkywardFiles, policy: Policy, { readerPassword, claimsKey }: Passwords): Promise<number> {
  const hardening = hardenStatements(policy, { role: READER, key: claimsKey });
  const stamp = createHash("sha256").update([SHAPE, readerPassword, ...hardening, files.birdstrikes, files.airports].join("\0")).digest("hex");
  if ((await readStamp(sql)) === stamp) return 0;
  const tables = buildSkyward(files);
  const names = Object.keys(SHAPES) as (keyof SkywardTables)[];
  const statements = [
    ...CREATE_TABLES.map((text) => sql.query(text)),
    ...names.map((name) => insertAll(sql, name, tables[name])),
    ...[...CREATE_INDEXES, ...createReader(readerPassword), ...hardening, "analyze aviation.strikes"].map((text) => sql.query(text)),
    sql`drop schema if exists medha_demo cascade`,
    sql`create schema medha_demo`,
    sql.query("create table medha_demo.stamp (value text not null)"),
    sql`insert into medha_demo.stamp values (${stamp})`,
  ];
  await sql.transaction(statements);
  return names.reduce((sum, name) => sum + tables[name].length, 0);
}

async function readStamp(sql: Sql): Promise<string | undefined> {
  const [found] = await sql`select to_regclass('medha_demo.stamp') is not null as there`;
  if (!found?.["there"]) return undefined;
  const [row] = await sql`select value from medha_demo.stamp`;
  return row?.["value"] as string | undefined;
}

function insertAll(sql: Sql, name: keyof SkywardTables, rows: object[]) {
  return sql.query(`insert into aviation.${name} select * from jsonb_to_recordset($1::jsonb) as rows(${SHAPES[name]})`, [JSON.stringify(rows)]);
}
