// The audit at the door: one entry a question whatever its end, one a change, and what happens when none can be written.
import { describe, expect, it } from "vitest";
import { createApp } from "../../worker/app.ts";
import { AskError } from "../../worker/errors.ts";
import type { Audit, AuditEntry, Ports } from "../../worker/ports.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import type { OnAuditFailure } from "../../worker/routes/append-or.ts";
import { auditQuestions } from "../../worker/routes/audit-questions.ts";
import { principalOf, skyward } from "../agent/fixtures.ts";

interface Setup { events?: AskEvent[]; fails?: unknown; down?: boolean; onFailure?: OnAuditFailure; questions?: "digest" | "stripped"; roles?: string[] }

function setUp({ events = ANSWERED, fails, down = false, onFailure = "continue", questions = "digest", roles = ["vendor-admin"] }: Setup = {}) {
  const written: AuditEntry[] = [];
  const logged: string[] = [];
  const audit: Audit = {
    append: (entry) => (down ? Promise.reject(new Error("down")) : Promise.resolve(void written.push(entry))),
    page: (tenant, after, limit) => Promise.resolve(Array.from({ length: Math.min(limit, 3 - after) }, (_, at) => ({ seq: after + at + 1, hash: "h", entry: { tenant } }))),
  };
  const removed: string[] = [];
  const ports = {
    audit, newId: () => "request", now: () => new Date(0), log: { event: (name: string, fields: object) => logged.push(`${name} ${JSON.stringify(fields)}`) },
    sources: { get: (id: string) => Promise.resolve(id === "skyward" ? skyward : undefined), list: () => Promise.resolve([]) },
    limits: { take: () => Promise.resolve({ ok: true, limit: 1, remaining: 1, resetSeconds: 1 }) },
    learning: { verified: { remove: (_source: string, id: string) => { removed.push(id); return Promise.resolve(id === "1"); } } },
  } as unknown as Ports;
  async function* ask(): AsyncGenerator<AskEvent> {
    yield* events;
    if (fails) throw fails;
  }
  const audited = auditQuestions(ask, ports, audit, { questions, onFailure });
  const app = createApp({
    ports, ask: audited, onAuditFailure: onFailure, originAllowed: () => false, receiptKeys: () => Promise.resolve({}), unready: () => Promise.resolve([]),
    authenticate: (header) => (header ? Promise.resolve({ ...principalOf(header), roles }) : Promise.reject(new AskError("unauthorized", "Sign in first."))),
  });
  const call = async (method: string, path: string): Promise<Response> => app.request(`/api/v1${path}`, { method, headers: { authorization: "acme" } });
  const run = () => audited({ question: "how many strikes at Quixley", sourceId: "skyward", requestId: "r1" }, { ...principalOf("acme"), roles });
  return { written, logged, removed, call, run };
}

const SQL: AskEvent = { type: "sql", sql: "select 1" };
const TABLE: AskEvent = { type: "table", columns: [], rows: [[1]], truncated: false };
const ANSWER = { type: "answer", answerId: "a1", tier: "built-in", cached: false } as unknown as AskEvent;
const ANSWERED = [SQL, TABLE, ANSWER];
const CANNOT: AskEvent = { type: "cannot", message: "", missing: [], suggestions: [] };

async function drain(events: AsyncGenerator<AskEvent>): Promise<{ seen: string[]; error?: unknown }> {
  const seen: string[] = [];
  try {
    for await (const { type } of events) seen.push(type);
  } catch (error) {
    return { seen, error };
  }
  return { seen };
}

