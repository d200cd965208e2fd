// What people teach, through the Worker in workerd: feedback and inbox, approved questions, and words of one tenant that no other ever meets.
import { createExecutionContext, env } from "cloudflare:test";
import { importJWK, SignJWT } from "jose";
import { describe, expect, inject, it } from "vitest";
import worker from "../../worker/index.ts";
import { decodeEvent, type AskEvent, type AskEventType } from "../../worker/protocol.ts";

type Env = Record<string, unknown>;
const own = env as unknown as Env;
const withModel: Env = { ...own, OPENAI_API_KEY: "test", OPENAI_BASE_URL: inject("model") };
const AMERICAN = "american-airlines";
const DELTA = "delta-air-lines";

interface Who { tenant?: string; user?: string; roles?: string[] }

async function tokenOf({ tenant = AMERICAN, user = "pilot", roles = ["viewer"] }: Who): Promise<string> {
  const key = await importJWK(JSON.parse(inject("signingKey")) as JsonWebKey & { alg: string }, "ES256");
  return new SignJWT({ tenant, roles }).setProtectedHeader({ alg: "ES256", kid: "test" }).setIssuer("https://host.test").setAudience("agentmedha").setSubject(user).setIssuedAt().setExpirationTime("5m").sign(key);
}

async function call(method: string, path: string, who: Who = {}, body?: unknown, environment: Env = own): Promise<Response> {
  const headers = { authorization: `Bearer ${await tokenOf(who)}`, "content-type": "application/json" };
  const request = new Request(`https://worker.test${path}`, { method, headers, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) });
  return worker.fetch(request, environment, createExecutionContext());
}

async function ask(question: string, who: Who = {}, environment: Env = own): Promise<AskEvent[]> {
  const text = await (await call("POST", "/api/v1/query", who, { question, sourceId: "taught" }, environment)).text();
  return text.split("\n\n").filter(Boolean).map((frame) => decodeEvent(frame.split("data: ")[1] ?? "") ?? expect.fail(`not an event: ${frame}`));
}

function event<T extends AskEventType>(events: AskEvent[], type: T): Extract<AskEvent, { type: T }> {
  const found = events.find((entry) => entry.type === type);
  return (found as Extract<AskEvent, { type: T }> | undefined) ?? expect.fail(`no ${type} among ${JSON.stringify(events).slice(0, 600)}`);
}

const codeOf = async (response: Response): Promise<[number, string]> => [response.status, ((await response.json()) as { error: { code: string } }).error.code];

interface Entry { skeleton: string; tenants: number; count: number; outcomes: Record<string, number>; reasons: Record<string, number> }
const VENDOR: Who = { tenant: "skyward-vendor", user: "vera", roles: ["vendor-admin"] };
const inbox = async (): Promise<Entry[]> => ((await (await call("GET", "/api/v1/admin/inbox?source=taught", VENDOR)).json()) as { entries: Entry[] }).entries;

