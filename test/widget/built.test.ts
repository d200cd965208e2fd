import { expect } from "@esm-bundle/chai";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import { CHART_KINDS } from "../../worker/protocol.ts";
import { until } from "./stage.ts";

interface Page extends Window { refused: string[] }

let frame: HTMLIFrameElement;

beforeEach(() => {
  frame = document.createElement("iframe");
  frame.width = "700";
  frame.height = "900";
});
afterEach(() => frame.remove());

/** Opens a page that loads the built file as a customer does. */
async function open(): Promise<{ page: Page; element: MedhaAsk; text: () => string; find: (selector: string) => Element | null | undefined }> {
  frame.src = new URL("pages/strict.html", import.meta.url).href;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  const page = frame.contentWindow as Page;
  const element = page.document.querySelector("medha-ask") as MedhaAsk;
  await until(() => element.shadowRoot?.querySelector("textarea") != null, "the built element renders");
  return { page, element, find: (selector) => element.shadowRoot?.querySelector(selector), text: () => element.shadowRoot?.querySelector<HTMLElement>(".root")?.innerText ?? "" };
}

const loaded = (page: Page) => page.performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith("/dist/"));

describe("the built file", () => {
  it("answers with charts under a strict policy, which has nothing to refuse", async () => {
    const { page, element, find, text } = await open();
    for (const kind of CHART_KINDS) {
      await element.ask(`show ${kind} please`);
      await until(() => element.shadowRoot?.querySelector(`article:last-of-type figure :is(.stage svg, table, dl, .empty)`) != null, `a ${kind} by the built file`);
    }
    expect(text()).to.contain("What stands out");
    expect(find(".stage svg [aria-label=bar] rect")).not.to.equal(null);
    expect(page.refused).to.deep.equal([]);
  });

  it("is styled: its sheets are constructed, not inlined", async () => {
    const { page, find } = await open();
    const box = find("[part=box]");
    expect(box && page.getComputedStyle(box).borderRadius).to.equal("12px");
    expect(find("style")).to.equal(null);
  });

  it("is one file until it is used, and loads its parts from beside itself then", async () => {
    const { page, find } = await open();
    await until(() => find(".chip") !== null, "suggestions");
    expect(loaded(page)).to.deep.equal(["/dist/medha-ask.js"]);
    (find("textarea") as HTMLElement).focus();
    await until(() => loaded(page).some((path) => path.startsWith("/dist/chunks/draw-")), "charts are fetched on first focus");
    expect(loaded(page).filter((path) => path === "/dist/medha-ask.js")).to.have.length(1);
  });

  it("keeps nothing in the browser", async () => {
    const { page, element } = await open();
    await element.ask("strikes");
    expect(page.document.cookie).to.equal("");
    expect(page.localStorage.length + page.sessionStorage.length).to.equal(0);
  });

  it("says that the connection was lost when the Worker hangs up half-way", async () => {
    const { element, text } = await open();
    await element.ask("please cut this");
    await until(() => text().includes("The connection was lost."));
  });
});
