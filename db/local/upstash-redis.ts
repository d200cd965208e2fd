// A local stand-in for Upstash Redis: its REST protocol over ioredis-mock, in memory and gone with the process, or over a real Redis.
import { Redis } from "ioredis";
import RedisMock from "ioredis-mock";
import { createRedisCommands, type Command, type RedisCommands } from "./redis-commands.ts";
import { startRestService, type RestReply, type RestRequest, type RestService } from "./rest-service.ts";

export interface RedisSettings {
  token: string;
  port?: number;
  /** a real Redis in place of the one in memory, e.g. `redis://localhost:6379` */
  redisUrl?: string | undefined;
}

/**
 * Serves `/` and `/<command>/<args>`, `/pipeline` and `/multi-exec`. No streams and no JSON
 * commands; the mock also lacks some type errors (WRONGTYPE) and fails on Ratelimit.tokenBucket's script.
 */
export async function startUpstashRedis({ token, port, redisUrl }: RedisSettings): Promise<RestService> {
  // Mocks of the same host share their data; a host of its own keeps this one apart.
  const client = redisUrl ? new Redis(redisUrl) : new RedisMock({ host: crypto.randomUUID() });
  client.on("error", () => undefined);
  const commands = createRedisCommands(client, redisUrl === undefined);
  const service = await startRestService({
    token,
    ...(port === undefined ? {} : { port }),
    unauthorized: { status: 401, body: { error: "WRONGPASS invalid or missing auth token" } },
    answer: (request) => answer(commands, request),
  });
  return { ...service, async close() { await service.close(); client.disconnect(); } };
}

async function answer(commands: RedisCommands, { path, body, headers }: RestRequest): Promise<RestReply> {
  const base64 = headers["upstash-encoding"] === "base64";
  const parsed = body === "" ? path.slice(1).split("/").map(decodeURIComponent) : parse(body);
  if (path === "/pipeline" || path === "/multi-exec") {
    const list = readCommands(parsed);
    if (!list) return { status: 400, body: { error: "ERR failed to parse pipeline request" } };
    return path === "/pipeline" ? pipeline(commands, list, base64) : together(commands, list, base64);
  }
  const command = readCommand(parsed);
  if (!command) return { status: 400, body: { error: "ERR failed to parse command" } };
  const outcome = await one(commands, command, base64);
  return { status: "error" in outcome ? 400 : 200, body: outcome };
}

async function pipeline(commands: RedisCommands, list: Command[], base64: boolean): Promise<RestReply> {
  const outcomes = [];
  for (const command of list) outcomes.push(await one(commands, command, base64));
  return { status: 200, body: outcomes };
}

async function together(commands: RedisCommands, list: Command[], base64: boolean): Promise<RestReply> {
  try {
    const outcomes = await commands.runTogether(list);
    return { status: 200, body: outcomes.map(([error, value]) => (error ? { error: messageOf(error) } : { result: encode(value, base64) })) };
  } catch (error) {
    return { status: 400, body: { error: messageOf(error) } };
  }
}

async function one(commands: RedisCommands, command: Command, base64: boolean): Promise<{ result: unknown } | { error: string }> {
  try {
    return { result: encode(await commands.run(command), base64) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

/** Numbers and nulls as they are, texts in base64 when asked for; maps as flat lists. */
function encode(value: unknown, base64: boolean): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map((item: unknown) => encode(item, base64));
  if (typeof value === "object" && !Buffer.isBuffer(value)) return encode(Object.entries(value).flat(), base64);
  const text = typeof value === "string" ? value : (value as Buffer | bigint | boolean).toString();
  return base64 && text !== "OK" ? Buffer.from(text).toString("base64") : text;
}

function readCommands(value: unknown): Command[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const commands = value.map(readCommand);
  return commands.every((command) => command !== undefined) ? commands : undefined;
}

function readCommand(value: unknown): Command | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((part: unknown) => (typeof part === "object" && part !== null ? JSON.stringify(part) : String(part)));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]{3,} /u.test(message) ? message : `ERR ${message}`;
}
