import { expect } from "@esm-bundle/chai";
import "axe-core/axe.min.js";
import type axeCore from "axe-core";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import type { AskEvent, PlanPart } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, mount, stubFetch, text, until } from "./stage.ts";

// axe is no module: it leaves itself on the window.
const { axe } = window as unknown as { axe: typeof axeCore };
const RULES = { rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false }, "landmark-one-main": { enabled: false } } };

const LONG = "phase of flight: Approach to Dallas/Fort Worth International or Averyveryverylongwordwithoutanyspaceinitthatcannotbreakanywhere";
const PARTS: PlanPart[] = [
  { id: "metric-0", kind: "metric", text: "strikes", choices: [{ id: "a", label: LONG }, { id: "b", label: "total cost" }] },
  { id: "filter-0", kind: "filter", text: LONG, removable: true, choices: [{ id: "c", label: "x" }] },
  { id: "order-0", kind: "order", text: "highest strikes first" },
];
const events: AskEvent[] = answerEvents(SPECS["bar-horizontal"]).map((event) => (event.type === "plan" ? { ...event, parts: PARTS, add: [{ id: "d", label: "by month" }], tier: "verified", readings: [{ term: "biggest", label: LONG }] } : event));
const entries = { conversations: [{ id: "c-1", title: LONG, at: "2026-03-03T12:00:00.000Z", answers: 2 }, { id: "c-2", title: "cost", at: "2026-03-03T12:00:00.000Z", answers: 1 }, { id: "c-3", title: "more", at: "2026-03-03T12:00:00.000Z", answers: 1 }] };

/** Everything open at once: choices of a chip, reasons of a thumb, the list with one renamed. */
async function open(width: number, attributes: Record<string, string> = {}): Promise<MedhaAsk> {
  const column = document.createElement("div");
  column.style.width = `${width}px`;
  column.style.background = attributes.theme === "dark" ? "#101418" : "#fff";
  document.body.append(column);
  const element = await mount(stubFetch(({ path }, count) => (path.includes("/conversations") ? Response.json(entries) : path.includes("/feedback") ? Response.json({ kept: true }) : count === 1 ? events : [])), attributes, column);
  await element.ask("strikes");
  await until(() => all(element, ".piece").length === 3 && all(element, "medha-history button").length > 0);
  find(element, ".opener").click();
  all(element, ".thumb")[1]?.click();
  find(element, "medha-history button").click();
  await until(() => all(element, ".history li").length === 3 && all(element, ".why").length === 1 && all(element, ".choices").length === 1);
  all(element, ".history li:nth-child(2) .drop")[0]?.click();
  all(element, ".history li:nth-child(3) .drop")[1]?.click();
  await until(() => all(element, ".history .keep").length === 1);
  return element;
}

afterEach(() => {
  clear();
  document.body.replaceChildren();
});

describe("the tools", () => {
  for (const theme of ["light", "dark"]) {
    it(`give axe nothing to say in ${theme}`, async () => {
      const element = await open(720, { theme });
      const { violations } = await axe.run(element, RULES);
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))).to.deep.equal([]);
    });
  }

  it("fit into 320 pixels, with room for a finger on each", async () => {
    const element = await open(320);
    const { left, right } = element.getBoundingClientRect();
    const out = all(element, "medha-plan *, medha-thumbs *, medha-history *").filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5);
    });
    expect(out.map((node) => `${node.tagName}.${node.className}`)).to.deep.equal([]);
    for (const button of all(element, "button")) expect(Math.min(button.getBoundingClientRect().height, button.getBoundingClientRect().width), button.outerHTML.slice(0, 120)).to.be.at.least(24);
  });

  it("read from the right in Arabic", async () => {
    const element = await open(700, { locale: "ar" });
    await until(() => text(element).includes("هكذا فهمت السؤال"));
    const [first, second] = all(element, ".thumb").map((node) => node.getBoundingClientRect().left);
    expect(first).to.be.greaterThan(second ?? 0);
    expect(all(element, ".thumb").map((node) => node.getAttribute("aria-label"))).to.deep.equal(["إجابة جيدة", "هذا خطأ"]);
  });
});
