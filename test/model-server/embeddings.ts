// Embeddings by shared letters in threes: near for near spellings, and no more than that.
import { isObject } from "./lint-request.ts";

const DIMENSIONS = 256;

/** Answers POST /v1/embeddings: floats, or base64 when asked. */
export function answerEmbeddings(body: unknown, send: (status: number, reply: unknown) => void): void {
  if (!isObject(body) || typeof body["model"] !== "string") return send(400, { error: { message: "you must provide a model parameter", type: "invalid_request_error", param: "model", code: null } });
  const inputs = [body["input"]].flat();
  if (inputs.length === 0 || !inputs.every((input) => typeof input === "string" && input !== "")) {
    return send(400, { error: { message: "'$.input' is invalid.", type: "invalid_request_error", param: "input", code: null } });
  }
  const vectors = inputs.map((input) => embed(String(input)));
  const data = vectors.map((vector, index) => ({ object: "embedding", index, embedding: body["encoding_format"] === "base64" ? toBase64(vector) : vector }));
  send(200, { object: "list", data, model: body["model"], usage: { prompt_tokens: inputs.length, total_tokens: inputs.length } });
}

function embed(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0);
  const padded = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  for (let at = 0; at + 3 <= padded.length; at++) {
    const slot = hash(padded.slice(at, at + 3)) % DIMENSIONS;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 2_166_136_261;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
}

function toBase64(vector: number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString("base64");
}
