// Runs Redis commands on ioredis or on ioredis-mock so that both behave as Upstash Redis does towards its client.
import { createHash } from "node:crypto";
import { EventEmitter } from "node:events";
import type { Redis } from "ioredis";

export type Command = string[];
export interface RedisCommands {
  /** @throws Error with Redis's own message */
  run(command: Command): Promise<unknown>;
  /** all or nothing, in order; one outcome a command */
  runTogether(commands: Command[]): Promise<(readonly [Error | null, unknown])[]>;
}

/** Methods of the client that are no commands, and commands that need a connection of one's own. */
const NOT_OVER_REST = new Set([
  "connect", "disconnect", "duplicate", "end", "quit", "pipeline", "multi", "exec", "discard", "watch", "unwatch", "monitor", "subscribe", "psubscribe",
  "ssubscribe", "unsubscribe", "punsubscribe", "shutdown", "call", "sendcommand", "send_command", "constructor", "defineCommand",
]);
/** The client sends options in lower case; the mock ignores those. */
const OPTIONS = new Set(["ex", "px", "exat", "pxat", "nx", "xx", "gt", "lt", "keepttl", "get", "match", "count", "withscores", "byscore", "bylex", "rev", "limit", "ch", "incr"]);
const TAKES_OPTIONS = new Set(["set", "zadd", "zrange", "scan", "hscan", "sscan", "zscan", "expire", "pexpire", "getex"]);

/** @param mock whether the client is ioredis-mock, which lacks a few things of a real Redis */
export function createRedisCommands(client: Redis, mock: boolean): RedisCommands {
  const scripts = new Map<string, string>();
  return {
    async run(command) {
      const [name, ...args] = prepare(command);
      return method(name)(...args);
    },
    async runTogether(commands) {
      const prepared = commands.map(prepare);
      for (const [name] of prepared) method(name);
      return (await client.multi(prepared).exec()) ?? [];
    },
  };

  function prepare([name = "", ...args]: Command): [string, ...string[]] {
    const command = name.toLowerCase();
    if (command === "eval") return ["eval", keep(args[0] ?? ""), ...args.slice(1)];
    if (command === "evalsha") return ["eval", recall(args[0] ?? ""), ...args.slice(1)];
    const upper = mock && TAKES_OPTIONS.has(command);
    return [command, ...args.map((arg, index) => (upper && index > 0 && OPTIONS.has(arg.toLowerCase()) ? arg.toUpperCase() : arg))];
  }

  /** Upstash takes a first line `#!lua flags=…` that neither Redis nor the mock accepts. */
  function keep(script: string): string {
    const plain = script.replace(/^#!lua[^\n]*\n/u, "");
    scripts.set(createHash("sha1").update(script).digest("hex"), plain);
    return plain;
  }

  function recall(sha: string): string {
    const script = scripts.get(sha);
    if (script === undefined) throw new Error("NOSCRIPT No matching script. Please use EVAL.");
    return script;
  }

  function method(name: string): (...args: string[]) => Promise<unknown> {
    const refused = NOT_OVER_REST.has(name) || name in EventEmitter.prototype;
    if (!refused && !mock) return (...args) => client.call(name, ...args);
    const found: unknown = refused ? undefined : Reflect.get(client, name);
    if (typeof found !== "function") throw new Error(`ERR Command is not available: '${name.toUpperCase()}'`);
    return (...args) => Promise.resolve(Reflect.apply(found, client, args));
  }
}
