// Sends attacks and keeps all that came back: status, headers, body, and what the model was told meanwhile.
import type { Attack, Call } from "./attacks.ts";
import type { Side } from "./malicious-model.ts";

export interface Heard { status: number; headers: string; body: string }

/** One attack, carried out. */
export interface Exchange {
  by: Side;
  attack: Attack;
  heard: Heard[];
  /** everything the attacker and the attacker's model said: what comes back of it is an echo */
  said: string;
  /** requests that reached the model */
  prompts: string[];
}

/** How a deployment is reached. */
export interface Reach { url: string; /** of the model, up to now and in order */ model: { prompts: string[]; replies: string[]; /** when set, the planner's reply to everything */ plan?: object | undefined } }

/** A call that hangs is a finding of its own. */
const PATIENCE = 30_000;

export async function carryOut(attack: Attack, by: Side, { url, model }: Reach): Promise<Exchange> {
  const before = { prompts: model.prompts.length, replies: model.replies.length };
  const heard: Heard[] = [];
  let conversationId: string | undefined;
  let answerId: string | undefined;
  for (const call of attack.calls) {
    const answer = await send(taking(call, { conversationId, answerId }), url);
    heard.push(answer);
    answerId = answerOf(answer) ?? answerId;
    conversationId ??= attack.calls.length > 1 ? conversationOf(answer) : undefined;
  }
  const said = [...attack.calls.flatMap(({ path, headers, body = "" }) => [path, JSON.stringify(headers), body]), ...model.replies.slice(before.replies)].join("\n");
  return { by, attack, heard, said, prompts: model.prompts.slice(before.prompts) };
}

/** One after another: two at once would mix up whose prompts are whose. */
export async function carryOutAll(attacks: Attack[], by: Side, reach: Reach): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const attack of attacks) exchanges.push(await carryOut(attack, by, reach));
  return exchanges;
}

/** Nothing here may throw: a call that the client itself refuses to send was no attack. */
export async function send({ method, path, headers, body }: Call, url: string): Promise<Heard> {
  try {
    const response = await fetch(`${url}${path}`, { method, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...(body === undefined || method === "GET" || method === "HEAD" ? {} : { body }) });
    const text = await response.text();
    return { status: response.status, headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n"), body: text };
  } catch (error) {
    return { status: 0, headers: "", body: error instanceof Error ? `not sent or not answered: ${error.name}` : "not sent" };
  }
}

/** The call with what the calls before it gave: a conversation to go on with, an answer to ask about. */
function taking(call: Call, { conversationId, answerId = "" }: { conversationId: string | undefined; answerId: string | undefined }): Call {
  const path = call.path.replace("{answerId}", answerId);
  if (!conversationId || call.body === undefined) return { ...call, path };
  return { ...call, path, body: JSON.stringify({ ...(JSON.parse(call.body) as object), conversationId }) };
}

export function conversationOf({ body }: Heard): string | undefined {
  return /"conversationId":"([0-9a-f-]{36})"/u.exec(body)?.[1];
}

export function answerOf({ body }: Heard): string | undefined {
  return /"answerId":"([0-9a-f-]{36})"/u.exec(body)?.[1];
}
