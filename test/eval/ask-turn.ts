// One question through the chain, and what came of it.
import type { createAsk } from "../../worker/agent/ask.ts";
import { AskError } from "../../worker/errors.ts";
import type { Principal } from "../../worker/ports.ts";
import type { AskEvent, QueryRequest, Stage, Tier } from "../../worker/protocol.ts";
import type { Answer } from "./compare.ts";

export interface Outcome {
  kind: "answered" | "asked" | "refused" | "failed";
  /** what was understood, asked back, refused or failed, in the chain's own words */
  words: string;
  /** words of the question that stood in the way */
  missing?: string[];
  conversationId?: string;
  tier?: Tier;
  sql?: string;
  answer?: Answer;
  ms: number;
  /** milliseconds by stage; `plan` includes reading the values of the data the first time */
  stages: Partial<Record<Stage, number>>;
  tokens: number;
}

type Ask = ReturnType<typeof createAsk>;

/** What is asked, and how it is measured: milliseconds of a clock that never goes back, tokens taken so far. */
export interface Chain { ask: Ask; principal: Principal; clock: () => number; tokens: () => number }

export async function askTurn({ ask, principal, clock, tokens }: Chain, request: QueryRequest): Promise<Outcome> {
  const [started, before] = [clock(), tokens()];
  const stages: Outcome["stages"] = {};
  const events: AskEvent[] = [];
  let running: { stage: Stage; since: number } | undefined;
  const endStage = (): void => {
    if (running) stages[running.stage] = (stages[running.stage] ?? 0) + clock() - running.since;
  };
  const failure = await collect(ask({ ...request, requestId: "eval" }, principal), (event) => {
    events.push(event);
    if (event.type !== "step") return;
    endStage();
    running = { stage: event.stage, since: clock() };
  });
  endStage();
  return { ...outcomeOf(events, failure), ms: clock() - started, tokens: tokens() - before, stages };
}

/** What the asker would read as an error is an outcome; anything else is a bug of the chain and is said as one. */
async function collect(events: AsyncGenerator<AskEvent>, take: (event: AskEvent) => void): Promise<string | undefined> {
  try {
    for await (const event of events) take(event);
    return undefined;
  } catch (error) {
    if (error instanceof AskError) return `${error.code}: ${error.message}`;
    return `internal: ${error instanceof Error ? `${error.name}: ${error.message}` : "unknown error"}`;
  }
}

function outcomeOf(events: AskEvent[], failure: string | undefined): Omit<Outcome, "ms" | "stages" | "tokens"> {
  const first = <T extends AskEvent["type"]>(type: T): Extract<AskEvent, { type: T }> | undefined => events.find((event): event is Extract<AskEvent, { type: T }> => event.type === type);
  const plan = first("plan");
  const sql = events.findLast((event) => event.type === "sql")?.sql;
  const read = { ...(plan ? { tier: plan.tier } : {}), ...(sql ? { sql } : {}), ...conversationOf(first("start")) };
  const table = first("table");
  if (failure !== undefined) return { kind: "failed", words: plan ? `${failure} (${plan.words})` : failure, ...read };
  if (table) return { kind: "answered", words: plan?.words ?? "", answer: { columns: table.columns, rows: table.rows }, ...read };
  const clarify = first("clarify");
  if (clarify) return { kind: "asked", words: `${clarify.message} [${clarify.choices.map(({ label }) => label).join(" | ")}]`, ...read };
  const cannot = first("cannot");
  return { kind: "refused", words: cannot?.message ?? "said nothing", missing: cannot?.missing ?? [], ...read };
}

function conversationOf(start: Extract<AskEvent, { type: "start" }> | undefined): { conversationId?: string } {
  return start ? { conversationId: start.conversationId } : {};
}
