// The whole chain through the Worker in workerd: real guard, real clients, local databases; the model is scripted.
import { createExecutionContext, env } from "cloudflare:test";
import { importJWK, SignJWT, type JSONWebKeySet } from "jose";
import { describe, expect, inject, it } from "vitest";
import worker from "../../worker/index.ts";
import { verifyReceipt } from "../../worker/receipts/verify-receipt.ts";
import { decodeEvent, type AskEvent, type AskEventType } from "../../worker/protocol.ts";

type Env = Record<string, unknown>;
const own = env as unknown as Env;
const withModel: Env = { ...own, OPENAI_API_KEY: "test", OPENAI_BASE_URL: inject("model") };

async function tokenOf(tenant: string, user = "pilot"): Promise<string> {
  const key = await importJWK(JSON.parse(inject("signingKey")) as JsonWebKey & { alg: string }, "ES256");
  return new SignJWT({ tenant, roles: ["viewer"] }).setProtectedHeader({ alg: "ES256", kid: "test" }).setIssuer("https://host.test").setAudience("agentmedha").setSubject(user).setIssuedAt().setExpirationTime("5m").sign(key);
}

interface Asked { environment?: Env; tenant?: string; user?: string; more?: object; accept?: string; signal?: AbortSignal }

async function post(question: string, { environment = own, tenant = "american-airlines", user = "pilot", more = {}, accept = "text/event-stream", signal }: Asked = {}): Promise<Response> {
  const request = new Request("https://worker.test/api/v1/query", {
    method: "POST", headers: { authorization: `Bearer ${await tokenOf(tenant, user)}`, "content-type": "application/json", accept },
    body: JSON.stringify({ question, sourceId: "skyward", ...more }), ...(signal ? { signal } : {}),
  });
  return worker.fetch(request, environment, createExecutionContext());
}

async function ask(question: string, asked: Asked = {}): Promise<AskEvent[]> {
  const text = await (await post(question, asked)).text();
  return text.split("\n\n").filter(Boolean).map((frame) => decodeEvent(frame.split("data: ")[1] ?? "") ?? expect.fail(`not an event: ${frame}`));
}

function event<T extends AskEventType>(events: AskEvent[], type: T): Extract<AskEvent, { type: T }> {
  const found = events.find((entry) => entry.type === type);
  return (found as Extract<AskEvent, { type: T }> | undefined) ?? expect.fail(`no ${type} among ${JSON.stringify(events).slice(0, 600)}`);
}

describe("a question", () => {
  it("travels the whole way, in order", async () => {
    const events = await ask("how many strikes in 1991");
    const order = events.flatMap((entry) => (entry.type === "step" ? [entry.stage] : [entry.type]));
    expect(order).toEqual(["start", "recall", "plan", "plan", "sql", "guard", "sql", "execute", "visualize", "table", "chart", "insight", "answer"]);
    expect(event(events, "table").rows).toEqual([[216]]);
    expect(event(events, "answer")).toMatchObject({ tier: "built-in", cached: false, degraded: [], receipt: { tenant: "american-airlines", rows: 1, path: "live", policyVersion: "skyward-1", enforcedBy: ["guard", "row-level security", "read-only role"] } });
    expect(event(events, "answer").receipt.tables).toEqual([expect.objectContaining({ name: "aviation.strikes", filter: expect.stringContaining("operator_id") })]);
  });

  it("asked again is answered from the cache, with a receipt that says so, and never for another tenant", async () => {
    await ask("how many strikes in 1993");
    const again = await ask("How many strikes in 1993");
    expect(event(again, "answer")).toMatchObject({ tier: "exact", cached: true, receipt: { path: "exact-cache" } });
    const other = await ask("how many strikes in 1993", { tenant: "delta-air-lines" });
    expect(event(other, "answer").cached).toBe(false);
    expect(event(other, "table").rows).not.toEqual(event(again, "table").rows);
  });

  it("asked by many at once is computed once, and by the others answered from the cache", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => ask("total cost by state in 1994")));
    expect(all.filter((events) => !event(events, "answer").cached)).toHaveLength(1);
    for (const events of all) expect(event(events, "table").rows).toEqual(event(all[0] ?? [], "table").rows);
  });

  it("that nobody can answer is not waited for longer than its answer takes", async () => {
    const started = performance.now();
    for (const events of await Promise.all(Array.from({ length: 3 }, () => ask("what is our churn by state?")))) event(events, "cannot");
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it("of a tenant without rows is answered with none, and knows none of the others' words", async () => {
    expect(event(await ask("how many strikes", { tenant: "nobody" }), "table").rows).toEqual([[0]]);
    expect(event(await ask("strikes by year", { tenant: "nobody" }), "chart").chart.kind).toBe("empty");
    expect(event(await ask("how many strikes at Denver", { tenant: "nobody" }), "cannot").missing.join()).toMatch(/denver/iu);
  });

  it("that can't be answered comes with nearby ones that can", async () => {
    await ask("what is our churn?");
    const { suggestions } = event(await ask("cost per phase of churn"), "cannot");
    expect(suggestions).toHaveLength(3);
    for (const question of suggestions) event(await ask(question), "answer");
  });

  it("as JSON is one object, with the status of its error", async () => {
    const body = await (await post("how many strikes in 1995", { accept: "application/json" })).json();
    expect(body).toMatchObject({ table: { rows: [[expect.any(Number)]] }, answer: { tier: "built-in" } });
  });
});

