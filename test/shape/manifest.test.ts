// The custom-elements manifest says what hosts may rely on: it names what the element has, all of it, and nothing else.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface Named { name: string; description: string; attribute?: string; kind?: string; type?: { text: string } }
interface Declaration { attributes: Named[]; members: Named[]; events: Named[]; cssParts: Named[]; cssProperties: Named[] }

const WIDGET = join(import.meta.dirname, "../../widget");
const sources = readdirSync(WIDGET, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => readFileSync(join(WIDGET, file), "utf8"));
const all = sources.join("\n");
const element = readFileSync(join(WIDGET, "medha-ask.ts"), "utf8");
const { modules } = JSON.parse(readFileSync(join(WIDGET, "custom-elements.json"), "utf8")) as { modules: [{ declarations: [Declaration] }] };
const [declaration] = modules[0].declarations;

const names = (entries: Named[]): string[] => entries.map(({ name }) => name).toSorted();
const found = (pattern: RegExp, text = all): string[] => [...new Set([...text.matchAll(pattern)].flatMap((match) => (match[1] ?? "").split(" ")))].filter(Boolean).toSorted();

/** `name: {…}` of `static properties`, those that only the element sees left out. */
const properties = (element.match(/static override properties = \{([\s\S]*?)\n {2}\};/u)?.[1] ?? "").matchAll(/(\w+): \{([^}]*)\}/gu);
const shown = [...properties].map(([, name = "", options = ""]) => ({ name, options })).filter(({ options }) => !options.includes("state: true"));

describe("the custom-elements manifest", () => {
  it("names every attribute and property", () => {
    const attributes = shown.filter(({ options }) => !options.includes("attribute: false"));
    expect(names(declaration.attributes)).toEqual(names(attributes as unknown as Named[]));
    expect(names(declaration.members.filter(({ kind }) => kind === "field"))).toEqual(names(shown as unknown as Named[]));
    expect(names(declaration.members.filter(({ attribute }) => attribute))).toEqual(names(declaration.attributes));
  });

  it("names every public method", () => {
    const methods = found(/^ {2}(?:async )?([a-z]\w*)\([^)]*\)(?:: [^{]+)? \{$/gmu, element).filter((name) => name !== "constructor");
    expect(names(declaration.members.filter(({ kind }) => kind === "method"))).toEqual(methods);
  });

  it("names every event with its class", () => {
    const events = [...all.matchAll(/class (Medha\w+Event) extends Event \{[\s\S]*?super\("([\w-]+)"/gu)].map(([, type = "", name = ""]) => `${name} ${type}`);
    expect(declaration.events.map(({ name, type }) => `${name} ${type?.text}`).toSorted()).toEqual(events.toSorted());
  });

  it("names every part", () => {
    const said = [...found(/part="([\w -]+)"/gu), ...found(/part=\$\{`thumb (thumb)-/gu)];
    const passed = [...found(/chips\([^\n]*?"([\w-]+)"\)/gu), ...found(/notice\([^\n]*?"([\w-]+)"\)/gu), ...found(/= part\("([\w-]+)"\)/gu), "thumb-up", "thumb-down"];
    expect(names(declaration.cssParts)).toEqual([...new Set([...said, ...passed])].toSorted());
  });

  it("names every custom property", () => {
    expect(names(declaration.cssProperties)).toEqual(found(/var\((--medha-[a-z0-9-]+)/gu));
  });

  it("describes all it names", () => {
    const entries = [declaration.attributes, declaration.members, declaration.events, declaration.cssParts, declaration.cssProperties].flat();
    expect(entries.filter(({ description }) => !description)).toEqual([]);
  });
});
