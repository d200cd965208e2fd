// `npm run eval -- FILE.jsonl`: asks questions of a file through the real chain and compares the rows with the gold's.
import { readFileSync, writeFileSync } from "node:fs";
import { createAsk } from "../../worker/agent/ask.ts";
import { createGuard } from "../../worker/guard/index.ts";
import { scopeOf } from "../../worker/auth/principal.ts";
import type { Principal } from "../../worker/ports.ts";
import { testParser } from "../guard/load.ts";
import { readCases, type Case } from "./cases.ts";
import { countTokens, modelFrom, type CountedModel } from "./environment-model.ts";
import { createGold } from "./gold.ts";
import { gradeCase, type Graded } from "./grade.ts";
import { memoryPorts } from "./memory-ports.ts";
import { openDemo } from "./open-demo.ts";
import { openSchema } from "./open-schema.ts";
import { openDatabase, type OpenSource } from "./open-source.ts";
import { readOptions, USAGE, type Options } from "./read-options.ts";
import { sayCase, sayScores } from "./report.ts";
import { summarize } from "./summary.ts";

const say = (lines: string[]): void => console.log(lines.join("\n"));
const parser = await testParser();
const guard = createGuard(parser);

/** What a run is given: options, the clock, and a model where one is wanted. */
interface Run { options: Options; now: () => Date; model: CountedModel | undefined }

/** @returns the code to end with */
async function main(options: Options): Promise<number> {
  const { file, "as-of": asOf, json, threshold } = options;
  const run: Run = {
    options,
    model: options.llm ? countTokens(modelFrom(process.env)) : undefined,
    now: () => (asOf ? new Date(`${asOf}T12:00:00Z`) : new Date()),
  };
  const graded: Graded[] = [];
  for (const [db, members] of Map.groupBy(readCases(readFileSync(file, "utf8")), (one) => one.db ?? "")) graded.push(...(await gradeAll(members, await open(db, run), run)));
  const summary = summarize(graded);
  say(sayScores(summary));
  if (json) writeFileSync(json, JSON.stringify({ summary, cases: graded }, null, 1));
  if (graded.some(({ goldProblem }) => goldProblem)) return 2;
  return summary.all.precision >= threshold ? 0 : 1;
}

function open(db: string, { options, now }: Run): Promise<OpenSource> {
  const { "database-url": url, source, model, policy, "tenant-column": tenantColumn } = options;
  if (!url) return db ? openSchema(db) : openDemo();
  const named = (text: string | undefined): string | undefined => text?.replaceAll("{db}", db);
  return openDatabase(url.replaceAll("{db}", db), { id: db || source, model: named(model), policy: named(policy), tenantColumn, now: now() });
}

async function gradeAll(cases: Case[], opened: OpenSource, { options: { verbose, claims }, now, model }: Run): Promise<Graded[]> {
  const { source, connector, connectOwner } = opened;
  const principal = await principalFrom(claims ?? JSON.stringify(opened.claims));
  const ask = createAsk(memoryPorts({ guard, source, connector, now, ...(model ? { model } : {}) }));
  const bench = { ask, sourceId: source.id, principal, runGold: createGold(connectOwner, parser), clock: () => performance.now(), tokens: () => model?.tokens() ?? 0 };
  const graded: Graded[] = [];
  try {
    for (const one of cases) {
      const turns = await gradeCase(one, bench);
      graded.push(...turns);
      for (const turn of turns) if (verbose || turn.grade === "wrong" || turn.goldProblem) say(sayCase(turn, verbose));
    }
  } finally {
    await opened.close();
  }
  return graded;
}

/** The asker as a verified token would give them. */
async function principalFrom(given: string): Promise<Principal> {
  const claims = JSON.parse(given.trimStart().startsWith("{") ? given : readFileSync(given, "utf8")) as Principal["claims"];
  const { tenant = "eval", sub = "eval", roles = [] } = claims;
  const named = { tenant: String(tenant), user: String(sub), roles: Array.isArray(roles) ? roles.map(String) : [] };
  return { ...named, claims: { ...claims, tenant: named.tenant, sub: named.user, roles: named.roles }, scope: await scopeOf(named.tenant, named.roles, claims), expiresAt: Number.MAX_SAFE_INTEGER };
}

const read = readOptions(process.argv.slice(2));
try {
  if (read.ok) process.exitCode = await main(read.options);
  else {
    console.error(`${read.problem ? `${read.problem}\n\n` : ""}${USAGE}`);
    process.exitCode = read.problem ? 2 : 0;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
