// Loads the real parser for tests of any room, building its module first if it is missing.
import { readFileSync } from "node:fs";
import { createGuard, loadParser, type Claims, type Policy, type SqlParser, type Verdict } from "../../worker/guard/index.ts";
import { buildParserWasm } from "../../worker/guard/wasm/build.ts";

/** The parser as the Worker gets it: the patched module, instantiated. */
export async function testParser(): Promise<SqlParser> {
  const parser = loadParser(compile(readFileSync(buildParserWasm())));
  await parser.ready;
  return parser;
}

/** Workers' types forbid compiling at run time; Node does not. */
function compile(bytes: Uint8Array): WebAssembly.Module {
  const { Module } = WebAssembly as unknown as { Module: new (bytes: Uint8Array) => WebAssembly.Module };
  return new Module(bytes);
}

/** A guard over the real parser. */
export async function testGuard(): Promise<(sql: string, policy: Policy, claims: Claims) => Verdict> {
  return createGuard(await testParser());
}
