// Several models in order: the next one is asked where the one before does not answer, and one that keeps failing is left alone for a while.
import { circuitBreaker, ConsecutiveBreaker, handleWhenResult, isBrokenCircuitError, type CircuitBreakerPolicy } from "cockatiel";
import type { LanguageModel, Log, ModelFailure, ModelOutcome } from "../ports.ts";

/** What another provider may do better; a refusal or an answer that is too long would be the same there. */
const ELSEWHERE: ReadonlySet<ModelFailure> = new Set(["unavailable", "timeout", "rate-limited", "not-configured", "invalid"]);
/** What says that a provider is in trouble. */
const TROUBLE: ReadonlySet<ModelFailure> = new Set(["unavailable", "timeout", "rate-limited", "not-configured"]);

const FAILURES_IN_A_ROW = 3;
/** Milliseconds until a provider in trouble is tried again, with one question. */
const REST = 15_000;

export interface Provider { name: string; model: LanguageModel }

/** One model made of several, first choice first. The log hears which one was passed over, and why. */
export function withFallback(providers: Provider[], log: Log): LanguageModel {
  const guarded = providers.map((provider) => ({ ...provider, breaker: breakerOf() }));
  return {
    async complete(request) {
      let outcome: ModelOutcome = { ok: false, failure: "not-configured" };
      for (const { name, model, breaker } of guarded) {
        outcome = await complete(model, breaker, request);
        if (outcome.ok || request.signal?.aborted || !ELSEWHERE.has(outcome.failure)) return outcome;
        log.event("model.passed_over", { provider: name, failure: outcome.failure });
      }
      return outcome;
    },
  };
}

function breakerOf(): CircuitBreakerPolicy {
  const trouble = handleWhenResult((outcome) => isTrouble(outcome as ModelOutcome));
  return circuitBreaker(trouble, { halfOpenAfter: REST, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) });
}

function isTrouble(outcome: ModelOutcome): boolean {
  return !outcome.ok && TROUBLE.has(outcome.failure);
}

async function complete(model: LanguageModel, breaker: CircuitBreakerPolicy, request: Parameters<LanguageModel["complete"]>[0]): Promise<ModelOutcome> {
  try {
    return await breaker.execute(() => model.complete(request));
  } catch (error) {
    if (isBrokenCircuitError(error)) return { ok: false, failure: "unavailable" };
    throw error;
  }
}
