// What the contract of connectors reads, in Postgres: a schema for the owner to make, and the statements over it.
import type { Subject } from "./contract.ts";

/** Statements that make the tables and the role `reader`, to be sent one by one. */
export const NUMBERS_SETUP = [
  "create role reader login nobypassrls",
  // Habits of a role that would show in the answers if the connector did not set its own.
  "alter role reader set timezone = 'Asia/Kolkata'", "alter role reader set datestyle = 'SQL, DMY'", "alter role reader set intervalstyle = 'postgres'",
  "create schema shop",
  "create table shop.numbers as select n, n::numeric / 2 as half, n % 2 = 0 as even, date '2001-01-01' + n as day, case when n % 2 = 0 then 'w' || n end as word from generate_series(1, 100) n",
  "create table shop.secrets (id integer)",
  "create table shop.orders (tenant text, region text, amount numeric)",
  "insert into shop.orders values ('acme', 'west', 1), ('acme', 'east', 2), ('globex', 'west', 4)",
  "alter table shop.orders enable row level security",
  "create policy own on shop.orders using (tenant = current_setting('medha.tenant', true) and region = current_setting('medha.claims', true)::jsonb ->> 'region')",
  "grant usage on schema shop to reader",
  "grant select on shop.numbers, shop.orders to reader",
];

export const NUMBERS_STATEMENTS: Subject["statements"] = {
  numbers: "select n, half, even, day, word from shop.numbers where n >= $1::integer order by n",
  wide: "select repeat('x', 300000) as x",
  endless: "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b",
  write: "insert into shop.numbers (n) values (101)",
  two: "commit; select 1",
  failing: {
    syntax: "selekt 1",
    "unknown-column": "select nope from shop.numbers",
    "unknown-table": "select 1 from shop.nope",
    "type-mismatch": "select day + word from shop.numbers",
    "division-by-zero": "select 1 / (n - n) from shop.numbers",
    "bad-value": "select word::integer from shop.numbers where n = 2",
    grouping: "select word, count(*) from shop.numbers",
    permission: "select id from shop.secrets",
    "too-large": `select ${Array.from({ length: 1_700 }, (_, i) => i).join(", ")}`,
  },
};
