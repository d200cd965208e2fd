// Findings beyond the one series: seasons, groups, comparisons, relations, notes on the data; and headlines where nothing leads.
import { describe, expect, it } from "vitest";
import { findInsights, type InsightInput } from "../../worker/agent/insight.ts";
import { BANNED } from "../../worker/agent/insight/sentence.ts";
import type { Cell, ResultColumn } from "../../worker/protocol.ts";
import { spearmanOverTime } from "../../worker/stats/correlation.ts";
import { testTrend } from "../../worker/stats/trend.ts";
import { pick, seeded } from "../semantic/data.ts";
import { normals } from "../stats/noise.ts";
import { cost, light, month, monthly, named, phase, plan, rate, size, speed, strikes, weekday } from "./columns.ts";

function find(columns: ResultColumn[], rows: Cell[][], change: Partial<InsightInput> = {}) {
  return findInsights({ columns, rows, truncated: false, plan: plan(), locale: "en", today: "2030-01-01", labels: { title: "Strikes by phase" }, ...change });
}
/** Without a plan, as a statement written by a model. */
const read = (columns: ResultColumn[], rows: Cell[][]) => findInsights({ columns, rows, truncated: false, locale: "en", today: "2030-01-01", labels: { title: "Strikes" } });
const texts = (...given: Parameters<typeof find>): string[] => find(...given).items.map((item) => item.text);
const months = (values: number[]): Cell[] => monthly(values).map(([at = null]) => at);
const wave = (index: number): number => Math.sin((2 * Math.PI * index) / 12);
const year: ResultColumn = { name: "year", label: "Year", type: "number", role: "time", grain: "year", format: "plain" };

describe("headlines where nothing leads", () => {
  it.each<[string, ResultColumn[], Cell[][], Partial<InsightInput>, string]>([
    ["two that tie", [phase, strikes], named([4, 4, 1]), {}, "A1 and A2 share the most strikes: 4 each."],
    ["many that tie", [phase, strikes], named([4, 4, 4, 4, 1]), {}, "4 of 5 share the most strikes: 4 each."],
    ["all equal", [phase, strikes], named([3, 3, 3]), {}, "Strikes: 3 for each of 3 values of phase of flight."],
    ["all zero", [month, strikes], monthly([0, 0, 0, 0]), {}, "Strikes: 0 for each of 4 months."],
    ["the fewest periods", [month, strikes], monthly([1, 2, 3]), { plan: plan({ limit: 3, order: { by: "metric", index: 0, direction: "asc" } }) }, "Jan 1998 has the fewest strikes: 1, then Feb 1998 with 2."],
    ["a peak that ties", [month, strikes], monthly([5, 1, 5]), {}, "11 strikes in all; highest in Jan 1998 and Mar 1998 at 5."],
    ["no group", [phase, strikes], [[null, 9], ["Climb", 4], ["Taxi", 3]], {}, "Climb has the most strikes: 4 of 16 (25%)."],
    ["a yes", [{ name: "night", label: "Night", type: "boolean", role: "category" }, strikes], [[true, 9], [false, 4]], {}, "Night: Yes has the most strikes: 9 of 13 (69.2%)."],
    ["one", [strikes], [[1]], {}, "Strikes: 1."],
    ["none", [strikes], [[0]], {}, "0 strikes."],
    ["a cut result", [phase, strikes], named([4, 3]), { truncated: true }, "Of the 2 rows shown, A1 has the most strikes: 4, then A2 with 3."],
    ["a cut series", [month, strikes], monthly([4, 3, 2]), { truncated: true }, "Strikes over time: highest in Jan 1998 at 4."],
    ["rows of one name", [phase, light, strikes], [["a", "b", 1], ["a", "b", 2]], {}, "Strikes by phase: 2 rows."],
    ["numbers that are not there", [speed], [[null], [null]], { plan: plan({ intent: "distribution" }) }, "Average speed: no data."],
  ])("%s", (_name, columns, rows, change, headline) => expect(find(columns, rows, change).headline).toBe(headline));
});

