// A small, seeded copy of the demo's schema: in PGlite for compiled SQL, and as objects for the evaluation in memory.
import type { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "../empty-database.ts";
import type { Cell } from "../../worker/protocol.ts";

export type Row = Record<string, Cell>;
export interface Data { db: PGlite; /** each strike with its parents' columns, keyed `table.column` */ strikes: Row[] }

/** Mulberry32: a small generator whose seed makes every run the same. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] ?? (from[0] as T);
}

const AIRPORTS = [["AAA", "Alpha Intl", "Alpha", "Texas"], ["BBB", "Beta", "Beta", "Texas"], ["CCC", "O'Gamma", "Gamma", "Ohio"]];
const PHASES = ["Approach", "Climb", "Landing Roll", "Take-off run"];
const TYPES: Record<string, string> = {
  id: "bigint", operator_id: "text", airport_id: "text", aircraft_id: "integer", species_id: "integer", flight_date: "date", phase: "text", time_of_day: "text",
  wildlife_size: "text", damage: "text", cost_repair: "numeric(12,2)", cost_other: "numeric(12,2)", cost_total: "numeric(12,2)", speed_knots: "integer",
};

/** Creates and fills the schema `aviation`. Some phases, sizes and speeds are null; some costs are 0. */
export async function createData(seed: number, count = 300): Promise<Data> {
  const random = seeded(seed);
  const rows = Array.from({ length: count }, (_, id) => strike(random, id));
  const db = await emptyDatabase();
  await db.exec(`create schema aviation;
    create table aviation.airports(id text primary key, name text, city text, state text, latitude float8, longitude float8);
    create table aviation.aircraft(id int primary key, model text); create table aviation.species(id int primary key, name text); create table aviation.operators(id text primary key, name text);
    create table aviation.strikes(${Object.entries(TYPES).map(([name, type]) => `${name} ${type}`).join(", ")});
    insert into aviation.aircraft values (1, 'B-737'), (2, 'A-320'); insert into aviation.species values (1, 'Gull'), (2, 'Owl'); insert into aviation.operators values ('op', 'Operator');`);
  for (const airport of AIRPORTS) await db.query("insert into aviation.airports values ($1, $2, $3, $4, 0, 0)", airport);
  await db.query("insert into aviation.strikes select * from jsonb_populate_recordset(null::aviation.strikes, $1)", [JSON.stringify(rows)]);
  return { db, strikes: rows.map(joined) };
}

function strike(random: () => number, id: number): Row {
  const repair = random() < 0.6 ? 0 : Math.round(random() * 1_000_000) / 100;
  const other = random() < 0.8 ? 0 : Math.round(random() * 100_000) / 100;
  const day = new Date(Date.UTC(1997, 10, 1) + Math.floor(random() * 500) * 86_400_000);
  return {
    id, operator_id: "op", airport_id: pick(random, AIRPORTS)[0] ?? "", aircraft_id: pick(random, [1, 2]), species_id: pick(random, [1, 2]), flight_date: day.toISOString().slice(0, 10),
    phase: random() < 0.1 ? null : pick(random, PHASES), time_of_day: pick(random, ["Day", "Night", "Dusk"]), wildlife_size: random() < 0.1 ? null : pick(random, ["Small", "Medium", "Large"]),
    damage: pick(random, ["None", "None", "Minor", "Substantial"]), cost_repair: repair, cost_other: other, cost_total: Math.round((repair + other) * 100) / 100, speed_knots: random() < 0.3 ? null : 80 + Math.floor(random() * 40) * 5,
  };
}

function joined(row: Row): Row {
  const airport = AIRPORTS.find((entry) => entry[0] === row.airport_id) ?? [];
  const own = Object.fromEntries(Object.entries(row).map(([name, value]) => [`strikes.${name}`, value]));
  return {
    ...own, "airports.id": airport[0] ?? null, "airports.name": airport[1] ?? null, "airports.city": airport[2] ?? null, "airports.state": airport[3] ?? null,
    "aircraft.model": row.aircraft_id === 1 ? "B-737" : "A-320", "species.name": row.species_id === 1 ? "Gull" : "Owl",
  };
}
