import { expect } from "@esm-bundle/chai";
import "axe-core/axe.min.js";
import type axeCore from "axe-core";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import { CHART_KINDS, type ChartKind, type ChartSpec } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, mount, press, stubFetch, text, until } from "./stage.ts";

const DRAWN = CHART_KINDS.filter((kind) => !["empty", "kpi", "kpi-row", "record", "table"].includes(kind));
/** Rules about a whole page do not hold for an element on an empty one. */
const RULES = { rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false }, "landmark-one-main": { enabled: false } } };

// axe is no module: it leaves itself on the window.
const { axe } = window as unknown as { axe: typeof axeCore };

afterEach(() => {
  clear();
  document.body.replaceChildren();
});

async function show(spec: ChartSpec, attributes: Record<string, string> = {}, width = 720): Promise<MedhaAsk> {
  const holder = document.createElement("div");
  holder.style.width = `${width}px`;
  holder.style.background = attributes.theme === "dark" ? "#101418" : "#fff";
  document.body.append(holder);
  const element = await mount(stubFetch(() => answerEvents(spec)), attributes, holder);
  await element.ask("a question");
  await until(() => ready(element), `figure of ${spec.kind}`);
  return element;
}

const ready = (element: MedhaAsk) => all(element, "figure .stage svg, figure dl, figure table, figure .empty").length > 0;
const press_ = (element: MedhaAsk, label: string) => all(element, ".kinds button").find(({ textContent }) => textContent?.trim() === label)?.click();

