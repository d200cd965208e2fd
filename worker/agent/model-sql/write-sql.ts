// The SQL agent: writes a statement for what a plan can't say. Its SQL goes through the same guard as everything else.
import * as z from "zod";
import type { LanguageModel, Ports } from "../../ports.ts";
import { nearestExamples } from "../examples.ts";
import type { Readable } from "../read-question.ts";
import { relevantSource } from "../relevant-tables.ts";
import { describeAttempt, describeStatements, describeTables, SQL_RULES } from "./prompt.ts";

/** A statement that was refused or failed, with a closed code: never a raw database error. */
export interface Attempt { sql: string; problem: string }
export type Written = { ok: true; sql: string; reading: string } | { ok: false; reason: "no-statement" | "model-failed" };

const reply = z.strictObject({ sql: z.string(), reading: z.string() });
const SQL_SCHEMA = z.toJSONSchema(reply, { target: "draft-7" }) as Record<string, unknown>;

export interface Writing { ports: Pick<Ports, "similar" | "log">; /** what came before, where this is a repair */ before?: Attempt | undefined; size?: "small" | "large" }

/** Asks the model for one SELECT. */
export async function writeSql(readable: Readable, model: LanguageModel, { ports, before, size = "large" }: Writing, signal?: AbortSignal): Promise<Written> {
  const [source, examples] = await Promise.all([relevantSource(readable.question, readable.source, ports), nearestExamples(readable.question, readable.source, ports)]);
  const outcome = await model.complete({
    system: `${SQL_RULES}\n\n${describeTables(source.model)}${describeStatements(examples)}`,
    user: describeAttempt(readable, before),
    schema: SQL_SCHEMA,
    schemaName: "statement",
    size,
    ...(signal ? { signal } : {}),
  });
  if (!outcome.ok) return { ok: false, reason: "model-failed" };
  const parsed = reply.safeParse(outcome.value);
  if (!parsed.success) return { ok: false, reason: "model-failed" };
  return parsed.data.sql.trim() === "" ? { ok: false, reason: "no-statement" } : { ok: true, ...parsed.data };
}
