import { expect } from "@esm-bundle/chai";
import fc from "fast-check";
import { toCsv } from "../../widget/chart/csv.ts";
import { fitText, textWidth } from "../../widget/chart/drawing.ts";
import { createFormatter } from "../../widget/chart/format.ts";
import { niceScale } from "../../widget/chart/nice-scale.ts";
import { seriesColor, seriesDash } from "../../widget/chart/palette.ts";
import { segmentsOf } from "../../widget/chart/segments.ts";
import { readShape } from "../../widget/chart/shape.ts";
import { spread } from "../../widget/chart/spread.ts";
import { sorted } from "../../widget/chart/table-view.ts";
import { boxNear, nextBox } from "../../widget/chart/walk.ts";
import { enAnswers } from "../../widget/locales/en-answers.ts";
import { en } from "../../widget/locales/en.ts";
import type { Cell } from "../../worker/protocol.ts";
import { SPECS } from "./sample-specs.ts";

const SEED = { seed: 20011, numRuns: 200 };
const format = createFormatter("en", { ...en, ...enAnswers });
const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe("a value axis", () => {
  it("holds all values between its first and last tick", () => {
    fc.assert(fc.property(fc.array(number, { minLength: 1, maxLength: 30 }), fc.integer({ min: 2, max: 8 }), fc.boolean(), (values, count, zero) => {
      const { domain: [low, high], ticks } = niceScale(values, count, { zero });
      const slack = (high - low) * 1e-6;
      expect(Math.min(...values)).to.be.at.least(low - slack);
      expect(Math.max(...values)).to.be.at.most(high + slack);
      expect(ticks.length).to.be.within(2, count * 3 + 2);
      if (zero) expect(low <= 0 && high >= 0).to.equal(true);
    }), SEED);
  });

  it("has round ticks, whole ones for counts", () => {
    expect(niceScale([0, 1203], 4, { zero: true }).ticks).to.deep.equal([0, 500, 1000, 1500]);
    expect(niceScale([1, 3], 5, { zero: true, whole: true }).ticks).to.deep.equal([0, 1, 2, 3]);
    expect(niceScale([0.1, 0.3], 4).ticks).to.deep.equal([0.1, 0.15, 0.2, 0.25, 0.3]);
    expect(niceScale([], 4).domain).to.deep.equal([0, 1]);
    expect(niceScale([7, 7], 4).domain[0]).to.equal(0);
  });
});

describe("labels", () => {
  it("move apart, in their order, within their space", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 12 }), (positions) => {
      const placed = spread(positions, 15, 200);
      const order = positions.map((_, index) => index).sort((a, b) => (placed[a] ?? 0) - (placed[b] ?? 0));
      for (const [index, at] of order.slice(1).entries()) expect((placed[at] ?? 0) - (placed[order[index] ?? 0] ?? 0)).to.be.at.least(14.999);
      expect(Math.max(...placed)).to.be.at.most(200.001);
    }), SEED);
    expect(spread([10, 100], 15, 200)).to.deep.equal([10, 100]);
  });

  it("are cut to their width, never to nothing", () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 80 }), (text) => {
      const cut = fitText(text, 90);
      expect(cut.length).to.be.greaterThan(0);
      if (cut.length > 2) expect(textWidth(cut)).to.be.at.most(90);
    }), SEED);
    expect(fitText("Approach", 90)).to.equal("Approach");
    expect(textWidth("東京")).to.equal(24);
  });
});

describe("colours", () => {
  it("come with a dash, and grey for the rest group", () => {
    expect(new Set([0, 1, 2, 3].map(seriesDash)).size).to.equal(4);
    expect(new Set(Array.from({ length: 8 }, (_, index) => seriesColor(index))).size).to.equal(8);
    expect(seriesColor(2, "Other (12 more)")).to.equal("var(--_rest)");
    expect(seriesColor(0, "Otherwise")).to.equal("var(--_c1)");
  });
});

describe("a spec as points", () => {
  it("keeps the order of the rows and puts what has no name last", () => {
    const shape = readShape(SPECS["bar-horizontal"], format);
    expect(shape.places.map(({ label }) => label)).to.deep.equal(["Approach", "Take-off run", "Climb", "Landing Roll", "Descent", "Taxi", "(none)"]);
    expect(shape.points.map(({ value }) => value)).to.deep.equal([1203, 987, 640, 512, 88, 12, 31]);
  });

  it("keeps a period without a row as a gap", () => {
    const shape = readShape(SPECS.line, format);
    expect(shape.places).to.have.length(18);
    expect(shape.points).to.have.length(17);
    expect(shape.places[9]?.label).to.equal("Oct 2001");
    expect(shape.points.filter(({ partial }) => partial).map(({ at }) => at)).to.deep.equal([17]);
  });

  it("orders time by time, whatever the order of the rows", () => {
    const shuffled = { ...SPECS.line, rows: SPECS.line.rows.toReversed() };
    expect(readShape(shuffled, format).places).to.deep.equal(readShape(SPECS.line, format).places);
  });

  it("reads measures as series, and axes either way round", () => {
    expect(readShape(SPECS.dumbbell, format).series).to.deep.equal(["2000", "2001"]);
    const { x, y, ...rest } = SPECS["bar-horizontal"];
    const [value] = y;
    if (!x || !value) throw new Error("sample without axes");
    expect(readShape({ ...rest, x: value, y: [x] }, format).points).to.deep.equal(readShape(SPECS["bar-horizontal"], format).points);
  });
});

