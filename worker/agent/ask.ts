// The product on one page: a question in, events out. Knows no HTTP, no environment and no vendor.
import { AskError } from "../errors.ts";
import type { Conversation, Ports, Principal, Source } from "../ports.ts";
import { MAX_QUESTION, type AskEvent, type ModelUse, type PlanEdit, type QueryRequest, type Stage, type Tier } from "../protocol.ts";
import type { Plan } from "../semantic/plan.ts";
import { describePlan } from "../semantic/words.ts";
import { applyEdit, offerEdits, type Editable } from "./edit-plan.ts";
import { createEnforcement, type Enforcement } from "./enforcement.ts";
import { suggestFollowUps } from "./follow-ups.ts";
import { keepPlan } from "./plan-cache/find-plan.ts";
import { createLexicons, type Asked, type Lexicons } from "./known-values.ts";
import { readByHabit } from "./kept-readings.ts";
import { limitSpending, type SpendingModel } from "./model-budget.ts";
import { recordUnanswered } from "./record-unanswered.ts";
import { answerKey, recall, remember, type Recalled } from "./recall.ts";
import { writeReceipt } from "./receipt.ts";
import { presentAnswer } from "./present.ts";
import { readingOf, type Reading, type Readable } from "./read-question.ts";
import { runReading, type Ran } from "./run-reading.ts";
import { readingThatAllShare } from "./same-readings.ts";
import { secondOpinion } from "./second-opinion.ts";
import { takeTurn } from "./take-turn.ts";
import { todayOf } from "./today.ts";
import { countVerified } from "./count-verified.ts";
import { visibleSource } from "./visible-model.ts";
import { withVocabulary } from "./vocabulary.ts";

export interface Ask extends QueryRequest { requestId: string }

/** What an instance keeps between questions: lexicons by scope, and what databases say of their own policies. */
interface Keeps { lexicons: Lexicons; enforcement: Enforcement }

/** What one question is answered with. */
interface Means extends Keeps { spending: SpendingModel | undefined }

/** Makes the chain of one Worker instance. */
export function createAsk(ports: Ports): (question: Ask, principal: Principal, signal?: AbortSignal) => AsyncGenerator<AskEvent> {
  const kept: Keeps = { lexicons: createLexicons(), enforcement: createEnforcement() };
  return async function* (question, principal, signal) {
    const spending = ports.model && limitSpending(ports.model);
    try {
      yield* ask(question, principal, spending ? { ...ports, model: spending.model } : ports, { ...kept, spending }, signal);
    } finally {
      const { calls, tokens, cost } = spending?.spent() ?? NOTHING_SPENT;
      if (calls > 0) ports.log.event("model.used", { source: question.sourceId, scope: principal.scope, calls, tokens, cost });
    }
  };
}

const NOTHING_SPENT: ModelUse = { calls: 0, tokens: 0, cost: 0 };

/**
 * Answers one question.
 * @throws AskError with a stable code for what the asker may read; anything else is a bug
 */
async function* ask(question: Ask, principal: Principal, ports: Ports, means: Means, signal?: AbortSignal): AsyncGenerator<AskEvent> {
  const turn = await openTurn(question, principal, ports);
  yield { type: "start", answerId: turn.answerId, conversationId: turn.conversationId, requestId: question.requestId };

  yield step("recall");
  const { found, degraded } = await recall(ports.cache, turn.key);
  if (degraded) turn.degraded.add("cache");
  if (found) return yield* showAgain(found, turn, ports);

  const turnstile = degraded ? undefined : await takeTurn(ports.cache, turn.key, signal);
  if (turnstile?.found) return yield* showAgain(turnstile.found, turn, ports);
  try {
    yield* answerAfresh(turn, ports, means, signal);
  } finally {
    await turnstile?.leave();
  }
}

