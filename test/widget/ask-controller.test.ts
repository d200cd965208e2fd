import { expect } from "@esm-bundle/chai";
import type { ReactiveController } from "lit";
import { AskController, type Card, type Reader } from "../../widget/ask-controller.ts";
import { choose } from "../../widget/acts.ts";
import { foldEvent } from "../../widget/fold-event.ts";
import { readEvents } from "../../widget/read-events.ts";
import type { View } from "../../widget/views/view.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { hanging, refusal, stream, stubFetch, until, type Script } from "./stage.ts";

const good = answerEvents(SPECS.bar);
const clarify: AskEvent = { type: "clarify", message: "By what?", term: "biggest", choices: [{ id: "cost", label: "Cost" }, { id: "speed", label: "Speed" }] };

function setUp(script: Script, more: { reader?: () => Promise<Reader> } = {}) {
  const stub = stubFetch(script, ["one"]);
  const ended: Card[] = [];
  const controllers: ReactiveController[] = [];
  const host = { addController: (each: ReactiveController) => controllers.push(each), removeController() {}, requestUpdate() {}, updateComplete: Promise.resolve(true) };
  const asker = new AskController(host, {
    connection: () => ({ endpoint: "https://worker.test", source: "skyward", tokenProvider: () => "t", fetch: stub.fetch }),
    locale: () => "en", reader: more.reader ?? (() => Promise.resolve({ readEvents, foldEvent })), ended: (card) => ended.push(card),
  });
  asker.hostConnected();
  const statuses = () => asker.cards.map(({ answer }) => answer.status);
  /** As a chip does it: on the card's newest state. */
  const settle = async (id: number, choiceId: string): Promise<void> => {
    const card = asker.card(id);
    let work = Promise.resolve();
    if (card) choose({ asker, show: (_id: number, shown: Promise<void>) => (work = shown) } as unknown as View, card, choiceId);
    await work;
  };
  return { asker, stub, ended, statuses, settle };
}

describe("the conversation", () => {
  it("asks and ends, once", async () => {
    const { asker, stub, ended, statuses } = setUp(() => good);
    await asker.ask("strikes by phase");
    expect(statuses()).to.deep.equal(["answered"]);
    expect(ended.map(({ question }) => question)).to.deep.equal(["strikes by phase"]);
    expect(asker.busy).to.equal(false);
    expect(stub.seen[0]?.body).to.deep.include({ question: "strikes by phase", sourceId: "skyward", locale: "en" });
    expect(stub.seen[0]?.body.timeZone).to.be.a("string");
  });

  it("follows up in the conversation of the answer before", async () => {
    const { asker, stub } = setUp(() => good);
    await asker.ask("strikes by phase");
    await asker.ask("by month");
    expect(stub.seen.map(({ body }) => body.conversationId)).to.deep.equal([undefined, "0b6c4a0e-9f1b-4a58-8a3b-0d2a5b1f7c11"]);
    asker.open();
    await asker.ask("strikes");
    expect(asker.cards).to.have.length(1);
    expect(stub.seen[2]?.body.conversationId).to.equal(undefined);
  });

  it("does not follow a conversation the Worker has not kept", async () => {
    const unsaved = good.map((event) => (event.type === "answer" ? { ...event, degraded: ["history"] } : event));
    const { asker, stub } = setUp((_, count) => (count === 1 ? [...good.slice(0, 1), clarify] : unsaved));
    for (const question of ["biggest", "strikes", "by month"]) await asker.ask(question);
    expect(stub.seen.map(({ body }) => body.conversationId)).to.deep.equal([undefined, undefined, undefined]);
  });

  it("drops a conversation the Worker has lost, so that a retry starts anew", async () => {
    const { asker, stub, statuses } = setUp((_, count) => (count === 2 ? refusal("unknown_conversation", 404) : good));
    await asker.ask("strikes");
    await asker.ask("by month");
    expect(statuses()).to.deep.equal(["answered", "failed"]);
    await asker.again(asker.cards[1]?.id ?? 0);
    expect(stub.seen[2]?.body.conversationId).to.equal(undefined);
    expect(statuses()).to.deep.equal(["answered", "answered"]);
  });

  it("merges choices when more than one word is unclear", async () => {
    const second: AskEvent = { ...clarify, term: "recent", choices: [{ id: "y", label: "This year" }] };
    const { asker, stub, settle } = setUp((_, count) => (count === 1 ? [clarify] : count === 2 ? [second] : good));
    await asker.ask("biggest recent strikes");
    const id = asker.cards[0]?.id ?? 0;
    await settle(id, "cost");
    await settle(id, "y");
    expect(stub.seen.map(({ body }) => body.resolve)).to.deep.equal([undefined, { biggest: "cost" }, { biggest: "cost", recent: "y" }]);
    expect(stub.seen.every(({ body }) => body.question === "biggest recent strikes")).to.equal(true);
    expect(asker.cards[0]).to.deep.include({ chosen: ["Cost", "This year"] });
    expect(asker.cards).to.have.length(1);
  });

  it("ignores a choice that was not offered", async () => {
    const { asker, stub, settle } = setUp(() => [clarify]);
    await asker.ask("biggest");
    await settle(asker.cards[0]?.id ?? 0, "nonsense");
    await settle(99, "cost");
    expect(stub.seen).to.have.length(1);
  });
});