describe("feedback", () => {
  const path = (id: string): string => `/api/v1/answers/${id}/feedback`;

  it("is kept for an own answer, and said again it replaces what was said", async () => {
    const { answerId } = event(await ask("total cost at Denver by month in 1998"), "answer");
    expect(await (await call("POST", path(answerId), {}, { verdict: "down", reasons: ["wrong-number"], note: "Denver was 12 thousand, says Zebulon" })).json()).toEqual({ kept: true });
    const skeleton = "total cost at {value} by month in {date}";
    expect((await inbox()).find((entry) => entry.skeleton === skeleton)).toMatchObject({ tenants: 1, count: 1, outcomes: { disliked: 1 }, reasons: { "wrong-number": 1 } });
    expect((await call("POST", path(answerId), {}, { verdict: "up" })).status).toBe(200);
    expect((await inbox()).find((entry) => entry.skeleton === skeleton)).toBeUndefined();
  });

  it("on another's answer, or on none, finds nothing", async () => {
    const { answerId } = event(await ask("how many strikes in 1995 by state"), "answer");
    for (const who of [{ user: "copilot" }, { tenant: DELTA }, VENDOR]) expect(await codeOf(await call("POST", path(answerId), who, { verdict: "down" }))).toEqual([404, "not_found"]);
    for (const id of ["nothing", crypto.randomUUID(), encodeURIComponent("' or true --"), "x".repeat(65)]) expect(await codeOf(await call("POST", path(id), {}, { verdict: "up" }))).toEqual([404, "not_found"]);
    expect(JSON.stringify(await inbox())).not.toContain("disliked");
  });

  it("forgets the kept plan that misled", async () => {
    const question = "how often do we collide while climbing, yearly hm";
    const { answerId } = event(await ask(question, {}, withModel), "answer");
    const paraphrase = "How often do we collide while climbing each year?";
    expect(event(await ask(paraphrase, { tenant: DELTA }), "answer").tier).toBe("plan-cache");
    await call("POST", path(answerId), {}, { verdict: "down", reasons: ["wrong-chart"] });
    expect(event(await ask(paraphrase, { tenant: "united-airlines" }), "answer").tier).toBe("plan-cache");
    await call("POST", path(answerId), {}, { verdict: "down", reasons: ["wrong-number"] });
    event(await ask(paraphrase, { tenant: "southwest-airlines" }), "cannot");
  });
});

describe("the inbox", () => {
  it("groups questions that got no answer by what they say without literals, most tenants first", async () => {
    for (const tenant of [AMERICAN, DELTA, "united-airlines"]) event(await ask("churn of Quixley by state in 1997", { tenant }), "cannot");
    for (let turn = 0; turn < 4; turn++) event(await ask("revenue of Quixley by airport", { tenant: AMERICAN }), "cannot");
    event(await ask("worst strikes"), "clarify");
    const entries = await inbox();
    const [many, few] = [entries.findIndex(({ skeleton }) => skeleton === "{word} of {word} by state in {date}"), entries.findIndex(({ skeleton }) => skeleton === "{word} of {word} by airport")];
    expect(entries[many]).toMatchObject({ tenants: 3, count: 3, outcomes: { cannot: 3 } });
    expect(entries[few]).toMatchObject({ tenants: 1, count: 4 });
    expect(many).toBeLessThan(few);
    expect(entries.find(({ skeleton }) => skeleton === "worst strikes")?.outcomes).toEqual({ clarify: 1 });
    expect(JSON.stringify(entries)).not.toMatch(/quixley|churn|revenue|1997|airlines|delta|american|pilot/iu);
  });

  it("is the vendor's alone", async () => {
    for (const roles of [["viewer"], ["tenant-admin"], []]) expect(await codeOf(await call("GET", "/api/v1/admin/inbox?source=taught", { roles }))).toEqual([403, "forbidden"]);
    for (const query of ["", "?source=", "?source=nowhere"]) expect(await codeOf(await call("GET", `/api/v1/admin/inbox${query}`, VENDOR))).toEqual([404, "unknown_source"]);
  });
});

