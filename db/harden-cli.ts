// `npm run harden -- --policy FILE --role ROLE`: prints the SQL that hardens a source's database, or takes it back with --undo.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Policy } from "../worker/guard/types.ts";
import { hardenStatements, undoStatements } from "./harden.ts";

const USAGE = "npm run harden -- --policy demo/skyward/policy.json --role my_reader [--undo] > harden.sql";
const { values } = parseArgs({ options: { policy: { type: "string" }, role: { type: "string" }, undo: { type: "boolean", default: false } } });

if (!values.policy || (!values.role && !values.undo)) {
  console.error(`Say which policy and which role: ${USAGE}`);
  process.exit(1);
}
const policy = JSON.parse(readFileSync(values.policy, "utf8")) as Policy;
const key = process.env.MEDHA_CLAIMS_KEY ?? randomBytes(32).toString("hex");
const statements = values.undo ? undoStatements(policy) : hardenStatements(policy, { role: values.role ?? "", key });
console.log(["BEGIN", ...statements, "COMMIT"].map((statement) => `${statement};`).join("\n"));
// The key goes to the terminal, not into the file.
if (!values.undo && !process.env.MEDHA_CLAIMS_KEY) console.error(`Give this key to the Worker as MEDHA_CLAIMS_KEY: ${key}`);