describe("a question", () => {
  it.each(["continue", "stop"] as const)("that is answered is one entry, and its events come in order (%s)", async (onFailure) => {
    const { run, written } = setUp({ onFailure });
    expect(await drain(run())).toEqual({ seen: ["sql", "table", "answer"] });
    expect(written).toEqual([{ kind: "question", tenant: "acme", user: principalOf("acme").user, source: "skyward", requestId: "r1", question: "how many strikes at Quixley", decision: "answered", receipt: "a1", tier: "built-in", sql: "select 1" }]);
  });

  it.each([["cannot", { events: [CANNOT] }, { decision: "cannot" }], ["refused", { events: [], fails: new AskError("guard_refused", "No.") }, { decision: "refused", code: "guard_refused" }], ["failed", { events: [], fails: new TypeError("secret") }, { decision: "refused", code: "internal" }]] as const)("that is %s is one entry", async (_name, setup, expected) => {
    const { run, written } = setUp({ ...setup, events: [...setup.events] });
    await drain(run());
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject(expected);
    expect(JSON.stringify(written)).not.toContain("secret");
  });

  it("whose reader hangs up is one entry", async () => {
    const { run, written } = setUp();
    const events = run();
    await events.next();
    await events.return(undefined);
    expect(written).toMatchObject([{ decision: "cancelled", sql: "select 1" }]);
  });

  it("has its words without literals only where asked", async () => {
    const { run, written } = setUp({ questions: "stripped" });
    await drain(run());
    expect(written[0]?.stripped).toBe("how many strikes at {word}");
  });

  it("is answered where nothing can be written, and the log says so", async () => {
    const { run, logged } = setUp({ down: true });
    expect(await drain(run())).toEqual({ seen: ["sql", "table", "answer"] });
    expect(logged).toEqual(['audit.failed {"requestId":"r1","kind":"question","onFailure":"continue"}']);
  });

  it.each([[ANSWERED], [[CANNOT]]])("shows nothing of its rows then, where that is demanded", async (events) => {
    const { run } = setUp({ events, down: true, onFailure: "stop" });
    const { seen, error } = await drain(run());
    expect(seen.filter((type) => type !== "sql")).toEqual([]);
    expect(error).toMatchObject({ code: "database_unavailable" });
  });

  it("keeps its own refusal where that can't be written either", async () => {
    const { run } = setUp({ events: [], fails: new AskError("forbidden", "No."), down: true, onFailure: "stop" });
    expect((await drain(run())).error).toMatchObject({ code: "forbidden" });
  });
});

describe("a change by an administrator", () => {
  const path = "/admin/sources/skyward/verified/";

  it.each([["1", 204], ["2", 404]])("is written with its outcome", async (id, status) => {
    const { call, written } = setUp();
    expect((await call("DELETE", path + id)).status).toBe(status);
    expect(written).toMatchObject([{ kind: "change", tenant: "acme", decision: `DELETE /api/v1${path}${id}`, status, requestId: "request" }]);
  });

  it("that is refused is written, too; reading is not", async () => {
    const { call, written } = setUp({ roles: [] });
    await call("DELETE", `${path}1`);
    await call("GET", "/admin/sources");
    expect(written.map(({ status }) => status)).toEqual([403]);
  });

  it("goes ahead where nothing can be written, or is not made, as set up", async () => {
    const goesOn = setUp({ down: true });
    expect([(await goesOn.call("DELETE", `${path}1`)).status, goesOn.removed]).toEqual([204, ["1"]]);
    const stops = setUp({ down: true, onFailure: "stop" });
    expect([(await stops.call("DELETE", `${path}1`)).status, stops.removed]).toEqual([503, []]);
  });
});

describe("GET /admin/audit", () => {
  const read = async (response: Response) => (await response.json()) as { tenant: string; entries: { seq: number }[]; next?: number };

  it("pages to the end", async () => {
    const { call } = setUp();
    const first = await read(await call("GET", "/admin/audit?limit=2"));
    expect([first.entries.map(({ seq }) => seq), first.next]).toEqual([[1, 2], 2]);
    const last = await read(await call("GET", "/admin/audit?limit=2&after=2"));
    expect([last.entries.map(({ seq }) => seq), last.next]).toEqual([[3], undefined]);
  });

  it("is of the own tenant for its administrators, of any for the vendor's, and nobody else's", async () => {
    const status = async (roles: string[], query: string): Promise<number> => (await setUp({ roles }).call("GET", `/admin/audit${query}`)).status;
    expect(await status(["tenant-admin"], "")).toBe(200);
    expect(await status(["tenant-admin"], "?tenant=acme")).toBe(200);
    expect(await status(["tenant-admin"], "?tenant=globex")).toBe(403);
    expect(await status(["vendor-admin"], "?tenant=globex")).toBe(200);
    for (const roles of [[], ["viewer"], ["TENANT-ADMIN"]]) expect(await status(roles, "")).toBe(403);
  });

  it.each(["limit=0", "limit=501", "limit=x", "limit=", "after=-1", "after=1.5", "after=1e99"])("refuses %s", async (query) => {
    expect((await setUp().call("GET", `/admin/audit?${query}`)).status).toBe(400);
  });
});