describe("a season", () => {
  const next = normals(21);
  const seasonal = Array.from({ length: 48 }, (_, index) => Math.round(200 + 60 * wave(index) + 5 * next()));
  it("is named by its months, with the test it passed", () => {
    const [first] = find([month, strikes], monthly(seasonal)).items;
    expect(first).toMatchObject({ type: "season", class: "inferential", test: { name: "Kruskal-Wallis over phases", n: 48 } });
    expect(first?.text).toBe("Strikes tended to be highest in April and lowest in October.");
    expect(find([month, strikes], monthly(seasonal), { locale: "de" }).items[0]?.text).toContain("Oktober");
  });
  it("hides neither a trend nor a spike", () => {
    const types = (values: number[]): string[] => find([month, strikes], monthly(values)).items.filter((item) => item.class === "inferential").map((item) => item.type);
    expect(types(seasonal.map((value, index) => value + 3 * index))).toEqual(["trend", "season"]);
    expect(types(seasonal.map((value, index) => (index === 20 ? value + 90 : value)))).toEqual(["season", "outlier"]);
  });
});

describe("a lasting change of level", () => {
  const next = normals(31);
  const stepped = Array.from({ length: 36 }, (_, index) => Math.round((index < 15 ? 100 : 140) + 8 * next()));
  it("is told once, by its date and both levels, and hides no spike", () => {
    const { items } = find([month, strikes], monthly(stepped));
    expect(items[0]).toMatchObject({ type: "step", class: "inferential", test: { name: "sup-t of one step", n: 36 } });
    expect(items[0]?.text).toMatch(/^Strikes ran at about 1[34]\d from Apr 1999 on, against (9\d|10\d) before\.$/u);
    expect(items.map(({ type }) => type)).not.toContain("trend");
    const types = find([month, strikes], monthly(stepped.map((value, index) => (index === 25 ? value + 90 : value)))).items.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["step", "outlier"]));
  });
  it("is no step where a line or a bend fits", () => {
    const line = Array.from({ length: 36 }, (_, index) => Math.round(100 + 3 * index + 4 * next()));
    const bend = Array.from({ length: 36 }, (_, index) => Math.round(100 + 4 * Math.max(0, index - 15) + 4 * next()));
    for (const values of [line, bend]) expect(find([month, strikes], monthly(values)).items.map(({ type }) => type)).not.toContain("step");
  });
  it("is found under a season", () => {
    const seasonal = Array.from({ length: 60 }, (_, index) => Math.round(200 + 60 * wave(index) + (index < 30 ? 0 : 80) + 8 * next()));
    expect(find([month, strikes], monthly(seasonal)).items.map(({ type }) => type)).toEqual(expect.arrayContaining(["step", "season"]));
  });
});