describe("a receipt", () => {
  const fetchAs = async (tenant: string, path: string, user = "pilot") =>
    worker.fetch(new Request(`https://worker.test${path}`, { headers: { authorization: `Bearer ${await tokenOf(tenant, user)}` } }), own, createExecutionContext());

  it("is signed, kept for its owner, and nobody else's to fetch", async () => {
    const { answerId, signed, receipt } = event(await ask("how many strikes in 1997"), "answer");
    const keys = (await (await fetchAs("nobody", "/.well-known/medha-receipts.json")).json()) as JSONWebKeySet;
    expect(await verifyReceipt(signed, keys)).toMatchObject({ ok: true, receipt });
    expect(receipt.tables[0]).toMatchObject({ label: "strikes", by: ["guard", "row-level security"] });
    const path = `/api/v1/answers/${answerId}/receipt`;
    expect(await (await fetchAs("american-airlines", path)).json()).toEqual({ signed });
    for (const [tenant, user] of [["delta-air-lines", "pilot"], ["american-airlines", "copilot"]] as const) expect((await fetchAs(tenant, path, user)).status).toBe(404);
  });

  it("of an answer from the cache is one of its own", async () => {
    const [first, second] = [event(await ask("how many strikes in 2000"), "answer"), event(await ask("how many strikes in 2000"), "answer")];
    expect(second.cached).toBe(true);
    const keys = (await (await fetchAs("nobody", "/.well-known/medha-receipts.json")).json()) as JSONWebKeySet;
    expect(await verifyReceipt(second.signed, keys)).toMatchObject({ ok: true, receipt: { answerId: second.answerId, path: "exact-cache" } });
    expect(second.answerId).not.toBe(first.answerId);
  });
});

describe("a follow-up", () => {
  it("edits the last plan, for its owner only", async () => {
    const { conversationId } = event(await ask("how many strikes in 1996"), "start");
    expect(event(await ask("by month", { more: { conversationId } }), "table").rows).toHaveLength(12);
    for (const stranger of [{ user: "copilot" }, { tenant: "delta-air-lines" }]) {
      const response = await post("by month", { ...stranger, more: { conversationId } });
      expect(response.status).toBe(404);
    }
  });

  it("is offered only where it can be answered", async () => {
    const events = await ask("how many strikes in 1997");
    const { followUps } = event(events, "answer");
    expect(followUps.length).toBeGreaterThan(0);
    for (const question of followUps) event(await ask(question, { more: { conversationId: event(events, "start").conversationId } }), "answer");
  });
});

