// The HTTP application around a scripted chain: bodies, codes, CORS, streaming. The real chain is tested in test/app and test/e2e.
import { describe, expect, it } from "vitest";
import { createApp } from "../../worker/app.ts";
import { AskError } from "../../worker/errors.ts";
import type { Ports } from "../../worker/ports.ts";
import { decodeEvent, encodeEvent, type AskEvent } from "../../worker/protocol.ts";
import { principalOf, skyward } from "../agent/fixtures.ts";

const HOST = "https://host.example";
const start: AskEvent = { type: "start", answerId: "a", conversationId: "c", requestId: "r" };
const cannot: AskEvent = { type: "cannot", message: "no", missing: ["churn"], suggestions: [] };

interface Setup { events?: AskEvent[]; fails?: unknown; failsAfter?: unknown; full?: boolean; limitsDown?: boolean; waiting?: string[] }

function appOf({ events = [start, cannot], fails, failsAfter, full = false, limitsDown = false, waiting = [] }: Setup = {}) {
  const logged: string[] = [];
  const ports = {
    newId: () => "request-1", now: () => new Date(0),
    sources: { get: (id: string) => Promise.resolve(id === "skyward" ? skyward : undefined), list: () => Promise.resolve([{ id: "skyward", label: "Strikes" }]) },
    limits: { take: () => (limitsDown ? Promise.reject(new Error("redis://secret")) : Promise.resolve({ ok: !full, limit: 1, remaining: 0, resetSeconds: 7 })) },
    conversations: { receipt: (id: string, owner: { tenant: string }) => Promise.resolve(id === "mine" && owner.tenant === "a" ? "head.body.signature" : undefined) },
    log: { event: (name: string, fields: object) => logged.push(JSON.stringify({ name, ...fields })) },
  } as unknown as Ports;
  async function* ask(): AsyncGenerator<AskEvent> {
    if (fails) throw fails;
    yield* events;
    if (failsAfter) throw failsAfter;
  }
  const authenticate = (header: string | undefined) => (header === "Bearer good" ? Promise.resolve(principalOf("a")) : Promise.reject(new AskError("unauthorized", "Sign in first.")));
  const app = createApp({ ports, ask, authenticate, originAllowed: (origin) => origin === HOST, receiptKeys: () => Promise.resolve({ keys: [] }), unready: () => Promise.resolve(waiting) });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    app.request("/api/v1/query", { method: "POST", headers: { authorization: "Bearer good", accept: "application/json", ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) });
  return { app, post, logged };
}

const question = { question: "how many", sourceId: "skyward" };
const codeOf = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { error: { code: string } }).error.code];

describe("POST /api/v1/query", () => {
  it("gives one JSON object to a client that takes only JSON", async () => {
    const response = await appOf().post(question);
    expect(await response.json()).toEqual({ start: { answerId: "a", conversationId: "c", requestId: "r" }, cannot: { message: "no", missing: ["churn"], suggestions: [] } });
  });

  it("streams events otherwise, each readable by the codec", async () => {
    const response = await appOf().post(question, { accept: "text/event-stream" });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(eventsOf(await response.text())).toEqual([start, cannot]);
  });

  it("ends a stream with an error event when the chain fails half-way", async () => {
    const response = await appOf({ failsAfter: new AskError("query_timeout", "Too slow.") }).post(question, { accept: "text/event-stream" });
    expect(eventsOf(await response.text()).at(-1)).toMatchObject({ type: "error", error: { code: "query_timeout", retryable: true, requestId: "request-1" } });
  });

  it("gives a refusal at the door a status of its own, streaming or not", async () => {
    const refused = appOf({ fails: new AskError("unknown_source", "No such source.") });
    expect(await codeOf(await refused.post(question, { accept: "text/event-stream" }))).toEqual([404, "unknown_source"]);
  });

  it("shows nothing of an unexpected error and logs no message", async () => {
    const { post, logged } = appOf({ fails: new Error("password=hunter2") });
    const response = await post(question);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("hunter2");
    expect(logged.join()).toContain("internal_error");
    expect(logged.join()).not.toContain("hunter2");
  });

  it.each<[string, unknown, number, string]>([
    ["no JSON", "{", 400, "bad_request"], ["a list", [], 400, "bad_request"], ["a number for a question", { ...question, question: 5 }, 400, "bad_request"],
    ["a blank question", { ...question, question: " \n" }, 400, "question_empty"], ["a long question", { ...question, question: "x".repeat(1_001) }, 400, "question_too_long"],
    ["a conversation that is no id", { ...question, conversationId: "1 or 1=1" }, 400, "bad_request"], ["a locale that is none", { ...question, locale: "<script>" }, 400, "bad_request"],
    ["a huge body", "x".repeat(70_000), 413, "payload_too_large"],
  ])("refuses %s", async (_name, body, status, code) => {
    expect(await codeOf(await appOf().post(body))).toEqual([status, code]);
  });

  it("refuses without a token, and says how to bring one", async () => {
    const response = await appOf().post(question, { authorization: "" });
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await codeOf(response)).toEqual([401, "unauthorized"]);
  });

  it("says when to come back after too many questions", async () => {
    const response = await appOf({ full: true }).post(question);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await codeOf(response)).toEqual([429, "rate_limited"]);
  });

  it("goes on when the counter of questions is down, and tells no secret in the log", async () => {
    const { post, logged } = appOf({ limitsDown: true });
    expect((await post(question)).status).toBe(200);
    expect(logged.join()).toContain("limits.failed_open");
    expect(logged.join()).not.toContain("secret");
  });
});

