// Whether guarded statements keep their indexes: a million orders on a real PostgreSQL, each shape written by hand, guarded, and guarded under row-level security.
import { Client } from "pg";
import { hardenStatements } from "../../db/harden.ts";
import { createClaimsSigner } from "../../worker/connectors/sign-claims.ts";
import type { Policy } from "../../worker/guard/index.ts";
import { startPostgres } from "../connectors/postgres-server.ts";
import { testGuard } from "../guard/load.ts";
import { measured, tableOf } from "./samples.ts";

const ORDERS = 1_000_000;
const RUNS = 7;
const KEY = "0123456789abcdef".repeat(4);
const TENANT = "t1";

const text = (...names: string[]): { name: string; type: string }[] => names.map((name) => ({ name, type: "text" }));
const policy: Policy = {
  version: "1", rowCap: 100_000,
  tables: [
    { schema: "app", name: "orders", rows: [{ column: "tenant_id", op: "=", claim: "tenant" }], columns: [{ name: "id", type: "bigint" }, ...text("tenant_id", "status", "category", "note"), { name: "customer_id", type: "integer" }, { name: "amount", type: "numeric" }, { name: "ordered_at", type: "timestamp" }, { name: "attrs", type: "jsonb" }] },
    { schema: "app", name: "customers", rows: [{ column: "tenant_id", op: "=", claim: "tenant" }], columns: [{ name: "id", type: "integer" }, ...text("tenant_id", "name", "country")] },
  ],
};

/** Each with the tenant's filter written by hand where `{o}` and `{c}` stand; the guard gets them without. */
const SHAPES: Record<string, string> = {
  "by key": "SELECT status, amount FROM app.orders o WHERE id = 500001{o}",
  "one week": "SELECT count(*), sum(amount) FROM app.orders o WHERE ordered_at >= '2024-03-04' AND ordered_at < '2024-03-11'{o}",
  "newest 20": "SELECT id, ordered_at FROM app.orders o WHERE true{o} ORDER BY ordered_at DESC LIMIT 20",
  "join and group": "SELECT c.country, sum(o.amount) FROM app.orders o JOIN app.customers c ON c.id = o.customer_id WHERE true{o}{c} GROUP BY c.country",
  "months": "SELECT date_trunc('month', ordered_at) AS m, sum(amount) FROM app.orders o WHERE true{o} GROUP BY 1 ORDER BY 1",
  "top 2 of each": "SELECT c.name, x.amount FROM app.customers c, LATERAL (SELECT amount FROM app.orders o WHERE o.customer_id = c.id{o} ORDER BY amount DESC LIMIT 2) x WHERE c.id <= 200{c}",
  "used twice": "SELECT count(*) FROM app.orders o WHERE ordered_at >= '2024-03-04' AND ordered_at < '2024-03-11'{o} AND EXISTS (SELECT 1 FROM app.orders p WHERE p.customer_id = o.customer_id AND p.id > o.id{p})",
  "in a list": "SELECT status, count(*) FROM app.orders o WHERE category IN ('c1', 'c2', 'c3'){o} GROUP BY status",
  "a prefix": "SELECT count(*) FROM app.orders o WHERE note LIKE 'note 12%'{o}",
  "json": "SELECT count(*) FROM app.orders o WHERE attrs ->> 'k' = '7' AND ordered_at >= '2024-03-04' AND ordered_at < '2024-03-11'{o}",
  "window": "SELECT id, rank() OVER (PARTITION BY status ORDER BY amount DESC) FROM app.orders o WHERE ordered_at >= '2024-03-04' AND ordered_at < '2024-03-11'{o}",
  "distinct on": "SELECT DISTINCT ON (status) status, id, ordered_at FROM app.orders o WHERE ordered_at >= '2024-03-04' AND ordered_at < '2024-03-11'{o} ORDER BY status, ordered_at DESC",
  "with query": "WITH w AS (SELECT customer_id, sum(amount) AS s FROM app.orders o WHERE ordered_at >= '2024-03-01' AND ordered_at < '2024-04-01'{o} GROUP BY 1) SELECT c.name, w.s FROM w JOIN app.customers c ON c.id = w.customer_id WHERE true{c} ORDER BY w.s DESC LIMIT 10",
  "may fail on a row": "SELECT count(*) FROM app.orders o WHERE 1 / (1 + customer_id) >= 0 AND ordered_at >= '2024-03-04' AND ordered_at < '2024-03-11'{o}",
};

