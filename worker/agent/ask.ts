// The product on one page: a question in, events out. Knows no HTTP, no environment and no vendor.
import { AskError } from "../errors.ts";
import type { Conversation, Ports, Principal, ResultSet, Source } from "../ports.ts";
import type { AskEvent, QueryRequest, ResultColumn } from "../protocol.ts";
import { createEnforcement, type Enforcement } from "./enforcement.ts";
import { suggestFollowUps } from "./follow-ups.ts";
import { findInsights } from "./insight.ts";
import { createLexicons, type Asked, type Lexicons } from "./known-values.ts";
import { answerKey, recall, remember, type Recalled } from "./recall.ts";
import { writeReceipt } from "./receipt.ts";
import { readQuestion, type Reading, type Readable } from "./read-question.ts";
import { runReading, type Ran } from "./run-reading.ts";
import { todayOf } from "./today.ts";
import { chooseChart } from "./visualize.ts";

export interface Ask extends QueryRequest { requestId: string }

/** What an instance keeps between questions: lexicons by scope, and what databases say of their own policies. */
interface Keeps { lexicons: Lexicons; enforcement: Enforcement }

/** Makes the chain of one Worker instance. */
export function createAsk(ports: Ports): (question: Ask, principal: Principal, signal?: AbortSignal) => AsyncGenerator<AskEvent> {
  const kept: Keeps = { lexicons: createLexicons(), enforcement: createEnforcement() };
  return (question, principal, signal) => ask(question, principal, ports, kept, signal);
}

/**
 * Answers one question.
 * @throws AskError with a stable code for what the asker may read; anything else is a bug
 */
async function* ask(question: Ask, principal: Principal, ports: Ports, { lexicons, enforcement }: Keeps, signal?: AbortSignal): AsyncGenerator<AskEvent> {
  const started = ports.now().getTime();
  const source = await findSource(ports, question.sourceId);
  const conversation = await findConversation(ports, question, principal);
  const conversationId = conversation?.id ?? ports.newId();
  const answerId = ports.newId();
  yield { type: "start", answerId, conversationId, requestId: question.requestId };

  const today = todayOf(source.model.calendar, ports.now());
  const previous = conversation?.turns.findLast((turn) => turn.plan)?.plan;
  const resolve = question.resolve ?? {};
  const locale = question.locale ?? "en";
  const key = answerKey({ question: question.question, source, principal, previous, resolve, locale, timeZone: question.timeZone, today });
  const degraded: string[] = [];

  yield { type: "step", stage: "recall", status: "running" };
  const { found, degraded: cacheDown } = await recall(ports.cache, key);
  if (cacheDown) degraded.push("cache");
  if (found) {
    yield* found.events;
    const receipt = { ...found.receipt, answerId, path: "exact-cache" as const, at: ports.now().toISOString() };
    yield { type: "answer", answerId, tier: "exact", cached: true, receipt, followUps: found.followUps, ms: ports.now().getTime() - started, degraded };
    await keepTurn(ports, question, principal, source, { conversationId, answerId, resolve, ...(found.plan ? { plan: found.plan } : {}) });
    return;
  }

  yield { type: "step", stage: "plan", status: "running" };
  const asked: Asked = { source, principal, connector: ports.connector(source), signal };
  const lexicon = await lexicons(asked, ports);
  const readable: Readable = { question: question.question, lexicon, source, today, previous, resolve, locale };
  const reading = await readQuestion(readable, ports, signal);
  if (reading.kind === "clarify" || reading.kind === "cannot") {
    yield reading.event;
    return;
  }
  const shown: AskEvent[] = [{ type: "plan", words: reading.words, parts: reading.parts, tier: reading.tier }];
  yield* shown;

  const ran: Ran = yield* runReading(reading, readable, asked, ports);
  const answer = presentAnswer(ran, reading, readable);
  yield { type: "step", stage: "visualize", status: "running" };
  yield* answer;
  shown.push({ type: "sql", sql: ran.statement.sql }, ...answer);

  const receipt = writeReceipt({
    answerId, question: question.question, plan: reading.words, statement: ran.statement, source, principal,
    result: ran.result, tier: reading.tier, dataAsOf: today, at: ports.now(),
    enforcedBy: await enforcement(asked, ran.statement.tables.map((table) => table.name), ports),
  });
  const followUps = suggestFollowUps(reading.plan, readable);
  const kept: Recalled = { events: shown, receipt, followUps, ...(reading.plan ? { plan: reading.plan } : {}) };
  if (!(await remember(ports.cache, key, kept))) pushOnce(degraded, "cache");
  const saved = await keepTurn(ports, question, principal, source, { conversationId, answerId, resolve, ...(reading.plan ? { plan: reading.plan } : {}) });
  if (!saved) degraded.push("history");
  yield { type: "answer", answerId, tier: reading.tier, cached: false, receipt, followUps, ms: ports.now().getTime() - started, degraded };
}

/** Table, chart and insights of a result: rules and statistics, no model, no I/O. */
function presentAnswer(ran: Ran, reading: Reading, { question, today, locale }: Readable): AskEvent[] {
  const { rows, truncated }: ResultSet = ran.result;
  const columns: ResultColumn[] = ran.columns;
  const plan = reading.plan ? { plan: reading.plan } : {};
  const { chart } = chooseChart({ columns, rows, truncated, ...plan, title: reading.heading, question, locale, today });
  const insight = findInsights({ columns, rows, truncated, ...plan, locale, today, labels: { title: reading.title } });
  return [
    { type: "table", columns, rows, truncated },
    { type: "chart", chart },
    { type: "insight", ...insight },
  ];
}

async function findSource(ports: Ports, id: string): Promise<Source> {
  const source = await ports.sources.get(id);
  if (!source) throw new AskError("unknown_source", "There is no data source of that name here.");
  return source;
}

async function findConversation(ports: Ports, { conversationId, sourceId }: Ask, principal: Principal): Promise<Conversation | undefined> {
  if (!conversationId) return undefined;
  const conversation = await ports.conversations.load(conversationId, principal);
  if (!conversation || conversation.sourceId !== sourceId) throw new AskError("unknown_conversation", "That conversation is not here any more. Ask again to start a new one.");
  return conversation;
}

interface Kept { conversationId: string; answerId: string; resolve: Record<string, string>; plan?: NonNullable<Reading["plan"]> }

/** Saves the turn for follow-ups; an answer that was found is given even when it cannot be saved. */
async function keepTurn(ports: Ports, { question }: Ask, principal: Principal, source: Source, { conversationId, ...turn }: Kept): Promise<boolean> {
  try {
    await ports.conversations.append(conversationId, source.id, principal, { ...turn, question, at: ports.now().toISOString() });
    return true;
  } catch {
    ports.log.event("conversation.save_failed", { source: source.id });
    return false;
  }
}

function pushOnce(list: string[], item: string): void {
  if (!list.includes(item)) list.push(item);
}
