// A plan edited by its chips, through the whole Worker: only one's own answer, only what is offered, and then like any answer.
import { createExecutionContext, env } from "cloudflare:test";
import { importJWK, SignJWT } from "jose";
import { describe, expect, inject, it } from "vitest";
import worker from "../../worker/index.ts";
import { decodeEvent, type AskEvent, type AskEventType, type PlanEdit } from "../../worker/protocol.ts";

const own = env as unknown as Record<string, unknown>;

interface Asker { tenant?: string; user?: string }

async function tokenOf({ tenant = "american-airlines", user = "editor" }: Asker): Promise<string> {
  const key = await importJWK(JSON.parse(inject("signingKey")) as JsonWebKey & { alg: string }, "ES256");
  return new SignJWT({ tenant, roles: ["viewer"] }).setProtectedHeader({ alg: "ES256", kid: "test" }).setIssuer("https://host.test").setAudience("agentmedha").setSubject(user).setIssuedAt().setExpirationTime("5m").sign(key);
}

async function post(body: object, asker: Asker = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${await tokenOf(asker)}`, "content-type": "application/json", accept: "text/event-stream" };
  return worker.fetch(new Request("https://worker.test/api/v1/query", { method: "POST", headers, body: JSON.stringify({ sourceId: "skyward", question: "", ...body }) }), own, createExecutionContext());
}

async function ask(body: object, asker: Asker = {}): Promise<AskEvent[]> {
  const response = await post(body, asker);
  const text = await response.text();
  if (!response.ok) return expect.fail(`${response.status} ${text}`);
  return text.split("\n\n").filter(Boolean).map((frame) => decodeEvent(frame.split("data: ")[1] ?? "") ?? expect.fail(`not an event: ${frame}`));
}

function event<T extends AskEventType>(events: AskEvent[], type: T): Extract<AskEvent, { type: T }> {
  const found = events.find((entry) => entry.type === type);
  return (found as Extract<AskEvent, { type: T }> | undefined) ?? expect.fail(`no ${type} among ${JSON.stringify(events).slice(0, 600)}`);
}

async function answered(question: string) {
  const events = await ask({ question });
  const { conversationId, answerId } = event(events, "start");
  const chip = (text: string) => event(events, "plan").parts.find((part) => part.text === text) ?? expect.fail(`no ${text}`);
  const edit = (change: Omit<PlanEdit, "answerId">, asker: Asker = {}) => post({ conversationId, edit: { answerId, ...change } }, asker);
  return { events, conversationId, answerId, chip, edit };
}

describe("a chip", () => {
  it("that is taken away gives the answer without it, kept as a turn that follow-ups go on from", async () => {
    const { chip, conversationId, answerId } = await answered("strikes by phase in 1992");
    const edited = await ask({ conversationId, edit: { answerId, remove: chip("by phase of flight").id } });
    expect(event(edited, "plan")).toMatchObject({ words: "Strikes, 1992", tier: "edited" });
    expect(event(edited, "table").rows).toEqual(event(await ask({ question: "how many strikes in 1992" }), "table").rows);
    expect(event(edited, "answer")).toMatchObject({ tier: "edited", cached: false, receipt: { question: "Strikes, 1992", plan: "Strikes, 1992", tier: "edited" } });
    expect(event(edited, "answer").answerId).not.toBe(answerId);
    expect(event(await ask({ conversationId, question: "by month" }), "plan").words).toBe("Strikes by month, 1992");
  });

  it("that is exchanged, or added, and a press in the chart, give the answers that the same questions do", async () => {
    const { chip, conversationId, answerId, events } = await answered("strikes by phase in 1994");
    const by = chip("1994").choices?.find(({ label }) => label === "1993")?.id ?? "";
    const earlier = await ask({ conversationId, edit: { answerId, replace: { chip: chip("1994").id, by } } });
    expect(event(earlier, "table").rows).toEqual(event(await ask({ question: "strikes by phase in 1993" }), "table").rows);
    const more = event(events, "plan").add?.find(({ label }) => label === "by animal size")?.id;
    const wider = await ask({ conversationId, edit: { answerId, add: more } });
    expect(event(wider, "table").rows.length).toBeGreaterThan(event(events, "table").rows.length);
    const behind = await ask({ conversationId, edit: { answerId, drill: { column: "phase", value: "Climb" } } });
    expect(event(behind, "table").rows).toEqual(event(await ask({ question: "how many strikes during climb in 1994" }), "table").rows);
  });

  it("is edited again, and without a change the answer is run again from the cache", async () => {
    const { conversationId, answerId } = await answered("total cost by phase in 1995");
    const first = await ask({ conversationId, edit: { answerId } });
    const second = await ask({ conversationId, edit: { answerId: event(first, "start").answerId } });
    expect([event(second, "answer").cached, event(second, "table").rows]).toEqual([true, event(first, "table").rows]);
    expect([event(second, "plan").tier, event(second, "answer").receipt.question]).toEqual(["exact", "total cost by phase in 1995"]);
  });

  it("of one spelling of a value is not answered with another's rows", async () => {
    const { conversationId, answerId } = await answered("strikes by phase in 1996");
    const rows = async (value: string) => event(await ask({ conversationId, edit: { answerId, drill: { column: "phase", value } } }), "table").rows;
    expect(await rows("Climb")).not.toEqual(await rows("CLIMB"));
  });

  it("of somebody else's answer is not there, and no id gets further than what is offered", async () => {
    const { edit, chip, answerId } = await answered("strikes by phase in 1997");
    const remove = chip("1997").id;
    for (const asker of [{ user: "other" }, { tenant: "delta-air-lines" }]) expect((await edit({ remove }, asker)).status).toBe(404);
    expect((await post({ edit: { answerId, remove } })).status).toBe(404);
    for (const change of [{ add: "by:strikes.operator_id" }, { replace: { chip: "metric-0", by: "metric:salaries" } }, { remove: "scope-0" }, { drill: { column: "phase", value: 3 } }]) expect((await edit(change)).status).toBe(400);
    expect((await edit({ remove, add: "by:airports.name" })).status).toBe(400);
    expect((await edit({ remove })).status).toBe(200);
  });

  it("holds nothing that reaches the database as text of its own", async () => {
    const { conversationId, answerId, events: first } = await answered("strikes by species in 1998");
    const [species] = event(first, "table").columns;
    const events = await ask({ conversationId, edit: { answerId, drill: { column: species?.name ?? "", value: "x') OR TRUE --" } } });
    expect(event(events, "table").rows).toEqual([[0]]);
  });
});

describe("a reading that is kept", () => {
  const call = async (method: string, path: string, asker: Asker, body?: object): Promise<unknown> => {
    const response = await worker.fetch(new Request(`https://worker.test/api/v1${path}`, { method, headers: { authorization: `Bearer ${await tokenOf(asker)}` }, ...(body ? { body: JSON.stringify(body) } : {}) }), own, createExecutionContext());
    return response.json();
  };
  const question = "biggest strikes in 1996";

  it("answers the next time and says so, for one person alone, until it is forgotten", async () => {
    const me = { user: "habit" };
    const { term, choices, keep } = event(await ask({ question }, me), "clarify");
    expect(keep).toBe(true);
    const [cost] = choices;
    expect(await call("PUT", "/readings", me, { source: "skyward", term, choice: cost?.id, label: cost?.label })).toEqual({ kept: true });
    const answered = await ask({ question }, me);
    expect(event(answered, "plan").readings).toEqual([{ term, label: cost?.label }]);
    expect(event(answered, "table").rows).toEqual(event(await ask({ question, resolve: { [term]: cost?.id ?? "" } }, me), "table").rows);
    for (const other of [{ user: "colleague" }, { user: "habit", tenant: "delta-air-lines" }]) event(await ask({ question }, other), "clarify");
    expect(await call("DELETE", `/readings?source=skyward&term=${term}`, me)).toEqual({ removed: true });
    event(await ask({ question }, me), "clarify");
  });

  it("picks nothing that the question does not offer", async () => {
    const me = { user: "forger" };
    const { term } = event(await ask({ question }, me), "clarify");
    await call("PUT", "/readings", me, { source: "skyward", term, choice: "salaries", label: "Salaries" });
    event(await ask({ question }, me), "clarify");
  });
});

