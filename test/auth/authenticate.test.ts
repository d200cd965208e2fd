// Tokens, good and bad: each algorithm, every way to forge or to be late, and keys that rotate or cannot be fetched.
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createAuthenticator } from "../../worker/auth/authenticate.ts";
import type { IssuerConfig } from "../../worker/auth/issuers.ts";
import type { Principal } from "../../worker/ports.ts";
import { base64url, goodClaims, issuerOf, NOW, SECOND, SECRET, signer, signWithSecret, type Signer } from "./tokens.ts";

let es: Signer;
let rs: Signer;
let ed: Signer;
let stranger: Signer;

beforeAll(async () => {
  [es, rs, ed, stranger] = await Promise.all([signer("ES256", "es"), signer("RS256", "rs"), signer("EdDSA", "ed"), signer("ES256", "es")]);
});
afterEach(() => vi.useRealTimers());

const now = () => NOW;
const publicKeys = (): IssuerConfig => issuerOf({ algorithms: ["ES256", "RS256", "EdDSA"], keys: { kind: "jwks", keys: [{ ...es.jwk }, { ...rs.jwk }, { ...ed.jwk }] } });
const withSecret = (): IssuerConfig => issuerOf({ algorithms: ["HS256"], keys: { kind: "secret", secret: SECRET } });
const ask = (token: string, issuers: IssuerConfig[] = [publicKeys()]): Promise<Principal> => createAuthenticator(issuers, { now })(`Bearer ${token}`);

