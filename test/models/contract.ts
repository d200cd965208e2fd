// What every language model adapter must do. An adapter's test passes itself in, with a server it can be pointed at.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LanguageModel, ModelFailure } from "../../worker/ports.ts";

export type Request = Parameters<LanguageModel["complete"]>[0];

export interface Subject {
  /** answers every completion with `{"answer": <the user text>}`; gives up after `patienceMs` */
  model: LanguageModel;
  /** the same adapter where nothing listens */
  unreachable: LanguageModel;
  patienceMs: number;
  /** makes the next tries fail in the vendor's way of `failure`; enough of them that retries do not help */
  breaks: Partial<Record<ModelFailure, () => void>>;
  /** makes exactly one try fail in a way worth a retry */
  hiccup(): void;
  stop(): Promise<void>;
}

export const REQUEST: Request = {
  system: "Answer in JSON.", user: "how many?", schemaName: "answer", size: "small",
  schema: { type: "object", properties: { answer: { type: "string" } }, required: ["answer"], additionalProperties: false },
};

export function modelContract(name: string, open: () => Promise<Subject>): void {
  describe(`${name} as a language model`, () => {
    let subject: Subject;
    beforeAll(async () => { subject = await open(); });
    afterAll(() => subject.stop());

    it.each(["small", "large"] as const)("completes with the %s model: parsed JSON, tokens and the model's name", async (size) => {
      const outcome = await subject.model.complete({ ...REQUEST, size });
      expect(outcome).toMatchObject({ ok: true, value: { answer: "how many?" } });
      if (outcome.ok) expect([outcome.tokens > 0, outcome.model.length > 0]).toEqual([true, true]);
    });

    it("carries any text", async () => {
      const user = "“Zürich” \u0000 \u2028 \\ \" 😀\n; DROP TABLE";
      expect(await subject.model.complete({ ...REQUEST, user })).toMatchObject({ ok: true, value: { answer: user } });
    });

    it("names every failure by a closed code, and says nothing else", async () => {
      for (const [failure, breaks] of Object.entries(subject.breaks)) {
        breaks();
        expect(await subject.model.complete(REQUEST)).toEqual({ ok: false, failure });
        await completesAgain();
      }
    });

    it("tries once more after a hiccup", async () => {
      subject.hiccup();
      expect(await subject.model.complete(REQUEST)).toMatchObject({ ok: true });
    });

    it("says when nobody answers", async () => {
      expect(await subject.unreachable.complete(REQUEST)).toEqual({ ok: false, failure: "unavailable" });
    });

    it("ends when the asker leaves", async () => {
      expect(await subject.model.complete({ ...REQUEST, signal: AbortSignal.abort() })).toEqual({ ok: false, failure: "timeout" });
      const leaving = new AbortController();
      subject.breaks.timeout?.();
      setTimeout(() => leaving.abort(), 20);
      const started = performance.now();
      expect(await subject.model.complete({ ...REQUEST, signal: leaving.signal })).toEqual({ ok: false, failure: "timeout" });
      expect(performance.now() - started).toBeLessThan(subject.patienceMs);
      await completesAgain();
    });

    /** Also uses up what is left of a prepared failure. */
    async function completesAgain(): Promise<void> {
      await subject.model.complete(REQUEST);
      expect(await subject.model.complete(REQUEST)).toMatchObject({ ok: true });
    }
  });
}
