// `npm run apply -- --source shop --model shop.yaml --policy shop-policy.json`: puts files of a repository in force, after saying what changes.
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { openMetadata } from "../connect.ts";
import { loadSource, saveSource } from "../sources.ts";
import { planApply } from "./apply.ts";

const USAGE = `npm run apply -- --source ID [--model model.yaml] [--policy policy.json] [--label "My shop"] [--connection SHOP_DATABASE_URL] [--dry-run]

  --connection    name of the Worker's variable that holds the connection string, never the string itself
  --dry-run       says what would change, and changes nothing
  METADATA_DATABASE_URL says where; ends with 0 where all is in force, with 1 where it is not.`;

const SIGNS = { added: "+", removed: "-", changed: "~" } as const;

const { values } = parseArgs({
  options: { source: { type: "string" }, model: { type: "string" }, policy: { type: "string" }, label: { type: "string" }, connection: { type: "string" }, "dry-run": { type: "boolean", default: false } },
});

async function main(id: string, url: string): Promise<void> {
  const { NEON_FETCH_ENDPOINT: fetchEndpoint } = process.env;
  const db = openMetadata(url, fetchEndpoint ? { fetchEndpoint } : {});
  const planned = planApply(
    { id, ...(values.label ? { label: values.label } : {}), ...(values.connection ? { connection: values.connection } : {}), ...documentOf("model"), ...documentOf("policy") },
    await loadSource(db, id),
  );
  if (!planned.ok) return fail(planned.problems.join("\n"));
  for (const { what, differences } of planned.changes) for (const { at, kind } of differences) console.log(`${SIGNS[kind]} ${what}${at ? `.${at}` : ""}`);
  if (planned.changes.length === 0) return console.log(`${id} is as the files say.`);
  if (values["dry-run"]) return console.log("Nothing was changed: this was a dry run.");
  await saveSource(db, planned.record);
  console.log(`${id} is in force with model ${planned.record.model.version} and policy ${planned.record.policy.version}; Workers read it within half a minute.`);
}

function documentOf(what: "model" | "policy"): { model?: unknown; policy?: unknown } {
  const file = values[what];
  if (!file) return {};
  if (!existsSync(file)) fail(`There is no file ${file}`);
  const text = readFileSync(file, "utf8");
  return { [what]: /\.ya?ml$/iu.test(file) ? parse(text) : JSON.parse(text) };
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}

if (!values.source || !process.env.METADATA_DATABASE_URL) fail(values.source ? "Set METADATA_DATABASE_URL, so that the source can be saved." : USAGE);
await main(values.source, process.env.METADATA_DATABASE_URL);
