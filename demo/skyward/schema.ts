// The demo's target database as SQL: tables with keys and indexes, and the role that reads them.

export const READER = "skyward_reader";

/** Everything from nothing, in order, to run in one transaction before the rows go in. */
export const CREATE_TABLES = [
  "drop schema if exists aviation cascade",
  "create schema aviation",
  "create table aviation.operators (id text primary key, name text not null unique)",
  `create table aviation.airports (id text primary key, name text not null, city text, state text,
     latitude double precision not null, longitude double precision not null)`,
  "create table aviation.aircraft (id integer primary key, model text not null unique)",
  "create table aviation.species (id integer primary key, name text not null unique)",
  `create table aviation.strikes (
     id bigint primary key,
     operator_id text not null references aviation.operators,
     airport_id text not null references aviation.airports,
     aircraft_id integer not null references aviation.aircraft,
     species_id integer not null references aviation.species,
     flight_date date not null, phase text not null, time_of_day text not null, wildlife_size text not null, damage text not null,
     cost_repair numeric(12,2) not null, cost_other numeric(12,2) not null, cost_total numeric(12,2) not null,
     speed_knots integer)`,
];

export const CREATE_INDEXES = [
  "create index strikes_by_operator on aviation.strikes (operator_id, flight_date)",
  "create index strikes_by_airport on aviation.strikes (airport_id)",
  "create index strikes_by_aircraft on aviation.strikes (aircraft_id)",
  "create index strikes_by_species on aviation.strikes (species_id)",
];

/** The reader role; what it may read is set by the hardening, from the policy. */
export function createReader(password: string): string[] {
  return [
    `do $$ begin if not exists (select from pg_roles where rolname = '${READER}') then create role ${READER}; end if; end $$`,
    `alter role ${READER} login password '${password.replaceAll("'", "''")}'`,
  ];
}
