// Routes of what people teach, around stores in memory: who may, what is malformed, what is not there. The real stores are tested in test/stores and test/app.
import { describe, expect, it } from "vitest";
import { createApp } from "../../worker/app.ts";
import { AskError } from "../../worker/errors.ts";
import type { Learning, Ports, Principal } from "../../worker/ports.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { principalOf, skyward } from "../agent/fixtures.ts";

const plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "strikes" }], dimensions: [], filters: [] };

interface Setup { roles?: string[]; taught?: boolean; down?: boolean }

function appOf({ roles = ["viewer"], taught = true, down = false }: Setup = {}) {
  const kept: { owner?: string; document?: unknown; replaces?: number; query?: unknown } = {};
  const answer = async <T>(value: T): Promise<T> => { if (down) throw new AskError("database_unavailable", "Not now."); return value; };
  const owns = (id: string, owner: Principal): boolean => id === "mine" && owner.tenant === "a";
  const learning: Learning = {
    feedback: { answer: (id, owner) => answer(owns(id, owner) ? { sourceId: "skyward", question: "how many" } : undefined), give: (id, owner) => answer(owns(id, owner)) },
    inbox: { record: () => answer(undefined), list: () => answer([{ skeleton: "{word}", tenants: 1, count: 1, outcomes: { cannot: 1 }, reasons: {}, lastOn: "2026-03-01" }]) },
    verified: { list: () => answer([]), keep: (_source, query) => answer(Object.assign(kept, { query }) && { id: "1" }), remove: (_source, id) => answer(id === "1"), used: () => answer(undefined) },
    vocabularies: {
      load: (_source, tenant) => answer(tenant === "a" ? { document: { synonyms: [{ term: "bashes", metric: "strikes" }, { term: "x", metric: "gone" }], segments: [] }, version: 3, digest: "secret-digest", by: "ann", at: "2026-03-01" } : undefined),
      save: (_source, owner, document, replaces) => answer(Object.assign(kept, { owner: owner.tenant, document, replaces }) && replaces === 3 ? { document, version: 4, digest: "secret-digest", by: "ann", at: "2026-03-01" } : undefined),
    },
  };
  const ports = {
    newId: () => "request-1", now: () => new Date(0), log: { event: () => undefined }, ...(taught ? { learning } : {}), plans: { forget: () => Promise.resolve() },
    sources: { get: (id: string) => Promise.resolve(id === "skyward" ? skyward : undefined), list: () => Promise.resolve([]) },
  } as unknown as Ports;
  async function* ask(): AsyncGenerator<AskEvent> {}
  const authenticate = (header: string | undefined) => (header ? Promise.resolve({ ...principalOf(header), roles }) : Promise.reject(new AskError("unauthorized", "Sign in first.")));
  const app = createApp({ ports, ask, authenticate, originAllowed: (origin) => origin === "https://host.example", receiptKeys: () => Promise.resolve({}), unready: () => Promise.resolve([]) });
  const call = async (method: string, path: string, body?: unknown, authorization = "a"): Promise<Response> =>
    app.request(`/api/v1${path}`, { method, headers: { authorization }, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) });
  return { app, call, kept };
}

const outcome = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { error: { code: string } }).error.code];
const FEEDBACK = "/answers/mine/feedback";
const VOCABULARY = "/vocabulary?source=skyward";
const VERIFIED = "/admin/sources/skyward/verified";
const INBOX = "/admin/inbox?source=skyward";
const vendor = { roles: ["vendor-admin"] };
const admin = { roles: ["tenant-admin"] };

describe("every route", () => {
  const all: [method: string, path: string, body: unknown, setup: Setup][] = [
    ["POST", FEEDBACK, { verdict: "up" }, {}], ["GET", INBOX, undefined, vendor], ["GET", VERIFIED, undefined, vendor], ["POST", VERIFIED, { question: "how many strikes?", plan }, vendor],
    ["DELETE", `${VERIFIED}/1`, undefined, vendor], ["GET", VOCABULARY, undefined, {}], ["PUT", VOCABULARY, { version: 3, document: {} }, admin],
  ];

  it.each(all)("%s %s answers those who may", async (method, path, body, setup) => expect((await appOf(setup).call(method, path, body)).status).toBeLessThan(300));
  it.each(all)("%s %s needs a sign-in", async (method, path, body, setup) => expect(await outcome(await appOf(setup).call(method, path, body, ""))).toEqual([401, "unauthorized"]));
  it.each(all)("%s %s says so where nothing can be kept", async (method, path, body, setup) => expect(await outcome(await appOf({ ...setup, taught: false }).call(method, path, body))).toEqual([503, "not_configured"]));
  it.each(all)("%s %s says so where the store is down", async (method, path, body, setup) => expect(await outcome(await appOf({ ...setup, down: true }).call(method, path, body))).toEqual([503, "database_unavailable"]));
  it.each(all.filter(([, , , setup]) => setup.roles))("%s %s is for its role alone", async (method, path, body, setup) => {
    const others = ["viewer", "vendor-admin", "tenant-admin", "admin", "VENDOR-ADMIN"].filter((role) => !setup.roles?.includes(role));
    expect(await outcome(await appOf({ roles: others }).call(method, path, body))).toEqual([403, "forbidden"]);
  });
  it.each([["PUT", FEEDBACK], ["DELETE", "/vocabulary"], ["POST", "/admin/inbox"], ["PUT", VERIFIED], ["POST", "/answers/mine/receipt"]])("%s %s is a method it does not take", async (method, path) => {
    expect(await outcome(await appOf().call(method, path, {}))).toEqual([405, "method_not_allowed"]);
  });
  it.each([["GET", "/admin/inbox"], ["GET", "/admin/sources/nowhere/verified"], ["GET", "/vocabulary?source=nowhere"]])("%s %s names a source that is not there", async (method, path) => {
    expect(await outcome(await appOf(vendor).call(method, path))).toEqual([404, "unknown_source"]);
  });
  it("may be called by pages of the host", async () => {
    const preflight = await appOf().app.request(`/api/v1${VOCABULARY}`, { method: "OPTIONS", headers: { origin: "https://host.example" } });
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, POST, PUT, DELETE");
  });
});

