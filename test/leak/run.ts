// `npm run leak-test`: attacks a deployment of its own, or one that runs already, and exits 1 on any influence between tenants.
import { parseArgs } from "node:util";
import { runCampaign, type Campaign } from "./campaign.ts";
import { openGround, type Ground } from "./deployment.ts";
import { attackElsewhere, readCanaries } from "./elsewhere.ts";
import { sortFindings } from "./open-findings.ts";
import { isProved, prove } from "./prove.ts";
import { rowsOf, tableOf } from "./report.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false }, prove: { type: "boolean", default: false },
    url: { type: "string" }, source: { type: "string" }, "token-a": { type: "string" }, "token-b": { type: "string" }, canaries: { type: "string" },
  },
});
const started = performance.now();

if (values.prove) process.exitCode = await onOwnGround(proveIt);
else if (values.url !== undefined) process.exitCode = await attackOther(values.url);
else process.exitCode = await onOwnGround(attackIt);

async function attackIt(ground: Ground): Promise<number> {
  const campaigns = [await runCampaign(ground, { withModel: false }), await runCampaign(ground, { withModel: true })];
  const { mended } = sortFindings(campaigns.flatMap(({ findings }) => findings));
  const code = report(campaigns);
  for (const { why } of mended) console.error(`mended, so take it out of open-findings.ts: ${why}`);
  return code;
}

/** @returns the exit code; 2 where the command itself is wrong */
async function attackOther(url: string): Promise<number> {
  const { source, canaries, "token-a": a, "token-b": b } = values;
  if (!source || !canaries || !a || !b || !URL.canParse(url)) {
    console.error("--url takes the address of a Worker, and needs --source, --token-a, --token-b and --canaries");
    return 2;
  }
  return report([await attackElsewhere({ url: new URL(url).origin, source, tokens: { a, b }, canaries: readCanaries(canaries) })]);
}

/** @returns the exit code: 0 when the test saw what it must see, and only that */
async function proveIt(ground: Ground): Promise<number> {
  const proofs = await prove(ground);
  report(proofs.map(({ campaign }) => campaign));
  for (const proof of proofs) console.log(`${isProved(proof) ? "as it must be" : "NOT AS IT MUST BE"}: ${proof.hole.name}, ${proof.campaign.findings.length} findings`);
  return proofs.every(isProved) ? 0 : 1;
}

/** Starts everything, on free ports and temporary state, and takes all of it away again. */
async function onOwnGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const ground = await openGround();
  try {
    return await work(ground);
  } finally {
    await ground.stop();
  }
}

/** @returns the exit code */
function report(campaigns: Campaign[]): number {
  const findings = campaigns.flatMap((campaign) => campaign.findings);
  const seconds = (performance.now() - started) / 1_000;
  console.log(values.json ? JSON.stringify({ seconds, rows: rowsOf(campaigns), findings }, null, 2) : tableOf(campaigns, seconds));
  return sortFindings(findings).fresh.length > 0 ? 1 : 0;
}
