// A database in memory for a test, and what discovery makes of it.
import type { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "../empty-database.ts";
import { discover, type DiscoverOptions } from "../../db/discover/index.ts";
import type { Run } from "../../db/discover/run.ts";
import type { Note, Snapshot } from "../../worker/semantic/discover/index.ts";
import { buildLexicon } from "../../worker/semantic/lexicon.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { beforeAll } from "vitest";
import { understand } from "../../worker/agent/plan/index.ts";
import { compile } from "../../worker/semantic/compile/index.ts";
import type { Policy } from "../../worker/guard/types.ts";
import { NOW } from "./drafts.ts";

export interface Discovered { model: SemanticModel; policy: Policy; notes: Note[]; snapshot: Snapshot; run: Run }

/** Builds a database by SQL, in place of the one before, and drafts its model. */
export async function discovered(sql: string, options: Partial<DiscoverOptions> = {}): Promise<Discovered> {
  const database = await emptied();
  await database.exec(sql);
  const run: Run = async (statement, params) => (await database.query<Record<string, unknown>>(statement, params)).rows;
  const drafted = await discover(run, { name: "shop", now: NOW, ...options });
  return { ...drafted, run };
}

let shared: PGlite;

// One engine for all tests of a file: starting one takes longer than any test.
beforeAll(async () => {
  shared = await emptyDatabase();
}, 30_000);

/** What a test built is gone with the next call. */
export async function emptied(): Promise<PGlite> {
  await shared.exec("RESET ROLE");
  const { rows } = await shared.query<{ nspname: string }>("SELECT nspname::text FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'");
  for (const { nspname } of rows) await shared.exec(`DROP SCHEMA "${nspname}" CASCADE`);
  await shared.exec("CREATE SCHEMA public");
  return shared;
}

/** Asks the built-in planner and runs what it plans. @returns the rows, or why there are none */
export async function answer({ model, run }: Pick<Discovered, "model" | "run">, question: string, values: Record<string, string[]> = {}): Promise<Record<string, unknown>[] | string> {
  const today = model.calendar.asOf === "now" ? NOW.toISOString().slice(0, 10) : model.calendar.asOf;
  const understood = understand({ question, lexicon: buildLexicon(model, values), model, today, resolve: {} });
  if (understood.kind !== "plan") return `${understood.kind}: ${understood.message}`;
  const compiled = compile(understood.plan, model);
  return compiled.ok ? run(compiled.sql) : "does not compile";
}
