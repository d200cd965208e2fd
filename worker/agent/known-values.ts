// The words of the data: sample values read through the asker's own policy, and the lexicon made of them.
import type { Connector, Ports, Principal, Source } from "../ports.ts";
import { buildLexicon, type Lexicon } from "../semantic/lexicon.ts";
import { readValues, valuesQueries } from "../semantic/values.ts";
import { execute } from "./execute.ts";
import { rowScope, versionsOf } from "./recall.ts";

/** Seconds that sample values are kept. */
const VALUES_TTL = 3_600;
/** Seconds until values that could not be read are asked for again. */
const RETRY = 30;
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
    const cached = await fromCache(ports, key);
    const { values, whole } = cached ? { values: cached, whole: true } : await fromSource(asked, ports, key);
    const lexicon = buildLexicon(asked.source.model, values);
    if (built.size >= KEPT) built.delete(built.keys().next().value ?? "");
    built.set(key, { lexicon, until: now + (whole ? VALUES_TTL : RETRY) * 1_000 });
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

/** What can't be sampled costs words, never an answer: a name that is not known is refused by name. */
async function fromSource(asked: Asked, ports: Ports, key: string): Promise<{ values: Values; whole: boolean }> {
  const read = await Promise.all(valuesQueries(asked.source.model).map((sql) => sample(sql, asked, ports)));
  const values: Values = Object.assign({}, ...read.map((part) => part ?? {}));
  const whole = !read.includes(undefined);
  if (whole) await ports.cache.set(key, values, VALUES_TTL).catch(() => ports.log.event("cache.write_failed", {}));
  return { values, whole };
}

async function sample(sql: string, { source, principal, connector, signal }: Asked, ports: Ports): Promise<Values | undefined> {
  const verdict = ports.guard(sql, source.policy, principal.claims);
  const outcome = verdict.ok ? await execute(connector, verdict, principal, source.limits, signal) : verdict;
  if (outcome.ok) return readValues(outcome.result.rows);
  ports.log.event("values.failed", { source: source.id, reason: "failure" in outcome ? outcome.failure : outcome.code });
  return undefined;
}
