// The words of the data: sample values read through the asker's own policy, and the lexicon made of them.
import type { Connector, Ports, Principal, Source } from "../ports.ts";
import { buildLexicon, type Lexicon } from "../semantic/lexicon.ts";
import { readValues, valuesQuery } from "../semantic/values.ts";
import { execute } from "./execute.ts";
import { rowScope, versionsOf } from "./recall.ts";

/** Seconds that sample values are kept. */
const VALUES_TTL = 3_600;
/** Lexicons kept in an isolate; the oldest goes first. */
const KEPT = 50;

type Values = Record<string, string[]>;

/** What a question is read against. */
export interface Asked { source: Source; principal: Principal; connector: Connector; signal?: AbortSignal | undefined }

export type Lexicons = (asked: Asked, ports: Ports) => Promise<Lexicon>;

/** Makes the reader of lexicons of one Worker instance. Model, policy and scope are in its keys, so none crosses them. */
export function createLexicons(): Lexicons {
  const built = new Map<string, { lexicon: Lexicon; until: number }>();

  return async (asked, ports) => {
    const key = `values:${JSON.stringify([versionsOf(asked.source), rowScope(asked.principal, asked.source)])}`;
    const now = ports.now().getTime();
    const known = built.get(key);
    if (known && known.until > now) return known.lexicon;
    const values = (await fromCache(ports, key)) ?? (await fromSource(asked, ports, key));
    const lexicon = buildLexicon(asked.source.model, values);
    if (built.size >= KEPT) built.delete(built.keys().next().value ?? "");
    built.set(key, { lexicon, until: now + VALUES_TTL * 1_000 });
    return lexicon;
  };
}

async function fromCache(ports: Ports, key: string): Promise<Values | undefined> {
  try {
    return await ports.cache.get<Values>(key);
  } catch {
    ports.log.event("cache.read_failed", {});
    return undefined;
  }
}

async function fromSource({ source, principal, connector, signal }: Asked, ports: Ports, key: string): Promise<Values> {
  const verdict = ports.guard(valuesQuery(source.model), source.policy, principal.claims);
  if (!verdict.ok) throw new Error(`the guard refused the sample-value query: ${verdict.code}`);
  const outcome = await execute(connector, verdict, principal, source.limits, signal);
  if (!outcome.ok) throw new Error(`the sample-value query failed: ${outcome.failure}`);
  const values = readValues(outcome.result.rows);
  await ports.cache.set(key, values, VALUES_TTL).catch(() => ports.log.event("cache.write_failed", {}));
  return values;
}
