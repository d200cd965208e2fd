// What the chain tells and counts: without a store, with a failing store, and never more than may be told.
import { describe, expect, it } from "vitest";
import { createAsk } from "../../../worker/agent/ask.ts";
import { countVerified } from "../../../worker/agent/count-verified.ts";
import { checkVerified } from "../../../worker/agent/check-verified.ts";
import { recordUnanswered } from "../../../worker/agent/record-unanswered.ts";
import { takeFeedback } from "../../../worker/agent/take-feedback.ts";
import { AskError } from "../../../worker/errors.ts";
import type { Feedback, Learning, Ports, Unanswered } from "../../../worker/ports.ts";
import type { AskEvent } from "../../../worker/protocol.ts";
import { buildLexicon } from "../../../worker/semantic/lexicon.ts";
import type { VerifiedQuery } from "../../../worker/semantic/model.ts";
import type { Plan } from "../../../worker/semantic/plan.ts";
import { memoryPorts } from "../../eval/memory-ports.ts";
import { model, principalOf, skyward } from "../fixtures.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const ann = principalOf("acme");
const lexicon = buildLexicon(model, { "airports.name": ["DENVER INTL AIRPORT"] });
const plan: Plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [{ column: "airports.name", op: "in", values: ["DENVER INTL AIRPORT"] }] };

interface Setup { down?: boolean; planStoreDown?: boolean; owns?: boolean }

/** Stores that remember what they were told. */
function setup({ down = false, planStoreDown = false, owns = true }: Setup = {}) {
  const told: { unanswered: Unanswered[]; feedback: Feedback[]; used: string[]; forgotten: string[]; logged: string[] } = { unanswered: [], feedback: [], used: [], forgotten: [], logged: [] };
  const unless = async <T>(value: T): Promise<T> => { if (down) throw new AskError("database_unavailable", "down"); return value; };
  const learning: Learning = {
    feedback: {
      answer: () => unless(owns ? { sourceId: "skyward", question: "strikes at Denver of Zebulon in 1998", plan } : undefined),
      give: async (_id, _owner, feedback) => { await unless(told.feedback.push(feedback)); return owns; },
    },
    inbox: { record: async (entry) => { await unless(told.unanswered.push(entry)); }, list: () => unless([]) },
    verified: { list: () => unless([]), keep: () => unless({ id: "1" }), remove: () => unless(true), used: async (_source, question) => { await unless(told.used.push(question)); } },
    vocabularies: { load: () => unless(undefined), save: () => unless(undefined) },
  };
  const forget = async (_namespace: string, signature: string): Promise<void> => { if (planStoreDown) throw new Error("down"); told.forgotten.push(signature); };
  const ports = {
    now: () => NOW, learning, log: { event: (name: string) => void told.logged.push(name) }, plans: { forget },
    sources: { get: async (id: string) => (id === "skyward" ? skyward : undefined) },
  } as unknown as Ports;
  return { ports, learning, told };
}

const unread = { question: "churn of Zebulon at Denver in 1998", principal: ann, source: skyward, lexicon, today: "2002-07-25" };
const cannot: AskEvent = { type: "cannot", message: "I don't find “churn” and “Zebulon”", missing: ["churn", "Zebulon"], suggestions: [] };

