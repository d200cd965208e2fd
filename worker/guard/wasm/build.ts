// Makes the parser small enough for a Worker: copies libpg-query's wasm with 48 MiB of initial memory instead of 128.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMemory, withInitialPages } from "./memory.ts";

/** 48 MiB: parses 9,000 nested brackets; growth stays on. An isolate has 128 MB in all. */
export const INITIAL_PAGES = 768;

const here = dirname(fileURLToPath(import.meta.url));

/** Where the patched module lies. */
export const PARSER_WASM = join(here, "pg-query.wasm");

/**
 * Writes `pg-query.wasm` unless it is there, newer than its source and patched.
 * @returns its path
 * @throws Error when the source module has no memory of its own to patch
 */
export function buildParserWasm(): string {
  const source = join(dirname(createRequire(import.meta.url).resolve("libpg-query")), "libpg-query.wasm");
  if (!isFresh(source)) writeFileSync(PARSER_WASM, withInitialPages(readFileSync(source), INITIAL_PAGES));
  return PARSER_WASM;
}

function isFresh(source: string): boolean {
  if (!existsSync(PARSER_WASM) || statSync(PARSER_WASM).mtimeMs < statSync(source).mtimeMs) return false;
  return readMemory(readFileSync(PARSER_WASM)).initial === INITIAL_PAGES;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`parser: ${buildParserWasm()}`);