describe("a slow trend", () => {
  const next = normals(62);
  const slow = monthly(Array.from({ length: 120 }, (_, index) => Math.round(400 + index + 12 * next())));
  it("is told by the year, and of sums what rises is that of each step", () => {
    expect(texts([month, strikes], slow)[0]).toMatch(/^Strikes per month tended to rise by about 1\d(\.\d)? per year over 120 months \(between /u);
    expect(texts([month, speed], slow)[0]).toMatch(/^Average speed tended to rise by about 1\d(\.\d)? kn per year over 120 months/u);
  });
});

describe("series that drift", () => {
  const next = normals(61);
  const smooth = Array.from({ length: 60 }, (_, index) => 300 + 0.04 * index ** 2 + 3 * Math.sin(index / 9) + 0.2 * next());
  it("have no trend and no outlier, but may stand above the year before in almost every period", () => {
    const { items } = find([month, speed], monthly(smooth));
    expect(items.filter((item) => item.class === "inferential" && item.type !== "forecast")).toEqual([]);
    expect(items.map((item) => item.text)).toContain("In 48 of 48 months, average speed came to more than a year before.");
    expect(items.at(-1)?.text).toBe("No outlier or trend can be told in these 60 points: neighbours are too alike.");
  });
  it("say nothing of years where periods are missing, or where they differ", () => {
    expect(texts([month, speed], monthly(smooth).filter((_row, index) => index !== 5)).join()).not.toContain("a year before");
    // Three quarters of the periods agree, and nothing else is to be said.
    const mostly = Array.from({ length: 24 }, (_, index) => 100 + (index < 12 ? 0 : index % 4 === 0 ? -9 : 9));
    expect(texts([month, { ...speed, unit: "m" }], monthly(mostly)).join()).not.toContain("a year before");
    // What the headline says in other words is no repetition: "highest in 12 months".
    expect(texts([month, { ...speed, unit: "m" }], monthly(mostly.map((value) => (value < 100 ? 109 : value)))).join()).toContain("In 12 of 12 months, average speed came to more");
  });
});

describe("the newest move", () => {
  it("is called the largest where it is, of enough", () => {
    expect(texts([month, strikes], monthly([50, 52, 49, 51, 50, 53, 50, 52, 51, 80]))).toContain("Oct 1998 came to 80, +29 (+56.9%) against Sep 1998: the largest move of 9.");
    expect(texts([month, strikes], monthly([50, 52, 49, 51, 50, 53, 50, 52, 91, 80])).join()).not.toContain("largest move");
    expect(texts([month, strikes], monthly([50, 52, 80])).join()).not.toContain("largest move");
  });
  it("of a base below zero has no percentage", () => {
    expect(texts([month, speed], monthly([20, -20, 15]))).toContain("Mar 1998 came to 15 kn, +35 kn against Feb 1998.");
  });
});

describe("a leader", () => {
  it("by counts is one that chance would not exchange with the next", () => {
    expect(texts([phase, strikes], named([16, 11, 10])).join()).not.toContain("leads");
    expect(texts([phase, strikes], named([160, 110, 100])).join()).toContain("A1 leads with 160");
    expect(texts([phase, cost], named([16, 11, 10])).join()).toContain("A1 leads with $16");
  });
});

describe("effects too small to matter", () => {
  it("are no trend, however sure: a rise of less than a deviation over 400 months", () => {
    const next = normals(14);
    const values = Array.from({ length: 400 }, (_, index) => 100 + 10 * next() + (7 * index) / 399);
    expect(testTrend(values).p).toBeLessThan(0.01);
    const { items, checked } = find([month, speed], monthly(values));
    expect([items.filter((item) => item.type === "trend"), checked]).toEqual([[], 4]);
  });
  it("are no relation, however sure", () => {
    const next = normals(15);
    const rows = monthly(Array.from({ length: 400 }, () => 100 + 10 * next())).map(([at = null, value = null]) => [at, value, 0.2 * Number(value) + 8 * next()]);
    expect(spearmanOverTime(rows.map((row) => Number(row[1])), rows.map((row) => Number(row[2]))).p).toBeLessThan(0.001);
    expect(find([month, speed, { ...speed, name: "b", label: "B" }], rows).items.filter((item) => item.type === "correlation")).toEqual([]);
  });
});

describe("skewed values", () => {
  it("are judged on their own scale: a large cost is usual where costs are", () => {
    const next = normals(5);
    const costs = Array.from({ length: 36 }, () => Math.round(Math.exp(8 + 1.5 * next())));
    expect(find([month, cost], monthly(costs)).items.filter((item) => item.type === "outlier")).toEqual([]);
    const spiked = costs.map((value, index) => (index === 7 ? 90_000_000 : value));
    const [first] = find([month, cost], monthly(spiked)).items;
    expect(first?.text).toMatch(/^Aug 1998 is unusually high at \$90,000,000; between \$[\d,]+ and \$[\d,]+ would be expected\.$/u);
  });
});

describe("series that were not asked for", () => {
  const next = normals(33);
  const noisy = (slope: number): number[] => Array.from({ length: 30 }, (_, index) => Math.round(50 + slope * index + 3 * next()));
  const grouped = (groups: Record<string, number[]>): Cell[][] => Object.entries(groups).flatMap(([name, values]) => months(values).map((at, index): Cell[] => [at, name, values[index] ?? null]));

  it("are tested one by one, and named", () => {
    const { items, checked } = find([month, phase, strikes], grouped({ Climb: noisy(0), Approach: noisy(2), Taxi: noisy(0) }));
    expect(checked).toBe(9);
    expect(items[0]?.text).toMatch(/^Approach: Strikes tended to rise by about [12](\.\d+)? per month over 30 months/u);
  });
  it("count a period without a row as none, where a plan says that the number adds up", () => {
    const rows = grouped({ Climb: noisy(0), Rare: Array.from({ length: 30 }, () => 0) }).filter(([, , value]) => value !== 0);
    const sparse = [...rows, ["1998-01-01", "Rare", 1], ["1998-09-01", "Rare", 2]] as Cell[][];
    expect(find([month, phase, strikes], sparse).checked).toBe(6);
    expect(read([month, phase, strikes], sparse).checked).toBe(3);
  });
  it("are the other measures too, and whether two move together", () => {
    const base = noisy(0);
    const rows = monthly(base).map(([at = null, value = null], index) => [at, value, Number(value) * 1_000 + 400 * next() + index]);
    const { items, checked } = find([month, strikes, cost], rows);
    expect(checked).toBe(7);
    expect(items.map((item) => item.text).join()).toMatch(/Over 30 months, strikes and total cost tended to move together \(rank correlation 0\.\d+\)\. This does not show that one leads to the other\./u);
    expect(items.find((item) => item.type === "correlation")?.test?.q).toBeGreaterThanOrEqual(items.find((item) => item.type === "correlation")?.test?.p ?? 1);
  });
  it("are named where one of them stands out", () => {
    const base = noisy(0);
    const spiked = noisy(0).map((value, index) => (index === 9 ? 250 : value));
    const rows = monthly(base).map(([at = null, value = null], index) => [at, value, spiked[index] ?? null]);
    expect(texts([month, strikes, { ...speed, name: "b", label: "Average height", unit: "ft" }], rows).join()).toMatch(/Average height, Oct 1998 is unusually high at 250 ft;/u);
    expect(texts([month, phase, strikes], grouped({ Climb: base, Taxi: spiked })).join()).toMatch(/Taxi: Strikes, Oct 1998 is unusually high at 250;/u);
  });
  it("are not tested where the result was cut", () => expect(find([month, phase, strikes], grouped({ A: noisy(3), B: noisy(3) }), { truncated: true }).checked).toBe(0));
  it("come by how much of the whole they are, and how large the effect is", () => {
    const rise = (scale: number, slope: number): number[] => noisy(0).map((value, index) => Math.round(scale * (value + slope * index)));
    const first = (groups: Record<string, number[]>): string => find([month, phase, strikes], grouped(groups)).items.find(({ class: kind }) => kind === "inferential")?.text ?? "";
    expect(first({ Small: rise(1, 2), Large: rise(20, 2), Taxi: noisy(0) })).toMatch(/^Large/u);
    expect(first({ Steep: rise(1, 2), Slow: rise(1, 0.45), Taxi: noisy(0) })).toMatch(/^Steep/u);
  });
  it("give their totals as facts", () => {
    expect(texts([light, size, strikes], [["Day", "Small", 60], ["Day", "Large", 20], ["Night", "Small", 15], ["Night", "Large", 5], ["Dusk", "Small", 1]])).toContain("Day makes up 79.2% of strikes.");
  });
});

describe("rows that are not the whole", () => {
  const ranking = (direction: "asc" | "desc") => ({ plan: plan({ limit: 5, order: { by: "metric", index: 0, direction } }) });
  it("have a leader at the top of a ranking, none at its bottom", () => {
    expect(texts([phase, strikes], named([90, 20, 19]), ranking("desc"))).toEqual(["A1 leads with 90, 4.5 times the next, A2 (20)."]);
    expect(texts([phase, strikes], named([1, 20, 90]), ranking("asc"))).toEqual([]);
  });
  it("may be those of a statement without a plan: no share and no test of names, but of dates", () => {
    const found = read([phase, strikes], named([90, 5, 5, 4, 6, 5, 4, 5, 6, 5]));
    expect([found.headline, found.items, found.checked]).toEqual(["A1 has the most strikes: 90, then A5 with 6.", [], 0]);
    expect(read([month, strikes], monthly([9, 5, 6, 5, 7, 5, 8, 5, 6])).checked).toBe(1);
  });
  it("have no end that several share", () => {
    // The highest stands in the headline.
    expect(texts([month, strikes], monthly([0, 3, 0, 2, 5, 0])).join()).not.toMatch(/owest/u);
    expect(texts([month, strikes], monthly([5, 3, 5, 2, 5, 4]))).toContain("Lowest in Apr 1998 at 2.");
    expect(texts([phase, speed], named([5, 5, 3]))).toEqual([]);
  });
});

describe("two periods side by side", () => {
  const compared = plan({ time: { column: "strikes.flight_date", ranges: [{ from: "1998-01-01", to: "1999-01-01", label: "1998" }] }, previous: { from: "1997-01-01", to: "1998-01-01", label: "1997" } });
  const columns = (measure: ResultColumn): ResultColumn[] => [phase, { ...measure, label: `${measure.label}, 1998` }, { ...measure, name: "p", label: `${measure.label}, 1997` }, { ...measure, name: "c", label: "Change" }, { ...rate, name: "r", label: "Change in %" }];
  const rows = (pairs: [string, number | null, number | null][]): Cell[][] => pairs.map(([name, now, before]) => [name, now, before, now === null || before === null ? null : now - before, null]);

  it("tell who makes up the change, and who went the other way", () => {
    expect(texts(columns(strikes), rows([["Climb", 50, 20], ["Taxi", 30, 28], ["Approach", 10, 18]]), { plan: compared })).toEqual(["Climb rose most: +30; all together: +24.", "Approach went the other way and fell most: −8."]);
  });
  it("tell of rates only what moved most, in points", () => {
    expect(texts(columns(rate), rows([["Climb", 0.05, 0.04], ["Taxi", 0.2, 0.1]]), { plan: compared })).toEqual(["Taxi moved most: from 10% to 20% (+10 pts)."]);
  });
  it("make no claim, and none of groups that one period lacks", () => {
    const { items, checked } = find(columns(strikes), rows([["Climb", 50, null], ["Taxi", 30, 30]]), { plan: compared });
    expect([items, checked]).toEqual([[], 0]);
  });
});

describe("rows as they are", () => {
  it("leave out what lacks one of the two numbers", () => {
    const next = normals(1);
    const rows: Cell[][] = Array.from({ length: 40 }, (_, index) => [index, index + next()]);
    const found = read([speed, cost], [...rows, ...Array.from({ length: 40 }, (): Cell[] => [null, 500])]);
    expect(found.items[0]).toMatchObject({ type: "correlation", test: { n: 40 } });
  });
});

describe("notes on the data come first", () => {
  it("of periods that have no row", () => {
    const rows: Cell[][] = [["1998-01-01", 3], ["1998-02-01", 4], ["1998-06-01", 5]];
    expect(texts([month, strikes], rows)[0]).toBe("3 of 6 months have no data.");
    expect(read([year, strikes], [[1990, 1], [1992, 2], [1993, 2]]).items[0]?.text).toBe("1 of 4 years have no data.");
  });
  it("of what has no name", () => expect(texts([phase, strikes], [["Climb", 60], [null, 30], ["Taxi", 10]])[0]).toBe("30 of 100 strikes (30%) have no phase of flight recorded."));
  it("and a series with a gap is not tested", () => {
    const rows = monthly(Array.from({ length: 30 }, (_, index) => index * 5));
    expect(find([month, strikes], rows).checked).toBe(3);
    expect(find([month, strikes], rows.filter((_row, index) => index !== 4)).checked).toBe(0);
  });
  it("and time runs forward whatever order the rows have", () => {
    const rows = monthly([1, 2, 3, 4, 5, 6, 7]);
    expect(texts([month, strikes], rows.toReversed())).toEqual(texts([month, strikes], rows));
  });
  it("years as numbers are years: the open one is left out", () => {
    const found = findInsights({ columns: [year, strikes], rows: [[1999, 5], [2000, 7], [2001, 6], [2002, 777]], truncated: false, locale: "en", today: "2002-07-25", labels: { title: "" } });
    expect(found.items[0]).toMatchObject({ type: "partial-period" });
    expect(found.items.map((item) => item.text).join()).not.toContain("777");
  });
});

describe("evenness", () => {
  it("allows for chance where counts are few, and only there", () => {
    expect(texts([phase, strikes], named([8, 12, 14, 11])).join()).toContain("Strikes are spread about evenly");
    expect(texts([phase, strikes], named([5, 8, 12, 9])).join()).not.toContain("evenly");
    expect(texts([phase, strikes], named([80, 120, 140, 110])).join()).not.toContain("evenly");
    expect(texts([phase, cost], named([100, 120, 110, 105])).join()).toContain("Total cost is spread about evenly");
  });
});

describe("every sentence of every kind of result", () => {
  it("holds only recorded values, no word that claims too much, and a test behind each claim", () => {
    const random = seeded(17);
    const dimensions = [month, phase, light, size, weekday, year];
    for (let run = 0; run < 500; run++) {
      const [a, b] = [pick(random, dimensions), pick(random, dimensions)];
      const columns = [a, ...(random() < 0.4 && a !== b ? [b] : []), pick(random, [strikes, cost, speed, rate]), ...(random() < 0.3 ? [{ ...speed, name: "more", label: "More" }] : [])];
      const wide = pick(random, [1, 100, 1_000_000]);
      const cell = ({ role, order, type }: ResultColumn, row: number): Cell => (role === "measure" ? (random() < 0.05 ? null : Math.round(100 * wide * random() ** 4) / 100) : order ? (order[row % order.length] ?? null) : type === "date" ? (months(Array.from({ length: 40 }, () => 0))[row % 40] ?? null) : role === "time" ? 1990 + (row % 40) : random() < 0.03 ? null : `N${Math.floor(row / 3)}`);
      const rows = Array.from({ length: Math.floor(random() * 80) }, (_, row) => columns.map((column) => cell(column, row)));
      const { headline, items, checked } = find(columns, rows, pick(random, [{}, { truncated: true }, { plan: plan({ limit: 5 }) }, { locale: "de" }]));
      expect(headline).toMatch(/^\S.*[^.]\.$/u);
      expect(headline).not.toMatch(/NaN|undefined|null|Infinity/u);
      expect(items.filter((item) => item.class !== "quality").length).toBeLessThanOrEqual(4);
      for (const item of items) {
        const left = Object.values(item.values).toSorted((x, y) => y.length - x.length).reduce((text, value) => text.replaceAll(value, ""), item.text);
        expect(left, item.text).not.toMatch(/\d|NaN|undefined/u);
        expect(BANNED.filter((word) => item.text.toLowerCase().includes(word)), item.text).toEqual([]);
        expect(item.test !== undefined, item.text).toBe(item.class === "inferential");
        if (item.test) expect(item.test.q).toBeLessThanOrEqual(0.05);
        if (item.test) expect(checked).toBeGreaterThan(0);
        if (item.class !== "inferential") expect(item.text).not.toMatch(/tend/u);
      }
    }
  });
});
