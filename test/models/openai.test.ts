// The OpenAI adapter against the scripted server: the contract, then each of the vendor's own ways to fail and what is sent.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOpenAiModel, type OpenAiOptions } from "../../worker/models/openai.ts";
import type { ModelFailure } from "../../worker/ports.ts";
import { startModelServer, type Fault, type ModelServer } from "../model-server/start.ts";
import { modelContract, REQUEST, type Subject } from "./contract.ts";

const PATIENCE = 1_500;
let server: ModelServer;

beforeAll(async () => {
  server = await startModelServer(({ user }) => ({ json: { answer: user } }));
});
afterAll(() => server.close());
beforeEach(() => {
  server.failAlways(undefined);
  server.requests.length = 0;
});

const connect = (options: Partial<OpenAiOptions> = {}) =>
  createOpenAiModel({ apiKey: "test-key", baseURL: server.baseURL, models: { small: "gpt-4.1-mini", large: "gpt-4.1" }, timeoutMs: PATIENCE, ...options });

modelContract("OpenAI", async (): Promise<Subject> => ({
  model: connect(),
  unreachable: connect({ baseURL: "http://127.0.0.1:9/v1" }),
  patienceMs: PATIENCE,
  breaks: {
    unavailable: () => server.failNext("503", "503"),
    timeout: () => server.failNext("hang"),
    refused: () => server.failNext("refusal"),
    length: () => server.failNext("length"),
    invalid: () => server.failNext("bad-content"),
    "rate-limited": () => server.failNext("429", "429"),
    "not-configured": () => server.failNext("401"),
  },
  hiccup: () => server.failNext("503"),
  stop: () => Promise.resolve(),
}));

describe("a request", () => {
  it("names the model of the size and a strict schema, and carries the key", async () => {
    await connect().complete({ ...REQUEST, size: "large" });
    const [sent] = server.requests;
    expect(sent?.authorization).toBe("Bearer test-key");
    expect(sent?.body).toMatchObject({
      model: "gpt-4.1", temperature: 0,
      messages: [{ role: "system", content: REQUEST.system }, { role: "user", content: REQUEST.user }],
      response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema: REQUEST.schema } },
    });
  });

  it("leaves the temperature out for a model that takes none, and remembers", async () => {
    const model = connect({ models: { small: "o4-mini", large: "gpt-4.1" } });
    for (let i = 0; i < 2; i++) expect(await model.complete(REQUEST)).toMatchObject({ ok: true, model: "o4-mini" });
    expect(server.requests.map(({ status, body }) => [status, (body as { temperature?: number }).temperature])).toEqual([[400, 0], [200, undefined], [200, undefined]]);
  });

  it("goes through the fetch it is given", async () => {
    const addresses: string[] = [];
    const spying = (async (input: string, init?: RequestInit) => { addresses.push(input); return fetch(input, init); }) as typeof fetch;
    await connect({ fetch: spying }).complete(REQUEST);
    expect(addresses).toEqual([`${server.baseURL}/chat/completions`]);
  });
});

describe("each way to fail", () => {
  const cases: [Fault, ModelFailure][] = [
    ["401", "not-configured"], ["429", "rate-limited"], ["500", "unavailable"], ["503", "unavailable"], ["html", "invalid"], ["reset", "unavailable"],
    ["cut", "unavailable"], ["bad-json", "invalid"], ["bad-content", "invalid"], ["empty", "invalid"], ["empty-content", "invalid"],
    ["null-content", "invalid"], ["refusal", "refused"], ["length", "length"], ["content-filter", "refused"], ["context", "length"],
  ];
  it.each(cases)("%s is %s", async (fault, failure) => {
    server.failAlways(fault);
    expect(await connect().complete(REQUEST)).toEqual({ ok: false, failure });
  });

  it.each(["hang", "stall"] as const)("%s ends at the deadline, the body's time included", async (fault) => {
    server.failAlways(fault);
    const started = performance.now();
    expect(await connect({ timeoutMs: 200 }).complete(REQUEST)).toEqual({ ok: false, failure: "timeout" });
    expect(performance.now() - started).toBeLessThan(600);
  });

  it("slow is only slow", async () => {
    server.failAlways("slow");
    expect(await connect().complete(REQUEST)).toMatchObject({ ok: true });
  });

  it("a long Retry-After is not waited for, and not ignored either", async () => {
    server.failAlways("429-long");
    const started = performance.now();
    expect(await connect().complete(REQUEST)).toEqual({ ok: false, failure: "rate-limited" });
    expect(performance.now() - started).toBeLessThan(500);
    expect(server.requests).toHaveLength(1);
  });

  it("a schema the API would refuse is invalid, not unavailable", async () => {
    expect(await connect().complete({ ...REQUEST, schema: { type: "object", properties: { a: { type: "string" } } } })).toEqual({ ok: false, failure: "invalid" });
    expect(server.requests.map(({ status }) => status)).toEqual([400]);
  });
});
