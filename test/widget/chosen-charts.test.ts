import { expect } from "@esm-bundle/chai";
import type { Cell, ChartSpec, ResultColumn } from "../../worker/protocol.ts";
import { draw } from "../../widget/chart/draw.ts";
import { createFormatter } from "../../widget/chart/format.ts";
import { NUMBER_VIEWS } from "../../widget/chart/number-views.ts";
import { enAnswers } from "../../widget/locales/en-answers.ts";
import { en } from "../../widget/locales/en.ts";

interface Result { columns: ResultColumn[]; rows: Cell[][]; truncated: boolean; title: string; question: string; locale: string; today: string }

// By a name the compiler does not follow: the Worker's types want another library than the browser's.
const chooser: string = "../../worker/agent/visualize.ts";
const { chooseChart } = (await import(chooser)) as { chooseChart: (result: Result) => { chart: ChartSpec } };

const format = createFormatter("en", { ...en, ...enAnswers });
const phase: ResultColumn = { name: "phase", label: "Phase of flight", type: "string", role: "category" };
const size: ResultColumn = { name: "size", label: "Animal size", type: "string", role: "ordinal", order: ["Small", "Medium", "Large"] };
const month: ResultColumn = { name: "month", label: "Month", type: "date", role: "time", grain: "month" };
const weekday: ResultColumn = { name: "weekday", label: "Weekday", type: "string", role: "cyclic", cycle: "weekday", order: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] };
const count: ResultColumn = { name: "strikes", label: "Strikes", type: "number", role: "measure", format: "integer", additive: true };
const share: ResultColumn = { name: "share", label: "Share", type: "number", role: "measure", format: "percent" };
const cost: ResultColumn = { name: "cost", label: "Cost", type: "number", role: "measure", format: "currency", unit: "USD", additive: true };

const names = (amount: number) => Array.from({ length: amount }, (_, index) => `Place ${index + 1}`);
const months = (amount: number) => Array.from({ length: amount }, (_, index) => new Date(Date.UTC(2001, index, 1)).toISOString().slice(0, 10));
const cross = (one: Cell[], two: Cell[]): Cell[][] => one.flatMap((a, i) => two.map((b, j): Cell[] => [a, b, (i + 1) * 7 + j * 3]));

/** Results of the kinds the demo's questions have. */
const RESULTS: [string, ResultColumn[], Cell[][]][] = [
  ["nothing", [phase, count], []],
  ["one number", [count], [[3473]]],
  ["two numbers", [count, cost], [[3473, 1_000_000]]],
  ["few names", [phase, count], names(5).map((name, index) => [name, 100 - index])],
  ["many names", [phase, count], names(45).map((name, index) => [name, 1000 - index * 20])],
  ["shares", [phase, share], names(4).map((name, index) => [name, [0.4, 0.3, 0.2, 0.1][index] ?? 0])],
  ["ordered names", [size, count], ["Large", "Small", "Medium"].map((name, index) => [name, index + 1])],
  ["weekdays", [weekday, count], ["Tuesday", "Sunday"].map((name, index) => [name, index + 4])],
  ["two periods", [month, count], months(2).map((date, index) => [date, index + 4])],
  ["months", [month, count], months(20).map((date, index) => [date, index % 6 === 3 ? null : index * 10])],
  ["months by name", [month, phase, count], cross(months(12), names(4))],
  ["months by many names", [month, phase, count], cross(months(12), names(15))],
  ["names by size", [phase, size, count], cross(names(6), ["Small", "Medium", "Large"])],
  ["names by names", [phase, { ...phase, name: "state", label: "State" }, count], cross(names(14), names(12))],
  ["two measures over time", [month, count, cost], months(12).map((date, index) => [date, index + 5, index * 10_000])],
  ["two measures of names", [phase, count, cost], names(12).map((name, index) => [name, index + 5, index * 10_000])],
  ["this against that", [phase, { ...count, label: "2000" }, { ...count, name: "b", label: "2001" }], names(8).map((name, index) => [name, index + 5, index * 2])],
  ["changes", [phase, { ...count, additive: false }], names(6).map((name, index) => [name, index * 10 - 30])],
  ["raw numbers", [{ ...cost, additive: false }], Array.from({ length: 60 }, (_, index) => [(index * 7919) % 1000])],
  ["pairs of raw numbers", [{ ...cost, additive: false }, { ...count, additive: false }], Array.from({ length: 60 }, (_, index) => [(index * 7919) % 1000, (index * 37) % 100])],
];

const choose = (columns: ResultColumn[], rows: Cell[][]): ChartSpec => chooseChart({ columns, rows, truncated: false, title: "A title", question: "", locale: "en", today: "2002-07-25" }).chart;

describe("what the Worker chooses", () => {
  const kinds = new Set<string>();

  for (const [name, columns, rows] of RESULTS) {
    it(`${name}: is drawn, and so is every alternative it offers`, () => {
      const spec = choose(columns, rows);
      for (const kind of [spec.kind, ...spec.alternatives]) {
        kinds.add(kind);
        if (kind === "table" || NUMBER_VIEWS[kind]) continue;
        for (const width of [300, 720]) {
          const drawing = draw(spec, kind, { width, format });
          expect(drawing, `${kind} at ${width}`).not.to.equal(undefined);
          expect(drawing?.svg.outerHTML).not.to.contain("NaN").and.not.to.contain("undefined").and.not.to.contain("⚠");
          expect(drawing?.boxes.length, `${kind} has values to walk`).to.be.greaterThan(0);
          for (const { x, y, width: wide, height } of drawing?.boxes ?? []) expect([x, y, wide, height].every((each) => Number.isFinite(each) && each > -20), `${kind} boxes`).to.equal(true);
        }
      }
    });
  }

  it("covers most kinds by these results", () => {
    expect([...kinds].sort()).to.include.members(["bar", "bar-horizontal", "heatmap", "histogram", "line", "line-multi", "scatter"]);
  });

  it("keeps dated bars standing, in the order of time", () => {
    const spec = choose([month, phase, count], cross(months(12), names(3)));
    const drawing = draw(spec, "bar-stacked", { width: 400, format });
    const bars = [...(drawing?.svg.querySelectorAll("[aria-label=bar] rect") ?? [])].map((bar) => Number(bar.getAttribute("x")));
    expect(new Set(bars.map(Math.round)).size).to.equal(12);
  });
});
