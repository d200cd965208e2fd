// Direct checks against a deployment that runs already: nothing is planted there, so its owner says what the canaries are.
import { readFileSync } from "node:fs";
import * as z from "zod";
import { ask, plainAttacks, type Standpoint } from "./attacks.ts";
import type { Campaign } from "./campaign.ts";
import { checkDirect, checkSecrets, checkSilence, type Detectors } from "./checks.ts";
import type { Canary } from "./canaries.ts";
import { createDetector } from "./detect.ts";
import type { Side } from "./malicious-model.ts";
import { answerOf, carryOutAll, conversationOf, send, type Exchange, type Reach } from "./send.ts";
import { forgeries } from "./tokens.ts";

export interface Elsewhere { url: string; source: string; tokens: Record<Side, string>; canaries: Record<Side, Canary> }

const canary = z.strictObject({ id: z.string(), name: z.string(), texts: z.array(z.string()), numbers: z.array(z.number()) });
const file = z.strictObject({ a: canary, b: canary });

/** @throws Error that says what is wrong with the file */
export function readCanaries(path: string): Record<Side, Canary> {
  const parsed = file.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path}: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`);
  return parsed.data;
}

/** Both tenants attack; a deployment with a model of its own answers as that model does. */
export async function attackElsewhere({ url, source, tokens, canaries }: Elsewhere): Promise<Campaign> {
  const reach: Reach = { url, model: { turns: [] } };
  const detectors: Detectors = { a: createDetector(canaries.a), b: createDetector(canaries.b) };
  const exchanges: Exchange[] = [];
  for (const side of ["a", "b"] as const) exchanges.push(...(await carryOutAll(plainAttacks(await standpoint(side)), side, reach)));
  const secrets = exchanges.flatMap((exchange) => [...checkDirect(exchange, detectors), ...checkSecrets(exchange, []), ...checkSilence(exchange)]);
  return { mode: url, exchanges, findings: [...secrets, ...blind()] };

  async function standpoint(side: Side): Promise<Standpoint> {
    const [me, other] = side === "a" ? [canaries.a, canaries.b] : [canaries.b, canaries.a];
    const answer = await send(ask({ token: tokens[side === "a" ? "b" : "a"], sourceId: source }, "how many"), url);
    const stolen = { conversationId: conversationOf(answer) ?? crypto.randomUUID(), answerId: answerOf(answer) ?? crypto.randomUUID() };
    const aim = { me: me.id, other: other.id, name: other.name, word: other.texts[0] ?? other.name, secret: `${me.name} ${crypto.randomUUID().slice(0, 8)}` };
    return { side, aim, sourceId: source, token: tokens[side], stolen, tokens: await forgeries(tokens[side], other.id) };
  }

  /** The questions of the demo may mean nothing there, so one own canary anywhere is enough to see by. */
  function blind(): Campaign["findings"] {
    return (["a", "b"] as const).flatMap((side) => {
      const sees = exchanges.some(({ by, heard, said }) => by === side && detectors[side](heard.map(({ body }) => body).join("\n")).some((value) => !detectors[side](said).includes(value)));
      return sees ? [] : [{ check: "control" as const, by: side, category: "control", attack: "all", what: "none of the asker's own canaries was ever seen" }];
    });
  }
}
