// Runs gold statements over the same database, as the user of its URL, in a read-only transaction each.
import type { PostgresClient } from "../../worker/connectors/postgres.ts";
import { readCells, type TextRow } from "../../worker/connectors/postgres-cells.ts";
import type { SqlParser } from "../../worker/guard/index.ts";
import type { Gold } from "./compare.ts";
import { endingOf } from "./order-keys.ts";

export type RunGold = (sql: string) => Promise<Gold>;

const AS_TEXT = { getTypeParser: () => (text: string) => text };
const BEGIN = "begin transaction read only; set local timezone to 'UTC'; set local datestyle to 'ISO, YMD'; set local statement_timeout to '30s'";

/** @param connect a client of an owner: gold says itself whose rows it means */
export function createGold(connect: () => Promise<PostgresClient>, parser: SqlParser): RunGold {
  return async (sql) => {
    const client = await connect();
    try {
      await client.query(BEGIN);
      const text = sql.replace(/[\s;]+$/u, "");
      const { columns, rows } = await read(client, text);
      const { order, unlimited } = endingOf(parser, text, columns);
      const last = rows.at(-1);
      if (!order || !unlimited || !last) return { columns, rows, order };
      const all = await read(client, unlimited);
      return { columns, rows, order, ties: all.rows.filter((row) => order.every((key) => row[key] === last[key])) };
    } finally {
      await client.query("rollback").catch(() => undefined);
      await close(client);
    }
  };
}

async function read(client: PostgresClient, text: string): Promise<Pick<Gold, "columns" | "rows">> {
  const { fields, rows } = await client.query<TextRow>({ text, rowMode: "array", types: AS_TEXT });
  const cells = readCells(fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID })), rows);
  return { columns: fields.map(({ name }) => name), rows: cells.rows };
}

async function close(client: PostgresClient): Promise<void> {
  if (client.release) client.release();
  else await client.end();
}
