// The lock file must let `npm ci` pass on every platform: each optional package it names has an entry, and no host is named.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Entry { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }
const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
const packages = (JSON.parse(text) as { packages: Record<string, Entry> }).packages;

describe("package-lock.json", () => {
  it("holds an entry for every optional dependency", () => {
    const missing = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !resolves(path, name)).map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("names no download address", () => {
    expect(Object.values(packages).filter((entry) => entry.resolved?.startsWith("http"))).toEqual([]);
  });

  it("pins every direct dependency to one version", () => {
    const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Record<"dependencies" | "devDependencies", Record<string, string>>;
    const loose = Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(([, range]) => !/^\d+\.\d+\.\d+$/u.test(range));
    expect(loose).toEqual([]);
  });
});

/** Node's look-up: the package's own folder, then each parent's. */
function resolves(path: string, name: string): boolean {
  if (packages[`${path === "" ? "" : `${path}/`}node_modules/${name}`]) return true;
  if (path === "") return false;
  const parent = path.lastIndexOf("/node_modules/");
  return resolves(parent < 0 ? "" : path.slice(0, parent), name);
}