describe("recordUnanswered", () => {
  it.each<[unknown, Partial<Unanswered>]>([
    [cannot, { outcome: "cannot", missing: 2 }], [{ type: "clarify", message: "Which?", term: "Zebulon", choices: [] }, { outcome: "clarify", missing: 0 }],
    [new AskError("guard_refused", "no"), { outcome: "guard_refused" }], [new AskError("query_failed", "no"), { outcome: "query_failed" }],
  ])("tells how it ended, and no literal: %j", async (ended, told) => {
    const { ports, told: { unanswered } } = setup();
    await recordUnanswered(unread, ended, ports);
    expect(unanswered).toEqual([expect.objectContaining({ sourceId: "skyward", skeleton: "{word} of {word} at {value} in {date}", at: NOW, ...told })]);
    expect(JSON.stringify(unanswered)).not.toMatch(/zebulon|churn|denver|1998/iu);
  });

  it.each([new AskError("cancelled", "stopped"), new AskError("database_unavailable", "down"), new Error("bug"), undefined, { type: "answer" }])("says nothing of what is no question's fault: %s", async (ended) => {
    const { ports, told } = setup();
    await recordUnanswered(unread, ended, ports);
    expect(told.unanswered).toEqual([]);
  });

  it("costs a line in the log where the inbox is down, and nothing where there is none", async () => {
    const { ports, told } = setup({ down: true });
    await recordUnanswered(unread, cannot, ports);
    const { learning: _none, ...without } = ports;
    await recordUnanswered(unread, cannot, without);
    expect(told.logged).toEqual(["inbox.failed"]);
  });
});

describe("takeFeedback", () => {
  it("keeps the question without its literals, and forgets a plan that misled", async () => {
    const { ports, learning, told } = setup();
    expect(await takeFeedback("a", ann, { verdict: "down", reasons: ["wrong-rows"], note: "mine" }, ports, learning)).toBe(true);
    expect(told.feedback).toEqual([{ verdict: "down", reasons: ["wrong-rows"], note: "mine", skeleton: "strikes at {value} of {word} in {date}", at: NOW }]);
    expect(told.forgotten).toHaveLength(1);
  });

  it.each<[Feedback["verdict"], Feedback["reasons"], number]>([["up", [], 0], ["down", ["wrong-chart"], 0], ["down", [], 1], ["down", ["wrong-chart", "wrong-period"], 1]])("%s for %j forgets %i plans", async (verdict, reasons, count) => {
    const { ports, learning, told } = setup();
    await takeFeedback("a", ann, { verdict, reasons }, ports, learning);
    expect(told.forgotten).toHaveLength(count);
  });

  it("of another's answer keeps nothing and forgets nothing", async () => {
    const { ports, learning, told } = setup({ owns: false });
    expect(await takeFeedback("a", ann, { verdict: "down", reasons: [] }, ports, learning)).toBe(false);
    expect([told.feedback, told.forgotten]).toEqual([[], []]);
  });

  it("stands where the plan can't be forgotten, and is refused where it can't be kept", async () => {
    const kept = setup({ planStoreDown: true });
    expect(await takeFeedback("a", ann, { verdict: "down", reasons: [] }, kept.ports, kept.learning)).toBe(true);
    expect(kept.told.logged).toEqual(["plans.failed"]);
    const refused = setup({ down: true });
    await expect(takeFeedback("a", ann, { verdict: "up", reasons: [] }, refused.ports, refused.learning)).rejects.toMatchObject({ code: "database_unavailable" });
  });
});

describe("countVerified", () => {
  const at = (value: string): Plan => ({ ...plan, filters: [{ column: "strikes.phase", op: "in", values: [value] }] });
  const query = (question: string, its: Plan): VerifiedQuery => ({ question, plan: its, by: "vera", at: NOW.toISOString() });
  const verified = [query("how bad are hits", { ...plan, filters: [] }), query("how bad are hits in Climb?", at("Climb")), query("bumps in Climb", at("Climb"))];
  const readable = (question: string) => ({ question, lexicon, source: { ...skyward, model: { ...model, verified } }, today: "2002-07-25", previous: undefined, resolve: {}, locale: "en" });

  it("counts the question that the plan came from, literals aside", async () => {
    const { ports, told } = setup();
    await countVerified(at("Approach"), readable("bumps in approach"), ports);
    await countVerified(at("Approach"), readable("how bad are hits in approach"), ports);
    await countVerified({ ...plan, filters: [] }, readable("how bad are hits"), ports);
    await countVerified({ ...plan, table: "airports" }, readable("bumps"), ports);
    expect(told.used).toEqual(["bumps in Climb", "how bad are hits in Climb?", "how bad are hits"]);
  });

  it("costs a line in the log where it fails", async () => {
    const { ports, told } = setup({ down: true });
    await countVerified({ ...plan, filters: [] }, readable("how bad are hits"), ports);
    expect(told.logged).toEqual(["verified.count_failed"]);
  });
});