/** Reads the question, runs what it reads, presents the rows, and keeps the answer. */
async function* answerAfresh(turn: OpenTurn, ports: Ports, means: Means, signal?: AbortSignal): AsyncGenerator<AskEvent> {
  const { question, principal, source, previous, resolve, locale, today } = turn;
  yield step("plan");
  const asked: Asked = { source, principal, connector: ports.connector(source), signal };
  const lexicon = await means.lexicons(asked, ports);
  const readable: Readable = { question: question.question, lexicon, source, today, previous, resolve, locale };
  const unread = { question: question.question, principal, source: turn.vendors, lexicon, today };
  try {
    const ended = yield* readAndRun(turn, { readable, asked, ports, means });
    if (ended) await recordUnanswered(unread, ended, ports);
  } catch (error) {
    await recordUnanswered(unread, error, ports);
    throw error;
  }
}

/** A question with all that reading and running it takes. */
interface Work { readable: Readable; asked: Asked; ports: Ports; means: Means }

/** @returns the event with which a question ended that got no answer */
async function* readAndRun(turn: OpenTurn, { readable: given, asked, ports, means }: Work): AsyncGenerator<AskEvent, AskEvent | undefined> {
  const { question, principal, source, today } = turn;
  const { reading: found, readable, used } = turn.edited ? { reading: readingOf(turn.edited.plan, turn.edited.tier, given), readable: given, used: [] } : await readByHabit(given, principal, ports, asked.signal);
  const reading = found.kind === "clarify" ? ((await readingThatAllShare(found, readable, asked, ports)) ?? found) : found;
  if (reading.kind === "clarify") return yield* endWith({ ...reading.event, ...(ports.readings ? { keep: true } : {}) });
  if (reading.kind === "cannot") return yield* endWith(reading.event);
  const plan = { ...planEvent(reading, readable), ...(used.length > 0 ? { readings: used } : {}) };
  yield plan;

  const ran: Ran = yield* runReading(reading, readable, asked, ports);
  const doubt = await secondOpinion(reading, ran, readable, asked, ports, means.spending);
  if (doubt) return yield* endWith(doubt);
  yield step("visualize");
  const shown = presentAnswer({ ...ran.result, columns: ran.columns }, reading, readable);
  yield* shown;
  if (reading.tier === "model-plan" && reading.plan) await keepPlan(reading.plan, readable, ports);
  if (reading.tier === "verified" && reading.plan) await countVerified(reading.plan, readable, ports);

  const { statement, result } = ran;
  const enforcedBy = await means.enforcement(asked, statement.tables.map((table) => table.name), ports);
  const receipt = await writeReceipt({ answerId: turn.answerId, question: question.question, plan: reading.words, statement, source, principal, result, enforcedBy, tier: reading.tier, dataAsOf: today, at: ports.now() });
  const kept: Recalled = { events: [plan, { type: "sql", sql: statement.sql }, ...shown], receipt, followUps: suggestFollowUps(reading.plan, readable, shown), ...planOf(reading) };
  // An answer by the asker's own habit is not another's who asks the same.
  if (used.length === 0 && !(await remember(ports.cache, turn.key, kept))) turn.degraded.add("cache");
  const spent = means.spending?.spent();
  yield await closeTurn(turn, kept, { tier: reading.tier, cached: false, ...(spent && spent.calls > 0 ? { model: spent } : {}) }, ports);
  return undefined;
}

async function* endWith(event: AskEvent): AsyncGenerator<AskEvent, AskEvent> {
  yield event;
  return event;
}

/** A plan in the place of a question, and what it is called: by itself, or by its question where nothing was changed. */
interface Edited { plan: Plan; tier: Tier; question: string }

/** All that is fixed about a question before it is read. */
interface OpenTurn {
  question: Ask;
  principal: Principal;
  /** as this asker may know it, in the tenant's own words */
  source: Source;
  /** as the vendor wrote it */
  vendors: Source;
  conversationId: string;
  answerId: string;
  previous: Plan | undefined;
  /** a plan that its reader changed, or wants to see again: it needs no reading */
  edited: Edited | undefined;
  resolve: Record<string, string>;
  locale: string;
  /** ISO date that relative dates count from */
  today: string;
  /** of the answer in the cache */
  key: string;
  started: number;
  /** what did not work, though the answer stands */
  degraded: Set<string>;
}

