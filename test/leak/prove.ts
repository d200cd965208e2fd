// Opens holes in a deployment of its own, one after another: the leak test must find them, and each lock alone must hold.
import { hardenStatements, undoStatements } from "../../db/harden.ts";
import { openMetadata } from "../../db/connect.ts";
import { saveSource } from "../../db/sources.ts";
import { READER } from "../../demo/skyward/schema.ts";
import { skywardPolicy, skywardSource } from "../../demo/skyward/skyward-source.ts";
import type { Policy } from "../../worker/guard/types.ts";
import { runCampaign, type Campaign } from "./campaign.ts";
import type { Check } from "./checks.ts";
import type { Ground } from "./deployment.ts";

export interface Hole { name: string; /** whether the guard filters rows */ guard: boolean; /** whether the database does */ database: boolean }

/** One lock is enough; none is what this test is there to see. */
export const HOLES: Hole[] = [
  { name: "row filters of the guard gone", guard: false, database: true },
  { name: "row-level security gone", guard: true, database: false },
  { name: "both gone", guard: false, database: false },
];

export interface Proof { hole: Hole; campaign: Campaign }

/** Attacks with the malicious model, once for each hole. The ground is left without locks: use it for nothing else. */
export async function prove(ground: Ground): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const hole of HOLES) {
    await open(hole, ground);
    proofs.push({ hole, campaign: { ...(await runCampaign(ground, { withModel: true, brief: true })), mode: hole.name } });
  }
  return proofs;
}

/** What must see an open door, each on its own. */
const EYES: Check[] = ["direct", "differential"];

/** Whether leaks showed where both locks were open, and nothing at all where one still held. */
export function isProved({ hole, campaign: { findings } }: Proof): boolean {
  if (hole.guard || hole.database) return findings.length === 0;
  return EYES.every((eye) => findings.some(({ check }) => check === eye));
}

async function open({ guard, database }: Hole, { vars, garden: { sql } }: Ground): Promise<void> {
  const key = vars["MEDHA_CLAIMS_KEY"] ?? "";
  const statements = database ? hardenStatements(skywardPolicy, { role: READER, key }) : undoStatements(skywardPolicy);
  await sql.transaction(statements.map((text) => sql.query(text)));
  const metadata = openMetadata(vars["METADATA_DATABASE_URL"] ?? "", { fetchEndpoint: vars["NEON_FETCH_ENDPOINT"] });
  await saveSource(metadata, { ...skywardSource(), policy: guard ? { ...skywardPolicy, version: `guarded-${database}` } : everybodys(skywardPolicy, `open-${database}`) });
}

/** The policy of a vendor who made the worst mistake: every row is everybody's. */
export function everybodys(policy: Policy, version: string): Policy {
  return { ...policy, version, tables: policy.tables.map((table) => ({ ...table, rows: "global" })) };
}