describe("checkVerified", () => {
  const check = (question: string, given: unknown) => checkVerified({ question, plan: given }, "vera", skyward, NOW);
  const timed: Plan = { ...plan, filters: [], time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] } };

  it("keeps a plan whose question leads to it, with who and when", () => {
    expect(check("hits at Denver Intl Airport", plan)).toEqual({ ok: true, query: { question: "hits at Denver Intl Airport", plan, by: "vera", at: NOW.toISOString() } });
    expect(check("how bad were strikes in 1998", timed)).toMatchObject({ ok: true });
  });

  it.each<[string, string, unknown, RegExp]>([
    ["a date that is not said", "how bad were strikes in 1997", timed, /does not lead to the plan/u], ["fields of its own", "q", { ...plan, sql: "select 1" }, /malformed: check plan/u], ["no plan at all", "q", undefined, /malformed/u],
    ["an aggregate that the column forbids", "q", { ...plan, metrics: [{ kind: "aggregate", function: "sum", column: "airports.name" }] }, /aggregate not allowed/u],
    ["rows that can't be joined", "hits", { ...plan, table: "airports", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [{ column: "strikes.phase" }], filters: [] }, /can't be computed|does not fit/u],
  ])("refuses %s", (_name, question, given, problem) => {
    const checked = check(question, given);
    expect(checked.ok ? "kept" : checked.problem).toMatch(problem);
  });
});

describe("the chain", () => {
  const nothing = () => Promise.reject(new AskError("database_unavailable", "down"));
  const chain = (learning: Learning) => {
    const logged: string[] = [];
    const guard = () => ({ ok: false as const, code: "syntax" as const, detail: "" });
    const ports = { ...memoryPorts({ guard, source: skyward, connector: { run: nothing, rowSecurity: nothing, ping: nothing }, now: () => NOW }), learning, log: { event: (name: string) => void logged.push(name) } };
    return { logged, ask: (question: string) => createAsk(ports)({ question, sourceId: "skyward", requestId: "r" }, ann) };
  };

  it("answers nothing without the tenant's words: they could make it another answer", async () => {
    const { ask } = chain({ ...setup().learning, vocabularies: { load: nothing, save: nothing } });
    await expect(ask("how many strikes").next()).rejects.toMatchObject({ code: "database_unavailable" });
  });

  it("goes on without the inbox, and says so in the log", async () => {
    const { ask, logged } = chain(setup({ down: true }).learning);
    const events = [];
    const vocabularies = { load: () => Promise.resolve(undefined), save: nothing };
    expect((await ask("churn").next().catch((error: unknown) => error))).toMatchObject({ code: "database_unavailable" });
    const open = chain({ ...setup({ down: true }).learning, vocabularies });
    for await (const event of open.ask("churn of Zebulon")) events.push(event.type);
    expect([events.at(-1), open.logged.includes("inbox.failed"), logged.includes("inbox.failed")]).toEqual(["cannot", true, false]);
  });

  it("tells the inbox of a statement that the guard refused, and still says no", async () => {
    const { learning, told } = setup();
    const run = async (): Promise<void> => { for await (const event of chain(learning).ask("how many strikes in 1998")) expect(event.type).not.toBe("answer"); };
    await expect(run()).rejects.toMatchObject({ code: "guard_refused" });
    expect(told.unanswered).toMatchObject([{ outcome: "guard_refused", skeleton: "how many strikes in {date}" }]);
  });
});