async function complaints(element: MedhaAsk): Promise<string[]> {
  const { violations } = await axe.run(element, RULES);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

describe("every kind of chart", () => {
  for (const kind of CHART_KINDS) {
    for (const theme of ["light", "dark"]) {
      it(`${kind} in ${theme} gives axe nothing to say`, async () => {
        const element = await show(SPECS[kind], { theme });
        for (const each of all(element, "details")) (each as HTMLDetailsElement).open = true;
        expect(await complaints(element)).to.deep.equal([]);
      });
    }
  }

  for (const kind of DRAWN) {
    it(`${kind} is drawn with a title and a text, without style that a policy refuses`, async () => {
      const element = await show(SPECS[kind]);
      const svg = find<SVGSVGElement>(element, "figure .stage svg");
      expect(svg.getAttribute("aria-hidden")).to.equal("true");
      expect(element.renderRoot.querySelectorAll(".stage style, .stage [style*='@']")).to.have.length(0);
      expect(find(element, "figcaption").textContent).to.equal(SPECS[kind].title);
      expect(text(element)).to.contain(SPECS[kind].description);
      expect(svg.querySelectorAll("path, rect, circle").length).to.be.greaterThan(2);
      expect(svg.textContent).not.to.contain("NaN").and.not.to.contain("undefined");
    });

    it(`${kind} fits 320 pixels`, async () => {
      const element = await show(SPECS[kind], {}, 320);
      expect(element.scrollWidth).to.be.at.most(320);
      expect(find<SVGSVGElement>(element, "figure .stage svg").getBoundingClientRect().width).to.be.at.most(320);
      for (const label of element.renderRoot.querySelectorAll(".stage svg text")) expect(Number.parseFloat(getComputedStyle(label).fontSize)).to.be.at.least(12);
    });

    it(`${kind} says every value of its rows by keyboard`, async () => {
      const element = await show(SPECS[kind]);
      const stage = find(element, ".stage");
      stage.focus();
      const said = new Set<string>();
      const hear = async () => {
        await new Promise((resolve) => setTimeout(resolve));
        said.add(find(element, ".stage .tip").innerText);
      };
      press(stage, "Home");
      await hear();
      const most = SPECS[kind].rows.length * 3;
      for (let series = 0; series < 3; series++) {
        for (let step = 0; step < most && said.size < most; step++) {
          const before = find(element, ".stage .tip").innerText;
          press(stage, "ArrowRight");
          await hear();
          if (find(element, ".stage .tip").innerText === before) break;
        }
        press(stage, "Home");
        press(stage, "ArrowDown");
        await hear();
        press(stage, "Home");
        await hear();
      }
      const { rows, y, kind: drawn } = SPECS[kind];
      const values = drawn === "scatter" ? rows.length : y.reduce((sum, { index }) => sum + rows.filter((row) => row[index] !== null).length, 0);
      expect(said.size).to.be.at.least(Math.min(values, new Set(rows.map(String)).size));
    });
  }
});

describe("a chart", () => {
  it("carries Plot's numbers: a bar is as long as its value", async () => {
    const element = await show(SPECS["bar-horizontal"]);
    const bars = [...element.renderRoot.querySelectorAll<SVGRectElement>(".stage svg [aria-label=bar] rect")].map((bar) => bar.getBBox().width);
    expect(bars).to.have.length(7);
    expect((bars[1] ?? 0) / (bars[0] ?? 1)).to.be.closeTo(987 / 1203, 0.01);
  });

  it("keeps the order of the answer, not of the alphabet", async () => {
    const element = await show(SPECS["bar-horizontal"]);
    const names = [...element.renderRoot.querySelectorAll(".stage svg [aria-label='y-axis tick label'] text")].map(({ textContent }) => textContent);
    expect(names).to.deep.equal(["Approach", "Take-off run", "Climb", "Landing Roll", "Descent", "Taxi", "(none)"]);
  });

  it("breaks a line where there is no value and dashes the running period", async () => {
    const element = await show(SPECS.line);
    const [whole, running] = [...element.renderRoot.querySelectorAll(".stage svg [aria-label=line]")];
    expect(whole?.querySelector("path")?.getAttribute("d")?.match(/M/gu)).to.have.length(3);
    expect(running?.getAttribute("stroke-dasharray")).to.equal("3 4");
  });

  it("tells series apart without colour, by dash and by name at their ends", async () => {
    const element = await show(SPECS["line-multi"]);
    const lines = [...element.renderRoot.querySelectorAll(".stage svg [aria-label=line]")];
    expect(new Set(lines.map((line) => line.getAttribute("stroke-dasharray"))).size).to.equal(3);
    const labels = [...element.renderRoot.querySelectorAll(".stage svg text")].map(({ textContent }) => textContent);
    expect(labels).to.include.members(["Small", "Medium", "Large"]);
    expect(all(element, ".legend li")).to.have.length(0);
    const narrow = await show(SPECS["line-multi"], {}, 320);
    await until(() => all(narrow, ".legend li").length === 3);
  });

  it("lies its bars down where names do not fit side by side", async () => {
    const { alternatives: _, ...rest } = SPECS["bar-horizontal"];
    const spec: ChartSpec = { ...rest, kind: "bar", alternatives: [] };
    const heights = async (width: number) => [...(await show(spec, {}, width)).renderRoot.querySelectorAll<SVGRectElement>(".stage svg [aria-label=bar] rect")].map((bar) => Math.round(bar.getBBox().height));
    expect(new Set(await heights(360)).size, "equally thick when lying").to.equal(1);
    expect(new Set(await heights(1000)).size).to.be.greaterThan(3);
  });

  it("is drawn again when its column gets wider, and not for a pixel", async () => {
    const element = await show(SPECS.line, {}, 500);
    const first = find(element, ".stage svg");
    const holder = element.parentElement as HTMLElement;
    holder.style.width = "505px";
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(find(element, ".stage svg")).to.equal(first);
    holder.style.width = "700px";
    await until(() => find(element, ".stage svg") !== first);
    expect(find(element, ".stage svg").getBoundingClientRect().width).to.be.greaterThan(500);
  });

  it("shows a value under the pointer and forgets it when the pointer leaves", async () => {
    const element = await show(SPECS["bar-horizontal"]);
    const stage = find(element, ".stage");
    const { left, top } = element.renderRoot.querySelector(".stage svg [aria-label=bar] rect")?.getBoundingClientRect() ?? new DOMRect();
    stage.dispatchEvent(new PointerEvent("pointermove", { clientX: left + 5, clientY: top + 5, pointerType: "mouse" }));
    expect(find(element, ".tip").innerText.replace(/\s+/gu, " ")).to.contain("Approach").and.to.contain("1,203");
    stage.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
    expect(find(element, ".tip").hidden).to.equal(true);
    stage.dispatchEvent(new PointerEvent("pointerdown", { clientX: left + 5, clientY: top + 5, pointerType: "touch" }));
    stage.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "touch" }));
    expect(find(element, ".tip").hidden, "a finger's value stays").to.equal(false);
  });

  it("takes one stop of the Tab key, announces values, and lets go on Escape", async () => {
    const element = await show(SPECS.bar);
    const stage = find(element, ".stage");
    expect(all(element, ".stage, .stage *").filter((node) => node.tabIndex >= 0)).to.have.length(1);
    stage.focus();
    press(stage, "End");
    await until(() => find(element, "figure [aria-live=polite]").textContent === "Large: 393");
    press(stage, "ArrowLeft");
    await until(() => find(element, "figure [aria-live=polite]").textContent === "Medium: 980");
    expect(find(element, ".ring").hidden).to.equal(false);
    press(stage, "Escape");
    expect(find(element, ".ring").hidden).to.equal(true);
  });

  it("becomes its table on T and comes back, with the focus in it", async () => {
    const element = await show(SPECS.bar);
    find(element, ".stage").focus();
    press(find(element, ".stage"), "t");
    await until(() => element.shadowRoot?.activeElement?.className === "scroll");
    press(find(element, ".scroll"), "T");
    await until(() => element.shadowRoot?.activeElement?.className === "stage");
  });

  it("can be shown in its other ways", async () => {
    const element = await show(SPECS.line);
    expect(all(element, ".kinds button").map(({ textContent }) => textContent?.trim())).to.deep.equal(["Line", "Columns", "Area", "Table"]);
    press_(element, "Columns");
    await until(() => element.renderRoot.querySelectorAll(".stage svg [aria-label=bar] rect").length > 10);
    press_(element, "Area");
    await until(() => element.renderRoot.querySelectorAll(".stage svg [aria-label=area] path").length > 0);
    expect(find(element, ".kinds [aria-pressed=true]").textContent?.trim()).to.equal("Area");
  });

  for (const kind of DRAWN) {
    it(`${kind} survives every other way, and rows without values`, async () => {
      const element = await show({ ...SPECS[kind], alternatives: DRAWN.filter((each) => each !== kind) });
      for (const label of all(element, ".kinds button").map(({ textContent }) => textContent?.trim() ?? "")) {
        press_(element, label);
        await new Promise((resolve) => setTimeout(resolve));
        expect(all(element, "figure")).to.have.length(1);
      }
      const blank = SPECS[kind].rows.map((row) => row.map(() => null));
      const empty = await show({ ...SPECS[kind], rows: blank });
      expect(all(empty, "tbody tr"), "the table stands in").to.have.length(blank.length);
    });
  }
});

