// The issuers setting: what it accepts, and that every mistake in it is named at once.
import { describe, expect, it } from "vitest";
import { IssuerProblems, originAllowed, parseIssuers } from "../../worker/auth/issuers.ts";

const good = { issuer: "https://app.example.com", audience: "medha", jwksUrl: "https://app.example.com/jwks.json", algorithms: ["ES256"], origins: ["https://app.example.com"] };
const secret = "0123456789abcdef0123456789abcdef";
const parse = (entries: unknown, environment: Record<string, unknown> = {}) => parseIssuers(JSON.stringify(entries), environment);

function problems(entries: unknown, environment: Record<string, unknown> = {}): string[] {
  try {
    parse(entries, environment);
  } catch (error) {
    if (error instanceof IssuerProblems) return error.problems;
    throw error;
  }
  return [];
}

describe("parseIssuers", () => {
  it("reads an entry and fills in the usual claim names", () => {
    expect(parse([good])).toEqual([{
      issuer: good.issuer, audience: "medha", algorithms: ["ES256"], origins: good.origins, tenants: undefined,
      claims: { tenant: "tenant", tenantName: "tenant_name", user: "sub", roles: "roles", attrs: "attrs" }, keys: { kind: "jwks-url", url: good.jwksUrl },
    }]);
  });

  it("takes claim names of its own, such as a namespaced one", () => {
    const [issuer] = parse([{ ...good, claims: { tenant: "https://app.example.com/org" } }]);
    expect(issuer?.claims).toEqual({ tenant: "https://app.example.com/org", tenantName: "tenant_name", user: "sub", roles: "roles", attrs: "attrs" });
  });

  it("finds an HS256 secret by the name of its variable", () => {
    const { jwksUrl: _, ...rest } = good;
    const [issuer] = parse([{ ...rest, secretEnv: "SIGNING_SECRET", algorithms: ["HS256"] }], { SIGNING_SECRET: secret });
    expect(issuer?.keys).toEqual({ kind: "secret", secret });
  });

  it("says every problem at once, and never a secret", () => {
    const { jwksUrl: _, ...rest } = good;
    const found = problems([{ ...good, algorithms: ["HS256"] }, { ...rest, secretEnv: "SHORT", algorithms: ["HS256"] }, rest, good, good], { SHORT: "hunter2" });
    expect(found).toEqual([
      "[0] HS256 goes with a secret, not with public keys",
      "[1] SHORT must be set to at least 32 bytes",
      "[2] needs exactly one of jwksUrl, jwks and secretEnv",
      expect.stringContaining("[1] repeats"), expect.stringContaining("[2] repeats"), expect.stringContaining("[3] repeats"), expect.stringContaining("[4] repeats"),
    ]);
    expect(found.join()).not.toContain("hunter2");
  });

  it.each([
    ["no JSON", "{"],
    ["an empty list", "[]"],
    ["an object", "{}"],
    ["the algorithm none", JSON.stringify([{ ...good, algorithms: ["none"] }])],
    ["an unpinned algorithm list", JSON.stringify([{ ...good, algorithms: [] }])],
    ["a misspelt field", JSON.stringify([{ ...good, audiance: "medha" }])],
    ["an origin with a path", JSON.stringify([{ ...good, origins: ["https://app.example.com/"] }])],
    ["an origin with a wildcard", JSON.stringify([{ ...good, origins: ["*"] }])],
    ["keys over plain http", JSON.stringify([{ ...good, jwksUrl: "http://app.example.com/jwks.json" }])],
    ["a secret beside a public algorithm", JSON.stringify([{ ...good, jwksUrl: undefined, secretEnv: "S", algorithms: ["HS256", "RS256"] }])],
    ["a private key among the public ones", JSON.stringify([{ ...good, jwksUrl: undefined, jwks: { keys: [{ kty: "EC", crv: "P-256", x: "", y: "", d: "x" }] } }])],
    ["a shared secret among the public keys", JSON.stringify([{ ...good, jwksUrl: undefined, jwks: { keys: [{ kty: "oct", k: "x" }] } }])],
  ])("refuses %s", (_name, json) => {
    expect(() => parseIssuers(json, { S: secret })).toThrow(IssuerProblems);
  });

  it("allows keys over http on this machine only", () => {
    expect(problems([{ ...good, jwksUrl: "http://127.0.0.1:8787/jwks.json" }])).toEqual([]);
    expect(problems([{ ...good, jwksUrl: "http://127.0.0.1.example.com/jwks.json" }])).toHaveLength(1);
  });
});

describe("originAllowed", () => {
  const issuers = parse([good, { ...good, issuer: "https://b.example.com", origins: ["http://localhost:8787"] }]);
  it.each(["https://app.example.com", "http://localhost:8787"])("allows %s", (origin) => {
    expect(originAllowed(issuers, origin)).toBe(true);
  });
  it.each(["https://app.example.com.evil.example", "http://app.example.com", "https://app.example.com:444", "https://APP.example.com", "null", ""])("refuses %s", (origin) => {
    expect(originAllowed(issuers, origin)).toBe(false);
  });
});
