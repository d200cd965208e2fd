// Several models in order: who is asked when, and when one that keeps failing is left alone. Time is vitest's own.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withFallback } from "../../worker/models/fallback.ts";
import type { LanguageModel, ModelFailure, ModelOutcome } from "../../worker/ports.ts";
import { REQUEST } from "./contract.ts";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** A provider whose next outcomes are set by the test. */
function provider(name: string): { name: string; model: LanguageModel; asked: number; failure: ModelFailure | undefined } {
  const own = {
    name, asked: 0, failure: undefined as ModelFailure | undefined,
    model: { complete: (): Promise<ModelOutcome> => {
      own.asked += 1;
      return Promise.resolve(own.failure ? { ok: false, failure: own.failure } : { ok: true, value: name, tokens: 1, model: name });
    } },
  };
  return own;
}

function two() {
  const [first, second, passed] = [provider("first"), provider("second"), [] as unknown[]];
  const model = withFallback([first, second], { event: (event, fields) => void passed.push([event, fields]) });
  return { first, second, model, passed };
}

describe("models in order", () => {
  it("ask the first while it answers", async () => {
    const { model, first, second } = two();
    expect(await model.complete(REQUEST)).toMatchObject({ ok: true, value: "first" });
    expect([first.asked, second.asked]).toEqual([1, 0]);
  });

  it.each<ModelFailure>(["unavailable", "timeout", "rate-limited", "not-configured", "invalid"])("ask the next on %s, and say so in the log", async (failure) => {
    const { model, first, passed } = two();
    first.failure = failure;
    expect(await model.complete(REQUEST)).toMatchObject({ ok: true, value: "second" });
    expect(passed).toEqual([["model.passed_over", { provider: "first", failure }]]);
  });

  it.each<ModelFailure>(["refused", "length", "budget"])("take %s for an answer", async (failure) => {
    const { model, first, second } = two();
    first.failure = failure;
    expect(await model.complete(REQUEST)).toEqual({ ok: false, failure });
    expect(second.asked).toBe(0);
  });

  it("say what the last one said when all fail", async () => {
    const { model, first, second } = two();
    first.failure = "unavailable";
    second.failure = "timeout";
    expect(await model.complete(REQUEST)).toEqual({ ok: false, failure: "timeout" });
  });

  it("ask nobody else once the asker has left", async () => {
    const { model, first, second } = two();
    first.failure = "timeout";
    await model.complete({ ...REQUEST, signal: AbortSignal.abort() });
    expect(second.asked).toBe(0);
  });

  it("leave one alone that failed three times in a row, try it again after a rest, and keep it once it answers", async () => {
    const { model, first } = two();
    first.failure = "unavailable";
    for (let call = 0; call < 5; call++) expect(await model.complete(REQUEST)).toMatchObject({ value: "second" });
    expect(first.asked).toBe(3);
    first.failure = undefined;
    expect(await model.complete(REQUEST)).toMatchObject({ value: "second" });
    vi.advanceTimersByTime(15_001);
    expect(await model.complete(REQUEST)).toMatchObject({ value: "first" });
    expect(await model.complete(REQUEST)).toMatchObject({ value: "first" });
  });

  it("do not leave one alone for answers that were merely bad", async () => {
    const { model, first } = two();
    first.failure = "invalid";
    for (let call = 0; call < 5; call++) await model.complete(REQUEST);
    expect(first.asked).toBe(5);
  });
});
