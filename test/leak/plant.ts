// Puts the canary tenants into the leak test's own temporary database, as its owner; never into one that was there before.
import { neon, neonConfig, type NeonQueryFunction } from "@neondatabase/serverless";
import { makeTenant, type Shared, type Tenant, type World } from "./canaries.ts";

type Sql = NeonQueryFunction<false, false>;

export interface Garden {
  sql: Sql;
  /** what a world's tenant would be, planted or not */
  tenant(world: World): Tenant;
  /** takes the tenant's rows away and puts these in; statistics are renewed, for they may show too */
  plant(world: World): Promise<Tenant>;
}

const ROW = `id bigint, operator_id text, airport_id text, aircraft_id integer, species_id integer, flight_date date, phase text, time_of_day text,
  wildlife_size text, damage text, cost_repair numeric, cost_other numeric, cost_total numeric, speed_knots integer`;

/** @param ownerUrl of the demo's database as the local gateway serves it */
export async function openGarden(ownerUrl: string, fetchEndpoint: string): Promise<Garden> {
  neonConfig.fetchEndpoint = fetchEndpoint;
  const sql = neon(ownerUrl);
  const shared: Shared = {
    airports: await keys<string>(sql, "airports"), aircraft: await keys<number>(sql, "aircraft"), species: await keys<number>(sql, "species"),
  };
  const tenant = (world: World): Tenant => makeTenant(world, shared);
  return {
    sql, tenant,
    async plant(world) {
      const planted = tenant(world);
      await put(sql, planted);
      return planted;
    },
  };
}

async function keys<T>(sql: Sql, table: string): Promise<T[]> {
  const rows = await sql.query(`select id from aviation.${table} order by id limit 60`);
  return rows.map((row) => row["id"] as T);
}

async function put(sql: Sql, { id, name, rows }: Tenant): Promise<void> {
  await sql.transaction([
    sql`delete from aviation.strikes where operator_id = ${id}`,
    sql`insert into aviation.operators values (${id}, ${name}) on conflict (id) do update set name = excluded.name`,
    sql.query(`insert into aviation.strikes select * from jsonb_to_recordset($1::jsonb) as rows(${ROW})`, [JSON.stringify(rows)]),
  ]);
  await sql.query("analyze aviation.strikes");
}