describe("with a model", () => {
  const modelled = (question: string): Promise<AskEvent[]> => ask(question, { environment: withModel });

  it("what the planner knows needs no call", async () => {
    expect(event(await modelled("how many strikes in 1998"), "answer").tier).toBe("built-in");
  });

  it("a plan of the model is checked, compiled and answered", async () => {
    const events = await modelled("how often do we collide while climbing, yearly hm");
    expect(event(events, "plan")).toMatchObject({ tier: "model-plan", words: "Strikes by year, phase of flight: Climb" });
    expect(event(events, "table").rows).toHaveLength(13);
  });

  it("a plan of the model serves the next tenant's paraphrase without the model, on that tenant's rows", async () => {
    const first = await modelled("how often do we collide while climbing, yearly hm");
    const other = await ask("How often do we collide while climbing each year?", { tenant: "delta-air-lines" });
    expect(event(other, "plan")).toMatchObject({ tier: "plan-cache", words: "Strikes by year, phase of flight: Climb" });
    expect(event(other, "answer")).toMatchObject({ tier: "plan-cache", receipt: { tenant: "delta-air-lines", tier: "plan-cache" } });
    expect(event(other, "table").rows).not.toEqual(event(first, "table").rows);
    const approach = await ask("how often do we collide during approach each year", { tenant: "delta-air-lines" });
    expect(event(approach, "plan")).toMatchObject({ tier: "plan-cache", words: "Strikes by year, phase of flight: Approach" });
    event(await ask("how often do we collide not during approach each year", { tenant: "delta-air-lines" }), "cannot");
  });

  it.each([["hm collisions of a phantom species", /unknown value/u], ["hm what about secrets", /unknown metric/u], ["hm profits", /Profits are not/u], ["hm refuse", /not answering/u], ["hm not json", /not answering/u], ["hm wrong shape", /not answering/u], ["hm overloaded", /not answering/u], ["hm nothing to write", /not answering/u]])(
    "%s: an honest no", async (question, message) => expect(event(await modelled(question), "cannot").message).toMatch(message),
  );

  it("says apart from its words that the model did not answer", async () => {
    expect(event(await modelled("hm overloaded"), "cannot").degraded).toEqual(["model"]);
    expect(event(await modelled("hm profits"), "cannot")).not.toHaveProperty("degraded");
  });

  it("asks back in the model's words", async () => {
    expect(event(await modelled("hm the gist"), "clarify")).toMatchObject({ term: "gist", choices: [{ id: "by cost" }, { id: "by count" }] });
  });

  it("a plan that does not hold is asked for once more, with what is wrong with it", async () => {
    expect(event(await modelled("hm slip once"), "plan")).toMatchObject({ tier: "model-plan", words: expect.stringContaining("Strikes") });
  });

  it("what models were used for is counted, with the answer", async () => {
    const { model } = event(await modelled("hm the busiest day this time"), "answer");
    expect(model).toMatchObject({ calls: 3, cost: 0 });
    expect(model?.tokens).toBeGreaterThan(0);
    expect(event(await modelled("how many strikes in 1996"), "answer").model).toBeUndefined();
  });

  it("two readings that give different rows are asked back, and the one chosen is answered", async () => {
    const doubt = event(await modelled("hm worst day"), "clarify");
    expect(doubt).toMatchObject({ term: "reading", choices: [{ label: "The day with most strikes" }, { label: "The day with the highest cost" }] });
    const chosen = await ask("hm worst day", { environment: withModel, more: { resolve: { reading: "The day with the highest cost" } } });
    expect(event(chosen, "plan").words).toBe("The day with the highest cost");
    expect(event(chosen, "table").columns.map((column) => column.name)).toEqual(["flight_date", "cost"]);
  });

  it("SQL that is wrong twice is right the third time", async () => {
    expect(event(await modelled("hm third try"), "answer").tier).toBe("model-sql");
  });

  it("SQL of the model goes through the same guard, and is repaired", async () => {
    const events = await modelled("hm the busiest day");
    expect(event(events, "answer").tier).toBe("model-sql");
    expect(event(events, "sql").sql).toMatch(/WHERE t\.operator_id = \$1/u);
    expect(event(await modelled("hm repair me"), "table").rows).toEqual(event(events, "table").rows);
  });

  it.each([["hm steal", "guard_refused"], ["hm never right", "query_failed"]])("%s ends with a code", async (question, code) => {
    expect(event(await modelled(question), "error").error.code).toBe(code);
  });

  it("no row ever reaches the model", async () => {
    expect(event(await modelled("hm what have you seen"), "cannot").message).toMatch(/^\d{2} requests, rows seen: none$/u);
  });
});

