// Findings in a model's words where it keeps what they say. The model sees the sentences without their values: no number, name or label of the data.
import * as z from "zod";
import type { LanguageModel } from "../../ports.ts";
import type { Insight } from "../../protocol.ts";
import { checkRewording, mask, namesOf } from "./rewording.ts";

const SYSTEM = [
  "You reword short findings of a data analysis so that they read naturally in English.",
  "Keep every placeholder such as {0}, each as often as it is there and in the same order. Keep what is said: direction, strength, hedges, negations and conditions.",
  "Add nothing: no cause, no judgement, no number. Return as many sentences as you were given, in their order, each ending with a full stop.",
].join(" ");
const reply = z.strictObject({ sentences: z.array(z.string()) });
const SCHEMA = z.toJSONSchema(reply, { target: "draft-7" }) as Record<string, unknown>;

/**
 * One call for all findings.
 * @returns the same findings, each in the model's words where these pass `checkRewording`, else as they were; none is lost where the model fails
 */
export async function rewordInsights(items: Insight[], model: LanguageModel, signal?: AbortSignal): Promise<Insight[]> {
  if (items.length === 0) return items;
  const user = JSON.stringify({ sentences: items.map(template) });
  const outcome = await model.complete({ system: SYSTEM, user, schema: SCHEMA, schemaName: "rewording", size: "small", ...(signal ? { signal } : {}) });
  const parsed = outcome.ok ? reply.safeParse(outcome.value) : undefined;
  const sentences = parsed?.success ? parsed.data.sentences : [];
  return sentences.length === items.length ? items.map((item, index) => reworded(item, sentences[index] ?? "")) : items;
}

function template({ text, values }: Insight): string {
  return mask(text, namesOf(values)).replaceAll(/ ([\u{E000}-\u{F8FF}]) /gu, (_all, place: string) => `{${(place.codePointAt(0) ?? 0) - 0xe000}}`);
}

function reworded(item: Insight, sentence: string): Insight {
  const names = namesOf(item.values);
  const text = sentence.replaceAll(/\{(\d+)\}/gu, (place, index: string) => names[Number(index)] ?? place);
  return checkRewording(item, text) ? item : { ...item, text };
}