describe("approved questions", () => {
  const path = "/api/v1/admin/sources/taught/verified";
  const plan = { intent: "value", table: "strikes", metrics: [{ kind: "metric", name: "damage_rate" }], dimensions: [], filters: [{ column: "strikes.phase", op: "in", values: ["Climb"] }] };
  const listed = async (): Promise<{ id: string; question: string; by: string; uses: number }[]> => ((await (await call("GET", path, VENDOR)).json()) as { verified: [] }).verified;

  it("answer every tenant as verified, on its own rows, are counted, and can be taken back", async () => {
    event(await ask("how bad are hits while in climb"), "cannot");
    const added = await call("POST", path, VENDOR, { question: "How bad are hits in climb?", plan });
    expect(added.status).toBe(201);
    const { id } = (await added.json()) as { id: string };
    const answers = [await ask("how bad are hits in climb"), await ask("how bad are hits in approach", { tenant: DELTA })];
    expect(answers.map((events) => event(events, "plan"))).toMatchObject([{ tier: "verified", words: "Damage rate, phase of flight: Climb" }, { tier: "verified", words: "Damage rate, phase of flight: Approach" }]);
    expect(event(answers[0] ?? [], "answer").receipt.modelVersion).toMatch(/^skyward-1\+[0-9a-f]{16}$/u);
    expect(await listed()).toMatchObject([{ id, question: "How bad are hits in climb?", by: "vera", uses: 2 }]);
    expect((await call("DELETE", `${path}/${id}`, VENDOR)).status).toBe(204);
    expect(await codeOf(await call("DELETE", `${path}/${id}`, VENDOR))).toEqual([404, "not_found"]);
    expect(await listed()).toEqual([]);
    event(await ask("how bad are hits in climb"), "cannot");
  });

  it.each<[string, unknown]>([
    ["no plan", undefined], ["a plan of another shape", { ...plan, sql: "select 1" }], ["a metric that is not there", { ...plan, metrics: [{ kind: "metric", name: "secrets" }] }],
    ["a column that is not there", { ...plan, filters: [{ column: "strikes.pilot", op: "in", values: ["Ann"] }] }], ["a date that the question does not say", { ...plan, time: { column: "strikes.flight_date", ranges: [{ from: "1999-01-01", to: "2000-01-01", label: "1999" }] } }],
    ["a table that is not there", { ...plan, table: "pg_class" }],
  ])("are refused with %s", async (_name, bad) => {
    expect(await codeOf(await call("POST", path, VENDOR, { question: "How bad are hits in climb?", plan: bad }))).toEqual([400, "bad_request"]);
    expect(await listed()).toEqual([]);
  });

  it("are the vendor's to keep", async () => {
    for (const [method, at] of [["GET", path], ["POST", path], ["DELETE", `${path}/x`]] as const) expect(await codeOf(await call(method, at, { roles: ["viewer", "tenant-admin"] }, method === "POST" ? { question: "q", plan } : undefined))).toEqual([403, "forbidden"]);
    expect(await codeOf(await call("POST", "/api/v1/admin/sources/nowhere/verified", VENDOR, { question: "q", plan }))).toEqual([404, "unknown_source"]);
  });
});

