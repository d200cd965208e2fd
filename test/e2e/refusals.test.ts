// Bad input: each gets a clear error with a stable code, nothing hangs, and the next question is answered.
import { SignJWT, UnsecuredJWT, generateKeyPair } from "jose";
import { describe, expect, inject, it } from "vitest";
import { ask, post, tokenFor } from "./ask.ts";

const body = (question: string, more: object = {}): string => JSON.stringify({ question, sourceId: "skyward", ...more });

describe("a malformed question", () => {
  it.each([
    ["empty", body("   "), 400, "question_empty"],
    ["of 10,000 characters", body("strikes ".repeat(1_250)), 400, "question_too_long"],
    ["to an unknown source", body("how many strikes", { sourceId: "nowhere" }), 404, "unknown_source"],
    ["of a conversation of somebody else", body("by month", { conversationId: crypto.randomUUID() }), 404, "unknown_conversation"],
    ["that is no JSON", '{"question": ', 400, "bad_request"],
    ["without a source", JSON.stringify({ question: "hi" }), 400, "bad_request"],
    ["of a megabyte", body("x".repeat(1_000_000)), 413, "payload_too_large"],
  ])("%s", async (_name, text, status, code) => {
    const answer = await post(text, await tokenFor("american-airlines"));
    expect([answer.status, answer.error?.code]).toEqual([status, code]);
    expect(answer.error?.message.length).toBeGreaterThan(10);
    expect(answer.error?.requestId).toBeTruthy();
  });

  it("leaves the next one unharmed", async () => {
    expect((await ask("american-airlines", "how many strikes")).table?.rows).toHaveLength(1);
  });
});

describe("a token", () => {
  const claims = { tenant: "american-airlines", roles: ["viewer"] };

  it.each([
    ["absent", async () => undefined, "unauthorized"],
    ["that is no token", async () => "hello", "token_invalid"],
    ["with alg none", async () => new UnsecuredJWT(claims).setIssuer(inject("host")).setAudience("agentmedha").setSubject("u").setExpirationTime("5m").setIssuedAt().encode(), "token_invalid"],
    ["signed by a stranger", async () => sign(claims, {}), "token_invalid"],
    ["changed after signing", async () => tampered(await tokenFor("delta-air-lines")), "token_invalid"],
  ])("%s is refused", async (_name, token, code) => {
    const answer = await post(body("how many strikes"), await token());
    expect([answer.status, answer.error?.code]).toEqual([401, code]);
  });

  async function sign(payload: Record<string, unknown>, more: { expires?: string }): Promise<string> {
    const { privateKey } = await generateKeyPair("ES256");
    return new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "stranger" }).setIssuer(inject("host")).setAudience("agentmedha").setSubject("u").setIssuedAt().setExpirationTime(more.expires ?? "5m").sign(privateKey);
  }

  /** The same signature over another tenant. */
  function tampered(token: string): string {
    const [head = "", payload = "", signature = ""] = token.split(".");
    const read = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    return [head, Buffer.from(JSON.stringify({ ...read, tenant: "american-airlines" })).toString("base64url"), signature].join(".");
  }
});

describe("the door", () => {
  it("lets pages of the host ask, and no others", async () => {
    const token = await tokenFor("american-airlines");
    const stranger = await post(body("how many strikes"), token, { origin: "https://evil.example" });
    expect([stranger.status, stranger.error?.code]).toEqual([403, "origin_not_allowed"]);
    const preflight = await fetch(`${inject("worker")}/api/v1/query`, { method: "OPTIONS", headers: { origin: inject("host"), "access-control-request-method": "POST" } });
    expect(preflight.headers.get("access-control-allow-origin")).toBe(inject("host"));
  });

  it("has no route that makes tokens", async () => {
    for (const path of ["token", "api/v1/token", "login", "api/v1/session"]) {
      const response = await fetch(`${inject("worker")}/${path}`, { method: "POST", headers: { authorization: `Bearer ${await tokenFor("american-airlines")}` } });
      expect(response.status, path).toBeGreaterThanOrEqual(404);
    }
  });

  it("says what a wrong address or method is", async () => {
    const authorization = `Bearer ${await tokenFor("american-airlines")}`;
    const missing = await fetch(`${inject("worker")}/api/v1/nothing`, { headers: { authorization } });
    expect([missing.status, ((await missing.json()) as { error: { code: string } }).error.code]).toEqual([404, "not_found"]);
    const method = await fetch(`${inject("worker")}/api/v1/query`, { headers: { authorization } });
    expect([method.status, ((await method.json()) as { error: { code: string } }).error.code]).toEqual([405, "method_not_allowed"]);
  });

  it("never lets one owner read another's conversation", async () => {
    const own = await ask("american-airlines", "how many strikes in 1998");
    const conversationId = own.start?.conversationId ?? "";
    expect((await ask("american-airlines", "by month", { conversationId })).table?.rows).toHaveLength(12);
    const other = await ask("delta-air-lines", "by month", { conversationId });
    expect([other.status, other.error?.code]).toEqual([404, "unknown_conversation"]);
  });
});