async function openTurn(asked: Ask, principal: Principal, ports: Ports): Promise<OpenTurn> {
  const vendors = await findSource(ports, asked.sourceId);
  const source = visibleSource(withVocabulary(vendors, await ports.learning?.vocabularies.load(vendors.id, principal.tenant)), principal);
  const conversation = await findConversation(ports, asked, principal);
  const { resolve = {}, locale = "en", timeZone } = asked;
  const today = todayOf(source.model.calendar, ports.now());
  const edited = asked.edit && editTurn(asked.edit, conversation, { model: source.model, today, locale });
  const question = edited ? { ...asked, question: edited.question } : asked;
  const previous = edited ? undefined : conversation?.turns.findLast((turn) => turn.plan)?.plan;
  const key = answerKey({ question: question.question, source, principal, previous, edited: edited?.plan, resolve, locale, timeZone, today });
  return { question, principal, source, vendors, conversationId: conversation?.id ?? ports.newId(), answerId: ports.newId(), previous, edited, resolve, locale, today, key, started: ports.now().getTime(), degraded: new Set() };
}

/** The edited plan of an answer of the asker's own conversation. @throws AskError not_found | bad_request */
function editTurn(edit: PlanEdit, conversation: Conversation | undefined, against: Editable): Edited {
  const turn = conversation?.turns.find(({ answerId }) => answerId === edit.answerId);
  if (!turn?.plan) throw new AskError("not_found", "There is no answer here that could be changed. Ask again.");
  const plan = applyEdit(turn.plan, edit, against);
  if (!plan) throw new AskError("bad_request", "That change does not fit this answer any more. Ask again.");
  const isSame = plan === turn.plan;
  return { plan, tier: isSame ? "exact" : "edited", question: isSame ? turn.question : describePlan(plan, against.model, against).words.slice(0, MAX_QUESTION) };
}

/** An answer of the same scope, shown as it was, with a receipt that says where it came from. */
async function* showAgain(found: Recalled, turn: OpenTurn, ports: Ports): AsyncGenerator<AskEvent> {
  yield* found.events;
  const receipt = { ...found.receipt, answerId: turn.answerId, path: "exact-cache" as const, at: ports.now().toISOString() };
  yield await closeTurn(turn, { ...found, receipt }, { tier: "exact", cached: true }, ports);
}

/** Saves the turn for follow-ups, then says that the answer is whole; an answer stands even when it can't be saved. */
async function closeTurn(turn: OpenTurn, { plan, receipt, followUps }: Recalled, how: { tier: Tier; cached: boolean; model?: ModelUse }, ports: Ports): Promise<AskEvent> {
  const { question, principal, source, conversationId, answerId, resolve, degraded } = turn;
  const at = ports.now().toISOString();
  const signed = await ports.signReceipt(receipt);
  const saved = ports.conversations.append(conversationId, source.id, principal, { answerId, question: question.question, resolve, at, receipt: signed, ...(plan ? { plan } : {}) });
  await saved.catch(() => {
    ports.log.event("conversation.save_failed", { source: source.id });
    degraded.add("history");
  });
  return { type: "answer", answerId, ...how, receipt, signed, followUps, ms: ports.now().getTime() - turn.started, degraded: [...degraded] };
}

const step = (stage: Stage): AskEvent => ({ type: "step", stage, status: "running" });
/** The reading in words, with what its reader may change. */
function planEvent({ words, parts, tier, plan }: Reading, { source, today, locale }: Readable): AskEvent {
  const offered = plan && offerEdits(plan, parts, { model: source.model, today, locale });
  return { type: "plan", words, parts: offered?.parts ?? parts, tier, ...(offered && offered.add.length > 0 ? { add: offered.add } : {}) };
}

const planOf = ({ plan }: Reading): { plan?: Plan } => (plan ? { plan } : {});

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
