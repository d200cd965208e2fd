// Keeps vectors in Postgres with pgvector and answers the operations of Upstash Vector. Exact search: right at any size, fast at a small one.
import { DIMENSION, embedTrigrams } from "./trigrams.ts";
import { compileFilter, type SqlCondition } from "./vector-filter.ts";

/** Runs one statement with text parameters and gives its rows. */
export type RunSql = (sql: string, params: (string | number | null)[]) => Promise<Record<string, unknown>[]>;

export interface VectorItem { id: string | number; vector?: number[]; metadata?: Record<string, unknown>; data?: string }
export interface Include { includeVectors?: boolean; includeMetadata?: boolean; includeData?: boolean }
export interface VectorQuery extends Include { vector?: number[]; data?: string; topK?: number; filter?: string }
export interface Selection { ids?: (string | number)[]; prefix?: string; filter?: string }

/** A request the service refuses, with the status it answers. */
export class VectorRefusal extends Error {}

export type VectorStore = ReturnType<typeof createVectorStore>;

const COLUMNS = "id, embedding::text as embedding, metadata, data";

/** Makes the table when missing. */
export async function openVectorStore(run: RunSql): Promise<VectorStore> {
  await run("create extension if not exists vector", []);
  await run("create schema if not exists local_vector", []);
  await run(`create table if not exists local_vector.items (
    namespace text not null, id text not null, embedding vector(${DIMENSION}) not null, metadata jsonb, data text, primary key (namespace, id))`, []);
  return createVectorStore(run);
}

function createVectorStore(run: RunSql) {
  return { upsert, update, query, fetch, remove, range, reset, namespaces, count };

  async function upsert(namespace: string, items: VectorItem[]): Promise<void> {
    const rows = items.map(({ id, vector, metadata, data }) => ({ id: String(id), embedding: literal(vector ?? embedTrigrams(data ?? "")), metadata: metadata ?? null, data: data ?? null }));
    await run(
      `insert into local_vector.items select $1, r.id, r.embedding::vector, r.metadata, r.data
       from jsonb_to_recordset($2::jsonb) as r(id text, embedding text, metadata jsonb, data text)
       on conflict (namespace, id) do update set embedding = excluded.embedding, metadata = excluded.metadata, data = excluded.data`,
      [namespace, JSON.stringify(rows)],
    );
  }

  async function update(namespace: string, { id, vector, metadata, data }: VectorItem): Promise<number> {
    const embedding = vector ?? (data === undefined ? undefined : embedTrigrams(data));
    const rows = await run(
      `update local_vector.items set embedding = coalesce($3::vector, embedding), metadata = coalesce($4::jsonb, metadata), data = coalesce($5, data)
       where namespace = $1 and id = $2 returning 1`,
      [namespace, String(id), embedding ? literal(embedding) : null, metadata ? JSON.stringify(metadata) : null, data ?? null],
    );
    return rows.length;
  }

  /** Nearest first; the score is (1 + cosine) / 2, as Upstash has it. */
  async function query(namespace: string, { vector, data, topK = 10, filter, ...include }: VectorQuery): Promise<object[]> {
    const near = literal(vector ?? embedTrigrams(data ?? ""));
    const where = filterOf(filter, 4);
    const rows = await run(
      `select ${COLUMNS}, 1 - (embedding <=> $2::vector) / 2 as score from local_vector.items
       where namespace = $1 and ${where.sql} order by embedding <=> $2::vector, id limit $3`,
      [namespace, near, topK, ...where.params],
    );
    return rows.map((row) => ({ id: row["id"], score: row["score"], ...details(row, include) }));
  }

  /** By id: one entry an id, null where there is none; by prefix: all that match. */
  async function fetch(namespace: string, { ids, prefix }: Selection, include: Include): Promise<(object | null)[]> {
    const where = selectionOf({ ...(ids ? { ids } : {}), ...(prefix === undefined ? {} : { prefix }) });
    const rows = await run(`select ${COLUMNS} from local_vector.items where namespace = $1 and ${where.sql} order by id`, [namespace, ...where.params]);
    const items = new Map(rows.map((row) => [row["id"], { id: row["id"], ...details(row, include) }]));
    return ids ? ids.map((id) => items.get(String(id)) ?? null) : [...items.values()];
  }

  async function remove(namespace: string, selection: Selection): Promise<number> {
    const where = selectionOf(selection);
    return (await run(`delete from local_vector.items where namespace = $1 and ${where.sql} returning 1`, [namespace, ...where.params])).length;
  }

  /** A page in order of id; the cursor is a position. */
  async function range(namespace: string, { cursor, limit, prefix = "" }: { cursor: number; limit: number; prefix?: string }, include: Include): Promise<{ nextCursor: string; vectors: object[] }> {
    const where = selectionOf({ prefix });
    const rows = await run(`select ${COLUMNS} from local_vector.items where namespace = $1 and ${where.sql} order by id limit ${limit + 1} offset ${cursor}`, [namespace, ...where.params]);
    const vectors = rows.slice(0, limit).map((row) => ({ id: row["id"], ...details(row, include) }));
    return { nextCursor: rows.length > limit ? String(cursor + limit) : "", vectors };
  }

  /** @param namespace absent: all of them */
  async function reset(namespace?: string): Promise<void> {
    await run("delete from local_vector.items where $1::text is null or namespace = $1", [namespace ?? null]);
  }

  async function namespaces(): Promise<string[]> {
    return [...(await count()).keys()];
  }

  async function count(): Promise<Map<string, number>> {
    const rows = await run("select namespace, count(*)::int as n from local_vector.items group by 1 order by 1", []);
    return new Map([["", 0], ...rows.map((row): [string, number] => [String(row["namespace"]), Number(row["n"])])]);
  }
}

function details(row: Record<string, unknown>, { includeVectors, includeMetadata, includeData }: Include): object {
  return {
    ...(includeVectors ? { vector: JSON.parse(String(row["embedding"])) as unknown } : {}),
    ...(includeMetadata && row["metadata"] !== null ? { metadata: row["metadata"] } : {}),
    ...(includeData && row["data"] !== null ? { data: row["data"] } : {}),
  };
}

function selectionOf({ ids, prefix, filter }: Selection): SqlCondition {
  if (ids) return { sql: "id = any (array(select jsonb_array_elements_text($2::jsonb)))", params: [JSON.stringify(ids.map(String))] };
  if (prefix !== undefined) return { sql: "starts_with(id, $2)", params: [prefix] };
  return filterOf(filter, 2);
}

function filterOf(filter: string | undefined, firstParam: number): SqlCondition {
  return filter ? compileFilter(filter, firstParam) : { sql: "true", params: [] };
}

function literal(vector: number[]): string {
  if (vector.length !== DIMENSION) throw new VectorRefusal(`Invalid vector dimension: ${vector.length}, expected: ${DIMENSION}`);
  return JSON.stringify(vector);
}
