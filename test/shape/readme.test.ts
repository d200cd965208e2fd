// What a user can set, call or meet must stand in the README.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../../worker/protocol.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const readme = read("README.md");
const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts);
const settings = [...read("worker/config.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gmu)].map((match) => match[1] ?? "");

describe("README", () => {
  it.each(ERROR_CODES)("names the error code %s", (code) => expect(readme).toContain(`\`${code}\``));
  it.each(settings)("names the setting %s", (name) => expect(readme).toContain(`\`${name}\``));
  it.each(scripts)("names the script %s", (name) => expect(readme).toMatch(new RegExp(`npm (run )?${name}\\b`, "u")));

  it("names the commands that CI runs", () => {
    const ci = read(".ci/run");
    expect(ci).toContain("npm ci");
    for (const command of ["npm start", "npm test"]) expect([ci.includes(command), readme.includes(`npm ci && ${command}`)]).toEqual([true, true]);
  });

  it("finds settings at all", () => expect(settings.length).toBeGreaterThan(8));
});
