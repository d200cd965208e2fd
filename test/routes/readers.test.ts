// Routes of one's own conversations and readings, around stores in memory: who may, what is malformed, what is not there.
import { describe, expect, it } from "vitest";
import { createApp } from "../../worker/app.ts";
import { AskError } from "../../worker/errors.ts";
import type { KeptReading, Ports, Principal } from "../../worker/ports.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { principalOf, skyward } from "../agent/fixtures.ts";

const entry = { id: "mine", title: "how many", at: "2026-03-01T12:00:00.000Z", answers: 1 };

function appOf({ keeps = true } = {}) {
  const seen: unknown[] = [];
  const owns = (id: string, owner: Principal): boolean => id === "mine" && owner.tenant === "a";
  const ports = {
    newId: () => "request-1", now: () => new Date(0), log: { event: () => undefined },
    sources: { get: (id: string) => Promise.resolve(id === "skyward" ? skyward : undefined), list: () => Promise.resolve([]) },
    conversations: {
      list: (source: string, owner: Principal, search: string) => { seen.push([source, owner.tenant, search]); return Promise.resolve(owner.tenant === "a" ? [entry] : []); },
      load: (id: string, owner: Principal) => Promise.resolve(owns(id, owner) ? { id, sourceId: "skyward", turns: [{ answerId: "x", question: "how many", resolve: {}, at: entry.at, plan: { secret: true } }, { answerId: "y", question: "why", resolve: {}, at: entry.at }] } : undefined),
      rename: (id: string, owner: Principal, title: string) => { seen.push(title); return Promise.resolve(owns(id, owner)); },
      remove: (id: string, owner: Principal) => Promise.resolve(owns(id, owner)),
    },
    ...(keeps ? { readings: {
      list: () => Promise.resolve([{ term: "biggest", choice: "cost", label: "Highest cost" }]),
      keep: (_source: string, owner: Principal, reading: KeptReading) => { seen.push([owner.tenant, reading]); return Promise.resolve(); },
      forget: (_source: string, owner: Principal, term?: string) => { seen.push([owner.tenant, term]); return Promise.resolve(); },
    } } : {}),
  } as unknown as Ports;
  async function* ask(): AsyncGenerator<AskEvent> {}
  const authenticate = (header: string | undefined) => (header ? Promise.resolve(principalOf(header)) : Promise.reject(new AskError("unauthorized", "Sign in first.")));
  const app = createApp({ ports, ask, authenticate, originAllowed: () => false, receiptKeys: () => Promise.resolve({}), unready: () => Promise.resolve([]) });
  const call = async (method: string, path: string, body?: unknown, authorization = "a"): Promise<[number, unknown]> => {
    const response = await app.request(`/api/v1${path}`, { method, headers: { authorization }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const said = (await response.json()) as { error?: { code: string } };
    return [response.status, said.error?.code ?? said];
  };
  return { call, seen };
}

describe("conversations", () => {
  it("are listed and searched by their owner", async () => {
    const { call, seen } = appOf();
    expect(await call("GET", "/conversations?source=skyward&search=%20geese%20")).toEqual([200, { conversations: [entry] }]);
    expect(await call("GET", `/conversations?source=skyward&search=${"x".repeat(300)}`, undefined, "b")).toEqual([200, { conversations: [] }]);
    expect(seen).toEqual([["skyward", "a", "geese"], ["skyward", "b", "x".repeat(200)]]);
    expect(await call("GET", "/conversations?source=nowhere")).toEqual([404, "unknown_source"]);
    expect(await call("GET", "/conversations?source=skyward", undefined, "")).toEqual([401, "unauthorized"]);
  });

  it("are opened as questions, without plans and rows", async () => {
    const turns = [{ answerId: "x", question: "how many", at: entry.at, again: true }, { answerId: "y", question: "why", at: entry.at, again: false }];
    expect(await appOf().call("GET", "/conversations/mine")).toEqual([200, { id: "mine", sourceId: "skyward", turns }]);
  });

  it("are renamed and removed", async () => {
    const { call, seen } = appOf();
    expect(await call("PUT", "/conversations/mine", { title: "  Birds " })).toEqual([200, { kept: true }]);
    expect(seen).toEqual(["Birds"]);
    for (const body of [{}, { title: " " }, { title: "x".repeat(121) }, { title: 1 }, { title: "a", user: "eve" }]) expect(await call("PUT", "/conversations/mine", body)).toEqual([400, "bad_request"]);
    expect(await call("DELETE", "/conversations/mine")).toEqual([200, { removed: true }]);
  });

  it("of another are not there", async () => {
    const { call } = appOf();
    for (const [method, body] of [["GET", undefined], ["PUT", { title: "theirs" }], ["DELETE", undefined]] as const) {
      expect(await call(method, "/conversations/mine", body, "b")).toEqual([404, "unknown_conversation"]);
      expect(await call(method, "/conversations/other", body)).toEqual([404, "unknown_conversation"]);
      expect(await call(method, "/conversations/a%20b", body)).toEqual([404, "unknown_conversation"]);
    }
    expect(await call("POST", "/conversations/mine", {})).toEqual([405, "method_not_allowed"]);
  });
});

describe("readings", () => {
  const reading = { source: "skyward", term: "Biggest", choice: "cost", label: "Highest cost" };

  it("are kept, listed and forgotten for oneself", async () => {
    const { call, seen } = appOf();
    expect(await call("PUT", "/readings", reading)).toEqual([200, { kept: true }]);
    expect(await call("GET", "/readings?source=skyward")).toEqual([200, { readings: [{ term: "biggest", choice: "cost", label: "Highest cost" }] }]);
    expect(await call("DELETE", "/readings?source=skyward&term=Biggest")).toEqual([200, { removed: true }]);
    expect(await call("DELETE", "/readings?source=skyward", undefined, "b")).toEqual([200, { removed: true }]);
    expect(seen).toEqual([["a", { term: "biggest", choice: "cost", label: "Highest cost" }], ["a", "biggest"], ["b", undefined]]);
  });

  it("that are malformed, or of no source, or with nowhere to keep them, are refused", async () => {
    const { call } = appOf();
    for (const body of [{ ...reading, term: "" }, { ...reading, choice: "x".repeat(201) }, { ...reading, user: "eve" }, {}]) expect(await call("PUT", "/readings", body)).toEqual([400, "bad_request"]);
    expect(await call("PUT", "/readings", { ...reading, source: "nowhere" })).toEqual([404, "unknown_source"]);
    expect(await call("PUT", "/readings", reading, "")).toEqual([401, "unauthorized"]);
    expect(await appOf({ keeps: false }).call("GET", "/readings?source=skyward")).toEqual([503, "not_configured"]);
    expect(await call("POST", "/readings", reading)).toEqual([405, "method_not_allowed"]);
  });
});
