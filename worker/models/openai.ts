// Structured completions from OpenAI, or anything that speaks its protocol: one call in, parsed JSON or one word of failure out.
import OpenAI from "openai";
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import type { LanguageModel, ModelFailure, ModelOutcome } from "../ports.ts";
import { failureOf, refusesTemperature } from "./openai-failure.ts";
import { impatient } from "./impatient-fetch.ts";

export interface OpenAiOptions {
  apiKey: string;
  /** OpenAI's own when absent */
  baseURL?: string;
  models: Record<"small" | "large", string>;
  /** US dollars for a million tokens, by model */
  prices?: Prices;
  /** milliseconds for a completion in all: waiting, reading and one retry */
  timeoutMs: number;
  fetch?: typeof fetch;
}

export type Prices = Record<string, { input: number; output: number }>;
type Request = Parameters<LanguageModel["complete"]>[0];

/** Tokens of an answer, the model's thinking included: far above any plan or statement, far below a runaway. */
const LONGEST_ANSWER = 8_000;

/** Makes the model. Nothing is sent before the first completion; nothing is logged. */
export function createOpenAiModel({ apiKey, baseURL, models, prices = {}, timeoutMs, fetch: fetcher = (...args) => fetch(...args) }: OpenAiOptions): LanguageModel {
  const client = new OpenAI({
    apiKey, baseURL: baseURL ?? null, maxRetries: 1, logLevel: "off", fetch: impatient(fetcher),
    timeout: 2 * timeoutMs, // the deadline below is the one that counts; this one would not cover the body
  });
  /** models that take no temperature, found out by asking */
  const fixed = new Set<string>();

  return {
    async complete(request) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const stop = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
      try {
        const model = models[request.size];
        return read(await ask(bodyOf(request, model), stop), prices[model]);
      } catch (error) {
        return failed(failureOf(error, stop));
      }
    },
  };

  async function ask(body: ChatCompletionCreateParamsNonStreaming, stop: AbortSignal): Promise<ChatCompletion> {
    if (fixed.has(body.model)) return client.chat.completions.create(body, { signal: stop });
    try {
      return await client.chat.completions.create({ ...body, temperature: 0 }, { signal: stop });
    } catch (error) {
      if (!refusesTemperature(error)) throw error;
      fixed.add(body.model);
      return client.chat.completions.create(body, { signal: stop });
    }
  }
}

function bodyOf({ system, user, schema, schemaName }: Request, model: string): ChatCompletionCreateParamsNonStreaming {
  return {
    model, max_completion_tokens: LONGEST_ANSWER,
    messages: [{ role: "system", content: system }, { role: "user", content: user }],
    response_format: { type: "json_schema", json_schema: { name: schemaName, strict: true, schema } },
  };
}

/** Reads an answer with suspicion: compatible servers send less than the types promise, and a proxy's page comes as text. */
function read(completion: Partial<ChatCompletion>, price: Prices[string] | undefined): ModelOutcome {
  const choice = completion.choices?.[0];
  const content = choice?.message?.content;
  if (choice?.message?.refusal || choice?.finish_reason === "content_filter") return failed("refused");
  if (choice?.finish_reason === "length") return failed("length");
  if (typeof content !== "string") return failed("invalid");
  try {
    return { ok: true, value: JSON.parse(content), tokens: completion.usage?.total_tokens ?? 0, model: completion.model ?? "", ...costOf(completion.usage, price) };
  } catch {
    return failed("invalid");
  }
}

function costOf(usage: ChatCompletion["usage"], price: Prices[string] | undefined): { cost?: number } {
  return usage && price ? { cost: (usage.prompt_tokens * price.input + usage.completion_tokens * price.output) / 1e6 } : {};
}

function failed(failure: ModelFailure): ModelOutcome {
  return { ok: false, failure };
}
