// A script's reply in the protocol's own shape: one completion object, or its chunks.

/** What a script may answer. */
export type Reply =
  | { json: unknown; tokens?: number }
  | { text: string }
  | { refusal: string }
  /** an HTTP error as the API words it */
  | { error: { status: number; message?: string; code?: string; param?: string; headers?: Record<string, string> } };

export type Said = Exclude<Reply, { error: unknown }>;
type FinishReason = "stop" | "length" | "content_filter";

export interface Completion {
  id: string; object: "chat.completion"; created: number; model: string;
  choices: { index: number; message: { role: "assistant"; content: string | null; refusal: string | null }; logprobs: null; finish_reason: FinishReason }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** Characters a token stands for, roughly. */
const PER_TOKEN = 4;

export function completionOf(said: Said, model: string, promptLength: number, id: string): Completion {
  const refusal = "refusal" in said ? said.refusal : null;
  const content = "json" in said ? JSON.stringify(said.json) : "text" in said ? said.text : null;
  const prompt = Math.ceil(promptLength / PER_TOKEN);
  const completion = "json" in said && said.tokens ? said.tokens : Math.ceil((content ?? refusal ?? "").length / PER_TOKEN);
  return {
    id, object: "chat.completion", created: 0, model,
    choices: [{ index: 0, message: { role: "assistant", content, refusal }, logprobs: null, finish_reason: "stop" }],
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  };
}

/** The same as server-sent events, a few words a chunk, ended by `[DONE]`. */
export function* framesOf(completion: Completion): Generator<string> {
  const { id, created, model, choices } = completion;
  const [choice] = choices;
  const frame = (delta: object, finish: FinishReason | null): string =>
    `data: ${JSON.stringify({ id, object: "chat.completion.chunk", created, model, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })}\n\n`;
  yield frame({ role: "assistant", content: "" }, null);
  if (choice?.message.refusal) yield frame({ refusal: choice.message.refusal }, null);
  for (const [part] of (choice?.message.content ?? "").matchAll(/[^]{1,24}/gu)) yield frame({ content: part }, null);
  yield frame({}, choice?.finish_reason ?? "stop");
  yield "data: [DONE]\n\n";
}
