// Exact recall: the same question by the same scope of rows under the same model and policy, answered from the result cache.
import { claimNames } from "../guard/index.ts";
import type { Cache, Principal, Source } from "../ports.ts";
import type { AskEvent, Receipt } from "../protocol.ts";
import type { Plan } from "../semantic/plan.ts";

/** Seconds an exact answer may be served again. */
const ANSWER_TTL = 300;

/** What a finished answer needs to be shown again: everything but ids and times. */
export interface Recalled {
  events: AskEvent[];
  plan?: Plan;
  receipt: Receipt;
  followUps: string[];
}

/** All that decides an answer besides the rows themselves. */
export interface RecallInput {
  question: string;
  source: Source;
  principal: Principal;
  previous: Plan | undefined;
  /** a plan that stands in the place of the question */
  edited?: Plan | undefined;
  resolve: Record<string, string>;
  locale: string;
  timeZone: string | undefined;
  today: string;
}

/**
 * The claims that the source's row filters read, in a fixed order. Two principals with the same text see the same rows;
 * the tenant is always part of it, so that tenants never share an entry even under a policy of global tables.
 */
export function rowScope(principal: Principal, source: Source): string {
  const read = claimNames(source.policy).map((name) => [name, principal.claims[name] ?? null]);
  return JSON.stringify([principal.tenant, principal.scope, read]);
}

/** Versions that every cache key holds. */
export function versionsOf(source: Source): string[] {
  return [source.id, source.model.version, source.policy.version];
}

/** The cache key of an answer; stores hash it, so no question text sits in a key. */
export function answerKey(input: RecallInput): string {
  const { source, principal, previous, edited, resolve, locale, timeZone, today } = input;
  const choices = Object.entries(resolve).sort(([a], [b]) => (a < b ? -1 : 1));
  const words = input.question.normalize("NFKC").trim().replace(/\s+/gu, " ").toLowerCase();
  return `answer:${JSON.stringify([versionsOf(source), rowScope(principal, source), words, choices, previous ?? null, locale, timeZone ?? null, today, ...(edited ? [edited] : [])])}`;
}

/** Looks an answer up; a cache that fails is a cache that has nothing. */
export async function recall(cache: Cache, key: string): Promise<{ found?: Recalled; degraded: boolean }> {
  try {
    const found = await cache.get<Recalled>(key);
    return found ? { found, degraded: false } : { degraded: false };
  } catch {
    return { degraded: true };
  }
}

/** Keeps an answer; says whether it could. */
export async function remember(cache: Cache, key: string, answer: Recalled): Promise<boolean> {
  try {
    await cache.set(key, answer, ANSWER_TTL);
    return true;
  } catch {
    return false;
  }
}
