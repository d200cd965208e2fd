// Both tenants with the same words, in turns and at the same moment: what caches, isolates and connections might mix up.
import { ask, CONTROL_QUESTIONS } from "./attacks.ts";
import { SOURCE, type Deployment } from "./deployment.ts";
import type { Aims, Side } from "./malicious-model.ts";
import { carryOut, type Exchange } from "./send.ts";
import type { Signer } from "./tokens.ts";

/** Where it all happens. */
export interface Field { deployment: Deployment; signer: Signer; aims: Aims; withModel: boolean; brief: boolean }

/** Each round has a scope of its own, so that nothing kept from the round before can answer for the database. */
export function tokenOf(side: Side, round: string, { signer, aims }: Field): Promise<string> {
  return signer.sign(aims[side].me, { attrs: { leak_round: round } });
}

const QUESTIONS = [...CONTROL_QUESTIONS, "Cost by airline", "Strikes by month in 1998", "hm sql zz7 for zza"];

/** The first, the second, the first again: the third answer must still be the first one's. */
export async function takingTurns(field: Field): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const question of QUESTIONS) {
    for (const side of ["a", "b", "a", "b"] as const) exchanges.push(await askAs(side, question, "in turns", field));
  }
  return exchanges;
}

const AT_ONCE = 6;

/** All at the same moment, over and over. */
export async function atOnce(field: Field): Promise<Exchange[]> {
  const rounds: Exchange[] = [];
  for (const question of QUESTIONS) {
    const sides = Array.from({ length: AT_ONCE }, (_, index): Side => (index % 2 === 0 ? "a" : "b"));
    rounds.push(...(await Promise.all(sides.map((side) => askAs(side, question, "at once", field)))));
  }
  return rounds;
}

async function askAs(side: Side, question: string, how: string, field: Field): Promise<Exchange> {
  const call = ask({ token: await tokenOf(side, how, field), sourceId: SOURCE }, question);
  return carryOut({ category: `same words, ${how}`, name: question, calls: [call] }, side, field.deployment);
}
