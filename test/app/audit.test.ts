// The audit through the whole Worker: what was asked and changed stands in the tenant's own book, without a literal.
import { createExecutionContext, env } from "cloudflare:test";
import { importJWK, SignJWT } from "jose";
import { describe, expect, inject, it } from "vitest";
import worker from "../../worker/index.ts";

type Env = Record<string, unknown>;
const own = env as unknown as Env;
const TENANT = "southwest-airlines";

async function tokenOf(tenant: string, roles: string[]): Promise<string> {
  const key = await importJWK(JSON.parse(inject("signingKey")) as JsonWebKey & { alg: string }, "ES256");
  return new SignJWT({ tenant, roles }).setProtectedHeader({ alg: "ES256", kid: "test" }).setIssuer("https://host.test").setAudience("agentmedha").setSubject("auditor").setIssuedAt().setExpirationTime("5m").sign(key);
}

async function call(method: string, path: string, { tenant = TENANT, roles = ["tenant-admin"], body, environment = own }: { tenant?: string; roles?: string[]; body?: unknown; environment?: Env } = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${await tokenOf(tenant, roles)}`, "content-type": "application/json", accept: "application/json" };
  return worker.fetch(new Request(`https://worker.test/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }), environment, createExecutionContext());
}

const ask = (question: string, sourceId = "skyward", environment = own) => call("POST", "/query", { body: { question, sourceId }, environment });

interface Page { entries: { seq: number; hash: string; entry: Record<string, unknown> }[] }
async function book(tenant = TENANT): Promise<Page["entries"]> {
  return ((await (await call("GET", `/admin/audit?tenant=${tenant}&limit=500`, { roles: ["vendor-admin"] })).json()) as Page).entries;
}

describe("the audit", () => {
  it("holds each question with its end, and each change", async () => {
    const before = (await book()).length;
    const answered = (await (await ask("how many strikes in 1997 by state")).json()) as { answer: { answerId: string } };
    await ask("churn of Quixley by state");
    expect((await ask("how many strikes", "nowhere")).status).toBe(404);
    expect((await call("PUT", "/vocabulary?source=skyward", { body: { version: 99, document: {} } })).status).toBe(400);
    const entries = (await book()).slice(before);
    expect(entries.map(({ entry }) => [entry["kind"], entry["decision"], entry["code"] ?? entry["status"]])).toEqual([
      ["question", "answered", undefined], ["question", "cannot", undefined], ["question", "refused", "unknown_source"], ["change", "PUT /api/v1/vocabulary", 400],
    ]);
    expect(entries[0]?.entry).toMatchObject({ tenant: TENANT, source: "skyward", tier: "built-in", receipt: answered.answer.answerId });
    expect(entries[0]?.entry["sqlDigest"]).toMatch(/^[0-9a-f]{64}$/u);
    expect(JSON.stringify(entries)).not.toMatch(/auditor|quixley|churn|1997|select/iu);
  });

  it("keeps words without literals where it is set up so, and one chain whoever asks at once", async () => {
    const stripped: Env = { ...own, MEDHA_AUDIT_QUESTIONS: "stripped" };
    await ask("how many strikes at Denver in 1996", "skyward", stripped);
    expect((await book()).at(-1)?.entry["stripped"]).toMatch(/^how many strikes at \{\w+\} in \{date\}$/u);
    await Promise.all(Array.from({ length: 6 }, (_, at) => ask("how many strikes", "skyward", at % 2 ? stripped : { ...own })));
    const entries = await book();
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, at) => at + 1));
  });

  it("is shown to the tenant's own administrators and the vendor's", async () => {
    expect((await call("GET", "/admin/audit")).status).toBe(200);
    for (const [tenant, roles] of [["delta-air-lines", ["tenant-admin"]], [TENANT, ["viewer"]], [TENANT, []]] as const) {
      expect((await call("GET", `/admin/audit?tenant=${TENANT}`, { tenant, roles: [...roles] })).status).toBe(403);
    }
  });
});

describe("usage", () => {
  it("counts answers by tier, those of the cache apart, and nothing else", async () => {
    const who = { tenant: "us-airways" };
    for (const question of ["how many strikes in 1995", "how many strikes in 1995", "churn of Quixley"]) await call("POST", "/query", { ...who, body: { question, sourceId: "skyward" } });
    const { days } = (await (await call("GET", "/admin/usage", who)).json()) as { days: { tenant: string; tier: string; answers: number; cached: number }[] };
    expect(days.map(({ tenant, tier, answers, cached }) => [tenant, tier, answers, cached])).toEqual([[who.tenant, "built-in", 1, 0], [who.tenant, "exact", 1, 1]]);
    expect((await call("GET", `/admin/usage?tenant=${TENANT}`, who)).status).toBe(403);
  });
});
