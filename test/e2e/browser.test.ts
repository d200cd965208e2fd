// A person at the demo: the page in a real Chromium, questions typed, answers read, screenshots kept in coverage/screenshots.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { findChrome } from "../chrome.ts";
import { of } from "./strikes.ts";

const SHOTS = "coverage/screenshots";
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const QUESTION = "medha-ask >>> textarea";
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await puppeteer.launch({ ...(await findChrome()), headless: true });
});
afterAll(() => browser.close());

interface Opened { page: Page; complaints: string[] }

/** Opens a page and collects what a developer would see in the console, policy violations included. */
async function open(path: string, { width = 1280, height = 1000, theme = "light" }: { width?: number; height?: number; theme?: "light" | "dark" } = {}): Promise<Opened> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => (message.type() === "error" ? complaints.push(message.text()) : undefined));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
  await page.goto(`${inject("host")}${path}`, { waitUntil: "networkidle0" });
  await page.waitForSelector(QUESTION);
  return { page, complaints };
}

/** Types a question, waits for the answer event, gives the text of the newest answer. */
async function askIn(page: Page, question: string, event = "medha-answer"): Promise<string> {
  const answered = page.evaluate((name) => new Promise<void>((resolve) => document.querySelector("medha-ask")?.addEventListener(name, () => resolve(), { once: true })), event);
  await page.type(QUESTION, question);
  await page.keyboard.press("Enter");
  await answered;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
  return textOf(page);
}

/** All text of the element. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const collect = (node: Node): string => (node instanceof Element && node.tagName === "STYLE" ? "" : [...node.childNodes].map((child) => (child.nodeType === 3 ? (child.textContent ?? "") : collect(child))).join(" "));
    const root = document.querySelector("medha-ask")?.shadowRoot;
    return root ? collect(root).replace(/\s+/gu, " ") : "";
  });
}

const charts = (page: Page): Promise<number> => page.$$eval("medha-ask >>> figure >>> svg", (found) => found.length);

describe("the portal", () => {
  it("answers with the number, a chart and a receipt; console and policy stay silent", async () => {
    const { page, complaints } = await open("/");
    const own = of("AMERICAN AIRLINES");
    expect(await askIn(page, "strikes by phase of flight")).toContain(own.filter((row) => row.phase === "Approach").length.toLocaleString("en"));
    expect(await charts(page)).toBeGreaterThan(0);
    await page.screenshot({ path: `${SHOTS}/light.png` });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("gives each airline its own answer", async () => {
    const { page } = await open("/");
    await page.select("select", "delta-air-lines");
    await page.waitForNetworkIdle();
    expect(await askIn(page, "how many strikes did we have?")).toContain(String(of("DELTA AIR LINES").length));
    await page.close();
  });

  it("asks back with choices, by keyboard", async () => {
    const { page } = await open("/");
    await page.type(QUESTION, "biggest strikes");
    await page.keyboard.press("Enter");
    const choice = await page.waitForSelector('::-p-aria([name="Highest cost"][role="button"])');
    await choice?.focus();
    const answered = page.evaluate(() => new Promise<void>((resolve) => document.querySelector("medha-ask")?.addEventListener("medha-answer", () => resolve(), { once: true })));
    await page.keyboard.press("Enter");
    await answered;
    await page.close();
  });

  it("changes an answer by its chips, takes the change back, and finds the conversation again", async () => {
    const { page, complaints } = await open("/");
    const own = of("AMERICAN AIRLINES");
    const press = async (name: string): Promise<void> => {
      const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
      await button?.focus();
      await page.keyboard.press("Enter");
    };
    const answered = (): Promise<void> => page.evaluate(() => new Promise<void>((resolve) => document.querySelector("medha-ask")?.addEventListener("medha-answer", () => resolve(), { once: true })));
    const climbing = own.filter((row) => row.phase === "Climb");
    const number = climbing.length.toLocaleString("en");
    await askIn(page, "how many strikes during climb in 1998");
    const changed = answered();
    await press("Remove “1998”");
    await changed;
    await page.waitForSelector('::-p-aria([name="Undo"][role="button"])');
    expect(await textOf(page)).toContain(number);
    const undone = answered();
    await press("Undo");
    await undone;
    await press("Good answer");
    await page.waitForFunction(() => document.querySelector("medha-ask")?.shadowRoot?.textContent?.includes("Thank you, noted."));
    await press("New conversation");
    await page.waitForFunction(() => document.querySelector("medha-ask")?.shadowRoot?.activeElement?.tagName === "TEXTAREA");
    await press("Conversations");
    await page.waitForFunction(() => document.querySelector("medha-ask")?.shadowRoot?.querySelector(".entry"));
    const shown = answered();
    await page.evaluate(() => document.querySelector("medha-ask")?.shadowRoot?.querySelector<HTMLElement>(".entry")?.click());
    await shown;
    expect(await textOf(page)).toContain("how many strikes during climb in 1998");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ["dark", { theme: "dark" as const }, "/"],
    ["phone", { width: 360, height: 780 }, "/"],
    ["internal", {}, "/internal.html"],
  ])("is whole in %s: nothing overflows, axe finds nothing", async (name, size, path) => {
    const { page, complaints } = await open(path, size);
    await askIn(page, "strikes by month in 2001");
    await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("reads from right to left", async () => {
    const { page } = await open("/internal.html");
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
      document.querySelector("medha-ask")?.setAttribute("locale", "ar");
    });
    await askIn(page, "strikes by animal size");
    await page.screenshot({ path: `${SHOTS}/rtl.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it("stays usable when the Worker cannot be reached, and keeps the question", async () => {
    const { page } = await open("/");
    await page.setOfflineMode(true);
    const text = await askIn(page, "how many strikes", "medha-error");
    expect(text).toContain("how many strikes");
    await page.close();
  });
});

/** Loaded through the debugger, so that the page's own policy need not allow it. */
async function violations(page: Page): Promise<string[]> {
  const client = await page.createCDPSession();
  const { readFileSync } = await import("node:fs");
  await client.send("Runtime.evaluate", { expression: readFileSync(AXE, "utf8") });
  const { result } = await client.send("Runtime.evaluate", {
    expression: "axe.run(document).then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.flat().join(' ')).join(', '))))",
    awaitPromise: true, returnByValue: true,
  });
  return JSON.parse(String(result.value)) as string[];
}
