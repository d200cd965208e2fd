// Reads and checks bodies, a question's first of all; every malformed body gets a code and a sentence.
import * as z from "zod";
import { AskError } from "../errors.ts";
import { MAX_BODY, MAX_QUESTION, type QueryRequest } from "../protocol.ts";

const short = z.string().max(200);
const cell = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
const id = z.string().min(1).max(300);
const edit = z.strictObject({
  answerId: short.min(1),
  remove: id.optional(),
  replace: z.strictObject({ chip: id, by: id }).optional(),
  add: id.optional(),
  drill: z.strictObject({ column: short, value: cell }).optional(),
  range: z.strictObject({ column: short, from: short, to: short }).optional(),
}).refine(({ answerId: _answerId, ...changes }) => Object.values(changes).filter((change) => change !== undefined).length <= 1, "one change at a time");
const body = z.object({
  question: z.string(),
  sourceId: short.min(1),
  conversationId: z.uuid().optional(),
  resolve: z.record(short, short).refine((choices) => Object.keys(choices).length <= 20).optional(),
  edit: edit.optional(),
  locale: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u).optional(),
  timeZone: short.optional(),
});

/** @throws AskError bad_request | payload_too_large | question_empty | question_too_long */
export async function readQuery(request: Request): Promise<QueryRequest> {
  const { question, sourceId, ...rest } = await readJson(request, body);
  if (question.trim() === "" && !rest.edit) throw new AskError("question_empty", "Type a question first.");
  if (question.length > MAX_QUESTION) throw new AskError("question_too_long", `A question may have at most ${MAX_QUESTION} characters; this one has ${question.length}.`);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { question: question.trim(), sourceId, ...given };
}

/** A body of a shape. @throws AskError bad_request naming the fields at fault | payload_too_large */
export async function readJson<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(parseJson(await readText(request)));
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "body"))];
  throw new AskError("bad_request", `The request is malformed: check ${fields.join(", ")}.`);
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new AskError("payload_too_large", `A request may have at most ${MAX_BODY} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY) throw tooLarge;
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AskError("bad_request", "The request is not valid JSON.");
  }
}