describe("feedback", () => {
  it.each<[string, unknown]>([
    ["no JSON", "{"], ["no verdict", {}], ["another verdict", { verdict: "sideways" }], ["a reason of its own", { verdict: "down", reasons: ["because"] }], ["reasons that are no list", { verdict: "down", reasons: "other" }],
    ["a long note", { verdict: "down", note: "x".repeat(501) }], ["another field", { verdict: "up", tenant: "b" }],
  ])("is refused with %s", async (_name, body) => expect(await outcome(await appOf().call("POST", FEEDBACK, body))).toEqual([400, "bad_request"]));

  it("takes reasons and a note as long as may be", async () => {
    const response = await appOf().call("POST", FEEDBACK, { verdict: "down", reasons: ["wrong-number", "wrong-number", "other"], note: "x".repeat(500) });
    expect(await response.json()).toEqual({ kept: true });
  });

  it.each([["another tenant", FEEDBACK, "b"], ["no such answer", "/answers/theirs/feedback", "a"], ["no id", `/answers/${encodeURIComponent("' or true --")}/feedback`, "a"]])("finds nothing for %s", async (_name, path, who) => {
    expect(await outcome(await appOf().call("POST", path, { verdict: "up" }, who))).toEqual([404, "not_found"]);
  });
  it("refuses a body that is too large", async () => expect(await outcome(await appOf().call("POST", FEEDBACK, "x".repeat(70_000)))).toEqual([413, "payload_too_large"]));
});

describe("approved questions", () => {
  it("are kept with who approved them", async () => {
    const { call, kept } = appOf(vendor);
    const response = await call("POST", VERIFIED, { question: " how many strikes? ", plan });
    expect([response.status, await response.json()]).toEqual([201, { id: "1" }]);
    expect(kept.query).toEqual({ question: "how many strikes?", plan, by: "user of a", at: "1970-01-01T00:00:00.000Z" });
  });
  it.each<[string, unknown]>([["no question", { plan }], ["a blank question", { question: " ", plan }], ["a long question", { question: "x".repeat(501), plan }], ["another's name", { question: "q", plan, by: "eve" }], ["a bad plan", { question: "q", plan: { ...plan, table: "gone" } }]])(
    "are refused with %s", async (_name, body) => expect(await outcome(await appOf(vendor).call("POST", VERIFIED, body))).toEqual([400, "bad_request"]),
  );
  it("that are not there can't be taken back", async () => expect(await outcome(await appOf(vendor).call("DELETE", `${VERIFIED}/2`))).toEqual([404, "not_found"]));
});

describe("a vocabulary", () => {
  it("is read without what is not there any more, and without its digest", async () => {
    const text = await (await appOf().call("GET", VOCABULARY)).text();
    expect(JSON.parse(text)).toEqual({ version: 3, by: "ann", at: "2026-03-01", document: { synonyms: [{ term: "bashes", metric: "strikes" }], segments: [] } });
    expect(await (await appOf().call("GET", VOCABULARY, undefined, "b")).json()).toEqual({ version: 0, document: { synonyms: [], segments: [] } });
  });
  it("is saved for the tenant of the token, whatever is sent", async () => {
    const { call, kept } = appOf(admin);
    expect((await call("PUT", `${VOCABULARY}&tenant=a`, { version: 3, document: { fiscalYearStart: 4 } }, "b")).status).toBe(200);
    expect(kept).toEqual({ owner: "b", document: { synonyms: [], segments: [], fiscalYearStart: 4 }, replaces: 3 });
    expect(await outcome(await call("PUT", VOCABULARY, { version: 3, document: {}, tenant: "a" }, "b"))).toEqual([400, "bad_request"]);
  });
  it("says every problem, and that somebody was faster", async () => {
    const { call } = appOf(admin);
    const refused = (await (await call("PUT", VOCABULARY, { version: 3, document: { synonyms: [{ term: "by", metric: "strikes" }, { term: "gain", metric: "gains" }] } })).json()) as { error: object };
    expect(refused.error).toEqual({ code: "bad_request", retryable: false, requestId: "request-1", message: expect.stringContaining("These words can't be kept. “by”"), problems: [expect.stringContaining("“by”"), expect.stringContaining("“gain”")] });
    const late = (await (await call("PUT", VOCABULARY, { version: 2, document: {} })).json()) as { error: { problems: string[] } };
    expect(late.error.problems).toEqual(["Somebody changed them in the meantime: read them again first."]);
  });
  it.each<[string, unknown]>([["no version", { document: {} }], ["no document", { version: 3 }], ["a version that is none", { version: -1, document: {} }], ["a list", []]])(
    "is refused with %s", async (_name, body) => expect(await outcome(await appOf(admin).call("PUT", VOCABULARY, body))).toEqual([400, "bad_request"]),
  );
});
