import { expect } from "@esm-bundle/chai";
import { emulateMedia } from "@web/test-runner-commands";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import type { AskEvent } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, hanging, mount, stubFetch, text, until, type Stub } from "./stage.ts";

const LONG = "strikes with substantial damage during take-off at Dallas/Fort Worth International and everywhere else in the state";
const clarify: AskEvent = { type: "clarify", message: LONG, term: "x", choices: [{ id: "a", label: LONG }, { id: "b", label: "Averyveryverylongwordwithoutanyspaceinitthatcannotbreakanywhere" }] };

afterEach(async () => {
  clear();
  document.body.replaceChildren();
  await emulateMedia({ media: "screen", colorScheme: "light", reducedMotion: "no-preference" });
});

async function inColumn(stub: Stub, width: number, attributes: Record<string, string> = {}): Promise<MedhaAsk> {
  const column = document.createElement("div");
  column.style.width = `${width}px`;
  document.body.append(column);
  return mount(stub, attributes, column);
}

/** What sticks out of the element, by more than half a pixel. */
function overflowing(element: MedhaAsk): string[] {
  const { left, right } = element.getBoundingClientRect();
  const inside = (node: Element) => node.closest(".scroll, pre, .hidden, .tip, .ring, svg, label");
  return all(element, "*").filter((node) => !inside(node)).filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5);
  }).map((node) => `${node.tagName}.${node.className}`);
}

describe("a narrow column", () => {
  it("holds everything in 320 pixels", async () => {
    const replies = [[clarify], answerEvents(SPECS["line-multi"]), answerEvents(SPECS.table), answerEvents(SPECS["kpi-row"])];
    const element = await inColumn(stubFetch((_, count) => replies[count - 1] ?? [], [LONG, LONG]), 320);
    await until(() => all(element, ".chip").length === 2);
    expect(overflowing(element)).to.deep.equal([]);
    for (const question of [LONG, "Averyveryverylongwordwithoutanyspaceinitthatcannotbreakanywhere", "table", "numbers"]) await element.ask(question);
    await until(() => all(element, "figure svg, figure table, figure dl").length >= 3);
    for (const each of all(element, "details")) (each as HTMLDetailsElement).open = true;
    await element.updateComplete;
    expect(overflowing(element)).to.deep.equal([]);
    expect(element.scrollWidth).to.be.at.most(320);
  });

  it("has room for a finger on every button", async () => {
    const element = await inColumn(stubFetch(() => answerEvents(SPECS.bar), [LONG]), 320);
    await element.ask("a");
    await until(() => all(element, ".kinds button").length > 0);
    for (const button of all(element, "button")) expect(button.getBoundingClientRect().height, button.innerText).to.be.at.least(24);
  });
});

describe("right to left", () => {
  it("mirrors the layout, speaks Arabic, keeps charts and SQL left to right", async () => {
    const element = await inColumn(stubFetch(() => answerEvents(SPECS["bar-horizontal"])), 600, { locale: "ar" });
    await until(() => find(element, ".root").dir === "rtl");
    await element.ask("كم عدد الاصطدامات؟");
    await until(() => all(element, "figure svg").length > 0);
    const box = find(element, "textarea").getBoundingClientRect();
    expect(find(element, ".send").getBoundingClientRect().right).to.be.at.most(box.left + 1);
    expect(text(element)).to.contain("ما يلفت النظر");
    expect(getComputedStyle(find(element, ".stage svg")).direction).to.equal("ltr");
    expect(getComputedStyle(find(element, "pre")).direction).to.equal("ltr");
    expect(overflowing(element)).to.deep.equal([]);
  });

  it("puts the tooltip where the value is", async () => {
    const element = await inColumn(stubFetch(() => answerEvents(SPECS["bar-horizontal"])), 600, { locale: "ar" });
    await element.ask("x");
    await until(() => element.renderRoot.querySelectorAll(".stage svg [aria-label=bar] rect").length > 0);
    const bar = element.renderRoot.querySelector(".stage svg [aria-label=bar] rect")?.getBoundingClientRect() ?? new DOMRect();
    find(element, ".stage").dispatchEvent(new PointerEvent("pointermove", { clientX: bar.left + 4, clientY: bar.top + 4, pointerType: "mouse" }));
    const ring = find(element, ".ring").getBoundingClientRect();
    expect(Math.abs(ring.left + 4 - bar.left)).to.be.at.most(4);
    expect(Math.abs(ring.top + 4 - bar.top)).to.be.at.most(4);
  });
});

