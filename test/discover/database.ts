// A database in memory for a test, and what discovery makes of it.
import { PGlite } from "@electric-sql/pglite";
import { discover, type DiscoverOptions } from "../../db/discover/index.ts";
import type { Run } from "../../db/discover/run.ts";
import type { Note, Snapshot } from "../../worker/semantic/discover/index.ts";
import { buildLexicon } from "../../worker/semantic/lexicon.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { parseModel } from "../../worker/semantic/validate.ts";
import { understand } from "../../worker/agent/plan/index.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import type { Policy } from "../../worker/guard/types.ts";

export const NOW = new Date("2026-11-01T00:00:00Z");

export interface Discovered { model: SemanticModel; policy: Policy; notes: Note[]; snapshot: Snapshot; run: Run; close: () => Promise<void> }

/** Builds a database by SQL and drafts its model. */
export async function discovered(sql: string, options: Partial<DiscoverOptions> = {}): Promise<Discovered> {
  const database = await PGlite.create();
  await database.exec(sql);
  const run: Run = async (statement, params) => (await database.query<Record<string, unknown>>(statement, params)).rows;
  const drafted = await discover(run, { name: "shop", now: NOW, ...options });
  return { ...drafted, run, close: () => database.close() };
}

/** Problems of a draft; none is the promise. */
export function problemsOf(model: SemanticModel): string[] {
  const parsed = parseModel(model);
  return parsed.ok ? [] : parsed.problems;
}

export const joins = (model: SemanticModel): string[] => model.relationships.map(({ from, to }) => `${from} -> ${to}`).toSorted();

/** Asks the built-in planner and runs what it plans. @returns the rows, or why there are none */
export async function answer({ model, run }: Pick<Discovered, "model" | "run">, question: string, values: Record<string, string[]> = {}): Promise<Record<string, unknown>[] | string> {
  const today = model.calendar.asOf === "now" ? NOW.toISOString().slice(0, 10) : model.calendar.asOf;
  const understood = understand({ question, lexicon: buildLexicon(model, values), model, today, resolve: {} });
  if (understood.kind !== "plan") return `${understood.kind}: ${understood.message}`;
  const compiled = compile(understood.plan, model);
  return compiled.ok ? run(compiled.sql) : "does not compile";
}
