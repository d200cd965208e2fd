// What an error of the OpenAI client means to the chain. Its text may quote the prompt, so only the word leaves.
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import type { ModelFailure } from "../ports.ts";

const BY_STATUS: Record<number, ModelFailure> = {
  401: "not-configured", 403: "not-configured", 404: "not-configured", 413: "length", 429: "rate-limited",
};

const BY_CODE: Record<string, ModelFailure> = { context_length_exceeded: "length", content_filter: "refused", content_policy_violation: "refused" };

/** @param stop what ended the call early, if anything did */
export function failureOf(error: unknown, stop: AbortSignal): ModelFailure {
  if (stop.aborted || error instanceof APIConnectionTimeoutError) return "timeout";
  if (error instanceof SyntaxError) return "invalid";
  if (error instanceof APIConnectionError || !(error instanceof APIError)) return "unavailable";
  return BY_CODE[error.code ?? ""] ?? byStatus(Number(error.status));
}

function byStatus(status: number): ModelFailure {
  const known = BY_STATUS[status];
  if (known) return known;
  const refusedAsWritten = status >= 400 && status < 500 && status !== 408 && status !== 409;
  return refusedAsWritten ? "invalid" : "unavailable";
}

/** Reasoning models take only their default temperature, and nothing but the refusal tells which they are. */
export function refusesTemperature(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && error.param === "temperature";
}
