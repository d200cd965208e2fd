// `npm run harden -- --source ID --role ROLE` (or `--policy FILE`): prints the SQL that hardens a source's database, or takes it back with --undo.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Policy } from "../worker/guard/types.ts";
import { openMetadata } from "./connect.ts";
import { hardenStatements, undoStatements } from "./harden.ts";
import { loadSource } from "./sources.ts";

const USAGE = "npm run harden -- (--source ID | --policy FILE) --role my_reader [--undo] > harden.sql";
const { values } = parseArgs({
  options: { source: { type: "string" }, policy: { type: "string" }, role: { type: "string" }, undo: { type: "boolean", default: false } },
});

const policy = await readPolicy();
if (!policy || (!values.role && !values.undo)) {
  console.error(`Say which source and which role: ${USAGE}`);
  process.exit(1);
}
const key = process.env.MEDHA_CLAIMS_KEY ?? randomBytes(32).toString("hex");
const statements = values.undo ? undoStatements(policy) : hardenStatements(policy, { role: values.role ?? "", key });
console.log(["BEGIN", ...statements, "COMMIT"].map((statement) => `${statement};`).join("\n"));
// The key goes to the terminal, not into the file.
if (!values.undo && !process.env.MEDHA_CLAIMS_KEY) console.error(`Give this key to the Worker as MEDHA_CLAIMS_KEY: ${key}`);

/** The policy of a file, or the one in force for a source of the metadata database. */
async function readPolicy(): Promise<Policy | undefined> {
  if (values.policy) return JSON.parse(readFileSync(values.policy, "utf8")) as Policy;
  const { METADATA_DATABASE_URL: url, NEON_FETCH_ENDPOINT: fetchEndpoint } = process.env;
  if (!values.source) return undefined;
  if (!url) {
    console.error("Set METADATA_DATABASE_URL, so that the source can be looked up, or name its policy with --policy FILE.");
    process.exit(1);
  }
  const source = await loadSource(openMetadata(url, fetchEndpoint ? { fetchEndpoint } : {}), values.source);
  if (!source) console.error(`There is no source ${values.source} in the metadata database.`);
  return source?.policy as Policy | undefined;
}
