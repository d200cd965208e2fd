// `npm run eval:cases -- --source ID`: what failed or was disliked, as cases for the eval; a person fills in a value for each slot and the gold.
import { parseArgs } from "node:util";
import type { InboxEntry } from "../worker/ports.ts";
import { openMetadata } from "./connect.ts";
import { listInbox } from "./feedback.ts";

const USAGE = `npm run eval:cases -- --source ID [--days 90] > cases.jsonl
  METADATA_DATABASE_URL says where. Questions come without their literals: put a value where {value}, {number}, {date} or {word} stands, and gold SQL.`;
const DAY = 86_400_000;

const { values } = parseArgs({ options: { source: { type: "string" }, days: { type: "string", default: "90" } } });
const { METADATA_DATABASE_URL: url, NEON_FETCH_ENDPOINT: fetchEndpoint } = process.env;
const days = Number(values.days);
if (!values.source || !url || !(days > 0)) {
  console.error(url ? USAGE : "Set METADATA_DATABASE_URL, so that the inbox can be read.");
  process.exit(1);
}
const entries = await listInbox(openMetadata(url, fetchEndpoint ? { fetchEndpoint } : {}), values.source, new Date(Date.now() - days * DAY));
for (const [index, entry] of entries.entries()) console.log(JSON.stringify(caseOf(entry, index)));
console.error(`${entries.length} questions; the eval names every one that still needs gold.`);

/** A line of an eval file; `why` is for the person who completes it. */
function caseOf({ skeleton, tenants, count, outcomes, reasons }: InboxEntry, index: number): object {
  const { disliked = 0 } = outcomes;
  return { id: `inbox-${index + 1}`, category: disliked > 0 ? "disliked" : "unanswered", question: skeleton, expect: "answer", gold: [], why: { tenants, count, reasons } };
}
