// The language model that the environment names, and the tokens it took.
import { createOpenAiModel } from "../../worker/models/openai.ts";
import type { LanguageModel } from "../../worker/ports.ts";

export interface CountedModel extends LanguageModel { tokens(): number }

/** @throws Error where no key is set */
export function modelFrom(environment: Record<string, string | undefined>): LanguageModel {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL, OPENAI_MODEL_SMALL: small = "gpt-4.1-mini", OPENAI_MODEL_LARGE: large = "gpt-4.1" } = environment;
  if (!apiKey) throw new Error("--llm needs OPENAI_API_KEY");
  return createOpenAiModel({ apiKey, ...(baseURL ? { baseURL } : {}), models: { small, large }, timeoutMs: 60_000 });
}

export function countTokens(model: LanguageModel): CountedModel {
  let tokens = 0;
  return {
    async complete(request) {
      const outcome = await model.complete(request);
      if (outcome.ok) tokens += outcome.tokens;
      return outcome;
    },
    tokens: () => tokens,
  };
}
