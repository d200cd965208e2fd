// `npm run eval -- FILE.jsonl`: asks questions of a file through the real chain and compares the rows with the gold's.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
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
import { openDatabase, type OpenSource } from "./open-source.ts";
import { sayCase, sayScores } from "./report.ts";
import { summarize } from "./summary.ts";

const USAGE = `npm run eval -- FILE.jsonl [--source ID] [--database-url postgres://…] [--model model.yaml] [--policy policy.json] [--tenant-column org_id]
  [--claims claims.json] [--llm] [--as-of YYYY-MM-DD] [--json OUT] [--threshold 0.98] [--verbose]

  --database-url  whose user may read all rows, for the gold; {db} in it becomes the field "db" of each question
                  without it the demo is asked, started for this run
  --model         drafted from the database where it is not given, as is the policy
  --claims        the asker's claims: a file, or the JSON itself
  --llm           asks the model of OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL_SMALL and OPENAI_MODEL_LARGE where the built-in planner passes
  --threshold     lowest share of answers that must be right; below it the command fails`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: "string", default: "skyward" }, "database-url": { type: "string" }, model: { type: "string" }, policy: { type: "string" }, "tenant-column": { type: "string" },
    claims: { type: "string" }, llm: { type: "boolean", default: false }, "as-of": { type: "string" }, json: { type: "string" }, threshold: { type: "string", default: "0.98" },
    verbose: { type: "boolean", default: false }, help: { type: "boolean" },
  },
});

const say = (lines: string[]): void => console.log(lines.join("\n"));
const parser = await testParser();
const guard = createGuard(parser);
const asOf = values["as-of"];
const now = (): Date => (asOf ? new Date(`${asOf}T12:00:00Z`) : new Date());

async function main(file: string): Promise<number> {
  const model = values.llm ? countTokens(modelFrom(process.env)) : undefined;
  const cases = readCases(readFileSync(file, "utf8"));
  const principal = await principalFrom(values.claims ?? (values["database-url"] ? "{}" : '{"tenant":"delta-air-lines"}'));
  const graded: Graded[] = [];
  for (const [db, members] of Map.groupBy(cases, (one) => one.db ?? "")) graded.push(...(await gradeAll(members, await open(db), principal, model)));
  const summary = summarize(graded);
  say(sayScores(summary));
  if (values.json) writeFileSync(values.json, JSON.stringify({ summary, cases: graded }, null, 1));
  if (graded.some(({ goldProblem }) => goldProblem)) return 2;
  return summary.all.precision >= Number(values.threshold) ? 0 : 1;
}

function open(db: string): Promise<OpenSource> {
  const url = values["database-url"];
  if (!url) return openDemo();
  const id = db || values.source;
  return openDatabase(url.replaceAll("{db}", db), { id, model: values.model?.replaceAll("{db}", db), policy: values.policy?.replaceAll("{db}", db), tenantColumn: values["tenant-column"], now: now() });
}

async function gradeAll(cases: Case[], opened: OpenSource, principal: Principal, model: CountedModel | undefined): Promise<Graded[]> {
  const { source, connector, connectOwner } = opened;
  const ask = createAsk(memoryPorts({ guard, source, connector, now, ...(model ? { model } : {}) }));
  const bench = { ask, sourceId: source.id, principal, runGold: createGold(connectOwner, parser), clock: () => performance.now(), tokens: () => model?.tokens() ?? 0 };
  const graded: Graded[] = [];
  try {
    for (const one of cases) {
      const turns = await gradeCase(one, bench);
      graded.push(...turns);
      for (const turn of turns) if (values.verbose || turn.grade === "wrong" || turn.goldProblem) say(sayCase(turn, values.verbose));
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

const [file] = positionals;
if (values.help || !file) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}
try {
  process.exitCode = await main(file);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