describe("with a service down", () => {
  const dead = "http://127.0.0.1:9";
  it("the cache: answers go on, and say what is degraded", async () => {
    const events = await ask("how many strikes in 1994", { environment: { ...own, UPSTASH_REDIS_REST_URL: dead } });
    expect(event(events, "answer").degraded).toContain("cache");
    expect(event(events, "table").rows[0]?.[0]).toBeGreaterThan(0);
  });
  it("the vectors: suggestions come from the model of the source", async () => {
    expect(event(await ask("what is our churn now", { environment: { ...own, UPSTASH_VECTOR_REST_URL: dead } }), "cannot").suggestions).toHaveLength(3);
  });
  it("the source's database: a clear code, retryable", async () => {
    const broken = { ...own, SKYWARD_DATABASE_URL: String(own.SKYWARD_DATABASE_URL).replace(/\/\/[^@]+@/u, "//nobody:wrong@") };
    expect(event(await ask("total cost in 1992", { environment: broken, user: "down" }), "error").error).toMatchObject({ code: "database_unavailable", retryable: true });
  });
  it("the claims key: a hardened database answers nothing unsigned", async () => {
    for (const key of ["", "f".repeat(64)]) {
      const events = await ask("total cost in 1991", { environment: { ...own, MEDHA_CLAIMS_KEY: key }, user: "unsigned" });
      expect(event(events, "error").error.code).toBe("query_failed");
    }
  });
  it("the metadata: a clear code before the stream begins", async () => {
    const response = await post("how many strikes", { environment: { ...own, METADATA_DATABASE_URL: "postgresql://a:b@127.0.0.1/none" } });
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([503, "database_unavailable"]);
  });
  it("a source without a connection, a Worker without settings: each says so", async () => {
    expect(event(await ask("how many strikes in 1990", { environment: { ...own, SKYWARD_DATABASE_URL: "" }, user: "new" }), "error").error.code).toBe("not_configured");
    const bare = await worker.fetch(new Request("https://worker.test/ready"), {}, createExecutionContext());
    expect([bare.status, await bare.text()]).toEqual([503, expect.stringMatching(/METADATA_DATABASE_URL: is not set.*MEDHA_ISSUERS: is not set/u)]);
    const issuers = await worker.fetch(new Request("https://worker.test/ready"), { ...own, MEDHA_ISSUERS: "[{}]" }, createExecutionContext());
    expect([issuers.status, await issuers.text()]).toEqual([503, expect.stringContaining("issuer")]);
  });
  it("readiness names what does not answer", async () => {
    const ready = async (environment: Env): Promise<unknown> => (await worker.fetch(new Request("https://worker.test/ready"), environment, createExecutionContext())).json();
    expect(await ready(own)).toEqual({ ok: true, waiting: [] });
    expect(await ready({ ...own, UPSTASH_REDIS_REST_URL: dead })).toEqual({ ok: false, waiting: ["cache"] });
  });
});

describe("a reader who hangs up", () => {
  it("ends the chain, and the next question is answered", async () => {
    const response = await post("strikes by airport in 1999");
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    event(await ask("strikes by airport in 1999"), "answer");
  });
});

describe("limits", () => {
  it("stop a burst of one user, with a time to wait, and nobody else", async () => {
    const strict = { ...own, MEDHA_QUESTIONS_PER_MINUTE: "2" };
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await post("how many strikes", { environment: strict, user: "eager" })).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await post("how many strikes", { environment: strict, user: "eager" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await post("how many strikes", { environment: strict, user: "calm" })).status).toBe(200);
  });
});
