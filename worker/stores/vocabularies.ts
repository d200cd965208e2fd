// Tenants' own words over the metadata database, kept for half a minute: every question needs its tenant's.
import type { Metadata } from "../../db/connect.ts";
import { loadVocabulary, saveVocabulary, type VocabularyRecord } from "../../db/vocabularies.ts";
import type { KeptVocabulary, Vocabularies } from "../ports.ts";
import { digest } from "./digest.ts";
import { orUnavailable } from "./unavailable.ts";

/** Milliseconds a vocabulary, or that there is none, is served from memory. */
const FRESH = 30_000;
/** Tenants held in an isolate; the oldest goes first. */
const HELD = 500;

interface Held { value: KeptVocabulary | undefined; until: number }

/** Makes the store of vocabularies. Plain values are held, never promises, under a key of source and tenant. */
export function createVocabularies(db: Metadata, { now }: { now: () => Date }): Vocabularies {
  const held = new Map<string, Held>();

  return {
    async load(sourceId, tenant) {
      const known = held.get(keyOf(sourceId, tenant));
      if (known && now().getTime() < known.until) return known.value;
      const record = await orUnavailable(() => loadVocabulary(db, sourceId, tenant));
      return hold(sourceId, tenant, record && (await withDigest(sourceId, tenant, record)));
    },
    async save(sourceId, { tenant, user }, document, replaces) {
      const record: VocabularyRecord = { document, version: replaces + 1, by: user, at: now().toISOString() };
      const saved = await orUnavailable(() => saveVocabulary(db, sourceId, tenant, record));
      held.delete(keyOf(sourceId, tenant));
      return saved ? hold(sourceId, tenant, await withDigest(sourceId, tenant, record)) : undefined;
    },
  };

  function hold<T extends KeptVocabulary | undefined>(sourceId: string, tenant: string, value: T): T {
    const key = keyOf(sourceId, tenant);
    held.delete(key);
    if (held.size >= HELD) held.delete(held.keys().next().value ?? "");
    held.set(key, { value, until: now().getTime() + FRESH });
    return value;
  }
}

const keyOf = (sourceId: string, tenant: string): string => JSON.stringify([sourceId, tenant]);

/** Names source and tenant besides the words, so that two tenants with the same words still share nothing. */
async function withDigest(sourceId: string, tenant: string, record: VocabularyRecord): Promise<KeptVocabulary> {
  return { ...record, digest: await digest(JSON.stringify([sourceId, tenant, record.version, record.document])) };
}
