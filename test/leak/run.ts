// `npm run leak-test`: attacks a deployment of its own, or one that runs already, and exits 1 on any influence between tenants.
import { parseArgs } from "node:util";
import { runCampaign, type Campaign } from "./campaign.ts";
import { openGround } from "./deployment.ts";
import { tableOf, rowsOf } from "./report.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
  },
});

const started = performance.now();
process.exitCode = report(await attackOwn());

async function attackOwn(): Promise<Campaign[]> {
  const ground = await openGround();
  try {
    return [await runCampaign(ground, false), await runCampaign(ground, true)];
  } finally {
    await ground.stop();
  }
}

/** @returns the exit code */
function report(campaigns: Campaign[]): number {
  const findings = campaigns.flatMap((campaign) => campaign.findings);
  const seconds = (performance.now() - started) / 1_000;
  console.log(values.json ? JSON.stringify({ seconds, rows: rowsOf(campaigns), findings }, null, 2) : tableOf(campaigns, seconds));
  return findings.length > 0 ? 1 : 0;
}
