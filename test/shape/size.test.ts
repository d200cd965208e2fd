// What a customer's page pays for the widget, in bytes over the wire.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const DIST = join(import.meta.dirname, "../../dist");
const size = (file: string): number => brotliCompressSync(readFileSync(join(DIST, file))).length;
const chunk = (name: string): string => `chunks/${readdirSync(join(DIST, "chunks")).find((file) => file.startsWith(`${name}-`)) ?? ""}`;

describe.skipIf(!existsSync(join(DIST, "chunks")))("the built widget, brotli", () => {
  it("has a shell of at most 12 kB, Lit included", () => {
    expect(size("medha-ask.js")).toBeLessThanOrEqual(12_000);
  });

  it("is one file until it is used: the shell imports nothing statically", () => {
    expect(readFileSync(join(DIST, "medha-ask.js"), "utf8")).not.toMatch(/(?:^|[;}])\s*import\s*[{"*\w]/u);
  });

  it("has charts of at most 80 kB, answers of at most 16 kB and tools of at most 8 kB, all lazy", () => {
    expect(size(chunk("draw"))).toBeLessThanOrEqual(80_000);
    expect(size(chunk("answer-part"))).toBeLessThanOrEqual(16_000);
    expect(size(chunk("tools"))).toBeLessThanOrEqual(8_000);
  });

  it("has languages of at most 3 kB each", () => {
    for (const language of ["de", "es", "hi", "ar"]) expect(size(chunk(language))).toBeLessThanOrEqual(3_000);
  });

  it("tells the host of its files that pages of other origins load them", () => {
    expect(readFileSync(join(DIST, "_headers"), "utf8")).toContain("Access-Control-Allow-Origin: *");
  });
});
