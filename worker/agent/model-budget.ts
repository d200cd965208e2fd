// What models may cost for one question: calls and tokens are counted, and past the budget a call is refused without being made.
import type { LanguageModel, ModelOutcome } from "../ports.ts";
import type { ModelUse } from "../protocol.ts";

export interface Budget { calls: number; tokens: number }

/** One plan, one plan again, one statement, two repairs and a second opinion, of a few thousand tokens each. */
export const PER_QUESTION: Budget = { calls: 6, tokens: 40_000 };

/** A model of which one question may spend so much; `spent` is read at its end. */
export interface SpendingModel { model: LanguageModel; spent(): ModelUse; /** whether another call of this size would still fit */ affords(tokens: number): boolean }

export function limitSpending(model: LanguageModel, budget: Budget = PER_QUESTION): SpendingModel {
  const use: ModelUse = { calls: 0, tokens: 0, cost: 0 };
  const affords = (tokens: number): boolean => use.calls < budget.calls && use.tokens + tokens <= budget.tokens;
  return {
    affords,
    spent: () => ({ ...use }),
    model: {
      async complete(request): Promise<ModelOutcome> {
        if (!affords(1)) return { ok: false, failure: "budget" };
        use.calls += 1;
        const outcome = await model.complete(request);
        if (!outcome.ok) return outcome;
        use.tokens += outcome.tokens;
        use.cost += outcome.cost ?? 0;
        return outcome;
      },
    },
  };
}
