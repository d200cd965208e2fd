// The parser as it is shipped: its memory, its answers, and that it survives what breaks it.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { SqlParser } from "../../worker/guard/index.ts";
import { buildParserWasm, INITIAL_PAGES } from "../../worker/guard/wasm/build.ts";
import { readMemory, withInitialPages } from "../../worker/guard/wasm/memory.ts";
import { testParser } from "./load.ts";

let parser: SqlParser;
beforeAll(async () => {
  parser = await testParser();
});

describe("parser module", () => {
  it("declares at most 48 MiB of initial memory", () => {
    expect(readMemory(readFileSync(buildParserWasm())).initial * 65_536).toBeLessThanOrEqual(48 * 1024 * 1024);
  });

  it("is the shipped module with only the memory changed", () => {
    const built = readFileSync(buildParserWasm());
    const memory = readMemory(built);
    expect(memory.initial).toBe(INITIAL_PAGES);
    expect(readMemory(withInitialPages(built, 2_048)).initial).toBe(2_048);
    expect(Buffer.compare(Buffer.from(withInitialPages(withInitialPages(built, 2_048), INITIAL_PAGES)), built)).toBe(0);
  });

  it("re-encodes sizes when the number takes another width", () => {
    const tiny = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 4, 1, 0, 0x80, 0x10, 6, 0]);
    expect([...withInitialPages(tiny, 3)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 3, 6, 0]);
    expect(readMemory(withInitialPages(tiny, 70_000)).initial).toBe(70_000);
  });

  it("says so when there is no memory to change", () => {
    expect(() => readMemory(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))).toThrow("no memory");
  });
});

describe("parse", () => {
  it("gives PostgreSQL's tree", () => {
    expect(parser.parse("SELECT 1")).toMatchObject({ ok: true, tree: { stmts: [{ stmt: { SelectStmt: { op: "SETOP_NONE" } } }] } });
  });

  it("keeps text beyond ASCII", () => {
    const parsed = parser.parse("SELECT 'Zoë 🦅 漢'");
    expect(JSON.stringify(parsed)).toContain("Zoë 🦅 漢");
  });

  it("refuses what is not SQL and goes on", () => {
    expect(parser.parse("SELEC 1")).toEqual({ ok: false, code: "syntax" });
    expect(parser.parse("SELECT 1").ok).toBe(true);
  });

  it("is usable after statements that exhaust it", async () => {
    for (const depth of [5_000, 50_000, 400_000]) parser.parse(`SELECT ${"(".repeat(depth)}1${")".repeat(depth)}`);
    await parser.ready;
    expect(parser.parse("SELECT 1").ok).toBe(true);
  });

  it("replaces an instance that traps, and refuses only that statement", async () => {
    const lone = await testParser();
    const trap = { toString: () => "x", length: 1 } as unknown as string;
    expect(lone.parse(trap)).toEqual({ ok: false, code: "too_large" });
    await lone.ready;
    expect(lone.parse("SELECT 1").ok).toBe(true);
  });
});