describe("one's conversations", () => {
  it("are there after their answers, go with them, and are gone for good", async () => {
    const me = { user: "historian" };
    const { conversationId } = event(await ask({ question: "how many strikes in 1990" }, me), "start");
    const get = async (path: string, asker: Asker = me): Promise<{ status: number; body: unknown }> => {
      const response = await worker.fetch(new Request(`https://worker.test/api/v1${path}`, { headers: { authorization: `Bearer ${await tokenOf(asker)}` } }), own, createExecutionContext());
      return { status: response.status, body: await response.json() };
    };
    expect((await get("/conversations?source=skyward&search=1990")).body).toMatchObject({ conversations: [{ id: conversationId, title: "how many strikes in 1990", answers: 1 }] });
    expect((await get("/conversations?source=skyward", { user: "historian", tenant: "delta-air-lines" })).body).toEqual({ conversations: [] });
    const { turns } = (await get(`/conversations/${conversationId}`)).body as { turns: { answerId: string }[] };
    const again = await ask({ conversationId, edit: { answerId: turns[0]?.answerId } }, me);
    expect(event(again, "table").rows).toHaveLength(1);
    expect(((await get(`/conversations/${conversationId}`)).body as { turns: object[] }).turns).toEqual([expect.objectContaining({ answerId: event(again, "start").answerId, question: "how many strikes in 1990" })]);
    const gone = await worker.fetch(new Request(`https://worker.test/api/v1/conversations/${conversationId}`, { method: "DELETE", headers: { authorization: `Bearer ${await tokenOf(me)}` } }), own, createExecutionContext());
    expect(gone.status).toBe(200);
    expect((await get(`/conversations/${conversationId}`)).status).toBe(404);
  });
});
