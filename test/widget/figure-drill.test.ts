import { expect } from "@esm-bundle/chai";
import type { MedhaDrillEvent } from "../../widget/chart-events.ts";
import type { MedhaAsk } from "../../widget/medha-ask.ts";
import type { ChartSpec } from "../../worker/protocol.ts";
import { answerEvents, SPECS } from "./sample-specs.ts";
import { all, clear, find, mount, press, stubFetch, until } from "./stage.ts";

afterEach(clear);

/** Shows a chart, and keeps what is pressed from changing the plan. */
async function show(spec: ChartSpec): Promise<{ element: MedhaAsk; stage: HTMLElement; drills: unknown[] }> {
  const element = await mount(stubFetch(() => answerEvents(spec)));
  const drills: unknown[] = [];
  element.addEventListener("medha-drill", (event: MedhaDrillEvent) => {
    event.preventDefault();
    drills.push([event.column, event.value, event.label]);
  });
  await element.ask("a question");
  await until(() => all(element, "figure .stage svg").length > 0, "chart");
  return { element, stage: find(element, ".stage"), drills };
}

const last = (spec: ChartSpec) => spec.rows.at(-1)?.[spec.x?.index ?? 0];

describe("a press on a value", () => {
  it("asks for its rows by Enter, once a value is chosen", async () => {
    const { stage, drills } = await show(SPECS.bar);
    press(stage, "Enter");
    expect(drills).to.deep.equal([]);
    press(stage, "End");
    press(stage, "Enter");
    expect(drills).to.deep.equal([[SPECS.bar.columns[SPECS.bar.x?.index ?? 0]?.name, last(SPECS.bar), String(last(SPECS.bar))]]);
  });

  it("asks at once by mouse, and by finger only at the second tap", async () => {
    const { stage, drills } = await show(SPECS.bar);
    const bar = stage.querySelector("svg [aria-label=bar] rect")?.getBoundingClientRect() ?? new DOMRect();
    const tap = (pointerType: string) => {
      const where = { clientX: bar.x + bar.width / 2, clientY: bar.y + bar.height / 2, pointerType };
      stage.dispatchEvent(new PointerEvent("pointerdown", where));
      stage.dispatchEvent(new PointerEvent("click", where));
    };
    tap("touch");
    expect(drills).to.have.length(0);
    tap("touch");
    expect(drills).to.have.length(1);
    tap("mouse");
    expect(drills).to.have.length(2);
  });

  it("asks for nothing where the place is the folded rest", async () => {
    const index = SPECS.bar.x?.index ?? 0;
    const rows = SPECS.bar.rows.map((row, at) => (at === SPECS.bar.rows.length - 1 ? row.with(index, "Other (12 more)") : row));
    const { domain: _, ...x } = SPECS.bar.x ?? { index, label: "", scale: "ordinal" as const };
    const { stage, drills } = await show({ ...SPECS.bar, rows, x });
    press(stage, "End");
    press(stage, "Enter");
    expect(drills).to.deep.equal([]);
  });

  it("asks for nothing where the axis holds numbers", async () => {
    const { stage, drills } = await show(SPECS.scatter);
    press(stage, "End");
    press(stage, "Enter");
    expect(drills).to.deep.equal([]);
  });
});
