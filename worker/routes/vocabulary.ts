// /api/v1/vocabulary?source=: a tenant's own words; all of the tenant may read them, its administrators change them.
import type { Context } from "hono";
import * as z from "zod";
import { checkVocabulary } from "../agent/check-vocabulary.ts";
import { visibleSource } from "../agent/visible-model.ts";
import { visibleVocabulary } from "../agent/vocabulary.ts";
import type { KeptVocabulary, Ports } from "../ports.ts";
import type { AppEnv } from "./app-env.ts";
import { readJson } from "./read-body.ts";
import { refuse, requireLearning, requireRole, requireSource } from "./require.ts";

const body = z.strictObject({ version: z.int().min(0).max(1_000_000), document: z.unknown() });

/** `{version, document, by?, at?}`; version 0 and nothing in it where the tenant has none. What an asker may not know of is not in it. */
export function createVocabularyRead(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const principal = context.get("principal");
    const source = await requireSource(ports, context.req.query("source"));
    const kept = await requireLearning(ports).vocabularies.load(source.id, principal.tenant);
    return context.json(shown(kept && { ...kept, document: visibleVocabulary(kept.document, visibleSource(source, principal).model) }));
  };
}

/** PUT `{version, document}`: `version` is the one that was read and edited; of two who edit at once, the second looks again. */
export function createVocabularyWrite(ports: Ports) {
  return async (context: Context<AppEnv>): Promise<Response> => {
    const principal = requireRole(context, "tenant-admin");
    const { version, document } = await readJson(context.req.raw, body);
    const source = await requireSource(ports, context.req.query("source"));
    const checked = checkVocabulary(document, source, principal);
    if (!checked.ok) return refuse(context, "These words can't be kept.", checked.problems);
    const kept = await requireLearning(ports).vocabularies.save(source.id, principal, checked.document, version);
    return kept ? context.json(shown(kept)) : refuse(context, "These words can't be kept.", ["Somebody changed them in the meantime: read them again first."]);
  };
}

/** The digest is for keys alone. */
function shown(kept: KeptVocabulary | undefined): Omit<KeptVocabulary, "digest" | "by" | "at"> & Partial<KeptVocabulary> {
  if (!kept) return { version: 0, document: { synonyms: [], segments: [] } };
  const { digest: _digest, ...rest } = kept;
  return rest;
}
