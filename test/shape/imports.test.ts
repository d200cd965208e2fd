// Holds the table of imports: one direction, no cycles. A room that is not in the table may not exist.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** room → rooms it may import (itself always). Longest prefix names the room. */
const MAY_IMPORT: Record<string, string[]> = {
  "worker/protocol.ts": [],
  "worker/errors.ts": ["worker/protocol.ts"],
  "worker/config.ts": ["worker/receipts"],
  "worker/receipts": ["worker/protocol.ts"],
  "worker/ports.ts": ["worker/protocol.ts", "worker/guard", "worker/semantic"],
  "worker/guard": [],
  "worker/stats": [],
  "worker/semantic": ["worker/protocol.ts"],
  "worker/agent": ["worker/guard", "worker/semantic", "worker/stats", "worker/ports.ts", "worker/errors.ts", "worker/protocol.ts"],
  "worker/telemetry": ["worker/ports.ts"],
  "worker/auth": ["worker/ports.ts", "worker/errors.ts", "worker/protocol.ts"],
  "worker/models": ["worker/ports.ts", "worker/errors.ts", "worker/protocol.ts"],
  "worker/connectors": ["worker/ports.ts", "worker/errors.ts", "worker/protocol.ts", "worker/guard"],
  "worker/stores": ["worker/ports.ts", "worker/errors.ts", "worker/protocol.ts", "worker/semantic", "worker/guard", "db"],
  "worker/routes": ["worker/agent", "worker/ports.ts", "worker/errors.ts", "worker/protocol.ts"],
  "worker/app.ts": ["worker/routes", "worker/ports.ts", "worker/errors.ts", "worker/protocol.ts"],
  "worker/index.ts": ["worker", "db"],
  "worker": ["worker"],
  "db/local": ["db"],
  "db/apply": ["db", "worker/stores", "worker/semantic"],
  "db": ["worker/ports.ts", "worker/protocol.ts", "worker/semantic", "worker/guard"],
  "widget": ["worker/protocol.ts"],
  "demo": ["db", "worker/ports.ts", "worker/semantic", "worker/guard", "worker/protocol.ts"],
};

const files = ["worker", "widget", "db", "demo"].flatMap((room) => walk(join(root, room)));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

describe("imports", () => {
  it("go only where the table allows", () => {
    const wrong = [...imports].flatMap(([file, targets]) => targets.filter((target) => !allowed(file, target)).map((target) => `${file} -> ${target}`));
    expect(wrong).toEqual([]);
  });

  it("form no cycle, types aside", () => {
    expect(cycles()).toEqual([]);
  });

  it("are seen by this test at all", () => {
    expect(imports.get("worker/app.ts")).toContain("worker/routes/query.ts");
  });
});

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string, typesToo = true): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["'](\.[^"']+)["']|import\(["'](\.[^"']+)["']\)/gu;
  return [...text.matchAll(pattern)]
    .filter((match) => typesToo || !match[1])
    .map((match) => relative(root, resolve(root, dirname(file), match[2] ?? match[3] ?? "")))
    .filter((target) => target.endsWith(".ts"));
}

function roomOf(file: string): string {
  const rooms = Object.keys(MAY_IMPORT).filter((room) => file === room || file.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? "(no room)";
}

function allowed(file: string, target: string): boolean {
  const from = roomOf(file);
  const to = roomOf(target);
  return from === to || (MAY_IMPORT[from] ?? []).some((room) => to === room || to.startsWith(`${room}/`));
}

function cycles(): string[] {
  const graph = new Map(files.map((file) => [file, importsOf(file, false)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (path.includes(file) || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}
