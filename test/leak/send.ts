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

/** What was said to the model, and what it said. */
export interface ModelTurn { prompt: string; reply: string }

/** How a deployment is reached. */
export interface Reach { url: string; model: { /** up to now and in order */ turns: ModelTurn[]; /** when set, the planner's reply to everything */ plan?: object | undefined } }

/** A call that hangs is a finding of its own. */
const PATIENCE = 30_000;

export async function carryOut(attack: Attack, by: Side, { url, model }: Reach): Promise<Exchange> {
  const before = model.turns.length;
  const first = await sendAll(attack.calls, url);
  // A busy machine is no finding; what is refused twice in this way is, if it is refused to one of two worlds only.
  const heard = first.some(({ body }) => BUSY.test(body)) ? await sendAll(attack.calls, url) : first;
  const turns = model.turns.slice(before).filter(({ prompt }) => attack.calls.some((call) => prompt.includes(JSON.stringify(questionOf(call)))));
  const said = [...attack.calls.flatMap(({ path, headers, body = "" }) => [path, JSON.stringify(headers), body]), ...turns.map(({ reply }) => reply)].join("\n");
  return { by, attack, heard, said, prompts: turns.map(({ prompt }) => prompt) };
}

const BUSY = /"code":"(?:database_unavailable|connection_lost|query_timeout|model_unavailable)"/u;

async function sendAll(calls: Call[], url: string): Promise<Heard[]> {
  const heard: Heard[] = [];
  let conversationId: string | undefined;
  let answerId: string | undefined;
  for (const call of calls) {
    const answer = await send(taking(call, { conversationId, answerId }), url);
    heard.push(answer);
    answerId = answerOf(answer) ?? answerId;
    conversationId ??= calls.length > 1 ? conversationOf(answer) : undefined;
  }
  return heard;
}

/** Attacks under way at the same time: waiting for each other would take most of the test's time. */
const LANES = 4;

/** In the order given as far as it shows: attacks that begin with the same question go one after another, for the first fills the cache of the others. */
export async function carryOutAll(attacks: Attack[], by: Side, reach: Reach): Promise<Exchange[]> {
  const groups = [...Map.groupBy(attacks.map((attack, at) => ({ attack, at })), ({ attack }) => questionOf(attack.calls[0])?.toLowerCase()).values()];
  const exchanges: { at: number; exchange: Exchange }[] = [];
  const lane = async (): Promise<void> => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      for (const { attack, at } of group) exchanges.push({ at, exchange: await carryOut(attack, by, reach) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return exchanges.toSorted((one, other) => one.at - other.at).map(({ exchange }) => exchange);
}

/** As the product reads it; undefined for calls that ask nothing. */
function questionOf(call: Call | undefined): string | undefined {
  const quoted = /"question":("(?:[^"\\]|\\.)*")/u.exec(call?.body ?? "")?.[1];
  return quoted === undefined ? undefined : (JSON.parse(quoted) as string).trim();
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
  return { ...call, path, body: JSON.stringify({ ...(JSON.parse(call.body.replace("{answerId}", answerId)) as object), conversationId }) };
}

export function conversationOf({ body }: Heard): string | undefined {
  return /"conversationId":"([0-9a-f-]{36})"/u.exec(body)?.[1];
}

export function answerOf({ body }: Heard): string | undefined {
  return /"answerId":"([0-9a-f-]{36})"/u.exec(body)?.[1];
}
