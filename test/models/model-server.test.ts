// The scripted server itself: protocol-true for the vendor's own client, and as strict as the real API.
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANNER_SCHEMA } from "../../worker/agent/model-plan/schema.ts";
import { lintRequest, lintStrictSchema } from "../model-server/lint-request.ts";
import { startModelServer, type ModelServer, type Reply } from "../model-server/start.ts";

let server: ModelServer;
let client: OpenAI;
let reply: Reply = { text: "hello" };

beforeAll(async () => {
  server = await startModelServer(() => reply);
  client = new OpenAI({ apiKey: "k", baseURL: server.baseURL, maxRetries: 0 });
});
afterAll(() => server.close());

const messages = [{ role: "user" as const, content: "hi" }];
const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  ({ type: "object", properties, required: Object.keys(properties), additionalProperties: false, ...more });

describe("the scripted server", () => {
  it("completes whole and as a stream, to the same text", async () => {
    reply = { text: "a longer answer, so that it comes in several chunks 😀" };
    const whole = await client.chat.completions.create({ model: "gpt-4.1", messages });
    let streamed = "";
    for await (const chunk of await client.chat.completions.create({ model: "gpt-4.1", messages, stream: true })) streamed += chunk.choices[0]?.delta.content ?? "";
    expect(streamed).toBe(reply.text);
    expect(whole.choices[0]?.message.content).toBe(streamed);
  });

  it("embeds near spellings near, in both encodings", async () => {
    const { data } = await client.embeddings.create({ model: "text-embedding-3-small", input: ["strikes by month", "strike by months", "costliest airport"] });
    const floats = await client.embeddings.create({ model: "text-embedding-3-small", input: "strikes by month", encoding_format: "float" });
    const [a, b, c] = data.map(({ embedding }) => embedding);
    const dot = (x: number[] = [], y: number[] = []) => x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c));
    expect(dot(a, floats.data[0]?.embedding)).toBeCloseTo(1, 4);
  });

  it("lists models, asks for a key and knows its addresses", async () => {
    expect((await client.models.list()).data.map(({ id }) => id)).toContain("gpt-4.1");
    expect((await fetch(`${server.baseURL}/models`)).status).toBe(401);
    await expect(client.responses.create({ model: "gpt-4.1", input: "x" })).rejects.toMatchObject({ status: 404 });
  });

  it("words an error as the script says", async () => {
    reply = { error: { status: 429, code: "insufficient_quota", message: "You exceeded your current quota." } };
    await expect(client.chat.completions.create({ model: "gpt-4.1", messages })).rejects.toMatchObject({ status: 429, code: "insufficient_quota" });
  });

  it("records what came, so that a test can say what never reached a model", async () => {
    reply = { text: "ok" };
    server.requests.length = 0;
    await client.chat.completions.create({ model: "gpt-4.1", messages: [{ role: "user", content: "find me" }] });
    expect(server.requests.map(({ path, text }) => [path, text.includes("find me"), text.includes("never sent")])).toEqual([["/v1/chat/completions", true, false]]);
  });
});

describe("lintRequest", () => {
  const format = (schema: unknown, name = "x") => ({ model: "m", messages, response_format: { type: "json_schema", json_schema: { name, strict: true, schema } } });

  it.each([
    ["no body", undefined], ["no model", { messages }], ["no messages", { model: "m", messages: [] }], ["an unknown role", { model: "m", messages: [{ role: "bot", content: "x" }] }],
    ["a message without content", { model: "m", messages: [{ role: "user" }] }], ["a hot temperature", { model: "m", messages, temperature: 3 }],
    ["a temperature for a reasoning model", { model: "o4-mini", messages, temperature: 0 }], ["an unknown format", { model: "m", messages, response_format: { type: "xml" } }],
    ["json_object without the word", { model: "m", messages, response_format: { type: "json_object" } }], ["a schema name with a blank", format(object({}), "a b")],
  ])("refuses %s", (_name, body) => {
    expect(lintRequest(body)).toBeDefined();
  });

  it.each([
    ["a root that is no object", { type: "array", items: { type: "string" } }],
    ["a root of alternatives", { anyOf: [object({})] }],
    ["open objects", { type: "object", properties: {}, required: [] }],
    ["an optional key", { ...object({ a: { type: "string" }, b: { type: "string" } }), required: ["a"] }],
    ["an optional key deep inside", object({ list: { type: "array", items: { anyOf: [{ type: "null" }, { ...object({ b: { type: "string" } }), required: [] }] } } })],
    ["oneOf", object({ a: { oneOf: [{ type: "string" }] } })],
    ["a default", object({ a: { type: "string", default: "x" } })],
    ["a node without a type", object({ a: { description: "x" } })],
    ["eleven levels", Array.from({ length: 12 }).reduce<unknown>((inner) => object({ a: inner }), { type: "string" })],
  ])("refuses a strict schema with %s", (_name, schema) => {
    expect(lintStrictSchema(schema)?.code).toBe("invalid_json_schema");
    expect(lintRequest(format(schema))?.param).toBe("response_format");
  });

  it("takes the product's own planner schema", () => {
    expect(lintStrictSchema(PLANNER_SCHEMA)).toBeUndefined();
  });

  it("takes nullable, enum, const, recursion and ten levels", () => {
    const schema = object({ a: { anyOf: [{ type: "string" }, { type: "null" }] }, b: { enum: ["x"] }, c: { const: 1 }, d: { $ref: "#/$defs/node" } }, { $defs: { node: object({ next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } }) } });
    expect(lintStrictSchema(schema)).toBeUndefined();
  });
});
