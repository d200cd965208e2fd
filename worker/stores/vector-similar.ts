// Nearest known questions over an Upstash Vector index that embeds text itself. Only questions a source's editors wrote go in.
import { Index } from "@upstash/vector/cloudflare";
import type { SimilarQuestions } from "../ports.ts";
import { digest } from "./digest.ts";
import { orStoreFailed, PATIENCE, type Credentials } from "./store-failed.ts";

/** Questions sent in one request; the service takes up to a thousand. */
const BATCH = 200;

/** Makes the index; a question is stored once, under its own hash, however often it is indexed. */
export function createVectorSimilar({ url, token }: Credentials): SimilarQuestions {
  const index = new Index({ url, token, ...PATIENCE });
  return {
    index: (namespace, questions) => orStoreFailed("similar.index", async () => {
      const unique = [...new Set(questions)].filter((question) => question.trim() !== "");
      const items = await Promise.all(unique.map(async (question) => ({ id: await digest(question), data: question })));
      for (let from = 0; from < items.length; from += BATCH) await index.upsert(items.slice(from, from + BATCH), { namespace: pathOf(namespace) });
    }),
    find: (namespace, question, limit) => orStoreFailed("similar.find", async () => {
      if (question.trim() === "" || limit < 1) return [];
      const found = await index.query({ data: question, topK: limit, includeData: true }, { namespace: pathOf(namespace) });
      return found.flatMap(({ data, score }) => (data === undefined ? [] : [{ question: data, score }]));
    }),
  };
}

/** The client puts the namespace into an address as it stands. */
function pathOf(namespace: string): string {
  return encodeURIComponent(`medha:${namespace}`);
}
