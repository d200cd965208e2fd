// Sends questions, reads their events, ends them: the state of one conversation, apart from any markup.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PlanEdit, QueryRequest } from "../worker/protocol.ts";
import { ASKED, failAnswer, localError, stopAnswer, type Answer } from "./answer.ts";
import { loadSuggestions, sendQuestion, type Connection } from "./connection.ts";
import type { foldEvent } from "./fold-event.ts";
import type { readEvents } from "./read-events.ts";

/** One question and what came of it. */
export interface Card {
  readonly id: number;
  readonly question: string;
  /** choices made for ambiguous words, as the wire wants them, and as the reader saw them */
  readonly resolve: Record<string, string>;
  readonly chosen: readonly string[];
  readonly answer: Answer;
  /** no end after `SLOW` milliseconds */
  readonly slow: boolean;
  /** the change of an answer's plan that is asked for in the place of the question, and the change in words */
  readonly edit?: PlanEdit | undefined;
  readonly changed?: string | undefined;
  /** what stood here before the change, until there is something else; and the answers to go back to, newest last */
  readonly before?: Answer | undefined;
  readonly undo?: readonly string[];
  /** a choice that was to be kept is not */
  readonly unkept?: boolean;
}

/** What takes a stream apart. */
export interface Reader { readEvents: typeof readEvents; foldEvent: typeof foldEvent }

export interface ControllerSettings {
  connection(): Connection;
  locale(): string;
  /** gives the reader of streams, which comes with the lazy part; rejects when that can't be had */
  reader(): Promise<Reader>;
  /** told once for every question that ended, but not for stopped ones */
  ended(card: Card): void;
}

/** Milliseconds after which the widget says what it waits for, and after which a silent stream counts as cut. */
export const SLOW = 5_000;
export const IDLE = 45_000;

export class AskController implements ReactiveController {
  cards: readonly Card[] = [];
  suggestions: readonly string[] = [];
  online = true;
  /** the Worker's name for what is shown; absent until it has kept a turn */
  conversationId: string | undefined;
  idle = IDLE;
  slow = SLOW;
  #host: ReactiveControllerHost;
  #settings: ControllerSettings;
  #running: { id: number; abort: AbortController } | undefined;
  #life = new AbortController();
  #suggesting: AbortController | undefined;
  #nextId = 1;

  constructor(host: ReactiveControllerHost, settings: ControllerSettings) {
    this.#host = host;
    this.#settings = settings;
    host.addController(this);
  }

  get busy(): boolean {
    return this.#running !== undefined;
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const look = () => {
      const isBack = navigator.onLine && !this.online;
      this.online = navigator.onLine;
      this.#host.requestUpdate();
      const last = this.cards.at(-1);
      // What broke off because the network did goes on with it.
      if (isBack && last?.answer.error?.code === "connection_lost") void this.again(last.id);
    };
    addEventListener("online", look, { signal });
    addEventListener("offline", look, { signal });
    this.online = navigator.onLine;
    // Put back into a page after its suggestions were cut off.
    if (this.#suggesting && this.suggestions.length === 0) void this.suggest();
  }

  hostDisconnected(): void {
    this.stop();
    this.#life.abort();
  }

  /** Fetches the first questions; quiet when there are none. */
  async suggest(): Promise<void> {
    this.#suggesting?.abort();
    this.#suggesting = new AbortController();
    const signal = AbortSignal.any([this.#life.signal, this.#suggesting.signal]);
    const found = await loadSuggestions(this.#settings.connection(), signal);
    if (signal.aborted) return;
    this.suggestions = found;
    this.#host.requestUpdate();
  }

  /** Asks; a question still running is stopped first. Resolves when this one has ended. */
  ask(question: string): Promise<void> {
    this.stop();
    const card = this.#card({ question });
    this.cards = [...this.cards, card];
    return this.#run(card);
  }

  /** Asks a question of the list again, in its place, with what has changed about it. */
  async again(id: number, change: Partial<Card> = {}): Promise<void> {
    this.stop();
    this.change(id, () => ({ ...change, answer: ASKED, slow: false }));
    const card = this.card(id);
    if (card) await this.#run(card);
  }

  /** Ends the running question, if there is one. */
  stop(): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    running.abort.abort();
    this.change(running.id, (card) => ({ answer: stopAnswer(card.answer), slow: false }));
  }

  /** Shows another conversation, or a new one. */
  open(id?: string, cards: readonly Partial<Card>[] = []): void {
    this.stop();
    this.cards = cards.map((card) => this.#card(card));
    this.conversationId = id;
    this.#host.requestUpdate();
  }

  #card(given: Partial<Card>): Card {
    return { id: this.#nextId++, question: "", resolve: {}, chosen: [], answer: ASKED, slow: false, ...given };
  }

  async #run(card: Card): Promise<void> {
    const abort = new AbortController();
    const { id } = card;
    this.#running = { id, abort };
    this.#host.requestUpdate();
    const timer = setTimeout(() => this.change(id, () => ({ slow: true })), this.slow);
    await this.#read(card, abort.signal);
    clearTimeout(timer);
    if (abort.signal.aborted) return;
    this.#running = undefined;
    this.change(id, () => ({ slow: false }));
    const ended = this.card(id);
    if (!ended) return;
    this.#follow(ended.answer);
    this.#settings.ended(ended);
  }

  /** Folds events into the card until its end; a stream that ends before the answer does is a lost connection. */
  async #read(card: Card, signal: AbortSignal): Promise<void> {
    const { id } = card;
    const fold = (step: (answer: Answer) => Answer) => {
      if (!signal.aborted) this.change(id, ({ answer }) => ({ answer: step(answer) }));
    };
    const reader = this.#settings.reader();
    reader.catch(() => undefined);
    const reply = await sendQuestion(this.#request(card), this.#settings.connection(), signal);
    if (!reply.ok) return fold((answer) => failAnswer(answer, reply.error));
    try {
      const { readEvents, foldEvent } = await reader;
      for await (const event of readEvents(reply.response.body ?? new ReadableStream(), this.idle)) {
        fold((answer) => foldEvent(answer, event));
        if (signal.aborted || this.card(id)?.answer.status !== "running") return;
      }
    } catch {
      // A body, or the part that reads it, fails in as many ways as there are browsers; to the asker all are the same, told below.
    }
    fold((answer) => failAnswer(answer, localError("connection_lost", true)));
  }

  #request({ question, resolve, edit }: Card): QueryRequest {
    return {
      question: edit ? "" : question, ...(edit ? { edit } : {}), sourceId: this.#settings.connection().source, locale: this.#settings.locale(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(this.conversationId ? { conversationId: this.conversationId } : {}),
      ...(Object.keys(resolve).length > 0 ? { resolve } : {}),
    };
  }

  /** A conversation counts once the Worker has kept a turn of it; one it has lost is dropped, so that a retry starts anew. */
  #follow({ conversationId, result, error }: Answer): void {
    if (result && !result.degraded.includes("history")) this.conversationId = conversationId;
    if (error?.code === "unknown_conversation") this.conversationId = undefined;
  }

  card(id: number): Card | undefined {
    return this.cards.find((card) => card.id === id);
  }

  change(id: number, change: (card: Card) => Partial<Card>): void {
    this.cards = this.cards.map((card) => (card.id === id ? { ...card, ...change(card) } : card));
    this.#host.requestUpdate();
  }
}