const SET_UP = `
CREATE SCHEMA app;
CREATE TABLE app.customers AS SELECT i AS id, 't' || (1 + i % 5) AS tenant_id, 'Customer ' || i AS name, (ARRAY['de','fr','us','jp'])[1 + i % 4] AS country FROM generate_series(1, 20000) i;
CREATE TABLE app.orders AS SELECT i::bigint AS id, 't' || (1 + i % 5) AS tenant_id, (ARRAY['open','paid','void'])[1 + i % 3] AS status, 'c' || (i / 7) % 12 AS category, 'note ' || i % 5000 AS note,
  1 + (i * 7) % 20000 AS customer_id, ((i * 37) % 50000)::numeric / 100 AS amount, timestamp '2023-01-01' + i * interval '1 minute' AS ordered_at, jsonb_build_object('k', i % 50) AS attrs FROM generate_series(1, ${ORDERS}) i;
ALTER TABLE app.orders ADD PRIMARY KEY (id); ALTER TABLE app.customers ADD PRIMARY KEY (id);
CREATE INDEX ON app.orders (tenant_id, ordered_at); CREATE INDEX ON app.orders (customer_id); CREATE INDEX ON app.orders (tenant_id, note text_pattern_ops); CREATE ROLE reader LOGIN; VACUUM ANALYZE;`;

interface Ran { ms: number; indexes: string }

const server = await startPostgres();
if (!server) {
  console.log("explain: needs PostgreSQL on this machine (initdb and postgres on the path, or Debian's package), and a user to run it as.");
} else {
  try {
    console.log(await report(server.url("postgres"), server.url("reader")));
  } finally {
    await server.stop();
  }
}

async function report(ownerUrl: string, readerUrl: string): Promise<string> {
  const [owner, reader] = [new Client({ connectionString: ownerUrl }), new Client({ connectionString: readerUrl })];
  // The server is stopped under clients that are still open where the bench fails: what failed is what counts.
  for (const client of [owner, reader]) client.on("error", () => undefined);
  await owner.connect();
  for (const statement of SET_UP.split(";").map((part) => part.trim()).filter(Boolean)) await owner.query(statement);
  await reader.connect();
  const guard = await testGuard();
  const rows: string[][] = [["shape", "by hand ms", "guarded ms", "with RLS ms", "guarded / hand", "RLS / hand", "same indexes"]];
  const shapes = Object.entries(SHAPES).map(([shape, sql]) => {
    const verdict = guard(bare(sql), policy, { tenant: TENANT });
    if (!verdict.ok) throw new Error(`the guard refuses "${shape}": ${verdict.code}`);
    return { shape, hand: byHand(sql), guarded: verdict.sql, params: verdict.params };
  });
  const plain = [];
  for (const { hand, guarded, params } of shapes) plain.push({ hand: await time(owner, hand, []), guarded: await time(owner, guarded, params) });
  for (const statement of hardenStatements(policy, { role: "reader", key: KEY })) await owner.query(statement);
  await signIn(reader);
  for (const [index, { shape, guarded, params }] of shapes.entries()) {
    const locked = await time(reader, guarded, params);
    const { hand, guarded: own } = plain[index] ?? { hand: locked, guarded: locked };
    rows.push([shape, hand.ms.toFixed(2), own.ms.toFixed(2), locked.ms.toFixed(2), (own.ms / hand.ms).toFixed(2), (locked.ms / hand.ms).toFixed(2), hand.indexes === own.indexes && own.indexes === locked.indexes ? "yes" : `${hand.indexes} | ${own.indexes} | ${locked.indexes}`]);
  }
  await Promise.all([owner.end(), reader.end()]);
  const version = process.versions.node;
  return `explain: ${ORDERS.toLocaleString("en")} orders, a fifth of them the asker's; EXPLAIN ANALYZE, median of ${RUNS} (Node ${version})\n${tableOf(rows)}`;
}

function bare(sql: string): string {
  return sql.replaceAll(/\{[ocp]\}/gu, "");
}

function byHand(sql: string): string {
  return sql.replaceAll(/\{([ocp])\}/gu, (_all, alias: string) => ` AND ${alias}.tenant_id = '${TENANT}'`);
}

/** Median of the server's own time: planning and execution. */
async function time(client: Client, sql: string, params: unknown[]): Promise<Ran> {
  const samples: number[] = [];
  let indexes = "";
  for (let run = -1; run < RUNS; run++) {
    const { rows } = await client.query<{ "QUERY PLAN": [Explained] }>(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`, params);
    const [explained] = rows[0]?.["QUERY PLAN"] ?? [];
    if (!explained) throw new Error("no plan");
    if (run >= 0) samples.push(explained["Planning Time"] + explained["Execution Time"]);
    indexes = indexesOf(explained.Plan).join(", ") || "none";
  }
  return { ms: measured(samples).p50, indexes };
}

interface PlanNode { "Index Name"?: string; Plans?: PlanNode[] }
interface Explained { Plan: PlanNode; "Planning Time": number; "Execution Time": number }

function indexesOf(node: PlanNode): string[] {
  const inner = (node.Plans ?? []).flatMap(indexesOf);
  return [...new Set([...(node["Index Name"] ? [node["Index Name"]] : []), ...inner])].sort();
}

async function signIn(reader: Client): Promise<void> {
  const { claims, signature } = await createClaimsSigner(KEY, () => new Date(Date.now() + 600_000))({ tenant: TENANT, user: "u", roles: [], claims: { tenant: TENANT }, scope: "", expiresAt: 0 });
  await reader.query("SELECT set_config('medha.claims', $1, false), set_config('medha.signature', $2, false)", [claims, signature]);
}