describe("stacks", () => {
  it("grow from zero, negative parts downwards", () => {
    const { x, series, ...rest } = SPECS["bar-stacked"];
    if (!x || !series) throw new Error("sample without axes");
    const rows: Cell[][] = [["Climb", "Small", 5], ["Climb", "Medium", -2], ["Climb", "Large", 3], ["Taxi", "Small", null]];
    const spans = segmentsOf(readShape({ ...rest, x: { ...x, domain: [] }, series, rows }, format), "stacked").map(({ from, to }) => [from, to]);
    expect(spans).to.deep.equal([[0, 5], [0, -2], [5, 8]]);
  });
});

describe("walking by keys", () => {
  const grid = [0, 1].flatMap((series) => [0, 1, 2].map((at) => ({ at, series })));

  it("goes along a series and between series", () => {
    expect(nextBox(grid, -1, "ArrowRight")).to.equal(0);
    expect(nextBox(grid, 0, "ArrowRight")).to.equal(1);
    expect(nextBox(grid, 2, "ArrowRight")).to.equal(2);
    expect(nextBox(grid, 0, "ArrowLeft")).to.equal(0);
    expect(nextBox(grid, 1, "ArrowDown")).to.equal(4);
    expect(nextBox(grid, 4, "ArrowUp")).to.equal(1);
    expect(nextBox(grid, 4, "ArrowDown")).to.equal(4);
    expect(nextBox(grid, 1, "Home")).to.equal(0);
    expect(nextBox(grid, 3, "End")).to.equal(5);
    expect(nextBox(grid, 0, "x")).to.equal(undefined);
    expect(nextBox([], 0, "ArrowRight")).to.equal(undefined);
  });

  it("reaches every value of every sample", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 20 }), (series, places) => {
      const boxes = Array.from({ length: series }, (_, of) => Array.from({ length: places }, (__, at) => ({ at, series: of }))).flat();
      const reached = new Set<number>();
      let at = nextBox(boxes, -1, "Home") ?? -1;
      for (let row = 0; row < series; row++) {
        for (let step = 0; step < places; step++) {
          reached.add(at);
          at = nextBox(boxes, at, "ArrowRight") ?? -1;
        }
        at = nextBox(boxes, nextBox(boxes, at, "Home") ?? -1, "ArrowDown") ?? -1;
      }
      expect(reached.size).to.be.at.least(series === 1 ? places : series * places);
    }), { ...SEED, numRuns: 60 });
  });

  it("finds what is under the pointer, and nothing far away", () => {
    const boxes = [0, 100].map((x) => ({ x, y: 0, width: 10, height: 10, at: 0, series: 0, title: "", text: "" }));
    expect(boxNear(boxes, 5, 5)).to.equal(0);
    expect(boxNear(boxes, 90, 5)).to.equal(1);
    expect(boxNear(boxes, 55, 5)).to.equal(-1);
  });
});

describe("the table", () => {
  const columns = SPECS.bar.columns;

  it("sorts numbers as numbers, ordered values by their order, and keeps empty cells last", () => {
    const rows: Cell[][] = [["Large", 9], ["Small", 100], [null, 20], ["Medium", null]];
    expect(sorted(rows, columns, { index: 1, down: false }).map(([, value]) => value)).to.deep.equal([9, 20, 100, null]);
    expect(sorted(rows, columns, { index: 1, down: true }).map(([, value]) => value)).to.deep.equal([100, 20, 9, null]);
    expect(sorted(rows, columns, { index: 0, down: false }).map(([name]) => name)).to.deep.equal(["Small", "Medium", "Large", null]);
    expect(sorted(rows, columns, undefined)).to.equal(rows);
  });

  it("goes into a CSV that runs nothing", () => {
    const rows: Cell[][] = [["=HYPERLINK(\"x\")", -5], ["+1", 1], ["@a", 2], ["-b", 3], ["\tc", 4], ["a, \"b\"\nc", null]];
    const csv = toCsv(columns, rows);
    expect(csv).to.equal("\ufeffAnimal size,Strikes\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n'+1,1\r\n'@a,2\r\n'-b,3\r\n'\tc,4\r\n\"a, \"\"b\"\"\nc\",\r\n");
  });
});