describe("a good token", () => {
  it.each(["ES256", "RS256", "EdDSA"] as const)("signed with %s is accepted", async (algorithm) => {
    const by = { ES256: es, RS256: rs, EdDSA: ed }[algorithm];
    expect(await ask(await by.sign())).toMatchObject({ tenant: "acme", user: "user-1", roles: [], expiresAt: (SECOND + 900) * 1_000 });
  });

  it("signed with a shared secret is accepted", async () => {
    expect(await ask(await signWithSecret(SECRET), [withSecret()])).toMatchObject({ tenant: "acme" });
  });

  it("brings roles, and attributes as claims", async () => {
    const token = await es.sign({ roles: ["analyst"], attrs: { region: "west", bases: ["DEN", "SFO"], level: 3, lead: true, unset: null } });
    expect(await ask(token)).toMatchObject({
      roles: ["analyst"], claims: { tenant: "acme", sub: "user-1", roles: ["analyst"], region: "west", bases: ["DEN", "SFO"], level: 3, lead: true },
    });
  });

  it("may keep its tenant under another name", async () => {
    const issuer = { ...publicKeys(), claims: { tenant: "org", tenantName: "org_name", user: "uid", roles: "roles", attrs: "attrs" } };
    expect(await ask(await es.sign({ tenant: undefined, org: "globex", uid: "u9" }), [issuer])).toMatchObject({ tenant: "globex", user: "u9", claims: { tenant: "globex", sub: "u9", roles: [] } });
  });

  it("is told apart by issuer and audience", async () => {
    const issuers = [withSecret(), { ...publicKeys(), issuer: "https://other.example" }, { ...publicKeys(), audience: "reports" }];
    expect(await ask(await es.sign({ iss: "https://other.example" }), issuers)).toMatchObject({ tenant: "acme" });
    expect(await ask(await es.sign({ aud: ["x", "reports"] }), issuers)).toMatchObject({ tenant: "acme" });
    await expect(ask(await es.sign(), issuers)).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("is accepted with either spelling of the scheme", async () => {
    await expect(createAuthenticator([publicKeys()], { now })(`bearer  ${await es.sign()}`)).resolves.toMatchObject({ tenant: "acme" });
  });
});

describe("no token", () => {
  it.each([undefined, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "token"])("%s is unauthorized", async (header) => {
    await expect(createAuthenticator([publicKeys()], { now })(header)).rejects.toMatchObject({ code: "unauthorized", status: 401 });
  });
});

describe("a late token", () => {
  it.each([
    ["expired a minute and a second ago", { iat: SECOND - 600, exp: SECOND - 61 }, "token_expired"],
    ["issued more than 16 minutes ago", { iat: SECOND - 961, exp: SECOND - 1 }, "token_expired"],
    ["that lives for a day", { exp: SECOND + 86_400 }, "token_invalid"],
    ["issued in the future", { iat: SECOND + 61, exp: SECOND + 900 }, "token_invalid"],
    ["not valid yet", { nbf: SECOND + 61 }, "token_invalid"],
  ])("%s is refused", async (_name, claims, code) => {
    await expect(ask(await es.sign(claims))).rejects.toMatchObject({ code });
  });

  it.each([
    ["expired 59 seconds ago", { iat: SECOND - 800, exp: SECOND - 59 }],
    ["issued 59 seconds ahead", { iat: SECOND + 59, exp: SECOND + 900 }],
  ])("%s is within the skew", async (_name, claims) => {
    await expect(ask(await es.sign(claims))).resolves.toMatchObject({ tenant: "acme" });
  });
});

describe("a forged token", () => {
  it("without a signature is refused, however none is spelt", async () => {
    for (const alg of ["none", "None", "NONE", ""]) {
      const token = `${base64url({ alg, typ: "JWT" })}.${base64url(goodClaims({}))}.`;
      await expect(ask(token)).rejects.toMatchObject({ code: "token_invalid" });
      await expect(ask(token, [withSecret()])).rejects.toMatchObject({ code: "token_invalid" });
    }
  });

  it("signed with the public key as if it were a secret is refused", async () => {
    const spki = new TextEncoder().encode(JSON.stringify(rs.jwk));
    await expect(ask(await signWithSecret(spki))).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("signed by a stranger under a known key id is refused", async () => {
    await expect(ask(await stranger.sign())).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("with an algorithm the issuer did not pin is refused", async () => {
    await expect(ask(await rs.sign(), [{ ...publicKeys(), algorithms: ["ES256"] }])).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("with another payload under a good signature is refused", async () => {
    const [header, , signature] = (await es.sign()).split(".");
    await expect(ask(`${header}.${base64url(goodClaims({ tenant: "globex" }))}.${signature}`)).rejects.toMatchObject({ code: "token_invalid" });
  });

  it.each([
    ["another audience", { aud: "billing" }],
    ["another issuer", { iss: "https://evil.example" }],
    ["no tenant", { tenant: undefined }],
    ["a blank tenant", { tenant: " " }],
    ["a tenant that is a list", { tenant: ["acme"] }],
    ["no user", { sub: undefined }],
    ["no issue time", { iat: undefined }],
    ["no expiry", { exp: undefined }],
    ["an expiry that is text", { exp: "tomorrow" }],
    ["roles that are no list", { roles: "admin" }],
    ["attributes that are no object", { attrs: ["x"] }],
    ["an attribute that is an object", { attrs: { region: { id: 1 } } }],
    ["an attribute that would replace the tenant", { attrs: { tenant: "globex" } }],
    ["an attribute that would replace the user", { attrs: { sub: "root" } }],
  ])("with %s is refused", async (_name, claims) => {
    await expect(ask(await es.sign(claims))).rejects.toMatchObject({ code: "token_invalid", status: 401 });
  });

  it.each(["abc", "a.b.c", "a.b", "....", `${base64url({ alg: "ES256" })}.${base64url("[]")}.x`, "x".repeat(9_000)])("that is no token is refused: %.20s", async (token) => {
    await expect(ask(token)).rejects.toMatchObject({ code: "token_invalid" });
  });
});

describe("a tenant list", () => {
  it("keeps an issuer from speaking for others' tenants", async () => {
    const issuers = [{ ...publicKeys(), tenants: ["acme"] }];
    await expect(ask(await es.sign(), issuers)).resolves.toMatchObject({ tenant: "acme" });
    await expect(ask(await es.sign({ tenant: "globex" }), issuers)).rejects.toMatchObject({ code: "forbidden", status: 403 });
  });
});

describe("keys at an address", () => {
  const url = "https://host.example/jwks.json";
  const remote = (): IssuerConfig => issuerOf({ algorithms: ["ES256"], keys: { kind: "jwks-url", url } });
  const serving = (sets: (() => Response | Promise<Response>)[]) => {
    const calls: string[] = [];
    const fetcher = async (address: unknown): Promise<Response> => {
      calls.push(String(address));
      const reply = sets[Math.min(calls.length, sets.length) - 1];
      if (!reply) throw new TypeError("fetch failed");
      return reply();
    };
    return { calls, fetch: fetcher as typeof fetch };
  };
  const set = (...keys: Signer[]) => () => Response.json({ keys: keys.map((key) => key.jwk) });

  it("are fetched once and cached", async () => {
    const { calls, fetch } = serving([set(es)]);
    const authenticate = createAuthenticator([remote()], { now, fetch });
    for (let i = 0; i < 3; i++) await authenticate(`Bearer ${await es.sign()}`);
    expect(calls).toEqual([url]);
  });

  it("rotate: an unknown key id causes one more fetch after the cooldown, and no storm", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW });
    const next = await signer("ES256", "es-2");
    const { calls, fetch } = serving([set(es), set(next)]);
    const authenticate = createAuthenticator([remote()], { now, fetch });
    await authenticate(`Bearer ${await es.sign()}`);
    for (let i = 0; i < 5; i++) await expect(authenticate(`Bearer ${await next.sign()}`)).rejects.toMatchObject({ code: "token_invalid" });
    expect(calls).toHaveLength(1);
    vi.setSystemTime(NOW.getTime() + 31_000);
    await expect(authenticate(`Bearer ${await next.sign()}`)).resolves.toMatchObject({ tenant: "acme" });
    await expect(authenticate(`Bearer ${await es.sign()}`)).rejects.toMatchObject({ code: "token_invalid" });
    expect(calls).toHaveLength(2);
  });

  it.each([
    ["does not answer", () => Promise.reject(new TypeError("fetch failed"))],
    ["answers 500", () => new Response("{}", { status: 500 })],
    ["answers a page", () => new Response("<html>")],
    ["answers no key set", () => Response.json({ ok: true })],
  ])("whose host %s: a retryable error, not a bad token; and well again afterwards", async (_name, fails) => {
    const { fetch } = serving([fails, set(es)]);
    const authenticate = createAuthenticator([remote()], { now, fetch });
    const refused = authenticate(`Bearer ${await es.sign()}`);
    await expect(refused).rejects.toMatchObject({ code: "connection_lost", retryAfterSeconds: 5 });
    await expect(authenticate(`Bearer ${await es.sign()}`)).resolves.toMatchObject({ tenant: "acme" });
  });
});

describe("the scope of rows", () => {
  const scope = async (claims: Record<string, unknown>): Promise<string> => (await ask(await es.sign(claims))).scope;

  it("is the same for colleagues with the same attributes, in any order", async () => {
    expect(await scope({ sub: "a", attrs: { x: 1, y: "2" } })).toBe(await scope({ sub: "b", attrs: { y: "2", x: 1 } }));
  });

  it("differs whenever a claim, a role or the tenant does", async () => {
    const all = await Promise.all([
      {}, { tenant: "acme2" }, { roles: ["admin"] }, { attrs: { x: 1 } }, { attrs: { x: "1" } }, { attrs: { x: true } }, { attrs: { x: [1] } },
      { attrs: { x: [1, 2] } }, { attrs: { x: [2, 1] } }, { attrs: { x: "1,2" } }, { attrs: { y: 1 } }, { attrs: { x: 1, y: 1 } }, { roles: ["x"] }, { tenant: "acm", attrs: { e: "" } },
    ].map(scope));
    expect(new Set(all).size).toBe(all.length);
  });
});