describe("a tenant's own words", () => {
  const path = "/api/v1/vocabulary?source=taught";
  const admin = (tenant: string): Who => ({ tenant, user: "ada", roles: ["tenant-admin"] });
  const put = (tenant: string, version: number, document: object): Promise<Response> => call("PUT", path, admin(tenant), { version, document });
  const none = { synonyms: [], segments: [] };

  it("mean what the tenant says, and mean nothing to any other", async () => {
    event(await ask("bashes by phase in 1998 while grounded"), "cannot");
    const document = {
      synonyms: [{ term: "bashes", metric: "strikes" }, { term: "the hub", column: "airports.name", value: "DALLAS/FORT WORTH INTL ARPT" }, { term: "damage class", column: "strikes.damage" }],
      segments: [{ term: "grounded", table: "strikes", conditions: [{ column: "strikes.damage", op: "in", values: ["Substantial"] }] }], fiscalYearStart: 10,
    };
    const saved = await put(AMERICAN, 0, document);
    expect([saved.status, await saved.json()]).toMatchObject([200, { version: 1, by: "ada", document }]);
    expect(await (await call("GET", path)).json()).toMatchObject({ version: 1, document });
    expect(await (await call("GET", path, { tenant: DELTA })).json()).toEqual({ version: 0, document: none });

    const [mine, plain] = [await ask("grounded bashes in 1998"), await ask("how many strikes in 1998")];
    expect(event(mine, "plan").words).toMatch(/grounded/u);
    expect(event(mine, "sql").sql).toMatch(/damage/u);
    expect(Number(event(mine, "table").rows[0]?.[0])).toBeLessThan(Number(event(plain, "table").rows[0]?.[0]));
    event(await ask("strikes at the hub by damage class"), "answer");
    for (const question of ["grounded bashes in 1998", "bashes in 1998", "strikes at the hub by damage class"]) event(await ask(question, { tenant: DELTA }), "cannot");
    expect(JSON.stringify(await inbox())).not.toMatch(/bashes|grounded|hub/u);
  });

  it("change their own fiscal year alone", async () => {
    const question = "strikes by quarter in 1998";
    const [mine, theirs] = [await ask(question), await ask(question, { tenant: DELTA })];
    expect(event(mine, "sql").sql).not.toBe(event(theirs, "sql").sql);
    expect(event(mine, "answer").receipt.modelVersion).toMatch(/^skyward-1\+[0-9a-f]{64}$/u);
    expect(event(theirs, "answer").receipt.modelVersion).toBe("skyward-1");
  });

  it("turn no cached answer, of before or of another version", async () => {
    const before = event(await ask("strikes by week in 1996", { tenant: "united-airlines" }), "sql").sql;
    expect((await put("united-airlines", 0, { weekStart: "monday" })).status).toBe(200);
    const after = await ask("strikes by week in 1996", { tenant: "united-airlines" });
    expect([event(after, "answer").cached, event(after, "sql").sql === before]).toEqual([false, false]);
    expect((await put("united-airlines", 1, {})).status).toBe(200);
    expect(event(await ask("strikes by week in 1996", { tenant: "united-airlines" }), "sql").sql).toBe(before);
  });

  it("leave no plan that other tenants are served, and none with the same words", async () => {
    const question = "how often do we collide while climbing, yearly hm";
    const words = { synonyms: [{ term: "smashes", metric: "strikes" }] };
    for (const tenant of ["alaska-airlines", "southwest-airlines"]) expect((await put(tenant, 0, words)).status).toBe(200);
    expect(event(await ask(question, { tenant: "alaska-airlines" }, withModel), "answer").tier).toBe("model-plan");
    const paraphrase = "How often do we collide while climbing each year?";
    expect(event(await ask(paraphrase, { tenant: "alaska-airlines" }), "answer").tier).toBe("plan-cache");
    for (const tenant of ["southwest-airlines", "continental-airlines"]) event(await ask(paraphrase, { tenant }), "cannot");
  });

  it("are changed by the tenant's administrators, who have read the last version", async () => {
    for (const roles of [["viewer"], ["vendor-admin"]]) expect(await codeOf(await call("PUT", path, { tenant: DELTA, roles }, { version: 0, document: {} }))).toEqual([403, "forbidden"]);
    expect((await put(DELTA, 0, {})).status).toBe(200);
    expect(await codeOf(await put(DELTA, 0, { fiscalYearStart: 4 }))).toEqual([400, "bad_request"]);
    expect(await codeOf(await put(DELTA, 5, { fiscalYearStart: 4 }))).toEqual([400, "bad_request"]);
    expect(await (await call("GET", path, { tenant: DELTA })).json()).toMatchObject({ version: 1, document: none });
  });

  it("that can't be kept are refused with a sentence for each", async () => {
    const document = { synonyms: [{ term: "by", metric: "strikes" }, { term: "cost", metric: "strikes" }, { term: "profit", metric: "profits" }], segments: [{ term: "active", table: "strikes", conditions: [{ column: "strikes.password", op: "=", values: ["x"] }] }] };
    const refused = await put("continental-airlines", 0, document);
    const { error } = (await refused.json()) as { error: { code: string; problems: string[] } };
    expect([refused.status, error.code]).toEqual([400, "bad_request"]);
    expect(error.problems).toEqual(["“by” is a word that every question needs.", "“cost” means something already.", "“profit”: what it should mean is not there.", "“active”: there is no strikes.password for rows of strikes."]);
  });

  it("that can't be loaded stop the question: without them its answer could be another", async () => {
    const dead = { ...own, METADATA_DATABASE_URL: "postgresql://a:b@127.0.0.1/none" };
    expect(await codeOf(await call("GET", path, {}, undefined, dead))).toEqual([503, "database_unavailable"]);
    expect(await codeOf(await call("POST", "/api/v1/answers/x/feedback", {}, { verdict: "up" }, dead))).toEqual([503, "database_unavailable"]);
  });
});
