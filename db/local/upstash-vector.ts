// A local stand-in for Upstash Vector: its REST protocol over Postgres with pgvector. Texts are embedded by trigrams, not by a model.
import { z } from "zod";
import { startRestService, type RestReply, type RestRequest, type RestService } from "./rest-service.ts";
import { DIMENSION } from "./trigrams.ts";
import { FilterNotSupported } from "./vector-filter.ts";
import { openVectorStore, VectorRefusal, type RunSql, type VectorStore } from "./vector-store.ts";

export interface VectorSettings { token: string; port?: number; run: RunSql }

const id = z.union([z.string(), z.number()]);
const include = z.object({ includeVectors: z.boolean().exactOptional(), includeMetadata: z.boolean().exactOptional(), includeData: z.boolean().exactOptional() });
const item = z.object({ id, vector: z.array(z.number()).exactOptional(), data: z.string().exactOptional(), metadata: z.record(z.string(), z.unknown()).exactOptional() });
const items = z.union([z.array(item), item.transform((one) => [one])]);
const query = include.extend({ vector: z.array(z.number()).exactOptional(), data: z.string().exactOptional(), topK: z.number().int().min(1).max(1_000).exactOptional(), filter: z.string().exactOptional() });
const selection = z.object({ ids: z.array(id).exactOptional(), prefix: z.string().exactOptional(), filter: z.string().exactOptional() })
  .refine(({ ids, prefix, filter }) => ids !== undefined || prefix !== undefined || filter !== undefined);
const page = include.extend({ cursor: z.coerce.number().int().min(0).catch(0), limit: z.number().int().min(1).max(1_000), prefix: z.string().exactOptional() });

type Operation = (store: VectorStore, namespace: string, body: unknown, search: string) => Promise<unknown>;

/** Not here: sparse and hybrid indexes, resumable queries. */
const OPERATIONS: Record<string, Operation> = {
  upsert: async (store, namespace, body) => { await store.upsert(namespace, items.parse(body)); return "Success"; },
  update: async (store, namespace, body) => ({ updated: await store.update(namespace, item.parse(body)) }),
  query: (store, namespace, body) => (Array.isArray(body) ? Promise.all(body.map((one) => store.query(namespace, query.parse(one)))) : store.query(namespace, query.parse(body))),
  fetch: (store, namespace, body) => store.fetch(namespace, selection.parse(body), include.parse(body)),
  delete: async (store, namespace, body) => ({ deleted: await store.remove(namespace, selection.parse(body)) }),
  range: (store, namespace, body) => store.range(namespace, page.parse(body), include.parse(body)),
  reset: async (store, namespace, _body, search) => { await store.reset(search === "?all" ? undefined : namespace); return "Success"; },
  info: (store) => info(store),
  "list-namespaces": (store) => store.namespaces(),
  "delete-namespace": async (store, namespace) => { await store.reset(namespace); return "Success"; },
};
const ALIASES: Record<string, string> = { "upsert-data": "upsert", "query-data": "query" };

/** @param settings `run` reaches the database that keeps the vectors */
export async function startUpstashVector({ token, port, run }: VectorSettings): Promise<RestService> {
  const store = await openVectorStore(run);
  return startRestService({
    token,
    ...(port === undefined ? {} : { port }),
    unauthorized: { status: 401, body: { error: "Unauthorized: Invalid auth token", status: 401 } },
    answer: (request) => answer(store, request),
  });
}

async function answer(store: VectorStore, { path, search, body }: RestRequest): Promise<RestReply> {
  const [name = "", ...rest] = path.slice(1).split("/");
  const operation = OPERATIONS[ALIASES[name] ?? name];
  if (!operation) return { status: 404, body: { error: `the local stand-in has no ${name}`, status: 404 } };
  try {
    return { status: 200, body: { result: await operation(store, decodeURIComponent(rest.join("/")), parse(body), search) } };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { status: 422, body: { error: error instanceof z.ZodError ? z.prettifyError(error) : error.message, status: 422 } };
  }
}

async function info(store: VectorStore): Promise<object> {
  const counts = await store.count();
  return {
    vectorCount: [...counts.values()].reduce((sum, n) => sum + n, 0), pendingVectorCount: 0, indexSize: 0, dimension: DIMENSION, similarityFunction: "COSINE",
    indexType: "DENSE", namespaces: Object.fromEntries([...counts].map(([name, vectorCount]) => [name, { vectorCount, pendingVectorCount: 0 }])),
  };
}

function isRefusal(error: unknown): error is Error {
  return error instanceof VectorRefusal || error instanceof FilterNotSupported || error instanceof z.ZodError || error instanceof SyntaxError;
}

function parse(body: string): unknown {
  return body === "" ? {} : JSON.parse(body);
}