describe("themes", () => {
  const surface = (element: MedhaAsk) => getComputedStyle(find(element, "[part=box]")).backgroundColor;

  it("follow the page's color-scheme, unless told otherwise", async () => {
    const page = document.createElement("div");
    document.body.append(page);
    const element = await mount(stubFetch(() => []), {}, page);
    const light = surface(element);
    page.style.colorScheme = "dark";
    const dark = surface(element);
    expect(dark).not.to.equal(light);
    element.theme = "light";
    await element.updateComplete;
    expect(surface(element)).to.equal(light);
    expect(element.getAttribute("theme")).to.equal("light");
    element.theme = "auto";
    await element.updateComplete;
    expect(surface(element)).to.equal(dark);
  });

  it("take the host's tokens", async () => {
    const element = await mount(stubFetch(() => []));
    element.style.setProperty("--medha-surface", "rgb(1, 2, 3)");
    expect(surface(element)).to.equal("rgb(1, 2, 3)");
  });

  it("stand still where motion is unwanted", async () => {
    const element = await mount(stubFetch(({ signal }) => hanging(answerEvents(SPECS.bar).slice(0, 3), signal)));
    void element.ask("x");
    await until(() => all(element, ".track .on").length > 0);
    const moving = () => getComputedStyle([...all(element, ".track .on")].at(-1) as Element).animationName;
    expect(moving()).to.equal("pulse");
    await emulateMedia({ reducedMotion: "reduce" });
    expect(moving()).to.equal("none");
  });

  it("print the answer without its controls, in light", async () => {
    const element = await mount(stubFetch(() => answerEvents(SPECS.bar)), { theme: "dark" });
    await element.ask("x");
    await until(() => all(element, "figure svg").length > 0);
    await emulateMedia({ media: "print" });
    for (const control of [".ask", ".kinds", ".csv", ".chips"]) expect(getComputedStyle(find(element, control)).display, control).to.equal("none");
    expect(getComputedStyle(element).colorScheme).to.equal("light");
  });
});

describe("coming and going", () => {
  it("leaves nothing behind after 50 times, aborts what runs, and listens no more", async () => {
    let listening = 0;
    const add = window.addEventListener.bind(window);
    window.addEventListener = ((name: string, listener: EventListener, options?: AddEventListenerOptions) => {
      if (name === "online" || name === "offline") {
        listening++;
        options?.signal?.addEventListener("abort", () => listening--);
      }
      add(name, listener, options);
    }) as typeof window.addEventListener;
    const running: AbortSignal[] = [];
    const gone: WeakRef<MedhaAsk>[] = [];
    const stub = stubFetch(({ signal }) => {
      if (signal) running.push(signal);
      return hanging(answerEvents(SPECS.line).slice(0, 9), signal);
    });
    for (let time = 0; time < 50; time++) {
      const element = await mount(stub);
      void element.ask("x");
      await until(() => running.length === time + 1);
      gone.push(new WeakRef(element));
      clear();
    }
    Reflect.deleteProperty(window, "addEventListener");
    expect(listening).to.equal(0);
    expect(running.filter(({ aborted }) => !aborted)).to.have.length(0);
    expect(document.querySelectorAll("medha-ask")).to.have.length(0);
  });

  it("lets go of its charts' observers", async () => {
    let watching = 0;
    const Original = globalThis.ResizeObserver;
    globalThis.ResizeObserver = class extends Original {
      override observe(target: Element): void {
        watching++;
        super.observe(target);
      }
      override disconnect(): void {
        watching--;
        super.disconnect();
      }
    };
    for (let time = 0; time < 5; time++) {
      const element = await mount(stubFetch(() => answerEvents(SPECS.bar)));
      await element.ask("x");
      await until(() => all(element, "figure svg").length > 0);
      clear();
    }
    globalThis.ResizeObserver = Original;
    expect(watching).to.equal(0);
  });

  it("keeps its conversation when it is moved, charts included", async () => {
    const element = await mount(stubFetch(() => answerEvents(SPECS.bar)));
    await element.ask("x");
    await until(() => all(element, "figure svg").length > 0);
    const place = document.createElement("section");
    document.body.append(place);
    place.append(element);
    await until(() => all(element, ".stage svg").length === 1);
    expect(text(element)).to.contain("Most strikes happen on approach.");
    await element.ask("y");
    expect(all(element, "article")).to.have.length(2);
  });
});