describe("the table twin", () => {
  it("has the rows of the answer in the reader's format", async () => {
    const element = await show(SPECS["bar-horizontal"]);
    press_(element, "Table");
    await until(() => all(element, "tbody tr").length === 7);
    expect(all(element, "tbody tr")[0]?.innerText.replace(/\s+/gu, " ")).to.equal("Approach 1,203");
    expect(find(element, "caption").textContent).to.equal(SPECS["bar-horizontal"].title);
    expect(await complaints(element)).to.deep.equal([]);
  });

  it("sorts by its headings, both ways", async () => {
    const element = await show(SPECS.table);
    const first = () => all(element, "tbody td")[0]?.textContent;
    const heading = all(element, "th button")[1];
    heading?.click();
    await until(() => first() === "Taxi");
    expect(all(element, "th")[1]?.getAttribute("aria-sort")).to.equal("ascending");
    heading?.click();
    await until(() => first() === "Approach");
    expect(all(element, "th")[1]?.getAttribute("aria-sort")).to.equal("descending");
  });

  it("shows 200 rows at once and more on demand", async () => {
    const rows = Array.from({ length: 450 }, (_, index) => [`Airport ${index}`, index, index * 10]);
    const element = await show({ ...SPECS.table, rows });
    expect(all(element, "tbody tr")).to.have.length(200);
    for (const count of [400, 450]) {
      find(element, "[part=more]").click();
      await until(() => all(element, "tbody tr").length === count);
    }
    expect(all(element, "[part=more]")).to.have.length(0);
  });

  it("downloads as CSV", async () => {
    const element = await show(SPECS.bar);
    let saved: { name: string; href: string } | undefined;
    Object.defineProperty(HTMLAnchorElement.prototype, "click", {
      configurable: true,
      value(this: HTMLAnchorElement) {
        saved = { name: this.download, href: this.href };
      },
    });
    find(element, "[part=csv]").click();
    Reflect.deleteProperty(HTMLAnchorElement.prototype, "click");
    expect(saved?.name).to.equal("Most-strikes-happen-on-approach.csv");
    expect(await (await fetch(saved?.href ?? "")).text()).to.contain("Small,2100\r\n");
  });
});

describe("numbers", () => {
  it("shows a value with its unit, and the change against the one before", async () => {
    const [column] = SPECS.kpi.columns;
    if (!column) throw new Error("sample without column");
    const element = await show({ ...SPECS.kpi, columns: [{ name: "year", label: "Year", type: "date", role: "time", grain: "year" }, column], rows: [["2000-01-01", 100], ["2001-01-01", 125]], x: { index: 0, label: "Year", scale: "time", grain: "year" }, y: [{ index: 1, label: "Strikes", scale: "linear" }] });
    expect(find(element, ".kpis").innerText.replace(/\s+/gu, " ")).to.equal("Strikes · 2001 125 +25% against the one before");
  });

  it("shows all values of a record", async () => {
    const element = await show(SPECS.record);
    expect(find(element, ".record").innerText.replace(/\s+/gu, " ")).to.equal("Month Jul 2001 Phase of flight Climb Cost $1,200,000 Speed 180 kn");
  });
});

describe("colours", () => {
  const kinds: ChartKind[] = ["bar-stacked"];
  for (const [theme, background] of [["light", "#ffffff"], ["dark", "#161d25"]] as const) {
    it(`stand out from the ${theme} surface by 3 to 1`, async () => {
      const element = await show(SPECS[kinds[0] ?? "bar"], { theme });
      const figure = find(element, "medha-figure");
      for (const index of [1, 2, 3, 4, 5, 6, 7, 8]) {
        figure.style.color = `var(--_c${index})`;
        expect(contrast(getComputedStyle(figure).color, background), `colour ${index}`).to.be.at.least(3);
      }
    });
  }
});

function contrast(one: string, two: string): number {
  const [light, dark] = [luminance(one), luminance(two)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  if (!canvas) throw new Error("no canvas");
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
