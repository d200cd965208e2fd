// Sources from the metadata database, checked and kept for half a minute: every question needs its source, and it seldom changes.
import type { Metadata } from "../../db/connect.ts";
import { listSources, loadSource, type SourceRecord } from "../../db/sources.ts";
import { listVerified } from "../../db/verified.ts";
import { AskError } from "../errors.ts";
import type { Log, Source, Sources } from "../ports.ts";
import { compile } from "../semantic/compile/index.ts";
import type { SemanticModel, VerifiedQuery } from "../semantic/model.ts";
import { parseModel } from "../semantic/validate.ts";
import { digest } from "./digest.ts";
import { parseLimits, parsePolicy } from "./source-shape.ts";
import { orUnavailable } from "./unavailable.ts";

export interface SourcesOptions {
  now: () => Date;
  /** told what is wrong with a source that cannot be used */
  log?: Log;
}

/** Milliseconds a source or the list is served from memory; a new policy is in force everywhere after that. */
const FRESH = 30_000;

interface Kept<T> { value: T; until: number }

/**
 * Makes the store of sources. Values are kept, never promises: in a Worker one request may not wait for another's.
 * Throws AskError `database_unavailable` when the database does not answer, and `not_configured` for a source whose
 * model, policy or limits are malformed; nothing malformed is ever served.
 */
export function createSources(db: Metadata, { now, log }: SourcesOptions): Sources & { /** reads it anew the next time */ forget(id: string): void } {
  const sources = new Map<string, Kept<Source>>();
  let list: Kept<{ id: string; label: string }[]> | undefined;

  return {
    async get(id) {
      const kept = fresh(sources.get(id));
      if (kept) return kept;
      const [record, approved] = await orUnavailable(() => Promise.all([loadSource(db, id), listVerified(db, id)]));
      if (!record) return undefined;
      const checked = check(record);
      const source = { ...checked, model: await withApproved(checked.model, approved) };
      sources.set(id, keep(source));
      return source;
    },
    forget(id) {
      sources.delete(id);
    },
    async list() {
      const kept = fresh(list);
      if (kept) return kept;
      const read = await orUnavailable(() => listSources(db));
      list = keep(read);
      return read;
    },
  };

  function keep<T>(value: T): Kept<T> {
    return { value, until: now().getTime() + FRESH };
  }

  function fresh<T>(kept: Kept<T> | undefined): T | undefined {
    return kept && now().getTime() < kept.until ? kept.value : undefined;
  }

  function check({ id, label, connection, ...documents }: SourceRecord): Source {
    const model = parseModel(documents.model);
    const policy = parsePolicy(documents.policy);
    const limits = parseLimits(documents.limits);
    if (model.ok && policy.ok && limits.ok) return { id, label, connection, model: model.model, policy: policy.value, limits: limits.value };
    const problems = [model, policy, limits].flatMap((parsed) => (parsed.ok ? [] : parsed.problems));
    log?.event("source.malformed", { source: id, problems: problems.slice(0, 20).join("; ") });
    throw new AskError("not_configured", "This data source is not set up rightly. Whoever runs it can see why in the log.");
  }
}

/**
 * The model with what people approved since; of two plans for one question the later one counts. Its version names them, since
 * all caches go by it. One that the model no longer allows is left out.
 */
async function withApproved(model: SemanticModel, approved: VerifiedQuery[]): Promise<SemanticModel> {
  const valid = approved.filter(({ plan }) => compile(plan, model).ok).map(({ question, plan, by, at }) => ({ question, plan, by, at }));
  if (valid.length === 0) return model;
  const questions = new Set(valid.map(({ question }) => question));
  const verified = [...valid, ...model.verified.filter(({ question }) => !questions.has(question))];
  return { ...model, verified, version: `${model.version}+${(await digest(JSON.stringify(valid))).slice(0, 16)}` };
}
