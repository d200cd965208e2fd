// `npm run audit:verify`: proves every tenant's audit chain; exits 1 where an entry was edited, removed, added or moved.
import { parseArgs } from "node:util";
import { openMetadata } from "../connect.ts";
import { verifyAudit } from "./verify.ts";

const USAGE = "npm run audit:verify [-- --json]   METADATA_DATABASE_URL says where.";
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const { METADATA_DATABASE_URL: url, NEON_FETCH_ENDPOINT: fetchEndpoint } = process.env;
if (!url) {
  console.error(`Set METADATA_DATABASE_URL, so that the audit can be read: ${USAGE}`);
  process.exit(2);
}
const reports = await verifyAudit(openMetadata(url, { ...(fetchEndpoint ? { fetchEndpoint } : {}), timeoutMs: 60_000 }));
if (values.json) console.log(JSON.stringify(reports));
else for (const { tenant, entries, head, problems } of reports) console.log(`${problems.length === 0 ? "ok" : "BROKEN"}  ${JSON.stringify(tenant)}  ${entries} entries, ends ${head}${problems.slice(0, 5).map((problem) => `\n    ${problem}`).join("")}`);
const broken = reports.filter(({ problems }) => problems.length > 0).length;
if (!values.json) console.log(`${reports.length} chains, ${broken} broken`);
process.exit(broken > 0 ? 1 : 0);