describe("the door", () => {
  it("answers an allowed origin by name, on errors too", async () => {
    const response = await appOf().post("{", { origin: HOST });
    expect(response.headers.get("access-control-allow-origin")).toBe(HOST);
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("refuses another origin, also before the request", async () => {
    expect(await codeOf(await appOf().post(question, { origin: "https://host.example.evil.com" }))).toEqual([403, "origin_not_allowed"]);
    const preflight = await appOf().app.request("/api/v1/query", { method: "OPTIONS", headers: { origin: "https://evil.example" } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([403, null]);
  });

  it("lets an allowed page ask with a token", async () => {
    const preflight = await appOf().app.request("/api/v1/query", { method: "OPTIONS", headers: { origin: HOST } });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
  });

  it("tells wrong addresses from wrong methods", async () => {
    const { app } = appOf();
    const authorization = "Bearer good";
    expect(await codeOf(await app.request("/api/v1/nothing", { headers: { authorization } }))).toEqual([404, "not_found"]);
    expect(await codeOf(await app.request("/api/v1/query", { headers: { authorization } }))).toEqual([405, "method_not_allowed"]);
  });

  it("lists sources and suggestions to a signed-in caller only", async () => {
    const { app } = appOf();
    const headers = { authorization: "Bearer good" };
    expect(await (await app.request("/api/v1/sources", { headers })).json()).toEqual({ sources: [{ id: "skyward", label: "Strikes" }] });
    expect(((await (await app.request("/api/v1/suggestions?source=skyward", { headers })).json()) as { suggestions: string[] }).suggestions).toEqual(skyward.model.suggestions);
    expect(await codeOf(await app.request("/api/v1/suggestions?source=x", { headers }))).toEqual([404, "unknown_source"]);
    expect((await app.request("/api/v1/sources")).status).toBe(401);
  });

  it("is ready only when all it needs answers", async () => {
    expect((await appOf().app.request("/health")).status).toBe(200);
    expect((await appOf().app.request("/ready")).status).toBe(200);
    const waiting = await appOf({ waiting: ["metadata"] }).app.request("/ready");
    expect([waiting.status, await waiting.json()]).toEqual([503, { ok: false, waiting: ["metadata"] }]);
  });
});

describe("the codec", () => {
  it("reads what it wrote", () => expect(eventsOf(encodeEvent(start))).toEqual([start]));
  it.each(["", "null", "[]", "{}", '{"type":"toString"}', '{"type":"start"}', '{"type":"later","new":1}', '{"type":"table","columns":1,"rows":[],"truncated":false}', '{"type":"error","error":{}}'])(
    "reads %j as nothing",
    (data) => expect(decodeEvent(data)).toBeUndefined(),
  );
});

function eventsOf(text: string): (AskEvent | undefined)[] {
  return text.split("\n\n").filter(Boolean).map((frame) => decodeEvent(frame.split("data: ")[1] ?? ""));
}

describe("receipts", () => {
  const get = (path: string, headers: Record<string, string> = {}) => appOf().app.request(path, { headers: { authorization: "Bearer good", ...headers } });

  it("are given signed, as JSON or as they are", async () => {
    expect(await (await get("/api/v1/answers/mine/receipt")).json()).toEqual({ signed: "head.body.signature" });
    const plain = await get("/api/v1/answers/mine/receipt", { accept: "application/jose" });
    expect([plain.headers.get("content-type"), await plain.text()]).toEqual(["application/jose", "head.body.signature"]);
  });

  it.each(["/api/v1/answers/theirs/receipt", `/api/v1/answers/${encodeURIComponent("' or true --")}/receipt`, `/api/v1/answers/${"x".repeat(65)}/receipt`])("of others are not there: %s", async (path) => {
    expect(await codeOf(await get(path))).toEqual([404, "not_found"]);
  });

  it("need a sign-in; the keys that check them do not", async () => {
    expect((await appOf().app.request("/api/v1/answers/mine/receipt")).status).toBe(401);
    expect(await (await appOf().app.request("/.well-known/medha-receipts.json")).json()).toEqual({ keys: [] });
  });
});

describe("the state of sources", () => {
  const states = async (rowSecurity: () => Promise<boolean>, roles = ["vendor-admin"]): Promise<Response> => {
    const ports = {
      newId: () => "r", now: () => new Date(0), log: { event: () => undefined },
      sources: { list: () => Promise.resolve([{ id: "skyward", label: "Strikes" }, { id: "gone", label: "Gone" }]), get: (id: string) => Promise.resolve(id === "skyward" ? skyward : undefined) },
      connector: () => ({ rowSecurity }),
    } as unknown as Ports;
    async function* ask(): AsyncGenerator<AskEvent> {}
    const app = createApp({ ports, ask, authenticate: () => Promise.resolve({ ...principalOf("a"), roles }), originAllowed: () => false, receiptKeys: () => Promise.resolve({}), unready: () => Promise.resolve([]) });
    return app.request("/api/v1/admin/sources", { headers: { authorization: "Bearer good" } });
  };

  it.each<[string, () => Promise<boolean>]>([
    ["guard and row-level security", () => Promise.resolve(true)], ["guard only", () => Promise.resolve(false)],
    ["unknown: the database does not answer", () => Promise.reject(new Error("postgres://secret"))], ["not configured", () => Promise.reject(new AskError("not_configured", "no"))],
  ])("says: %s", async (enforcement, rowSecurity) => {
    const body = await (await states(rowSecurity)).json();
    expect(body).toEqual({ sources: [{ id: "skyward", label: "Strikes", enforcement, policyVersion: "skyward-1", modelVersion: "skyward-1" }, { id: "gone", label: "Gone", enforcement: "not configured" }] });
  });

  it("is for the vendor's administrators alone", async () => {
    expect(await codeOf(await states(() => Promise.resolve(true), ["viewer", "tenant-admin"]))).toEqual([403, "forbidden"]);
  });
});
