import { describe, expect, it } from "vitest";
import { connectionString, readConfig } from "../../worker/config.ts";

const whole = {
  METADATA_DATABASE_URL: "postgresql://u:p@h/d", UPSTASH_REDIS_REST_URL: "https://r.example", UPSTASH_REDIS_REST_TOKEN: "t",
  UPSTASH_VECTOR_REST_URL: "https://v.example", UPSTASH_VECTOR_REST_TOKEN: "t", MEDHA_ISSUERS: "[]", MEDHA_RECEIPT_KEY: '{"kty":"EC","crv":"P-256","x":"x","y":"y","d":"d"}',
};

describe("the configuration", () => {
  it("has defaults for what is optional", () => {
    const read = readConfig(whole);
    expect(read.ok && [read.config.MEDHA_QUESTIONS_PER_MINUTE, read.config.OPENAI_API_KEY]).toEqual([60, undefined]);
  });

  it("names everything that is missing at once", () => {
    const read = readConfig({});
    expect(!read.ok && read.problems).toEqual(Object.keys(whole).map((name) => `${name}: is not set`));
  });

  it("treats an empty setting as none, and tells malformed from missing without showing it", () => {
    const read = readConfig({ ...whole, MEDHA_ISSUERS: "", UPSTASH_REDIS_REST_URL: "hunter2" });
    expect(!read.ok && read.problems).toEqual(["UPSTASH_REDIS_REST_URL: is malformed", "MEDHA_ISSUERS: is not set"]);
  });
});

describe("keys of receipts", () => {
  it.each(["hunter2", "{}", '{"kty":"EC","crv":"P-256","x":"x","y":"y"}'])("that cannot sign are refused unseen: %s", (key) => {
    const read = readConfig({ ...whole, MEDHA_RECEIPT_KEY: key });
    expect(!read.ok && read.problems).toEqual(["MEDHA_RECEIPT_KEY: is malformed"]);
  });

  it("of before are a list of public ones", () => {
    expect(readConfig({ ...whole, MEDHA_RECEIPT_OLD_KEYS: '[{"kty":"EC","crv":"P-256","x":"x","y":"y"}]' }).ok).toBe(true);
    for (const old of ["{}", "x", `[${whole.MEDHA_RECEIPT_KEY}]`]) expect(readConfig({ ...whole, MEDHA_RECEIPT_OLD_KEYS: old }).ok).toBe(false);
  });
});

describe("models", () => {
  it("have prices and others to fall back on, whose keys are named and not shown", () => {
    const fallbacks = JSON.stringify([{ baseURL: "https://other.example/v1", apiKeyEnv: "OTHER_API_KEY", small: "s", large: "l" }]);
    const read = readConfig({ ...whole, OPENAI_FALLBACKS: fallbacks, OPENAI_PRICES: '{"s":{"input":0.4,"output":1.6}}' });
    expect(read.ok && [read.config.OPENAI_FALLBACKS?.length, read.config.OPENAI_PRICES?.["s"]?.output]).toEqual([1, 1.6]);
  });

  it.each([["OPENAI_FALLBACKS", '[{"baseURL":"https://x.example","apiKeyEnv":"METADATA_DATABASE_URL","small":"s","large":"l"}]'], ["OPENAI_FALLBACKS", "x"], ["OPENAI_PRICES", '{"s":1}']])("malformed are refused: %s %s", (name, value) => {
    expect(readConfig({ ...whole, [name]: value })).toEqual({ ok: false, problems: [expect.stringContaining(`${name}`) as string] });
  });
});

describe("a source's connection string", () => {
  it("is found by the name of its record", () => expect(connectionString({ SHOP_DATABASE_URL: "x" }, "SHOP_DATABASE_URL")).toBe("x"));
  it.each(["OPENAI_API_KEY", "UPSTASH_REDIS_REST_TOKEN", "__proto__", "shop_database_url", ""])("is not read from %j", (name) => {
    expect(connectionString({ OPENAI_API_KEY: "k", UPSTASH_REDIS_REST_TOKEN: "t", shop_database_url: "x", "": "x" }, name)).toBeUndefined();
  });
});
