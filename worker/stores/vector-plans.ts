// Templates of plans over an Upstash Vector index that embeds text itself. A template holds no literal, so none can leave through it.
import { Index } from "@upstash/vector/cloudflare";
import type { PlanCache } from "../ports.ts";
import { digest } from "./digest.ts";
import { orStoreFailed, PATIENCE, type Credentials } from "./store-failed.ts";

/** Makes the cache; it shares an index with the known questions and keeps to namespaces of its own. */
export function createVectorPlans({ url, token }: Credentials): PlanCache {
  const index = new Index<{ template: unknown }>({ url, token, ...PATIENCE });
  return {
    candidates: (namespace, signature, limit) => orStoreFailed("plans.candidates", async () => {
      if (signature === "" || limit < 1) return [];
      const found = await index.query({ data: signature, topK: limit, includeMetadata: true }, { namespace: pathOf(namespace) });
      return found.flatMap(({ metadata }) => (metadata?.template === undefined ? [] : [metadata.template]));
    }),
    keep: (namespace, signature, template) => orStoreFailed("plans.keep", async () => {
      await index.upsert({ id: await digest(signature), data: signature, metadata: { template } }, { namespace: pathOf(namespace) });
    }),
    forget: (namespace, signature) => orStoreFailed("plans.forget", async () => {
      await index.delete(await digest(signature), { namespace: pathOf(namespace) });
    }),
  };
}

/** The client puts the namespace into an address as it stands. */
function pathOf(namespace: string): string {
  return encodeURIComponent(`medha-plans:${namespace}`);
}
