// `npm run discover -- --database-url postgres://…`: drafts a model and a policy, merges them into files, and says what to look at.
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { lintModel, mergeDraft, type Drift, type Finding } from "../../worker/semantic/discover/index.ts";
import type { SemanticModel } from "../../worker/semantic/model.ts";
import { connectPostgres } from "./connect-postgres.ts";
import { discover, sayNote } from "./index.ts";
import { readModelFile, sayDocument, schemaOf, writeDocument } from "./read-model-file.ts";

const USAGE = `npm run discover -- --database-url postgres://… [--name my_app] [--schema public]… [--out model.yaml] [--policy-out policy.json]
  [--tenant-column org_id] [--currency EUR] [--time-zone Europe/Berlin] [--merge model.yaml [--previous draft.yaml]] [--force]

  --out           where the model goes: JSON, or YAML by its ending; to the terminal where it is not given
  --merge         a model people have edited: their edits stay, new tables come in, what is gone goes
  --previous      the draft that the edits started from: then what nobody touched follows the database
  --force         overwrites files that are there
  MEDHA_SOURCE_URL may hold the URL instead, so that its password is in no history.`;

const { values } = parseArgs({
  options: {
    "database-url": { type: "string" }, name: { type: "string" }, schema: { type: "string", multiple: true }, out: { type: "string" }, "policy-out": { type: "string" }, "tenant-column": { type: "string" },
    currency: { type: "string" }, "time-zone": { type: "string" }, merge: { type: "string" }, previous: { type: "string" }, force: { type: "boolean" }, help: { type: "boolean" },
  },
});

const say = (line: string): void => console.error(line);

async function main(url: string): Promise<void> {
  for (const file of [values.out, values["policy-out"]]) if (file !== undefined && existsSync(file) && file !== values.merge && !values.force) fail(`${file} is there already: --merge keeps what people wrote in a model, --force overwrites`);
  const existing = values.merge ? read(values.merge) : undefined;
  const previous = values.previous ? read(values.previous) : undefined;
  const { run, close } = await connectPostgres(url);
  const drafted = await discover(run, optionsOf(url)).finally(close);
  const merged = existing ? mergeDraft(existing, drafted.model, previous) : { model: drafted.model, drift: [] };
  report("To look at", drafted.notes.map(sayNote));
  report("Changed in the database", merged.drift.map(({ at, text }: Drift) => `${at} ${text}`));
  report("Found in the model", lintModel(merged.model, { snapshot: drafted.snapshot }).map(({ weight, rule, at, text }: Finding) => `${weight === "problem" ? "!" : "·"} ${rule}: ${at} ${text}`));
  say(`\n${drafted.snapshot.tables.length} tables, ${merged.model.relationships.length} joins, ${merged.model.metrics.length} numbers.`);
  const document = { ...schemaOf(values.merge), ...merged.model };
  if (values.out) writeDocument(values.out, document);
  else process.stdout.write(sayDocument("model.json", document));
  if (values["policy-out"]) writeDocument(values["policy-out"], drafted.policy);
}

function optionsOf(url: string): Parameters<typeof discover>[1] {
  const [tenantColumn, timeZone] = [values["tenant-column"], values["time-zone"]];
  const schemas = values.schema?.flatMap((names) => names.split(","));
  const name = values.name ?? (new URL(url).pathname.slice(1) || "source");
  return { name, now: new Date(), ...(schemas ? { schemas } : {}), ...(tenantColumn ? { tenantColumn } : {}), ...(timeZone ? { timeZone } : {}), ...(values.currency ? { currency: values.currency } : {}) };
}

function read(file: string): SemanticModel {
  if (!existsSync(file)) fail(`There is no file ${file}`);
  const parsed = readModelFile(file);
  if (!parsed.ok) fail(`${file} is no valid model:\n${parsed.problems.join("\n")}`);
  return parsed.model;
}

function report(title: string, lines: string[]): void {
  if (lines.length > 0) say(`\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

function fail(message: string): never {
  say(message);
  process.exit(1);
}

const url = values["database-url"] ?? process.env.MEDHA_SOURCE_URL;
if (values.help || !url) fail(values.help ? USAGE : `Say which database: ${USAGE}`);
try {
  await main(url);
} catch (error) {
  fail(`Could not read the database: ${error instanceof Error ? error.message : "unknown error"}`);
}