describe("a question that goes wrong", () => {
  it("keeps what arrived when the stream is cut, and asks again in the same place", async () => {
    const { asker, ended, statuses } = setUp((_, count) => (count === 1 ? good.slice(0, 7) : good));
    await asker.ask("strikes");
    expect(statuses()).to.deep.equal(["failed"]);
    expect(ended[0]?.answer.error).to.deep.include({ code: "connection_lost", retryable: true });
    expect(asker.cards[0]?.answer.table?.rows).to.have.length(3);
    await asker.again(asker.cards[0]?.id ?? 0);
    expect(statuses()).to.deep.equal(["answered"]);
  });

  it("takes a stream that breaks, one that is empty and one without a body as cut", async () => {
    const replies = [stream(good.slice(0, 3), (controller) => controller.error(new TypeError("reset"))), stream([]), new Response(null, { status: 204 })];
    const { asker } = setUp((_, count) => replies[count - 1] ?? new Response());
    asker.idle = 50;
    for (const question of ["a", "b", "c"]) await asker.ask(question);
    expect(asker.cards.map(({ answer }) => answer.error?.code)).to.deep.equal(["connection_lost", "connection_lost", "connection_lost"]);
  });

  it("gives up on a silent stream", async () => {
    const { asker } = setUp(({ signal }) => hanging(good.slice(0, 3), signal));
    asker.idle = 40;
    await asker.ask("strikes");
    expect(asker.cards[0]?.answer.error?.code).to.equal("connection_lost");
  });

  it("says so when the part that reads streams can't be had", async () => {
    const { asker } = setUp(() => good, { reader: () => Promise.reject(new TypeError("no chunk")) });
    await asker.ask("strikes");
    expect(asker.cards[0]?.answer.error?.code).to.equal("connection_lost");
  });

  it("ends at the Worker's error, whatever follows it", async () => {
    const failed: AskEvent = { type: "error", error: { code: "query_timeout", message: "Too slow.", retryable: true, requestId: "r" } };
    const { asker, ended } = setUp(() => [failed, ...good]);
    await asker.ask("strikes");
    expect(ended.map(({ answer }) => answer.error?.code)).to.deep.equal(["query_timeout"]);
  });
});

describe("more than one question", () => {
  it("stops the one that runs and starts the new one", async () => {
    const { asker, stub, ended, statuses } = setUp(({ signal }, count) => (count === 1 ? hanging(good.slice(0, 3), signal) : good));
    const first = asker.ask("slow");
    await until(() => asker.cards[0]?.answer.stage === "plan");
    await asker.ask("fast");
    await first;
    expect(statuses()).to.deep.equal(["stopped", "answered"]);
    expect(stub.seen[0]?.signal?.aborted).to.equal(true);
    expect(ended.map(({ question }) => question)).to.deep.equal(["fast"]);
  });

  it("stops on demand, and never lets a late answer in", async () => {
    let send: (response: Response) => void = () => {};
    const { asker, statuses } = setUp(() => new Promise<Response>((resolve) => { send = resolve; }));
    const asked = asker.ask("slow");
    await until(() => asker.busy);
    asker.stop();
    send(stream(good));
    await asked;
    expect(statuses()).to.deep.equal(["stopped"]);
    expect(asker.busy).to.equal(false);
  });

  it("aborts when it leaves the page, and works when it is back", async () => {
    const { asker, stub, statuses } = setUp(({ signal }, count) => (count === 1 ? hanging([], signal) : good));
    void asker.ask("slow");
    await until(() => stub.seen.length === 1);
    asker.hostDisconnected();
    expect(stub.seen[0]?.signal?.aborted).to.equal(true);
    asker.hostConnected();
    await asker.ask("again");
    expect(statuses()).to.deep.equal(["stopped", "answered"]);
  });

  it("goes on by itself with a question that the network broke off", async () => {
    const { asker, stub, statuses } = setUp((_, count) => { if (count === 1) throw new TypeError("offline"); return good; });
    await asker.ask("strikes");
    expect(statuses()).to.deep.equal(["failed"]);
    Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
    dispatchEvent(new Event("offline"));
    Reflect.deleteProperty(navigator, "onLine");
    dispatchEvent(new Event("online"));
    await until(() => statuses()[0] === "answered");
    dispatchEvent(new Event("online"));
    expect(stub.seen).to.have.length(2);
    asker.hostDisconnected();
  });

  it("says after a while that it takes long, and takes it back", async () => {
    let end: () => void = () => {};
    const { asker } = setUp(() => stream(good.slice(0, 5), (controller) => new Promise<void>((resolve) => { end = () => { controller.close(); resolve(); }; })));
    asker.slow = 30;
    const asked = asker.ask("slow");
    await until(() => asker.cards[0]?.slow === true);
    expect(asker.cards[0]?.answer.stage).to.equal("execute");
    end();
    await asked;
    expect(asker.cards[0]?.slow).to.equal(false);
  });
});
